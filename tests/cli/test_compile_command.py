"""`integrityrules compile`: the same law and day give the same text, and the text says which law it is."""

from __future__ import annotations

from pathlib import Path

from support_cli import run, start

from integrityrules import load_engine

PRINT = ("compile", "--to", "sql", "--as-of", "2026-04-30")


def test_the_same_law_gives_the_same_text(tmp_path: Path) -> None:
    """Neither the process nor the way out changes a byte."""
    written = tmp_path / "sieve.sql"
    others = [start(*PRINT, env={"PYTHONHASHSEED": seed}) for seed in ("1", "2")]
    printed = run(*PRINT)
    assert run(*PRINT, "--out", written) == (0, "", "")
    assert [other.communicate()[0] for other in others] == [printed.out, printed.out]
    assert written.read_bytes() == printed.out.encode()
    assert "INSERT INTO proposed" in printed.out


def test_the_text_names_the_law() -> None:
    """The comment over it has every ruleset and calendar with its digest, and the day."""
    engine = load_engine()
    comment = run(*PRINT).out.partition("\nCREATE ")[0]
    assert all(line.startswith("-- ") for line in comment.splitlines())
    assert "2026-04-30" in comment
    for ruleset in engine.rulebook.rulesets:
        assert f"-- ruleset {ruleset.id} {ruleset.version} sha256:{ruleset.digest}\n" in comment
    for id, calendar in engine.calendars.items():
        assert f"-- calendar {id} sha256:{calendar.digest}" in comment


def test_another_day_or_law_gives_another_text() -> None:
    """What is printed depends on the day, on layers and on the dialect."""
    texts = [run(*PRINT).out, run(*PRINT[:-1], "2026-05-01").out, run(*PRINT, "--layer", "agency-example").out]
    assert len(set(texts)) == 3
    assert "agency-example" in texts[2]
