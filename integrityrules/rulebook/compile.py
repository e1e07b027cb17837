"""Rulesets -> a checked rulebook, and from it the program of any day.

May not open files. Everything that can be wrong is found when the rulebook is built; functions are generated when a period is first used.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from integrityrules.errors import Problem, RulesetError
from integrityrules.facts.vocabulary import Text, Vocabulary
from integrityrules.language.scope import Compiled
from integrityrules.rulebook.book import Book
from integrityrules.rulebook.build import Builder, lane_key
from integrityrules.rulebook.checks import check_book, check_plans
from integrityrules.rulebook.periods import Cuts
from integrityrules.rulebook.plan import Placed, Plan, plan_period
from integrityrules.rulebook.program import Lane, Program
from integrityrules.rulebook.source import RulesetSource
from integrityrules.rulebook.type_rules import type_rules
from integrityrules.rulebook.typed import Reads, TypedRule, reads_of


class Rulebook:
    """Rulesets that were checked together.

    Immutable and safe to share between threads: a program that two threads build at once is built twice and kept once.

    Args:
        rulesets: in any order; layers beside what they are layers of.
        vocabulary: the kinds of facts and code lists they speak of.

    Raises:
        RulesetError: with every problem of every ruleset, in the order of files and lines.

    Attributes:
        cuts: the first days of new periods, in order.
        typed: every rule with its trees, in the order they were read.
        plans: what is in force in each period, in order.
        lanes: by kind of fact, the rules that are judged on the same days.
        consequence_days: by the id of a rule, what the consequences that follow it are dated by.
        digests: SHA-256 of each ruleset's files, by its id.
        parameter_titles: what the law calls each parameter, by its name.
        defined_kinds: the kinds of facts with a field that some rule defines.
        rulesets: as they were given.
    """

    def __init__(self, rulesets: Sequence[RulesetSource], vocabulary: Vocabulary) -> None:
        found = [problem for ruleset in rulesets for problem in ruleset.problems]
        if any(problem.code == "yaml-syntax" for problem in found):
            # A file that is not YAML leaves names out that others read: what they would be told is not their mistake.
            raise RulesetError(problems=sorted(set(found)))
        book = Book(rulesets)
        typed, problems = type_rules(book, vocabulary)
        problems += [problem for ruleset in rulesets for problem in ruleset.problems]
        self._complete(book, typed, problems, Builder(book, vocabulary))

    def _complete(self, book: Book, typed: Sequence[TypedRule], problems: list[Problem], builder: Builder) -> None:
        """Checks what reading alone could not, and raises every problem together."""
        vocabulary = builder.vocabulary
        problems = problems + check_book(book, vocabulary)
        cuts = Cuts(book.periods())
        plans = tuple(plan_period(book, typed, cuts, index) for index in cuts.pieces())
        problems += check_plans(book, typed, plans)
        if problems:
            raise RulesetError(problems=sorted(set(problems)))
        self.vocabulary = vocabulary
        self.rulesets = book.rulesets
        self.typed: tuple[TypedRule, ...] = tuple(typed)
        self.cuts: tuple[date, ...] = cuts.days
        self.digests: Mapping[str, str] = MappingProxyType({ruleset.id: ruleset.digest for ruleset in book.rulesets})
        self.parameter_titles: Mapping[str, Text] = MappingProxyType({name: found.title for name, found in book.parameters.items()})
        self.defined_kinds = frozenset(rule.defines[0] for rule in typed if rule.defines is not None)
        self._cuts = cuts
        self.plans: tuple[Plan, ...] = plans
        self._builder = builder
        self._programs: dict[int, Program] = {}
        self.lanes: Mapping[str, tuple[Lane, ...]] = MappingProxyType(_lanes(plans, builder, vocabulary))
        self.consequence_days: Mapping[str, tuple[Compiled | None, ...]] = MappingProxyType(_days(plans, builder))

    def changed(self, rulesets: Sequence[RulesetSource], typed: Sequence[TypedRule]) -> Rulebook:
        """Returns a rulebook of changed rulesets without reading a text again; trees that did not change keep their functions.

        Args:
            rulesets: what the files would say; their texts are not looked at.
            typed: every rule, with its trees as they would be.

        Raises:
            RulesetError: with every problem of the changed rulebook.
        """
        other = Rulebook.__new__(Rulebook)
        book = Book(rulesets)
        other._complete(book, typed, [], self._builder.beside(book))
        return other

    @property
    def kinds_read(self) -> frozenset[str]:
        """The kinds of facts that some rule is about or reads."""
        kinds = {rule.about for rule in self.typed} | {kind for rule in self.typed for kind, _ in rule.reads.fields}
        return frozenset(kinds & self.vocabulary.kinds.keys())

    def program_on(self, day: date) -> Program:
        """Returns the program of the period a day lies in; the same one for every day of that period."""
        index = self._cuts.index(day)
        found = self._programs.get(index)
        if found is None:
            found = self._programs.setdefault(index, self._builder.program(self.plans[index]))
        return found


def _lanes(plans: Sequence[Plan], builder: Builder, vocabulary: Vocabulary) -> dict[str, tuple[Lane, ...]]:
    """Returns the lanes of each kind, in the order of the vocabulary and of their keys, with every rule of any period."""
    members: dict[tuple[str, str], list[Placed]] = {}
    for placed in (placed for plan in plans for placed in plan.acts):
        members.setdefault((placed.typed.about, lane_key(placed.typed)), []).append(placed)
    lanes: dict[str, list[Lane]] = {}
    for (about, key), found in sorted(members.items()):
        first = min(found, key=lambda placed: placed.id)
        typed = first.typed
        dated_by = builder.compiled(typed.dated_by, typed.names, first.setting)
        partner = builder.collection(typed.partner, typed.names)
        ids = tuple(sorted({placed.id for placed in found}))
        lanes.setdefault(about, []).append(Lane(about, key, dated_by, typed.source.every, partner, ids, _triggers(found, builder)))
    return {kind: tuple(lanes[kind]) for kind in vocabulary.kinds if kind in lanes}


def _triggers(found: Sequence[Placed], builder: Builder) -> tuple[Compiled, ...] | None:
    """Returns the different triggers of a lane's rules, or `None` if one has none or one whose value the day can change."""
    if any(placed.typed.raised_when is None for placed in found):
        return None
    triggers: dict[int, tuple[Reads, Compiled | None]] = {}
    for placed in found:
        node = placed.typed.raised_when
        assert node is not None
        if id(node) not in triggers:
            triggers[id(node)] = reads_of([node], builder.vocabulary), builder.compiled(node, placed.typed.names, placed.setting)
        reads = triggers[id(node)][0]
        if reads.params or reads.plurals or reads.spelled or reads.fields & placed.setting.definitions.keys():
            return None
    return tuple(compiled for _, compiled in triggers.values() if compiled is not None)


def _days(plans: Sequence[Plan], builder: Builder) -> dict[str, tuple[Compiled | None, ...]]:
    """Returns the different expressions that the consequences of each rule are dated by, in any period."""
    days: dict[str, list[Compiled | None]] = {}
    for plan in plans:
        for id, consequences in sorted(plan.consequences.items()):
            for placed in consequences:
                known = days.setdefault(id, [])
                node = placed.typed.dated_by
                if node not in [compiled.node if compiled else None for compiled in known]:
                    known.append(builder.compiled(node, placed.typed.names, placed.setting))
    return {id: tuple(known) for id, known in days.items()}
