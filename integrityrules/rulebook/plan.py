"""What is in force in one period, for the nation and for each layer, before any function is generated.

May not generate code. A plan is cheap, so that all periods can be checked when a rulebook is built; programs are compiled when first used.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from integrityrules.facts.values import Truth, all_of
from integrityrules.rulebook.book import Book
from integrityrules.rulebook.periods import Cuts, first_day, holds
from integrityrules.rulebook.source import RulesetSource
from integrityrules.rulebook.type_rules import ACTS
from integrityrules.rulebook.typed import NOTHING, Reads, TypedRule

FieldKey = tuple[str, str]
Defining = Mapping[FieldKey, tuple[tuple[TypedRule, Truth], ...]]
Exempting = dict[str, list[tuple[TypedRule, Truth]]]
"""The exemptions that may be in force on a day, by the id of each rule they name."""


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """Parameters and definitions in force for the nation (`layer` is `None`) or for one layer.

    Args:
        params: values as conditions read them; a parameter that is not set is absent.
        overridden: the names a layer gives a value of its own.
        definitions: what defines each field, with the truth of its being in force, in the order of the rules' ids.
    """

    layer: RulesetSource | None
    params: Mapping[str, Any]
    overridden: frozenset[str]
    definitions: Defining

    @property
    def id(self) -> str:
        return self.layer.id if self.layer else ""


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """A rule in one period and setting.

    Args:
        id: the rule's id, with `@layer` behind it for a layer's instance of a national rule.
        reads: what it reads, through definitions and exemptions too.
        exemptions: those in force that name it.
    """

    typed: TypedRule
    id: str
    setting: Setting
    in_force: Truth
    exemptions: tuple[Placed, ...] = ()
    reads: Reads = NOTHING


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """Everything in force in one period; `day` lies in it."""

    start: date | None
    end: date | None
    day: date
    settings: Mapping[str, Setting]
    acts: tuple[Placed, ...]
    consequences: Mapping[str, tuple[Placed, ...]]


def plan_period(book: Book, typed: Sequence[TypedRule], cuts: Cuts, index: int) -> Plan:
    """Returns what is in force in one piece of time.

    Args:
        typed: every rule of the book; those whose trees could not be read are passed over.
        index: of the piece, as `Cuts` counts them.
    """
    start, end = cuts.piece(index)
    day = cuts.sample(index)
    standing = _standing(book, typed, day)
    settings = {"": _setting(book, None, standing, day)}
    for layer in book.layers:
        if layer.layer is not None and holds(layer.layer.period, day) is not False:
            settings[layer.id] = _setting(book, layer, standing, day)
    exempting: Exempting = {}
    for rule, truth in standing:
        for name in rule.names_rules if rule.kind == "exemption" else ():
            exempting.setdefault(name, []).append((rule, truth))
    acts = [placed for setting in settings.values() for placed in _acts(setting, standing, exempting, day)]
    consequences: dict[str, list[Placed]] = {}
    for rule, truth in standing:
        setting = settings.get(rule.layer)
        if rule.kind == "consequence" and setting is not None and _readable(rule, setting):
            placed = Placed(rule, rule.id, setting, truth, (), closure(rule.reads, setting.definitions))
            for id in rule.names_rules:
                consequences.setdefault(id, []).append(placed)
    acts.sort(key=lambda placed: placed.id)
    return Plan(start, end, day, settings, tuple(acts), {id: tuple(found) for id, found in consequences.items()})


def _standing(book: Book, typed: Iterable[TypedRule], day: date) -> list[tuple[TypedRule, Truth]]:
    """Returns the rules that are, or may be, in force on a day, in the order of their ids and first days.

    Two versions of one rule are both there only inside an uncertain change-over; what then follows is for `decide` to say.
    """
    found = [(rule, truth) for rule in typed if rule.complete and (truth := in_force(rule, day)) is not False]
    return sorted(found, key=lambda standing: (standing[0].id, first_day(standing[0].source.in_force)))


def in_force(rule: TypedRule, day: date) -> Truth:
    """Tells whether a rule is in force on a day; a layer's rule only while the layer is."""
    own = holds(rule.source.in_force, day)
    layer = rule.ruleset.layer
    return all_of(own, holds(layer.period, day)) if layer else own


def _setting(book: Book, layer: RulesetSource | None, standing: Sequence[tuple[TypedRule, Truth]], day: date) -> Setting:
    params = book.values_on(day, layer)
    overridden = frozenset(name for name, value in book.own_values_on(day, layer).items() if value is not None) if layer else frozenset()
    definitions: dict[FieldKey, list[tuple[TypedRule, Truth]]] = {}
    for rule, truth in standing:
        here = not rule.layer or (layer is not None and rule.layer == layer.id)
        if rule.defines and here and rule.reads.params <= params.keys():
            definitions.setdefault(rule.defines, []).append((rule, truth))
    return Setting(layer, params, overridden, {key: tuple(found) for key, found in definitions.items()})


def _readable(rule: TypedRule, setting: Setting) -> bool:
    """Tells whether every parameter a rule reads is set: a rule about a limit that nobody sets says nothing."""
    return rule.reads.params <= setting.params.keys()


def _acts(setting: Setting, standing: Sequence[tuple[TypedRule, Truth]], exempting: Exempting, day: date) -> Iterable[Placed]:
    """Yields the nation's rules, or a layer's own rules and its instances of national ones."""
    for rule, truth in standing:
        if rule.kind not in ACTS or not _readable(rule, setting):
            continue
        if rule.layer == setting.id:
            yield _placed(rule, rule.id, setting, truth, exempting)
        elif setting.layer is not None and setting.layer.layer is not None and not rule.layer:
            placed = _placed(rule, f"{rule.id}@{setting.id}", setting, all_of(truth, holds(setting.layer.layer.period, day)), exempting)
            if placed.reads.params & setting.overridden:
                yield placed


def _placed(rule: TypedRule, id: str, setting: Setting, truth: Truth, exempting: Exempting) -> Placed:
    own = [(other, valid) for other, valid in exempting.get(id, ()) if other.layer in ("", setting.id)]
    if id != rule.id:  # an agency's instance keeps the nation's exemptions
        own += [(other, valid) for other, valid in exempting.get(rule.id, ()) if not other.layer]
        own.sort(key=lambda found: (found[0].id, first_day(found[0].source.in_force)))
    exemptions = tuple(
        Placed(other, other.id, setting, valid, (), closure(other.reads, setting.definitions))
        for other, valid in own
        if _readable(other, setting)
    )
    reads = closure(rule.reads, setting.definitions)
    for exemption in exemptions:
        reads = reads | exemption.reads
    return Placed(rule, id, setting, truth, exemptions, reads)


def closure(direct: Reads, definitions: Defining) -> Reads:
    """Returns what is read directly and through definitions, in as many steps as there are."""
    found, done = direct, set[FieldKey]()
    while open_fields := found.fields - done:
        for key in open_fields:
            done.add(key)
            for rule, _ in definitions.get(key, ()):
                found = found | rule.reads
    return found


def find_cycles(plan: Plan) -> list[tuple[TypedRule, ...]]:
    """Returns each loop of definitions once, as the rules along it, starting with the smallest id."""
    loops: dict[frozenset[str], tuple[TypedRule, ...]] = {}
    for setting in plan.settings.values():
        rules = [rule for found in setting.definitions.values() for rule, _ in found]
        for rule in rules:
            loop = _loop_from(rule, setting.definitions)
            if loop:
                loops.setdefault(frozenset(step.id for step in loop), _rotated(loop))
    return list(loops.values())


def _loop_from(start: TypedRule, definitions: Defining) -> tuple[TypedRule, ...]:
    """Returns the shortest way from a definition back to itself, without recursion; empty if there is none."""
    paths: list[tuple[TypedRule, ...]] = [(start,)]
    seen: set[str] = set()
    for path in paths:
        for key in sorted(path[-1].reads.fields):
            for rule, _ in definitions.get(key, ()):
                if rule is start:
                    return path
                if rule.id not in seen:
                    seen.add(rule.id)
                    paths.append((*path, rule))
    return ()


def _rotated(loop: tuple[TypedRule, ...]) -> tuple[TypedRule, ...]:
    first = min(range(len(loop)), key=lambda index: loop[index].id)
    return loop[first:] + loop[:first]
