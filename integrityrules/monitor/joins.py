"""From the conditions of a rulebook: the ways that lead from a declaration to the other facts it is decided by.

May not read a fact. INVARIANT: what a condition about a kind can read lies at the end of one of its ways; more ways may be named than
are gone. A way that is not an equality (a bare register, a reference that rules define) leads to every fact of a kind.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from integrityrules.facts.values import bounds
from integrityrules.language import tree
from integrityrules.monitor.memory import REGISTERS
from integrityrules.monitor.personal import note_personal
from integrityrules.monitor.reader import Reader
from integrityrules.monitor.ways import DECLARATION, ITSELF, NOWHERE, About, FieldKey, Narrow, Reached, Way, Ways
from integrityrules.rulebook.compile import Rulebook
from integrityrules.rulebook.typed import TypedRule


@dataclass(frozen=True, slots=True)
class Joins:
    """What every kind of declaration is decided by.

    Attributes:
        about: by kind, for kinds that some rule is about.
        days: on which, or about which, anything may be decided otherwise than the day before.
    """

    about: Mapping[str, About]
    days: frozenset[date]


def joins_of(rulebook: Rulebook) -> Joins:
    """Returns the ways of every kind of declaration of a rulebook."""
    about: dict[str, About] = {}
    defined: dict[FieldKey, list[TypedRule]] = {}
    for rule in rulebook.typed:
        about.setdefault(rule.about, About())
        if rule.defines is not None:
            defined.setdefault(rule.defines, []).append(rule)
    partners = _partners(rulebook, defined)
    bare: dict[str, set[tuple[str, ...] | None]] = {}
    reached: Reached = {}
    narrowed: dict[int, dict[Way, set[Narrow]]] = {}
    for rule in rulebook.typed:
        reader = Reader(about[rule.about], defined)
        variables = {name: ways for (kind, name), ways in partners.items() if kind == rule.about}
        reader.rule(rule, {**variables, rule.names.fact: ITSELF})
        bare.setdefault(rule.about, set()).update(reader.collections)
        reached[id(rule)] = set(reader.ways)
        narrowed[id(rule)] = reader.narrows()
        if rule.source.every is not None:
            about[rule.about].yearly.add(rule.source.every)
    for rule in rulebook.typed:
        # What an exemption or a consequence of a rule reads, the findings of the rule depend on; definitions are reviewed as well.
        ids = {name.split("@")[0] for name in rule.names_rules} if rule.names_rules else {rule.id}
        families = {DECLARATION} if rule.defines is not None else ids
        for way in reached[id(rule)]:
            about[rule.about].ways.setdefault(way, set()).update(families)
            for family in families:
                narrows, needed = about[rule.about].narrows, narrowed[id(rule)].get(way, set())
                known = narrows.get((family, way))
                # Where one part of a rule reads a way without an equality, every fact at its end may count.
                narrows[family, way] = set() if not needed or known == set() else needed | (known or set())
    for kind, found in about.items():
        alone = bare[kind]
        (only,) = alone if len(alone) == 1 else (None,)
        found.near = only
        if kind in REGISTERS:
            note_personal(found, kind, rulebook, defined, reached)
    return Joins(about, frozenset(_days(rulebook)))


def _partners(rulebook: Rulebook, defined: Mapping[FieldKey, list[TypedRule]]) -> dict[tuple[str, str], Ways]:
    """Returns where the partners of rules about a kind are, by kind and name; exemptions and consequences read them too."""
    found: dict[tuple[str, str], Ways] = {}
    for rule in rulebook.typed:
        if rule.partner is not None and rule.names.partner:
            reader = Reader(About(), defined)
            ways = reader.visit(rule.partner, {rule.names.fact: ITSELF})
            key = rule.about, rule.names.partner
            found[key] = found.get(key, NOWHERE) | ways
    return found


def _days(rulebook: Rulebook) -> Iterator[date]:
    """Yields the days that the law itself names: its changes, its constants, the days from which sources and sanctions look otherwise."""
    yield from rulebook.cuts
    for rule in rulebook.typed:
        for root in rule.trees():
            yield from (part.value for part in tree.walk(root) if isinstance(part, tree.Literal_) and part.value.__class__ is date)
    for plan in rulebook.plans:
        for setting in plan.settings.values():
            yield from (value for value in setting.params.values() if value.__class__ is date)
    for ruleset in rulebook.rulesets:
        yield from (source.review_by for source in ruleset.sources.values() if source.review_by is not None)
        for sanction in ruleset.sanctions.values():
            for form in sanction.forms:
                ends = (form.period.start, form.period.end)
                yield from (day for end in ends for day in _ends(end))


def _ends(value: object) -> Iterator[date]:
    yield from (day for day in bounds(value) if day.__class__ is date)
