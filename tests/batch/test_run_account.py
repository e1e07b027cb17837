"""The account of a run: every row is evaluated or rejected with a reason, whoever fails is named, and nothing else is lost."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support_run import AS_OF, audited, every_rule, example, lines_of, national

from integrityrules.batch.run import run_audit
from integrityrules.batch.run.account import Account, File, added_up, check_balance, parse_account
from integrityrules.decide.evaluation import Evaluation
from integrityrules.engine import Engine
from integrityrules.errors import EngineError
from integrityrules.tables import Counts

MISTAKES = ("", "?", "not a day", "-5", "1.000,50", "2026-13-40", "P-nobody", "=1+1", "yes and no", "2026-02..2026-01", "ya", "0")


def break_cells(folder: Path, draw: random.Random, *, rows: int = 40) -> None:
    """Puts mistakes into cells, doubles rows, and cuts ids out of them, in every sheet that has any."""
    sheets = sorted(folder.glob("*.csv"))
    tables = {path: list(csv.reader(path.open(encoding="utf-8", newline=""))) for path in sheets}
    for _ in range(rows):
        table = tables[draw.choice([path for path in sheets if len(tables[path]) > 1])]
        row = draw.choice(table[1:])
        match draw.randrange(4):
            case 0:
                table.append(list(row))
            case 1:
                row[draw.randrange(min(2, len(row)))] = draw.choice(MISTAKES)
            case _:
                row[draw.randrange(len(row))] = draw.choice(MISTAKES)
    for path, table in tables.items():
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(table)


@settings(max_examples=3)
@given(seed=st.integers(0, 10**6))
def test_broken_rows_are_rejected_and_the_rest_is_found(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    """Whatever is wrong with an input, a run reads, evaluates, rejects and finds what an audit in memory does."""
    folder = tmp_path_factory.mktemp("broken")
    input = example(folder / "in", 40, seed=1 + seed % 1000)
    break_cells(input, random.Random(seed))
    alone = audited(input, every_rule())
    result = run_audit(input, folder / "run", every_rule(), as_of=AS_OF, shards=2, workers=0)
    assert sorted(result.rejected()) == sorted(alone.rejected)
    assert result.account.counts == alone.declarations.counts
    assert dict(result.account.sheets) == dict(alone.declarations.by_sheet)
    assert all(counts.read == counts.evaluated + counts.rejected for counts in result.account.sheets.values())
    assert not result.is_complete
    assert list(result.lines()) == lines_of(alone)


def test_a_dossier_that_fails_is_named_and_the_others_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The official and a code are in the account; the findings of everybody else are there."""
    input = example(tmp_path / "in", 40, holes=0.0)
    whole = run_audit(input, tmp_path / "whole", national(), as_of=AS_OF, shards=2, workers=0)
    (unlucky,) = {row["official"] for row in whole.findings(most=1)}
    evaluate = Engine.evaluate_world

    def evaluate_all_but_one(engine: Engine, world: Any, about: Iterable[tuple[str, str]] | None = None) -> Evaluation:
        if world.official is not None and world.official.id == unlucky:
            raise ValueError("Zq7 Nama 76543210")
        return evaluate(engine, world, about)

    monkeypatch.setattr(Engine, "evaluate_world", evaluate_all_but_one)
    result = run_audit(input, tmp_path / "run", national(), as_of=AS_OF, shards=2, workers=0)
    assert [(failed.official, failed.code) for failed in result.failed] == [(unlucky, "engine")]
    assert not result.is_complete
    assert [row["id"] for row in result.findings()] == [row["id"] for row in whole.findings() if row["official"] != unlucky]
    assert result.account.officials == whole.account.officials - 1
    written = b"".join(path.read_bytes() for path in (tmp_path / "run" / "accounts").iterdir())
    assert b"Zq7" not in written


def test_an_account_survives_its_text() -> None:
    """What is written is read back; anything else is refused."""
    account = Account({"gifts": Counts(3, 2, 1)}, lost=2, officials=2, settled=1, states={"due": 1}, files={"findings": File(1, 2, "ab")})
    assert parse_account(account.text()) == account
    assert account.counts == Counts(5, 2, 3)
    for text in ("{}", "[]", "1", '{"sheets": 1}'):
        with pytest.raises(ValueError, match="no account"):
            parse_account(text)


def test_rows_that_do_not_add_up_are_a_bug() -> None:
    """A row that is neither evaluated nor rejected, or was never read, ends the run."""
    good = added_up([Account({"gifts": Counts(3, 2, 1)}), Account({"gifts": Counts(1, 1, 0), "bids": Counts(2, 2, 0)})])
    check_balance(good, {"gifts": 4, "bids": 2})
    for read in ({"gifts": 4, "bids": 3}, {"gifts": 4}, {"gifts": 4, "bids": 2, "packages": 1}):
        with pytest.raises(EngineError, match="add up"):
            check_balance(good, read)
    with pytest.raises(EngineError, match="gifts"):
        check_balance(Account({"gifts": Counts(3, 1, 1)}), {"gifts": 3})
