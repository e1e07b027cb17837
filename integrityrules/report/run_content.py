"""A run in columns -> what its reports say: totals counted by columns; only what is shown is decided anew, to be explained.

May not decide but by the same code as the run. Memory is bounded by what is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from integrityrules.batch.run.anew import decided_anew
from integrityrules.batch.run.result import IN_ORDER, RunResult
from integrityrules.decide.narrate import Language
from integrityrules.decide.outcome import ATTENTION
from integrityrules.engine import Engine
from integrityrules.errors import EngineError
from integrityrules.report.baseline import Baseline
from integrityrules.report.content import Account, Case, Content, Count, Groups, SheetCount, Totals
from integrityrules.report.following import NOT_FOLLOWED, Followed, Following
from integrityrules.report.gather import case_of, rulebook_topics
from integrityrules.tables.dispositions import Disposition

MOST_CASES = 5000
"""Findings that are explained unless another number is asked for; the others are in the totals."""
MOST_PROBLEMS = 1000
"""Rejected places and failed officials that are listed; the others are counted."""
PIECE = 1000
"""Rows that are written at a time."""
_WHO = "CASE WHEN official = '' THEN chr(31) || fact_kind || ' ' || fact ELSE official END"

_Name = tuple[str, str]


def content_of_run(
    run: RunResult,
    engine: Engine,
    language: Language = "id",
    *,
    explain: bool = True,
    values: bool = False,
    most: int = MOST_CASES,
    baseline: Baseline | None = None,
    dispositions: Iterable[Disposition] = (),
) -> Content:
    """Returns what the reports of a run say; the same as `content_of` of an audit in memory, except for what is exempt, which no run keeps.

    Args:
        run: a finished run.
        engine: the one it was made with; it decides what is shown anew.
        explain, values: as for `content_of`.
        most: how many open findings to take, those that need attention first.
        baseline, dispositions: as for `content_of`.

    Raises:
        UsageError: `other-run`, the engine is not the one the run was made with.
    """
    following = Following(run.as_of, baseline, dispositions)
    source, followed = _followed(run, following) if baseline is not None or following.has_dispositions else ("findings", {})
    totals = run_totals(run, source)
    names = [*_shown(run, source, most), *(name for name, one in followed.items() if not one.is_open)]
    cases = _cases(run, engine, list(dict.fromkeys(names)), language, explain=explain, values=values, followed=followed)
    shown: dict[Any, int] = {}
    for case in cases:
        shown[case.row.state_code] = shown.get(case.row.state_code, 0) + case.is_open
    left_off = {state: count.findings - shown.get(state, 0) for state, count in totals.by_state.items()}
    return Content(
        as_of=run.as_of,
        language=language,
        account=account_of_run(run),
        totals=totals,
        cases=tuple(cases),
        left_off={state: number for state, number in left_off.items() if number},
        follow_up=following.summary(),
        topics=rulebook_topics(engine.rulebook, language),
        has_values=explain and values,
    )


def account_of_run(run: RunResult) -> Account:
    """Returns what became of everything a run read."""
    counts = run.account.counts
    problems = tuple(run.rejected(MOST_PROBLEMS))
    ((places,),) = run.query("SELECT count(*) FROM rejected")
    return Account(
        read=counts.read,
        evaluated=counts.evaluated,
        rejected=counts.rejected,
        officials=run.account.officials,
        sheets=tuple(SheetCount(name, one.read, one.evaluated, one.rejected) for name, one in run.account.sheets.items()),
        problems=problems,
        problems_left_off=places - len(problems),
        failed=len(run.failed),
        failures=tuple((one.official, one.code) for one in run.failed[:MOST_PROBLEMS]),
    )


def found_states_of_run(run: RunResult) -> Iterator[tuple[str, str, Any]]:
    """Yields official, id and state of every finding: what a baseline is made of."""
    yield from run.rows("SELECT official, id, state FROM findings")


# ---- totals ----------------------------------------------------------------------------------------------------------------


def run_totals(run: RunResult, source: str = "findings") -> Totals:
    """Returns the totals over a view or table of findings, counted by columns."""
    ((findings, acts, officials),) = run.query(
        f"SELECT count(*), count(DISTINCT (official, fact_kind, fact)), count(DISTINCT official) FILTER (official <> '') FROM {source}"
    )
    states = {state: Count(*numbers) for state, *numbers in _counted(run, source, "state")}
    weeks = f"(SELECT *, CAST(date_trunc('week', due_on) AS DATE) AS week FROM {source} WHERE state = 'due' AND due_on IS NOT NULL)"
    return Totals(
        findings=findings,
        acts=acts,
        officials=officials,
        by_state={state: states[state] for state in ATTENTION if state in states},
        by_agency=_grouped(run, source, "agency"),
        by_topic=_grouped(run, source, "ruleset"),
        by_track=_grouped(run, source, "tracks"),
        due={week: Count(*numbers) for week, *numbers in _counted(run, weeks, "week")},
    )


def _counted(run: RunResult, source: str, by: str) -> list[tuple[Any, ...]]:
    return run.query(f"SELECT {by}, count(*), count(DISTINCT {_WHO}) FROM {source} GROUP BY {by} ORDER BY {by}")


def _grouped(run: RunResult, source: str, by: str) -> Groups:
    found: dict[str, dict[Any, Count]] = {}
    for name, state, *numbers in _counted(run, source, f"{by}, state"):
        found.setdefault(name or "", {})[state] = Count(*numbers)
    return {name: {state: states[state] for state in ATTENTION if state in states} for name, states in sorted(found.items())}


# ---- what earlier work says ------------------------------------------------------------------------------------------------


def _followed(run: RunResult, following: Following) -> tuple[str, Mapping[_Name, Followed]]:
    """Looks every finding up, and returns the table of those that are open, and what is known of those an officer wrote about.

    What is open and new is not kept: only that it is in the table.
    """
    kept: dict[_Name, Followed] = {}

    def open_names() -> Iterator[_Name]:
        for official, id, state in found_states_of_run(run):
            one = following.look(official, id, state)
            if one.disposition is not None or one.standing == "worse":
                kept[official, id] = one
            if one.is_open:
                yield official, id

    run.query("CREATE OR REPLACE TABLE open_names (official VARCHAR, id VARCHAR)")
    names = open_names()
    while piece := list(islice(names, PIECE)):
        places = ", ".join(["(?, ?)"] * len(piece))
        run.query(f"INSERT INTO open_names VALUES {places}", [part for name in piece for part in name])
    run.query("CREATE OR REPLACE VIEW open_findings AS SELECT findings.* FROM findings SEMI JOIN open_names USING (official, id)")
    return "open_findings", kept


# ---- cases -----------------------------------------------------------------------------------------------------------------


def _shown(run: RunResult, source: str, most: int) -> list[_Name]:
    return [(official, id) for official, id in run.query(f"SELECT official, id FROM {source} ORDER BY {IN_ORDER} LIMIT {int(most)}")]


def _cases(
    run: RunResult,
    engine: Engine,
    names: Sequence[_Name],
    language: Language,
    *,
    explain: bool,
    values: bool,
    followed: Mapping[_Name, Followed],
) -> list[Case]:
    """Returns the findings of some names, decided anew, in the order of the names."""
    wanted = set(names)
    made: dict[_Name, Case] = {}
    for one in decided_anew(run, engine, {official for official, _ in names}):
        for finding in one.evaluation.findings:
            name = one.official, finding.id
            if name in wanted:
                known = followed.get(name, NOT_FOLLOWED)
                made[name] = case_of(one.official, one.agency, finding, language, explain=explain, values=values, followed=known)
    if len(made) != len(wanted):
        raise EngineError("a finding of the run was not found again")
    return [made[name] for name in names]
