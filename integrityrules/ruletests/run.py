"""Runs the cases of rulesets: each becomes a dossier, is evaluated, and is compared with what it expects.

May not print. Where a ruleset and the authority of an official case differ, that is reported and never bent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from integrityrules.engine import Engine
from integrityrules.errors import DeclarationError, Problem, RulesetError
from integrityrules.facts.calendar import WorkCalendar
from integrityrules.library import RulesetFiles, folders_of, load_engine, read_rulesets
from integrityrules.rulebook.cases import Case, check_cases, parse_cases
from integrityrules.rulebook.compile import Rulebook
from integrityrules.ruletests.agreement import Agreement, agreement_of
from integrityrules.ruletests.expect import differences
from integrityrules.ruletests.observe import Observation, world_of


@dataclass(frozen=True, slots=True)
class CaseResult:
    """One case, run.

    Args:
        name, file, line: the case and where it stands.
        passed: everything it expects was observed.
        differences: one sentence each, the expected value first; empty if it passed.
    """

    name: str
    file: str
    line: int
    passed: bool
    differences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SuiteResult:
    """All cases of some rulesets, run.

    Args:
        results: in the order of the files.
        agreement: how the rulesets compare with the authorities of official cases.
    """

    results: tuple[CaseResult, ...]
    agreement: Agreement

    @property
    def failed(self) -> tuple[CaseResult, ...]:
        """The cases that did not pass."""
        return tuple(result for result in self.results if not result.passed)

    @property
    def passed(self) -> bool:
        """Whether every case passed."""
        return not self.failed

    def lines(self) -> tuple[str, ...]:
        """Returns the failed cases and a count, as plain text."""
        lines = [line for result in self.failed for line in (f"{result.file}:{result.line}: {result.name}", *_indented(result))]
        counted = f"{len(self.results) - len(self.failed)} of {len(self.results)} cases passed"
        return (*lines, counted, *self.agreement.lines())


def _indented(result: CaseResult) -> list[str]:
    return [f"    {difference}" for difference in result.differences]


def read_cases(files: Iterable[RulesetFiles], rulebook: Rulebook) -> tuple[Case, ...]:
    """Returns the cases beside some rulesets, in the order of folders and files.

    Raises:
        RulesetError: with every problem of every file, among them expectations of rules that do not exist.
    """
    cases: list[Case] = []
    problems: list[Problem] = []
    for ruleset in files:
        for name, text in ruleset.cases.items():
            try:
                cases += parse_cases(text, file=name, vocabulary=rulebook.vocabulary)
            except RulesetError as error:
                problems += error.problems
    layers = [ruleset.id for ruleset in rulebook.rulesets if ruleset.layer]
    problems += check_cases(cases, (rule.id for rule in rulebook.typed), layers)
    if problems:
        raise RulesetError(problems=problems)
    return tuple(cases)


def load_suite(*folders: str | Path, layers: Sequence[str | Path] = ()) -> tuple[Engine, tuple[Case, ...]]:
    """Returns an engine of some rulesets and the cases beside them; arguments and errors as of `load_engine`."""
    engine = load_engine(*folders, layers=layers)
    return engine, read_cases(read_rulesets(*folders_of(folders, layers)), engine.rulebook)


def run_cases(engine: Engine, cases: Iterable[Case]) -> SuiteResult:
    """Runs cases.

    Args:
        engine: of the rulesets the cases test.
        cases: as `read_cases` gives them.

    Returns:
        a result for each case, also where its facts cannot be read: then with the problems as differences.

    >>> from integrityrules.ruletests import load_suite, run_cases
    >>> engine, cases = load_suite()
    >>> run_cases(engine, cases).passed
    True
    """
    cases = tuple(cases)
    rulebook, calendars = engine.rulebook, engine.calendars
    results = tuple(run_case(case, rulebook, calendars) for case in cases)

    def holds(case: Case) -> bool:
        return run_case(case, rulebook, calendars).passed

    return SuiteResult(results, agreement_of(cases, [result.passed for result in results], holds))


def run_case(case: Case, rulebook: Rulebook, calendars: Mapping[str, WorkCalendar]) -> CaseResult:
    """Runs one case."""
    try:
        seen = Observation(rulebook, world_of(case, rulebook, calendars))
        found = tuple(difference for expectation in case.expect for difference in differences(expectation, seen))
    except DeclarationError as error:
        found = tuple(str(problem) for problem in error.problems)
    return CaseResult(case.name, case.pos.file, case.pos.line, not found, found)


__all__ = ["CaseResult", "SuiteResult", "load_suite", "read_cases", "run_case", "run_cases"]
