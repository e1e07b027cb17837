"""The process that decides shards: it is told a number, does that shard, says so, and ends when nobody tells it more.

May not know settings or the whole run. It is started as a program of its own, not forked: DuckDB has threads, and whoever calls the library
may have some too. Nor by `multiprocessing`, which would import the caller's main module again.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Any

from integrityrules.batch.leaves.places import LeafLog
from integrityrules.batch.leaves.write import Leaves
from integrityrules.batch.run.places import Places
from integrityrules.batch.run.shard import Shards
from integrityrules.batch.stage import Stage
from integrityrules.engine import Engine
from integrityrules.errors import IntegrityRulesError


@dataclass(frozen=True, slots=True)
class Task:
    """What a worker is given when it starts.

    Args:
        folder: of the run.
        engine: what decides; it travels as the texts it was made of.
        memory: the most DuckDB keeps in memory (`1GB`).
        leaves: where a provable leaf for each row goes, where there is a trail; keys do not travel, they are opened there.
    """

    folder: Path
    engine: Engine
    memory: str
    leaves: LeafLog | None = None


_LACKS = {
    "MemoryError": ("memory", "the memory did not suffice; allow more, or use fewer workers or more shards"),
    "OutOfMemoryException": ("memory", "the memory did not suffice; allow more, or use fewer workers or more shards"),
    "IOException": ("disk", "a file cannot be read or written; is the disk full?"),
}


def lack_of(error: Exception) -> tuple[str, str] | None:
    """Returns code and sentence of what the machine lacks, or `None` where an error is of another kind. DuckDB's own text quotes data."""
    if isinstance(error, OSError):
        return "disk", error.strerror or "a file cannot be read or written"
    return _LACKS.get(type(error).__name__)


def send(stream: IO[bytes], message: object) -> None:
    """Writes one message with its length before it."""
    data = pickle.dumps(message)
    stream.write(len(data).to_bytes(8, "big") + data)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """Reads one message.

    Raises:
        EOFError: the other side is gone, or was cut off.
    """
    head = stream.read(8)
    size = int.from_bytes(head, "big")
    data = stream.read(size) if len(head) == 8 else b""
    if len(head) != 8 or len(data) != size:
        raise EOFError
    return pickle.loads(data)


def main() -> None:
    """Serves standard input and output until the input ends."""
    # What any library prints must not come between the messages.
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    # A user who interrupts ends the parent, and with it this process.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    inbox = sys.stdin.buffer
    task: Task = receive(inbox)
    orders: SimpleQueue[int] = SimpleQueue()
    threading.Thread(target=_listen, args=(inbox, orders), daemon=True).start()
    try:
        serve(task, orders.get, lambda *message: send(out, message))
    except BrokenPipeError:
        os._exit(1)


def serve(task: Task, next_order: Callable[[], int], tell: Callable[..., None]) -> None:
    """Does one order after the other.

    Args:
        next_order: returns the number of the next shard.
        tell: takes what is told: `done`, a number of officials; `shard`, an account; `error`, a code and a sentence without values.
    """
    try:
        shards = open_shards(task)
        # What is kept for good is not looked at again by every collection: measured a tenth of the time.
        gc.collect()
        gc.freeze()
        gc.set_threshold(50_000, 20, 50)
        tell("ready")
        while True:
            account = shards.decide(next_order(), lambda officials: tell("done", officials))
            tell("shard", account)
    except BrokenPipeError:
        raise
    except IntegrityRulesError as error:
        tell("error", error.code, str(error))
    except Exception as error:  # its text may quote what was declared
        tell("error", *(lack_of(error) or ("engine", f"a bug of ours ({type(error).__name__})")))


def open_shards(task: Task) -> Shards:
    """Opens the stage of a run, once for a process."""
    stage, engine = Stage.open(task.folder, memory=task.memory), task.engine
    leaves = Leaves(task.leaves, task.leaves.keyring()) if task.leaves is not None else None
    return Shards(Places(task.folder), engine, stage, leaves)


def _listen(inbox: IO[bytes], orders: SimpleQueue[int]) -> None:
    """Takes orders. When the parent is gone, so is this process: whatever it writes next would be written twice."""
    try:
        while True:
            orders.put(receive(inbox))
    except EOFError:
        os._exit(0)
