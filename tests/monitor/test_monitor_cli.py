"""`integrityrules monitor`: a stream in, one line for each change out."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from shared_material import REPOSITORY

from integrityrules.cli.main import main
from integrityrules.monitor import Monitor
from integrityrules.monitor.follow import follow

GIFT = {
    "state": "gift",
    "official": "o1",
    "id": "g1",
    "giver_relation": "vendor",
    "accepted": True,
    "received_on": "2026-01-19",
    "related_to_office": True,
}
OFFICIAL = {"state": "official", "id": "o1", "employment": "pns", "is_penyelenggara_negara": True, "is_tipikor_public_servant": True}
STREAM = [OFFICIAL, GIFT, {"withdraw": "gift", "id": "g1"}, {**GIFT, "id": "g2"}, {"advance": "2026-05-01"}]
AS_OF = ["--as-of", "2026-02-02", "--matcher", "indexed"]


def written(path: Path, *records: Any) -> Path:
    path.write_text("".join((record if isinstance(record, str) else json.dumps(record)) + "\n" for record in records), encoding="utf-8")
    return path


def test_one_line_for_each_change(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Numbered, with whose it is, what it is about, the rule, the state and the cause; the matcher is named beside it."""
    path = written(tmp_path / "facts.jsonl", *STREAM)
    assert main(["monitor", "--follow", str(path), "--to-end", "--lang", "en", *AS_OF]) == 0
    said = capsys.readouterr()
    lines = said.out.splitlines()
    assert [int(line.split()[0]) for line in lines] == list(range(1, len(lines) + 1))
    report = [line for line in lines if "appeared: o1: gift g1: " in line and "[gratification.report]" in line]
    assert [line.endswith("because of gift g1") for line in report] == [True]
    assert any(" went: o1: gift g1: " in line for line in lines)
    assert any(" changed: o1: gift g2: " in line and line.endswith("because of 2026-05-01") for line in lines)
    assert said.err == "matcher: indexed (asked for)\n"


def test_changes_as_json_are_those_of_the_library(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each line is `Change.data()`."""
    path = written(tmp_path / "facts.jsonl", GIFT)
    assert main(["monitor", "--follow", str(path), "--to-end", "--format", "json", *AS_OF]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {(change["what"], change["official"]) for change in found} == {("appeared", "o1")}
    assert {"seq", "what", "official", "as_of", "cause", "finding"} == set(found[0])


def test_a_line_that_is_refused_is_named_and_the_others_are_taken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 3; the message has the line and the code, and nothing of the record."""
    path = written(tmp_path / "facts.jsonl", GIFT, "{not json Slamet", {"state": "gfit", "id": "Slamet"}, "", {**GIFT, "id": "g2"}, GIFT)
    assert main(["monitor", "--follow", str(path), "--to-end", *AS_OF]) == 3
    said = capsys.readouterr()
    assert [line.split(": ")[:2] for line in said.err.splitlines()[1:]] == [
        ["facts.jsonl:2:record", "not-json"], ["facts.jsonl:3:fact", "unknown-kind"], ["facts.jsonl:6:gift", "duplicate-id"],
    ]  # fmt: skip
    assert "Slamet" not in said.err
    assert "gift g2" in said.out


def test_it_goes_on_where_it_stopped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With a store, lines that were taken are not read again, and what was printed is not printed again."""
    path, store = written(tmp_path / "facts.jsonl", *STREAM[:4]), str(tmp_path / "store")
    command = ["monitor", "--follow", str(path), "--to-end", "--store", store, "--matcher", "indexed"]
    assert main([*command, "--as-of", "2026-02-02"]) == 0
    first = capsys.readouterr().out.splitlines()
    assert main(command) == 0
    assert capsys.readouterr().out == ""
    written(path, *STREAM)
    assert main(command) == 0
    second = capsys.readouterr().out.splitlines()
    assert int(second[0].split()[0]) == len(first) + 1
    assert all(line.endswith("karena 2026-05-01") for line in second)


def test_what_was_not_printed_is_printed_at_the_next_start(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Changes that are durable and were never told come first."""
    from integrityrules import load_engine

    store = tmp_path / "store"
    with Monitor(load_engine(), as_of=None, store=store, matcher="indexed") as monitor:
        changes = monitor.load([GIFT], position=1)
    path = written(tmp_path / "facts.jsonl", GIFT)
    assert main(["monitor", "--follow", str(path), "--to-end", "--store", str(store), "--matcher", "indexed"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(changes)


def test_standard_input_is_followed(tmp_path: Path) -> None:
    """A pipe that stays open is answered line by line."""
    command = [sys.executable, "-m", "integrityrules", "monitor", "--follow", "-", "--to-end", "--format", "json", *AS_OF]
    running = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=REPOSITORY)
    assert running.stdin is not None
    assert running.stdout is not None
    out, _ = running.communicate("".join(json.dumps(record) + "\n" for record in STREAM).encode(), timeout=60)
    assert running.returncode == 0
    assert [json.loads(line)["seq"] for line in out.splitlines()] == list(range(1, len(out.splitlines()) + 1))


def test_a_file_that_grows_is_followed(tmp_path: Path) -> None:
    """A line is taken once it is complete, without waiting for the file to end."""
    from integrityrules import load_engine

    class Enough(Exception):
        pass

    path = tmp_path / "facts.jsonl"
    path.write_bytes(json.dumps(GIFT).encode())  # without its line end
    waits = []

    def grow(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 1:
            path.open("ab").write(b"\n" + json.dumps({**GIFT, "id": "g2"}).encode()[:20])
        elif len(waits) == 2:
            path.open("ab").write(json.dumps({**GIFT, "id": "g2"}).encode()[20:] + b"\n")
        else:
            raise Enough

    taken = []
    with Monitor(load_engine(), matcher="indexed") as monitor, path.open("rb") as stream, suppress(Enough):
        for one in follow(monitor, stream, sleep=grow):
            taken.append(({change.finding["fact"]["id"] for change in one.changes if change.what == "appeared"}, one.position))
    assert taken == [({"g1"}, 1), ({"g2"}, 2)]
    assert len(waits) == 3


def test_a_trail_that_cannot_be_written_withholds_everything(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 4, and nothing on the screen; with a trail that can, each change is an entry."""
    path, trail = written(tmp_path / "facts.jsonl", GIFT), str(tmp_path / "trail")
    assert main(["monitor", "--follow", str(path), "--to-end", "--trail", trail, *AS_OF]) == 4
    assert capsys.readouterr().out == ""
    assert main(["trail", "init", trail, "--origin", "test.example/monitor"]) == 0
    capsys.readouterr()
    assert main(["monitor", "--follow", str(path), "--to-end", "--trail", trail, *AS_OF]) == 0
    printed = len(capsys.readouterr().out.splitlines())
    assert main(["trail", "replay", trail]) == 0
    assert f"{printed} NO-EVALUATION" in capsys.readouterr().err


def test_the_library_follows_any_stream_of_bytes() -> None:
    """No file is needed, and no thread is started."""
    from integrityrules import load_engine

    threads = threading.active_count()
    stream = io.BytesIO(b"".join(json.dumps(record).encode() + b"\n" for record in STREAM))
    with Monitor(load_engine(), matcher="indexed") as monitor:
        positions = [taken.position for taken in follow(monitor, stream, to_end=True)]
        assert positions == [1, 2, 3, 4, 5]
        assert threading.active_count() == threads
