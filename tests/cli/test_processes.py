"""Commands as processes: interrupts, closed pipes, terminals with and without colour, progress, and time to say hello."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import subprocess
from pathlib import Path

import pytest
from support_cli import AS_OF, EXAMPLES, run, start

ALL_DONE = re.compile(r" (\d\d)/\1 ")
GOOD = EXAMPLES / "declarations.xlsx"


def ended(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=60)
    return process.returncode, out, err


def test_an_interrupt_is_130(tmp_path: Path) -> None:
    """Ctrl-C ends a command with 130 and one word, without a traceback."""
    pipe = tmp_path / "dossier.yaml"
    os.mkfifo(pipe)
    process = start("check", pipe)
    with pipe.open("w"):  # opens when the command has begun to read, which then waits for text
        process.send_signal(signal.SIGINT)
        assert ended(process) == (130, "", "interrupted\n")


def test_an_interrupted_audit_writes_nothing(tmp_path: Path) -> None:
    """An audit that is interrupted leaves no file behind."""
    folder = tmp_path / "input"
    folder.mkdir()
    os.mkfifo(folder / "pipe")
    (folder / "officials.csv").symlink_to(folder / "pipe")
    process = start("audit", folder, "--as-of", AS_OF, "--out", tmp_path / "out")
    with (folder / "pipe").open("w"):
        process.send_signal(signal.SIGINT)
        assert ended(process)[0] == 130
    assert not (tmp_path / "out").exists()


def test_a_closed_pipe_changes_nothing(tmp_path: Path) -> None:
    """Where the reader of a pipe has gone (`| head`), files and exit code are as they would have been, and stderr stays empty."""
    read, write = os.pipe()
    os.close(read)
    process = start("audit", GOOD, "--as-of", AS_OF, "--out", tmp_path, stdout=write)
    os.close(write)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (1, "")
    assert (tmp_path / "audit.txt").stat().st_size > 1000


def on_terminal(*arguments: object, **env: str) -> str:
    """Runs a command whose stderr is a terminal; returns what it shows there."""
    ours, theirs = pty.openpty()
    process = start(*arguments, stderr=theirs, stdout=subprocess.DEVNULL, env=env)
    os.close(theirs)
    shown = b""
    try:
        while part := os.read(ours, 4096):
            shown += part
    except OSError:  # Linux says so when the other side has closed
        pass
    os.close(ours)
    process.wait(timeout=60)
    return shown.decode()


def test_a_terminal_gets_a_bar() -> None:
    """A bar shows how many dossiers are done, in colour unless NO_COLOR is set."""
    shown = on_terminal("audit", GOOD, "--as-of", AS_OF, NO_COLOR="")
    assert ALL_DONE.search(shown)
    assert "\x1b[36m" in shown
    plain = on_terminal("audit", GOOD, "--as-of", AS_OF, NO_COLOR="1")
    assert ALL_DONE.search(plain)
    assert "\x1b" not in plain


def test_a_terminal_gets_no_bar_if_none_is_wanted() -> None:
    """`--progress none` is quiet on a terminal too."""
    assert on_terminal("audit", GOOD, "--as-of", AS_OF, "--progress", "none") == ""


def test_what_is_printed_has_no_colour() -> None:
    """Stdout never has control characters: it is for files, pipes and e-mails alike."""
    for arguments in (("audit", GOOD, "--as-of", AS_OF), ("check", EXAMPLES / "wedding.yaml"), ("rules", "list")):
        out = run(*arguments).out
        assert all(sign.isprintable() or sign == "\n" for sign in out)


def test_progress_as_json_lines() -> None:
    """`--progress json` writes events with counts and durations on stderr, the last one for everything."""
    ran = run("audit", GOOD, "--as-of", AS_OF, "--progress", "json")
    events = [json.loads(line) for line in ran.err.splitlines()]
    assert [set(event) for event in events] == [{"event", "done", "total", "duration_ms"}] * len(events)
    assert events[-1]["event"] == "progress"
    assert events[-1]["done"] == events[-1]["total"] > 20


@pytest.mark.parametrize("words", [(), ("audit",), ("rules", "list")])
def test_help_of_a_process(words: tuple[str, ...]) -> None:
    """`python -m integrityrules` is the command line."""
    code, out, err = ended(start(*words, "--help"))
    assert (code, err) == (0, "")
    assert out.startswith("usage: integrityrules")
