"""The command line of the trail, from making it to erasing a person, and the exit code of every verdict."""

from __future__ import annotations

import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from shared_material import REPOSITORY
from support_trail import CANARIES, ORIGIN, canary_data, found_in

from integrityrules.cli.main import main
from integrityrules.trail.canonical import parse
from integrityrules.trail.commitments import verify_disclosure
from integrityrules.trail.offline import verify

DOSSIER = """
as_of: 2026-02-02
official: {id: o1, employment: pns}
gifts:
  - {id: g1, giver: guest, giver_relation: public, form: cash, occasion: wedding, event: w, value_idr: 1200000,
     received_on: 2026-01-19, accepted: true, reported_to_kpk_on: not_yet, reported_to_upg_on: not_yet}
"""
EXAMPLE = REPOSITORY / "docs" / "examples" / "declarations.xlsx"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Returns the current folder: a trail that keeps inputs, a dossier, and one entry."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "wedding.yaml").write_text(DOSSIER)
    assert main(["trail", "init", "coi.trail", "--origin", ORIGIN, "--keep-inputs"]) == 0
    assert main(["check", "wedding.yaml", "--trail", "coi.trail", "--fail-on", "never"]) == 0
    return tmp_path


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str], folder: Path) -> pytest.CaptureFixture[str]:
    capsys.readouterr()
    return capsys


def test_check_shows_what_it_recorded(folder: Path, said: pytest.CaptureFixture[str]) -> None:
    """With and without a trail a check prints the same, and the exit code is that of the findings."""
    assert main(["check", "wedding.yaml", "--fail-on", "due"]) == 1
    plain = said.readouterr().out
    assert main(["check", "wedding.yaml", "--fail-on", "due", "--trail", "coi.trail"]) == 1
    assert said.readouterr().out == plain
    assert main(["trail", "replay", "coi.trail"]) == 0
    assert said.readouterr().err == "2 SAME\n"


def test_results_are_withheld_where_they_cannot_be_recorded(folder: Path, said: pytest.CaptureFixture[str]) -> None:
    """Without a trail to write to nothing is printed and the exit code is 4; so it is while another writer holds the log."""
    assert main(["check", "wedding.yaml", "--trail", "absent.trail"]) == 4
    out, err = said.readouterr()
    assert out == ""
    assert "no-log" in err
    with closing(sqlite3.connect("coi.trail", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert main(["check", "wedding.yaml", "--trail", "coi.trail"]) == 4
    assert said.readouterr().out == ""


def test_an_audit_is_recorded_whole(folder: Path, said: pytest.CaptureFixture[str]) -> None:
    """Every dossier of a workbook has an entry, the account of the run adds up, and all of it decides again."""
    assert main(["audit", str(EXAMPLE), "--as-of", "2026-03-02", "--trail", "coi.trail", "--fail-on", "never"]) == 0
    assert main(["trail", "verify", "coi.trail"]) == 0
    assert main(["trail", "replay", "coi.trail"]) == 0
    assert main(["trail", "export", "coi.trail", "--out", "plain"]) == 0
    entries = [parse(line) for line in (folder / "plain" / "entries.jsonl").read_bytes().splitlines()]
    counts = entries[-1]["counts"]
    # Besides the run's entries, one of them for what the registers say by themselves, there is that of the fixture's check.
    assert counts["read"] == counts["evaluated"] == sum(entry["kind"] == "evaluation" for entry in entries) - 1
    assert counts["failed"] == counts["rejected"] == 0


def test_an_audit_is_withheld_whole(folder: Path, said: pytest.CaptureFixture[str]) -> None:
    """If the trail fails, an audit prints nothing, writes nothing, and exits 4."""
    (folder / "coi.trail.vault").unlink()
    (folder / "coi.trail.vault").write_bytes(b"no database " * 100)
    assert main(["audit", str(EXAMPLE), "--as-of", "2026-03-02", "--trail", "coi.trail", "--out", "out"]) == 4
    assert said.readouterr().out == ""
    assert not (folder / "out").exists()


def test_a_proof_is_verified_offline(folder: Path, said: pytest.CaptureFixture[str]) -> None:
    """`prove` writes a proof and the entry; the stand-alone verifier accepts them with the public key and the origin alone."""
    assert main(["trail", "prove", "coi.trail", "0", "--out", "0.tlog-proof", "--entry", "0.json"]) == 0
    key = (folder / "coi.trail.keys" / "signing.pub").read_text()
    assert verify((folder / "0.tlog-proof").read_text(), (folder / "0.json").read_bytes(), key, ORIGIN).place == 0
    assert main(["trail", "prove", "coi.trail", "99"]) == 2


def test_replay_takes_the_input_of_the_caller(folder: Path, said: pytest.CaptureFixture[str]) -> None:
    """An entry decides again from a dossier that the caller kept; another dossier makes the answer incomplete."""
    (folder / "coi.trail.vault").unlink()
    assert main(["trail", "replay", "coi.trail", "0"]) == 3
    assert "INPUT-MISSING" in said.readouterr().out
    assert main(["trail", "replay", "coi.trail", "0", "--input", "wedding.yaml"]) == 0
    (folder / "other.yaml").write_text(DOSSIER.replace("1200000", "1300000"))
    assert main(["trail", "replay", "coi.trail", "0", "--input", "other.yaml"]) == 3
    assert "INPUT-DIFFERS" in said.readouterr().out
    assert main(["trail", "replay", "coi.trail", "--input", "other.yaml"]) == 2


def test_a_person_is_erased(folder: Path, said: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The id comes from stdin; replay then answers ERASED, the trail is sound, and erasing again finds nobody."""
    monkeypatch.setattr("sys.stdin", io.StringIO("o1\n"))
    assert main(["trail", "erase", "coi.trail", "--official", "-"]) == 0
    assert "1 kept inputs deleted" in said.readouterr().out
    assert main(["trail", "replay", "coi.trail", "0"]) == 0
    assert "ERASED" in said.readouterr().out
    assert main(["trail", "verify", "coi.trail"]) == 0
    assert main(["trail", "erase", "coi.trail", "--official", "o1"]) == 2


def test_one_field_is_disclosed(folder: Path, said: pytest.CaptureFixture[str]) -> None:
    """What is printed for an auditor verifies against the entry."""
    assert main(["trail", "disclose", "coi.trail", "0", "gift[g1].value_idr"]) == 0
    shown = json.loads(said.readouterr().out)
    main(["trail", "export", "coi.trail", "--out", "plain"])
    assert verify_disclosure(shown, parse((folder / "plain" / "entries.jsonl").read_bytes().splitlines()[0]))
    assert shown["value"] == 1_200_000


def test_verdicts_have_their_exit_codes(folder: Path, said: pytest.CaptureFixture[str]) -> None:
    """0 sound, 7 unanchored where an anchor is required, 6 shorter than an anchor, 5 tampered."""
    verify_anchored = ["trail", "verify", "coi.trail", "--anchor", "anchors.txt"]
    assert main(["trail", "verify", "coi.trail"]) == 0
    assert main(["trail", "verify", "coi.trail", "--require-anchor"]) == 7
    old = (folder / "coi.trail").read_bytes()
    main(["check", "wedding.yaml", "--trail", "coi.trail", "--fail-on", "never"])
    assert main(["trail", "checkpoint", "coi.trail", "--to", "anchors.txt"]) == 0
    assert main([*verify_anchored, "--require-anchor", "--remember", "sound"]) == 0
    assert main([*verify_anchored, "--since", "sound"]) == 0
    with closing(sqlite3.connect("coi.trail")) as database:
        database.execute("UPDATE entry SET body = CAST(replace(CAST(body AS TEXT), '2026-02-02', '2026-02-03') AS BLOB) WHERE place = 1")
        database.commit()
    said.readouterr()
    assert main(verify_anchored) == 5
    assert "TAMPERED(1)" in said.readouterr().out
    for path in folder.glob("coi.trail-*"):
        path.unlink()
    (folder / "coi.trail").write_bytes(old)
    assert main(verify_anchored) == 6
    assert "TRUNCATED(2)" in said.readouterr().out


def test_no_file_and_no_screen_shows_a_canary(folder: Path, said: pytest.CaptureFixture[str]) -> None:
    """After recording, proving, replaying, exporting and erasing no file but the input and no public output holds what was declared."""
    (folder / "in.json").write_text(json.dumps(canary_data()))
    assert main(["check", "in.json", "--trail", "coi.trail", "--fail-on", "never", "--format", "json"]) == 0
    said.readouterr()
    actions = [
        ["prove", "1", "--out", "p", "--entry", "e"],
        ["replay"],
        ["replay", "1"],
        ["export", "--out", "plain"],
        ["verify"],
        ["checkpoint"],
    ]
    for name, *rest in [*actions, ["erase", "--official", CANARIES["official"]], ["replay", "1"]]:
        assert main(["trail", name, "coi.trail", *rest]) == 0
    out, err = said.readouterr()
    assert found_in((out + err).encode()) == []
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != "in.json"]
    assert len(files) > 8
    assert [path.name for path in files if found_in(path.read_bytes())] == []


def test_a_trail_is_not_made_twice(folder: Path, said: pytest.CaptureFixture[str]) -> None:
    """`init` refuses where there are keys, and prints the public key where it makes them."""
    assert main(["trail", "init", "coi.trail", "--origin", ORIGIN]) == 2
    assert main(["trail", "init", "other/", "--origin", "audit.example/other"]) == 0
    assert said.readouterr().out.startswith("audit.example/other+")
    assert main(["check", "wedding.yaml", "--trail", "other/", "--fail-on", "never"]) == 0
    assert main(["trail", "verify", "other/"]) == 0
