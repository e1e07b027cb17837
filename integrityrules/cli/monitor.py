"""`integrityrules monitor`: follows a stream of facts, and prints one line for each finding that appears, changes or goes.

May not decide: the monitor does. What was printed is forgotten by the store; what was not is printed at the next start.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from integrityrules.cli.common import add_language, add_rulesets, command, day, engine_of, today
from integrityrules.cli.exits import COMPLETE, INCOMPLETE, WithheldError
from integrityrules.cli.recording import add_trail
from integrityrules.decide.wording import STATES
from integrityrules.errors import TrailError
from integrityrules.monitor import Change, Monitor, MonitorError
from integrityrules.monitor.follow import follow

if TYPE_CHECKING:  # imported where it is used: the room brings databases along
    from integrityrules.trail import Trail

EXAMPLE = "integrityrules monitor --follow docs/examples/procurement.jsonl --to-end --as-of 2026-03-02 --lang en"

WORDS = {
    "id": {"appeared": "muncul", "changed": "berubah", "went": "hilang", "due": "tenggat", "because": "karena", "registers": "register"},
    "en": {"appeared": "appeared", "changed": "changed", "went": "went", "due": "due", "because": "because of", "registers": "registers"},
}


def add(commands: Any, help: str) -> None:
    """Adds the command to the parser."""
    parser = command(commands, "monitor", help, EXAMPLE)
    parser.add_argument("--follow", required=True, metavar="FILE", help="records, one JSON object in each line; - for standard input")
    parser.add_argument("--to-end", action="store_true", help="stop at the end of the file; else wait for it to grow")
    parser.add_argument("--store", type=Path, metavar="FILE", help="keep facts and findings there, and go on from there after a restart")
    parser.add_argument("--as-of", type=day, help="the day everything is looked at (default: that of the store, else today)")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="a readable line for each change, or a JSON object")
    parser.add_argument(
        "--matcher", choices=("auto", "indexed", "durable-rules"), default="auto", help="what finds the declarations a fact touches"
    )
    add_language(parser)
    add_rulesets(parser)
    add_trail(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Follows the stream until it ends or somebody stops it."""
    engine = engine_of(arguments)
    try:
        with _trail(arguments) as trail, _stream(arguments.follow) as stream:
            as_of = arguments.as_of or (None if arguments.store else today())
            with Monitor(engine, as_of=as_of, store=arguments.store, matcher=arguments.matcher, trail=trail) as monitor:
                print(f"matcher: {monitor.matcher}", file=sys.stderr)
                return _follow(monitor, stream, arguments)
    except TrailError as error:
        raise WithheldError(f"nothing is shown, because it could not be recorded: {error.code}: {error}", code=error.code) from None
    except MonitorError as error:
        if error.code != "store-failed":
            raise
        raise WithheldError(f"nothing is shown, because it could not be made durable: {error}", code=error.code) from None


def _follow(monitor: Monitor, stream: IO[bytes], arguments: argparse.Namespace) -> int:
    refused = 0
    try:
        _say(monitor, monitor.changes(), arguments)
        skip = 0 if arguments.follow == "-" else monitor.position
        for taken in follow(monitor, stream, name=Path(arguments.follow).name, to_end=arguments.to_end, skip=skip):
            refused += len(taken.refused)
            for problem in taken.refused:
                print(problem, file=sys.stderr)
            _say(monitor, taken.changes, arguments)
    except BrokenPipeError:
        # Whoever reads has seen enough; what was not printed is not forgotten. What is buffered would fail again at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return INCOMPLETE if refused else COMPLETE


def _say(monitor: Monitor, changes: Iterable[Change], arguments: argparse.Namespace) -> None:
    last = 0
    for change in changes:
        print(json.dumps(change.data(), ensure_ascii=False) if arguments.format == "json" else line_of(change, arguments.lang))
        last = change.seq
    if last:
        sys.stdout.flush()
        monitor.forget_changes(last)


def line_of(change: Change, language: str) -> str:
    """Returns a change as one line without a declared value: number, whose, what it is about, the rule, its state, and what caused it."""
    words, finding = WORDS[language], change.finding
    about = f"{finding['fact']['kind']} {finding['fact']['id']}" + (f" + {finding['partner']}" if finding["partner"] else "")
    state = STATES[finding["state"]].in_language(language)
    due = f" ({words['due']} {finding['due_on']})" if finding["due_on"] else ""
    cause = ", ".join(f"{kind} {id}" for kind, id in change.cause) or change.as_of.isoformat()
    whose = change.official or words["registers"]
    return (
        f"{change.seq} {words[change.what]}: {whose}: {about}: {finding['title'][language]}: {state}{due}"
        f" [{finding['rule']}] {words['because']} {cause}"
    )


@contextmanager
def _stream(name: str) -> Iterator[IO[bytes]]:
    if name == "-":
        yield sys.stdin.buffer
        return
    with open(name, "rb") as stream:
        yield stream


@contextmanager
def _trail(arguments: argparse.Namespace) -> Iterator[Trail | None]:
    if not arguments.trail:
        yield None
        return
    from integrityrules.trail import open_trail

    with open_trail(arguments.trail, keys=arguments.keys, vault=arguments.vault) as trail:
        try:
            yield trail
        finally:
            if trail.signer is not None:
                trail.checkpoint()
