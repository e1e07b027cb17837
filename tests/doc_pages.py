"""Reads a page of documentation as a script: files it shows, Python it runs, commands it types, and what should come out.

Fences: ```python runs, and a ```text output directly after it is what it prints. ```console holds `$ integrityrules ...` lines with their
output; `# exit N` after a command expects that exit code instead of 0. Any fence with a file name (```yaml gift.yaml) writes that
file. `...` stands for anything within a line, alone on a line for any lines.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shared_material import REPOSITORY

FENCE = re.compile(r"^```(\S*)[ ]?(.*?)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXIT = re.compile(r"\s+# exit (\d+)$")


@dataclass(frozen=True)
class Block:
    """One fenced block: its language, what follows the language on the fence, its text, and its line in the page."""

    language: str
    info: str
    text: str
    line: int


def blocks(page: Path) -> list[Block]:
    """Returns the fenced blocks of a page in order."""
    text = page.read_text(encoding="utf-8")
    return [Block(m[1], m[2].strip(), m[3], text.count("\n", 0, m.start()) + 1) for m in FENCE.finditer(text)]


def matches(expected: str, actual: str) -> bool:
    """Tells whether an output is as shown, with `...` for anything; spaces at line ends do not count."""
    lines = [r"(?:[^\n]*\n)*?" if line.strip() == "..." else _line(line) for line in expected.rstrip().splitlines()]
    seen = "".join(line.rstrip() + "\n" for line in actual.rstrip().splitlines())
    return re.fullmatch("".join(lines), seen) is not None


def _line(line: str) -> str:
    return "[^\n]*?".join(re.escape(part) for part in line.rstrip().split("...")) + "\n"


def run_page(page: Path, folder: Path) -> Iterator[str]:
    """Runs the blocks of a page in an empty folder that sees `docs` and `rulesets`; yields what came out otherwise than shown."""
    for name in ("docs", "rulesets"):
        (folder / name).symlink_to(REPOSITORY / name)
    found, names = blocks(page), {"__name__": page.stem}
    for block, after in zip(found, [*found[1:], None], strict=True):
        place = f"{page.relative_to(REPOSITORY)}:{block.line}"
        if block.language == "python":
            printed = run_python(block.text, names, folder, place)
            shown = after.text if after is not None and (after.language, after.info) == ("text", "output") else None
            if shown is not None and not matches(shown, printed):
                yield f"{place}: expected\n{shown}\nbut got\n{printed}"
        elif block.language == "console":
            yield from run_console(block.text, folder, place)
        elif block.info and block.info != "output":
            target = folder / block.info
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(block.text, encoding="utf-8")


def run_python(text: str, names: dict[str, Any], folder: Path, place: str) -> str:
    """Runs a block in the names of its page and returns what it printed; an exception names the page's line."""
    printed = io.StringIO()
    with contextlib.chdir(folder), contextlib.redirect_stdout(printed):
        exec(compile(text, place, "exec"), names)
    return printed.getvalue()


def run_console(text: str, folder: Path, place: str) -> Iterator[str]:
    """Runs each `$` line and yields what differs from the lines below it."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        typed, _, shown = part.partition("\n")
        wanted = EXIT.search(typed)
        command = shlex.split(EXIT.sub("", typed))
        assert command[0] == "integrityrules", f"{place}: only integrityrules is run here, not {command[0]}"
        done = run_command(command[1:], folder)
        if done.returncode != (int(wanted[1]) if wanted else 0):
            yield f"{place}: `{typed}` ended with {done.returncode}\n{done.stdout}{done.stderr}"
        elif shown.strip() and not matches(shown, done.stdout + done.stderr):
            yield f"{place}: `{typed}` shows\n{shown}\nbut gives\n{done.stdout}{done.stderr}"


def run_command(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Runs the command line of this checkout in a folder, as wide as the documentation and without colour."""
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "NO_COLOR": "1", "COLUMNS": "120"}
    command = [sys.executable, "-m", "integrityrules", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
