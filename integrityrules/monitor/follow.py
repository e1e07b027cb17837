"""A stream of records, one JSON object in each line, into a monitor: from a file that grows, or from standard input.

May not know what a record means. A line is taken when it is complete; what was taken and made durable is not read again.
Many facts at once are `Monitor.load`'s: here each line is decided, made durable and told by itself.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from typing import IO, NamedTuple

from integrityrules.errors import DeclarationError, Problem
from integrityrules.monitor.acts import Act, read_act
from integrityrules.monitor.change import Change
from integrityrules.monitor.monitor import Monitor

POLL_SECONDS = 0.2


class Taken(NamedTuple):
    """What a line did.

    Attributes:
        changes: of the findings.
        refused: what is wrong with it, if it was left out; each problem names the line.
        position: its number.
    """

    changes: tuple[Change, ...]
    refused: tuple[Problem, ...]
    position: int


def follow(
    monitor: Monitor, stream: IO[bytes], *, name: str = "", to_end: bool = False, skip: int = 0, sleep: Callable[[float], None] = time.sleep
) -> Iterator[Taken]:
    """Takes the lines of a stream into a monitor, and goes on when it grows.

    Args:
        stream: open for reading bytes, at its beginning.
        name: of the stream, for messages.
        to_end: stop where it ends, with a last line that has no line end; else wait for more.
        skip: lines at its beginning that were taken before (`monitor.position`).
        sleep: waits between two looks at a stream that ended.

    Yields:
        what each line did, once that is durable. A line that is refused changes nothing and is reported.
    """
    for number, line in enumerate(_lines(stream, to_end, sleep), start=1):
        if number > skip:
            yield _take(monitor, line, name, number)


def _lines(stream: IO[bytes], to_end: bool, sleep: Callable[[float], None]) -> Iterator[bytes]:
    """Yields each line once it is complete."""
    begun = b""
    while True:
        piece = stream.readline()
        begun += piece
        if begun.endswith(b"\n"):
            yield begun
            begun = b""
        elif not piece and to_end:
            if begun:
                yield begun
            return
        elif not piece:
            sleep(POLL_SECONDS)


def _take(monitor: Monitor, line: bytes, name: str, number: int) -> Taken:
    try:
        acts = [_read(line)] if line.strip() else []
        return Taken(monitor.load(acts, position=number), (), number)
    except DeclarationError as error:
        monitor.load([], position=number)  # so that it is not refused again after a restart
        return Taken((), tuple(_placed(problem, name, number) for problem in error.problems), number)


def _read(line: bytes) -> Act:
    try:
        data = json.loads(line)
    except ValueError:
        problem = Problem("record", 0, 0, "not-json", "the line is not a JSON object", "write one JSON object in each line")
        raise DeclarationError(problems=[problem]) from None
    return read_act(data)


def _placed(problem: Problem, name: str, line: int) -> Problem:
    """Returns a problem with the line it is in."""
    return Problem(f"{name}:{line}:{problem.where}", 0, 0, problem.code, problem.message, problem.suggestion)
