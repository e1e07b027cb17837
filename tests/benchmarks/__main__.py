"""Runs every `bench_*.py` beside it, or those named: `python tests/benchmarks engine`. Each has a `main()` that prints its table.

What follows the first word that begins with `--` goes to the benchmark that is named: `python tests/benchmarks batch --gifts 1000000`.

A benchmark measures ratios within one run and prints the bar beside the result; it never fails a build, because machines differ.
"""

from __future__ import annotations

import importlib
import platform
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main(words: list[str]) -> int:
    sys.path.insert(0, str(HERE))
    end = next((place for place, word in enumerate(words) if word.startswith("--")), len(words))
    wanted, options = words[:end], words[end:]
    names = sorted(path.stem for path in HERE.glob("bench_*.py"))
    chosen = [name for name in names if not wanted or name.removeprefix("bench_") in wanted]
    if not chosen:
        print("no such benchmark; there are: " + ", ".join(name.removeprefix("bench_") for name in names), file=sys.stderr)
        return 2
    print(f"{platform.python_implementation()} {platform.python_version()} on {platform.machine()}")
    for name in chosen:
        module = importlib.import_module(name)
        print(f"\n{name}: {(module.__doc__ or '').strip().splitlines()[0]}")
        module.main(options) if options else module.main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
