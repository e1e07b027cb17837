"""`integrityrules audit --engine duckdb`: the same answers as in memory, in a folder that a run can go on in."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest
from support_cli import AS_OF, EXAMPLES, run

GOOD, BROKEN = EXAMPLES / "declarations.xlsx", EXAMPLES / "broken.xlsx"
MEMORY = ("--engine", "memory")
COLUMNS = ("--engine", "duckdb", "--shards", "2", "--workers", "1", "--memory", "1GB")


def lines(folder: Path) -> list[str]:
    return sorted((folder / "findings.jsonl").read_text(encoding="utf-8").splitlines())


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The folders of the example workbook, audited in memory and in columns."""
    folder = tmp_path_factory.mktemp("both")
    for name, engine in (("memory", MEMORY), ("columns", COLUMNS)):
        ran = run("audit", GOOD, "--as-of", AS_OF, "--lang", "en", *engine, "--out", folder / name, "--formats", "jsonl,txt,parquet,xlsx")
        assert ran.code == 1
    return folder / "memory", folder / "columns"


def test_both_say_the_same(both: tuple[Path, Path]) -> None:
    """Every finding to the last character, and the same text but for the order of equals."""
    memory, columns = both
    assert lines(memory) == lines(columns)
    counted = [
        [line for line in (folder / "audit.txt").read_text(encoding="utf-8").splitlines() if line.startswith(("As of", "  ", "=="))][:11]
        for folder in both
    ]
    assert counted[0] == counted[1]


def test_the_parquet_files_are_equal_and_hold_no_day_of_an_act(both: tuple[Path, Path]) -> None:
    """Codes, references and deadlines; one row for each finding, with its line."""
    rows: list[list[str]] = []
    for folder in both:
        database = duckdb.connect()
        rows.append(sorted(map(repr, database.execute(f"SELECT * FROM '{folder}/findings.parquet'").fetchall())))
        names = [name for name, *_ in database.execute(f"DESCRIBE SELECT * FROM '{folder}/findings.parquet'").fetchall()]
        assert "line" in names
        assert not {"act_on", "done_on"} & set(names)
    assert rows[0] == rows[1]
    assert len(rows[0]) == len(lines(both[0]))


def test_what_cannot_be_read_is_the_same(tmp_path: Path) -> None:
    """A workbook with every mistake: exit code 3, the same places and reasons."""
    said = []
    for name, engine in (("memory", MEMORY), ("columns", COLUMNS)):
        ran = run("audit", BROKEN, "--as-of", AS_OF, "--lang", "en", *engine, "--out", tmp_path / name, "--fail-on", "never")
        assert ran.code == 3
        said.append(sorted(line for line in ran.out.splitlines() if line.startswith("- ")))
    assert said[0] == said[1]
    assert said[0]


def test_columns_need_a_folder(tmp_path: Path) -> None:
    """Without `--out` there is nowhere to keep the work."""
    ran = run("audit", GOOD, "--as-of", AS_OF, "--engine", "duckdb")
    assert ran.code == 2
    assert "--out" in ran.err


def test_a_folder_with_another_run_is_refused(both: tuple[Path, Path]) -> None:
    """The message names what differs and what to do."""
    ran = run("audit", GOOD, "--as-of", "2026-03-03", *COLUMNS, "--out", both[1])
    assert ran.code == 2
    assert "as_of" in ran.err or "day" in ran.err


def test_again_it_answers_from_what_is_there(both: tuple[Path, Path]) -> None:
    """A finished run is not run again; its answers are handed out again."""
    account = both[1] / "run" / "accounts" / "shard-0000.json"
    before = account.stat().st_mtime_ns
    ran = run("audit", GOOD, "--as-of", AS_OF, "--lang", "en", *COLUMNS, "--out", both[1], "--formats", "jsonl")
    assert ran.code == 1
    assert account.stat().st_mtime_ns == before
    assert lines(both[0]) == lines(both[1])


def test_progress_is_told_as_json_lines(tmp_path: Path) -> None:
    """Steps, officials, shards, rate and remaining time; nothing else."""
    ran = run("audit", GOOD, "--as-of", AS_OF, *COLUMNS, "--out", tmp_path, "--progress", "json", "--formats", "txt")
    told = [json.loads(line) for line in ran.err.splitlines() if line.startswith("{")]
    assert {line["step"] for line in told} == {"stage", "sieve", "decide"}
    assert told[-1]["done"] == told[-1]["total"] == 53
    assert told[-1]["shards_done"] == told[-1]["shards"] == 2
    assert all(line.keys() <= {
        "event", "step", "done", "total", "shards_done", "shards", "per_second", "seconds_left", "duration_ms"
    } for line in told)  # fmt: skip


def test_parquet_runs_in_columns_by_itself(tmp_path: Path) -> None:
    """`auto` chooses columns for a folder of Parquet; a workbook stays in memory."""
    made = run("example", "--officials", "30", "--as-of", "2026-04-30", "--format", "parquet", "--out", tmp_path / "in")
    assert made.code == 0
    ran = run("audit", tmp_path / "in", "--as-of", "2026-04-30", "--out", tmp_path / "out", "--fail-on", "never", "--workers", "1")
    assert ran.code in (0, 3)
    assert (tmp_path / "out" / "run" / "complete.json").is_file()
    assert run("audit", GOOD, "--as-of", AS_OF, "--out", tmp_path / "small", "--fail-on", "never").code == 0
    assert not (tmp_path / "small" / "run").exists()


def test_too_little_memory_is_no_bug(tmp_path: Path) -> None:
    """It says what to do, and the next call goes on."""
    ran = run("audit", GOOD, "--as-of", AS_OF, "--engine", "duckdb", "--memory", "20MB", "--out", tmp_path)
    assert ran.code == 2
    assert "allow more" in ran.err
    assert "bug" not in ran.err


def test_with_a_trail_the_rows_are_provable(tmp_path: Path) -> None:
    """`--trail` binds one leaf for each row; the trail verifies it, and a missing trail withholds the results."""
    trail = tmp_path / "coi.trail"
    assert run("trail", "init", trail, "--origin", "test.example/columns").code == 0
    out = tmp_path / "out"
    options = ("--as-of", AS_OF, "--lang", "en", *COLUMNS, "--out", out, "--fail-on", "never", "--formats", "jsonl")
    assert run("audit", GOOD, *options, "--trail", trail).code == 0
    checked = run("trail", "verify", trail, "--run", out / "run")
    assert checked.code in (0, 7)
    assert "NOT SOUND" not in checked.out
    lost = run("audit", GOOD, *options[:-4], "--out", tmp_path / "other", "--trail", tmp_path / "none.trail")
    assert lost.code in (2, 4)
    assert not (tmp_path / "other" / "findings.jsonl").exists()
    assert "gift" not in lost.out
