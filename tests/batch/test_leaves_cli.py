"""`trail verify --run`, `trail prove --run` and `trail erase` on the rows of a columnar run."""

from __future__ import annotations

import io
import json
import shutil
import sys
from pathlib import Path

import pytest
from support_leaves import ORIGIN, make_run, public_key

from integrityrules.cli.main import main
from integrityrules.trail.offline import main as offline

ROW = ["--run", "run", "--sheet", "gifts", "--id", "CanaryGq1"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("cli")
    make_run(place)
    return place


@pytest.fixture
def place(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(made, tmp_path / "copy")
    monkeypatch.chdir(tmp_path / "copy")
    return tmp_path / "copy"


def test_a_row_is_proven_shown_and_checked_offline(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The proof goes to the screen or into a file; what was read of the row into another, on request."""
    assert main(["trail", "prove", "coi.trail", *ROW, "--official", "CanaryAq1", "--out", "proof", "--entry", "row"]) == 0
    assert capsys.readouterr().out == ""
    assert offline(["proof", "row", public_key(place), ORIGIN]) == 0
    assert capsys.readouterr().out.startswith("PROVEN: shown row of gifts: ")
    assert ["value_idr", "t", "1234567"] in json.loads((place / "row").read_text())["cells"]
    assert main(["trail", "prove", "coi.trail", *ROW, "--official", "CanaryAq1"]) == 0
    assert capsys.readouterr().out == (place / "proof").read_text()
    assert main(["trail", "prove", "coi.trail", *ROW, "--official", "CanaryAq1", "--nth", "1", "--out", "second"]) == 0
    assert (place / "second").read_text() != (place / "proof").read_text()


def test_an_official_can_be_read_from_stdin(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that no shell keeps the id."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("CanaryAq1\n"))
    assert main(["trail", "prove", "coi.trail", *ROW, "--official", "-", "--out", "proof"]) == 0
    assert (place / "proof").read_text().startswith("integrityrules/leaf-proof@v1\n")


def test_verify_hashes_the_leaves_too(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Sound is 0; a file that was cut off is 6, a leaf that was changed 5, each with its word and shard."""
    assert main(["trail", "verify", "coi.trail", "--run", "run"]) == 0
    assert "3 shards, 18 leaves hashed, sound" in capsys.readouterr().out
    shard = place / "run" / "leaves" / "shard-0001.parquet"
    data = shard.read_bytes()
    shard.write_bytes(data[:-20])
    assert main(["trail", "verify", "coi.trail", "--run", "run"]) == 6
    assert "TRUNCATED(2): shard-0001: " in capsys.readouterr().out
    shard.write_bytes(data[:1500] + bytes([data[1500] ^ 1]) + data[1501:])
    assert main(["trail", "verify", "coi.trail", "--run", "run"]) == 5
    assert "NOT SOUND" in capsys.readouterr().out


def test_who_is_erased_can_no_longer_be_proven(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The person's key and that of the digests over the whole run go; the leaves verify as before."""
    assert main(["trail", "erase", "coi.trail", "--official", "CanaryAq1"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2
    assert main(["trail", "prove", "coi.trail", *ROW, "--official", "CanaryAq1"]) == 2
    out, err = capsys.readouterr()
    assert (out, "no-row" in err, "Canary" in err) == ("", True, False)
    assert main(["trail", "verify", "coi.trail", "--run", "run"]) == 0


def test_wrong_calls_say_what_to_do(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An entry and a row at once, a row without a sheet, neither; a folder without leaves."""
    for call in (["0", *ROW], ["--run", "run"], []):
        assert main(["trail", "prove", "coi.trail", *call]) == 2
        assert "usage" in capsys.readouterr().err
    assert main(["trail", "prove", "coi.trail", "--run", "in", "--sheet", "gifts"]) == 2
    assert "no-leaves" in capsys.readouterr().err
    assert main(["trail", "verify", "coi.trail", "--run", "in"]) == 5
    assert "UNREADABLE" in capsys.readouterr().out
    shutil.copytree(place / "run" / "leaves", place / "bare" / "leaves")
    assert main(["trail", "prove", "coi.trail", "--run", "bare", *ROW[2:], "--official", "CanaryAq1", "--entry", "row"]) == 2
    assert "no-stage" in capsys.readouterr().err
    assert main(["trail", "prove", "coi.trail", "--run", "bare", *ROW[2:], "--official", "CanaryAq1", "--out", "proof"]) == 0
