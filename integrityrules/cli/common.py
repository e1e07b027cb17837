"""What several commands share: options, output, progress, and the clock.

The only place that asks what day it is: everything else is told.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from datetime import date
from typing import Any

from integrityrules.decide.outcome import ATTENTION
from integrityrules.engine import Engine
from integrityrules.library import load_engine
from integrityrules.logs import safe_logger


def say(text: str) -> None:
    """Prints text and a line end on stdout; nothing is lost but the text if the reader of a pipe has seen enough."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        # What is still buffered would fail again when the interpreter ends, and replace the exit code.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def day(text: str) -> date:
    """Reads the day of `--as-of`; raises what argparse turns into a usage error."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("a day is written 2026-03-02") from None


def command(below: argparse._SubParsersAction[argparse.ArgumentParser], name: str, help: str, example: str) -> argparse.ArgumentParser:
    """Adds a command with the example that its help shows."""
    form = argparse.RawDescriptionHelpFormatter
    return below.add_parser(name, help=help, description=help, epilog=f"example:\n  {example}", formatter_class=form)


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
    """Adds the option that chooses the language."""
    parser.add_argument("--lang", choices=("id", "en"), default="id", help="language of what officials and officers read (default: id)")


def add_fail_on(parser: argparse.ArgumentParser) -> None:
    """Adds the option that turns findings into an exit code."""
    parser.add_argument(
        "--fail-on",
        choices=(*ATTENTION, "never"),
        default="indicated",
        help="exit 1 if a finding is at or above this state in the order of attention (default: indicated)",
    )


def today() -> date:
    """Returns the day of the run."""
    return date.today()


def add_progress(parser: argparse.ArgumentParser, where: str = "on stderr: a bar on a terminal, or JSON lines") -> None:
    """Adds the option that chooses how progress is shown."""
    parser.add_argument("--progress", choices=("auto", "json", "none"), default="auto", help=where)


def progress_of(how: str) -> Callable[[int, int], None] | None:
    """Returns what shows progress on stderr: a bar on a terminal, JSON lines on request, else nothing.

    The JSON lines hold an event code, counts and durations: never a value, a name or a path.
    """
    started = time.monotonic()
    if how == "json":
        log = safe_logger(sys.stderr, times=False)
        return lambda done, total: _report(log, done, total, started)
    if how == "auto" and sys.stderr.isatty():
        return lambda done, total: _draw(done, total, started)
    return None


def _report(log: Any, done: int, total: int, started: float) -> None:
    if done == total or done % 1000 == 0:
        log.info("progress", done=done, total=total, duration_ms=round((time.monotonic() - started) * 1000))


def _draw(done: int, total: int, started: float) -> None:
    if done != total and done % 50:
        return
    rate = done / max(time.monotonic() - started, 1e-9)
    left = (total - done) / rate if rate else 0
    line = f"\r{bar(done, total)} {done}/{total} {rate:.0f}/s, {left:.0f} s left"
    print(line, end="\n" if done == total else "", file=sys.stderr, flush=True)


def bar(done: int, total: int) -> str:
    """Returns a bar of 30 characters, as much of it filled as is done; in colour, unless `NO_COLOR` is set."""
    width = 30
    filled = width * done // max(total, 1)
    colour = ("", "") if os.environ.get("NO_COLOR") else ("\x1b[36m", "\x1b[0m")
    return f"{colour[0]}{'#' * filled}{'.' * (width - filled)}{colour[1]}"
