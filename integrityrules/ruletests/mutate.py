"""Mutation of rules: each small change of a rulebook, and whether a case notices it.

May not print. A mutant dies only where an outcome, a state, a date or a sanction that a case asserts comes out differently.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from integrityrules.engine import Engine
from integrityrules.errors import EngineError, RulesetError
from integrityrules.facts.world import World
from integrityrules.language.tree import Pos
from integrityrules.rulebook.cases import Case, Expectation
from integrityrules.rulebook.compile import Rulebook
from integrityrules.ruletests.equivalence import is_equivalent
from integrityrules.ruletests.expect import KILLING, differences
from integrityrules.ruletests.involved import reached_by
from integrityrules.ruletests.mutants import Mutant, mutated
from integrityrules.ruletests.observe import Observation, world_of
from integrityrules.ruletests.operators import mutants_of
from integrityrules.ruletests.run import run_case

Fate = Literal["killed", "refused", "equivalent", "survived"]
"""A case noticed it, the checks of rulesets refuse it, it was shown to change nothing, or none of these."""


@dataclass(frozen=True, slots=True)
class MutantResult:
    """What became of one mutant.

    Args:
        rule: id of the changed rule; `params.NAME` for a dated value; `layer ID` for a layer.
        operator: a key of `OPERATORS`.
        what, pos: the change in words, and where it stands.
        fate: see `Fate`.
        by: the case that noticed, the code of the check that refused, or how it was shown to change nothing.
    """

    rule: str
    operator: str
    what: str
    pos: Pos
    fate: Fate
    by: str = ""

    def __str__(self) -> str:
        return f"{self.pos.file}:{self.pos.line}:{self.pos.column}: {self.rule}: {self.operator}: {self.what}"


@dataclass(frozen=True, slots=True)
class MutationResult:
    """What became of the mutants of some rulebook.

    Args:
        results: in the order of rules and text, dated values and layers last.
        left_out: names of cases that fail without any change, and were not used.
    """

    results: tuple[MutantResult, ...]
    left_out: tuple[str, ...]

    def of(self, fate: Fate) -> tuple[MutantResult, ...]:
        """Returns the mutants of one fate."""
        return tuple(result for result in self.results if result.fate == fate)

    @property
    def survivors(self) -> tuple[MutantResult, ...]:
        """The mutants that nothing noticed and nothing showed to be equivalent."""
        return self.of("survived")

    def by_rule(self) -> dict[str, dict[Fate, int]]:
        """Returns how many mutants of each rule had each fate."""
        counts: dict[str, dict[Fate, int]] = {}
        for result in self.results:
            row = counts.setdefault(result.rule, {"killed": 0, "refused": 0, "equivalent": 0, "survived": 0})
            row[result.fate] += 1
        return counts

    def lines(self) -> tuple[str, ...]:
        """Returns a table by rule, the survivors with their places, and a count, as plain text."""
        rows = self.by_rule()
        width = max((len(rule) for rule in rows), default=4)
        table = [f"{'rule':{width}}  mutants  killed  refused  equivalent  survived"]
        for rule, row in rows.items():
            numbers = f"{sum(row.values()):7}  {row['killed']:6}  {row['refused']:7}  {row['equivalent']:10}  {row['survived']:8}"
            table.append(f"{rule:{width}}  {numbers}")
        counted = ", ".join(f"{len(self.of(fate))} {fate}" for fate in ("killed", "refused", "equivalent", "survived"))
        left_out = [f"not used, because it fails: {name}" for name in self.left_out]
        return (*table, *(f"survived: {result}" for result in self.survivors), *left_out, f"{len(self.results)} mutants: {counted}")


class Trial(NamedTuple):
    """A case made ready to be run many times: its world, and what it expects of each act by the act's id."""

    case: Case
    world: World
    expected: dict[str, tuple[Expectation, ...]]


def mutate(
    engine: Engine,
    cases: Iterable[Case],
    *,
    rules: Collection[str] = (),
    every: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> MutationResult:
    """Changes a rulebook in every small way, one at a time, and asks whether a case notices.

    Args:
        engine: of the rulesets to change.
        cases: as `read_cases` gives them; those that fail unchanged are left out.
        rules: ids of rules, or `params.NAME`; empty for all.
        every: take each n-th mutant only (a sample that is the same each time); 1 for all.
        progress: called with how many are done, and how many there are.

    Returns:
        what became of each mutant.

    Example:
        >>> from integrityrules.ruletests import load_suite, mutate
        >>> engine, cases = load_suite()
        >>> mutate(engine, cases, every=100).left_out
        ()
    """
    rulebook = engine.rulebook
    trials, left_out = _trials(engine, cases)
    reached = reached_by(rulebook)
    chosen = [mutant for mutant in mutants_of(rulebook) if not rules or mutant.rule in rules][::every]
    results = []
    for done, mutant in enumerate(chosen, start=1):
        fate, by = _fate(rulebook, mutant, trials, reached.get(mutant.rule, frozenset()))
        results.append(MutantResult(mutant.rule, mutant.operator, mutant.what, mutant.pos, fate, by))
        if progress is not None:
            progress(done, len(chosen))
    return MutationResult(tuple(results), left_out)


def _trials(engine: Engine, cases: Iterable[Case]) -> tuple[list[Trial], tuple[str, ...]]:
    trials, left_out = [], []
    for case in cases:
        if not run_case(case, engine.rulebook, engine.calendars).passed:
            left_out.append(case.name)
            continue
        expected: dict[str, tuple[Expectation, ...]] = {}
        for expectation in case.expect:
            act = expectation.rule.partition("@")[0]
            expected[act] = (*expected.get(act, ()), expectation)
        trials.append(Trial(case, world_of(case, engine.rulebook, engine.calendars), expected))
    return trials, tuple(left_out)


def _fate(rulebook: Rulebook, mutant: Mutant, trials: Sequence[Trial], acts: frozenset[str]) -> tuple[Fate, str]:
    try:
        changed = mutated(rulebook, mutant)
    except RulesetError as error:
        return "refused", error.code
    for trial in trials:
        if not acts.isdisjoint(trial.expected) and _notices(trial, changed, acts):
            return "killed", trial.case.name
    shown = is_equivalent(rulebook, changed, mutant)
    return ("equivalent", shown) if shown else ("survived", "")


def _notices(trial: Trial, changed: Rulebook, acts: frozenset[str]) -> bool:
    """Tells whether a case fails on a changed rulebook; a condition that can no longer be worked out is a failure too."""
    try:
        seen = Observation(changed, trial.world)
        expected = (expectation for act in acts & trial.expected.keys() for expectation in trial.expected[act])
        return any(True for expectation in expected for _ in differences(expectation, seen, KILLING))
    except EngineError:
        return True


__all__ = ["Fate", "MutantResult", "MutationResult", "mutate"]
