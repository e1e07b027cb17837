"""What several commands share: options, exit codes, progress, and the clock.

The only place that asks what day it is: everything else is told.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from datetime import date

from integrityrules.decide.outcome import ATTENTION
from integrityrules.engine import Engine
from integrityrules.errors import IntegrityRulesError
from integrityrules.library import load_engine
from integrityrules.logs import safe_logger

COMPLETE, FOUND, USAGE, INCOMPLETE, WITHHELD, TAMPERED, TRUNCATED, UNANCHORED, INTERRUPTED = 0, 1, 2, 3, 4, 5, 6, 7, 130

log = safe_logger(sys.stderr, times=False)
"""Events of a run for `--progress json`: event codes, counts and durations, never a value, a name or a path."""


class WithheldError(IntegrityRulesError):
    """The audit record could not be made durable; no result is shown."""

    code = "withheld"


def day(text: str) -> date:
    """Reads the day of `--as-of`; raises what argparse turns into a usage error."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("a day is written 2026-03-02") from None


def add_rulesets(parser: argparse.ArgumentParser) -> None:
    """Adds the options that choose the rulesets."""
    parser.add_argument(
        "--rulesets", action="append", default=[], metavar="FOLDER", help="your rulesets in place of the packaged ones; repeatable"
    )
    parser.add_argument(
        "--layer", action="append", default=[], metavar="LAYER", help="an agency layer: a packaged name or a folder; repeatable"
    )


def engine_of(arguments: argparse.Namespace) -> Engine:
    """Loads the engine that the options choose."""
    return load_engine(*arguments.rulesets, layers=arguments.layer)


def add_language(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--lang", choices=("id", "en"), default="id", help="language of what officials and officers read (default: id)")


def add_fail_on(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--fail-on",
        choices=(*ATTENTION, "never"),
        default="indicated",
        help="exit 1 if a finding is at or above this state in the order of attention (default: indicated)",
    )


def today() -> date:
    return date.today()


def progress_of(how: str) -> Callable[[int, int], None] | None:
    """Returns what shows progress on stderr: a bar on a terminal, JSON lines on request, else nothing."""
    started = time.monotonic()
    if how == "json":
        return lambda done, total: _report(done, total, started)
    if how == "auto" and sys.stderr.isatty():
        return lambda done, total: _draw(done, total, started)
    return None


def _report(done: int, total: int, started: float) -> None:
    if done == total or done % 1000 == 0:
        log.info("progress", done=done, total=total, duration_ms=round((time.monotonic() - started) * 1000))


def _draw(done: int, total: int, started: float) -> None:
    if done != total and done % 50:
        return
    width = 30
    filled = width * done // max(total, 1)
    rate = done / max(time.monotonic() - started, 1e-9)
    bar = f"{'#' * filled}{'.' * (width - filled)}"
    colour = ("", "") if os.environ.get("NO_COLOR") else ("\x1b[36m", "\x1b[0m")
    left = (total - done) / rate if rate else 0
    print(
        f"\r{colour[0]}{bar}{colour[1]} {done}/{total} {rate:.0f}/s, {left:.0f} s left", end="\n" if done == total else "", file=sys.stderr
    )
