"""`--baseline` and `--dispositions` of `audit`: what earlier work says of the findings, and what this run leaves for the next.

May not decide. Everything is read before anything is evaluated: a case list with a mistake stops the run before it could be overwritten.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from integrityrules.cli.outputs import Found
from integrityrules.report import Content
from integrityrules.report.baseline import Baseline, baseline_of
from integrityrules.report.baseline_files import key_beside, make_key, read_baseline, read_key, write_baseline
from integrityrules.report.gather import ruleset_versions
from integrityrules.tables.dispositions import Disposition, read_dispositions


class Earlier(NamedTuple):
    """What earlier work left."""

    baseline: Baseline | None = None
    dispositions: tuple[Disposition, ...] = ()


def add_following(parser: argparse.ArgumentParser) -> None:
    """Adds the options about earlier work."""
    parser.add_argument("--baseline", type=Path, metavar="FILE", help="show only what is new since then, or needs more attention")
    parser.add_argument("--write-baseline", type=Path, metavar="FILE", help="write what is found as a baseline; the file names nobody")
    parser.add_argument("--baseline-key", type=Path, metavar="FILE", help="the key of the baseline (default: FILE.key); never commit it")
    parser.add_argument(
        "--dispositions", type=Path, metavar="CASES", help="a case list that officers filled in: what they disposed of is left out"
    )


def read_earlier(arguments: argparse.Namespace) -> Earlier:
    """Reads what the options name."""
    baseline = read_baseline(arguments.baseline, read_key(_key_file(arguments))) if arguments.baseline else None
    return Earlier(baseline, read_dispositions(arguments.dispositions) if arguments.dispositions else ())


def leave_baseline(arguments: argparse.Namespace, found: Found, content: Content) -> None:
    """Writes the baseline that the options ask for; makes its key where there is none yet, and says so."""
    if not arguments.write_baseline:
        return
    path = _key_file(arguments)
    if path.exists():
        key = read_key(path)
    else:
        key = make_key(path)
        print(f"key written to {path}: keep it, and keep it out of version control", file=sys.stderr)
    made = baseline_of(found.states(), as_of=content.as_of, rulesets=ruleset_versions(content.topics), key=key)
    write_baseline(arguments.write_baseline, made)


def _key_file(arguments: argparse.Namespace) -> Path:
    named: Iterable[Path | None] = (arguments.baseline_key, arguments.baseline and key_beside(arguments.baseline))
    return next((path for path in named if path), None) or key_beside(arguments.write_baseline)
