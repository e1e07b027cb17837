"""Start-up: the package's import beyond its dependencies, and the time until `integrityrules --help` has answered."""

from __future__ import annotations

import os
import subprocess
import sys
from statistics import median
from time import perf_counter
from typing import NamedTuple

ROUNDS = 9
DEPENDENCIES = "import pydantic, yaml, structlog, lark"
IMPORT_BAR, HELP_BAR = 0.150, 0.5
COMMANDS = {
    "dependencies": ["-c", DEPENDENCIES],
    # Public names are imported when first used, so all of them are used: otherwise nothing would be measured.
    "package": ["-c", f"{DEPENDENCIES}; from integrityrules import *"],
    "help": ["-m", "integrityrules", "--help"],
}


class Took(NamedTuple):
    """Seconds by the clock on the wall, and of the process's own time, which other programs do not lengthen."""

    wall: float
    own: float


def main() -> None:
    runs: dict[str, list[Took]] = {name: [] for name in COMMANDS}
    for _ in range(ROUNDS):  # alternating, so that a busy moment hits all alike
        for name, arguments in COMMANDS.items():
            runs[name].append(run(arguments))
    middle = {name: Took(*(median(column) for column in zip(*took, strict=True))) for name, took in runs.items()}
    print("  seconds                             wall     own     bar")
    beyond = Took(*(a - b for a, b in zip(middle["package"], middle["dependencies"], strict=True)))
    for name, took, bar in (("import beyond its dependencies", beyond, IMPORT_BAR), ("integrityrules --help", middle["help"], HELP_BAR)):
        print(f"  {name:32s} {took.wall:7.3f} {took.own:7.3f} {bar:7.3f}")


def run(arguments: list[str]) -> Took:
    """Runs a new interpreter, its own start included."""
    start, before = perf_counter(), os.times()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    after = os.times()
    own = (after.children_user + after.children_system) - (before.children_user + before.children_system)
    return Took(perf_counter() - start, own)


if __name__ == "__main__":
    main()
