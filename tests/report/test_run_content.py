"""Reports of a run in columns say what those of an audit in memory say: every number, every case, explained by the same words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from integrityrules.batch import Audit, audit
from integrityrules.batch.example import Size, write_example
from integrityrules.batch.run import RunResult, run_audit
from integrityrules.engine import Engine
from integrityrules.errors import UsageError
from integrityrules.library import load_engine
from integrityrules.report import Content, content_of
from integrityrules.report.baseline import baseline_of
from integrityrules.report.content import acts_of
from integrityrules.report.gather import found_states
from integrityrules.report.page import html_report
from integrityrules.report.run_content import content_of_run, found_states_of_run
from integrityrules.tables import read_declarations
from integrityrules.tables.dispositions import Disposition

pytest.importorskip("duckdb")
AS_OF = date(2026, 4, 30)
KEY = b"k" * 32


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[RunResult, Audit, Engine]:
    """A run and an audit of the same invented declarations, some of whose rows cannot be read."""
    folder = tmp_path_factory.mktemp("both")
    engine = load_engine()
    input = write_example(folder / "in", Size(120, as_of=AS_OF, seed=3, holes=0.1), format="csv").input
    gifts = input / "gifts.csv"
    gifts.write_text(gifts.read_text(encoding="utf-8") + "nobody,G-x\n", encoding="utf-8")
    run = run_audit(input, folder / "run", engine=engine, as_of=AS_OF, workers=0, shards=3)
    return run, audit(engine, read_declarations(input, as_of=AS_OF), as_of=AS_OF), engine


def in_order(content: Content) -> dict[tuple[str, str], Any]:
    return {(case.row.official, case.row.id): case for case in content.cases}


def assert_same(found: Content, expected: Content) -> None:
    """Compares everything but the order of equals, and what is exempt, which no run keeps."""
    assert found.totals == expected.totals
    assert in_order(found) == in_order(expected)
    assert replace(found.account, sheets=tuple(sorted(found.account.sheets)), problems=()) == replace(
        expected.account, sheets=tuple(sorted(expected.account.sheets)), problems=(), exempt=None
    )
    assert sorted(map(str, found.account.problems)) == sorted(map(str, expected.account.problems))
    assert found.topics == expected.topics
    assert (found.left_off, found.has_values, found.language, found.as_of) == (
        expected.left_off, expected.has_values, expected.language, expected.as_of,
    )  # fmt: skip
    assert len(acts_of(found.cases)) == len(acts_of(expected.cases))


@pytest.mark.parametrize("values", [False, True])
def test_a_run_says_what_an_audit_says(both: tuple[RunResult, Audit, Engine], values: bool) -> None:
    """Totals, account and every case with its explanation are equal."""
    run, found, engine = both
    content = content_of_run(run, engine, "en", values=values)
    assert_same(content, content_of(found, "en", values=values))
    assert content.totals.findings > 50
    assert not content.account.is_complete
    assert "cases exempt" not in html_report(content)


def test_what_is_left_off_is_counted(both: tuple[RunResult, Audit, Engine]) -> None:
    """Fewer cases than findings are those that need attention first, and the others are counted by state."""
    run, found, engine = both
    some, all_ = (content_of_run(run, engine, "id", most=most, explain=False) for most in (7, 10**6))
    assert [case.row for case in some.cases] == [case.row for case in all_.cases[:7]]
    assert some.totals == all_.totals
    assert sum(some.left_off.values()) == some.totals.findings - 7
    assert all_.left_off == {}
    assert [case.row.state_code for case in all_.cases] == [case.row.state_code for case in content_of(found).cases]


def test_earlier_work_counts_the_same(both: tuple[RunResult, Audit, Engine]) -> None:
    """Baseline and dispositions leave the same open, count the same as known, gone and disposed of, and keep what officers wrote."""
    run, found, engine = both
    every = [*found_states(found)]
    assert sorted(found_states_of_run(run)) == sorted(every)
    old = baseline_of([*every[::2], ("gone", "0" * 32, "due")], as_of=AS_OF, rulesets={}, key=KEY)
    written = [
        Disposition(official, id, state, "explained", "sebab", "Irban", AS_OF + timedelta(days=days))
        for days, (official, id, state) in zip((3, -3, 3, 3), every[::5], strict=False)
    ]
    content = content_of_run(run, engine, "en", baseline=old, dispositions=written)
    expected = content_of(found, "en", baseline=old, dispositions=written)
    assert content.totals == expected.totals
    assert content.follow_up.known == expected.follow_up.known
    assert (content.follow_up.gone, content.follow_up.disposed) == (expected.follow_up.gone, expected.follow_up.disposed)
    assert set(content.follow_up.expired) == set(expected.follow_up.expired)
    kept = {name: case for name, case in in_order(expected).items() if case.is_open or case.disposition is not None}
    assert in_order(content) == kept


def test_another_engine_is_refused(both: tuple[RunResult, Audit, Engine], tmp_path: Path) -> None:
    """Rules that do not find what the run found cannot explain it."""
    run, _, _ = both
    with pytest.raises(UsageError) as caught:
        content_of_run(run, Engine(load_engine().rulebook, ()), "en")
    assert caught.value.code == "other-run"
