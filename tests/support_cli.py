"""Runs commands as a user would: in this process for speed, or in one of their own where signals, pipes and terminals matter."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from collections.abc import Iterable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

from shared_material import REPOSITORY

from integrityrules.cli import main

EXAMPLES = REPOSITORY / "docs" / "examples"
AS_OF = "2026-03-02"


class Ran(NamedTuple):
    """What a command gave."""

    code: int
    out: str
    err: str


def run(*arguments: object) -> Ran:
    """Runs a command in this process."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main([str(argument) for argument in arguments])
    return Ran(code, out.getvalue(), err.getvalue())


def start(*arguments: object, **options: Any) -> subprocess.Popen[str]:
    """Starts a command in a process of its own; `env` adds to the environment."""
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), **options.pop("env", {})}
    command = [sys.executable, "-m", "integrityrules", *map(str, arguments)]
    pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
    # Where the tests run in the background of a shell, Ctrl-C is ignored, and every process they start would ignore it too.
    return subprocess.Popen(command, env=environment, text=True, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL), **pipes)


def write_jsonl(folder: Path, **files: Iterable[str]) -> Path:
    """Writes files of lines into a folder and returns it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, lines in files.items():
        (folder / f"{name}.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return folder
