"""Start-up: the package's import beyond its dependencies, and the time until `integrityrules --help` has answered."""

from __future__ import annotations

import subprocess
import sys
from statistics import median
from time import perf_counter

ROUNDS = 9
DEPENDENCIES = "import pydantic, yaml, structlog, lark"
IMPORT_BAR_MS, HELP_BAR_S = 150, 0.5


def main() -> None:
    commands = {
        "dependencies": ["-c", DEPENDENCIES],
        # Public names are imported when first used, so all of them are used: otherwise nothing would be measured.
        "package": ["-c", f"{DEPENDENCIES}; from integrityrules import *"],
        "help": ["-m", "integrityrules", "--help"],
    }
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(ROUNDS):  # alternating, so that a busy moment hits all alike
        for name, arguments in commands.items():
            seconds[name].append(run_seconds(arguments))
    middle = {name: median(times) for name, times in seconds.items()}
    beyond = (middle["package"] - middle["dependencies"]) * 1000
    print(f"  import beyond its dependencies {beyond:7.0f} ms   bar {IMPORT_BAR_MS} ms")
    print(f"  integrityrules --help          {middle['help']:7.2f} s    bar {HELP_BAR_S} s")


def run_seconds(arguments: list[str]) -> float:
    """Returns how long a new interpreter takes for the arguments, its own start included."""
    start = perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    return perf_counter() - start


if __name__ == "__main__":
    main()
