"""The processes of a run: starts them, hands out shards, hears what they say, and leaves none behind.

May not know what a shard is. Each process has a thread here that talks with it, and nothing else does.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from queue import Empty, SimpleQueue

from integrityrules.batch.run.account import Account
from integrityrules.batch.run.worker import Task, open_shards, receive, send
from integrityrules.errors import EngineError, IntegrityRulesError, RunError

START = "import sys; sys.path[:] = {path!r}; from integrityrules.batch.run.worker import main; main()"


@dataclass(frozen=True, slots=True)
class Told:
    """Something a worker said: officials done, or a shard with its account."""

    officials: int = 0
    shard: int | None = None
    account: Account | None = None


def decide_shards(task: Task, shards: Iterable[int], *, workers: int, told: Callable[[Told], None]) -> None:
    """Decides shards in several processes; returns when all are done.

    Args:
        shards: their numbers, in the order in which they are handed out.
        workers: how many processes; 0 decides here, one after the other.
        told: called, never twice at once, with all that workers say.

    Raises:
        RunError: a process ended, or told of an error. The others are ended too.
    """
    orders = list(shards)
    if not workers:
        _decide_here(task, orders, told)
        return
    _Crew(task, orders, told).work(min(workers, len(orders)))


def _decide_here(task: Task, orders: list[int], told: Callable[[Told], None]) -> None:
    with closing(open_shards(task)) as shards:
        for shard in orders:
            account = shards.decide(shard, lambda officials: told(Told(officials)))
            told(Told(shard=shard, account=account))


class _Crew:
    """The workers of one run."""

    def __init__(self, task: Task, orders: list[int], told: Callable[[Told], None]) -> None:
        self._task, self._told = task, told
        self._orders: SimpleQueue[int] = SimpleQueue()
        for order in orders:
            self._orders.put(order)
        self._heard: SimpleQueue[Told | Exception | None] = SimpleQueue()
        self._processes: list[subprocess.Popen[bytes]] = []

    def work(self, workers: int) -> None:
        """Runs until all is done, and ends every process, whatever happens."""
        threads = []
        try:
            for _ in range(workers):
                process = _start()
                self._processes.append(process)
                threads.append(threading.Thread(target=self._talk, args=(process,), daemon=True))
                threads[-1].start()
            busy = len(threads)
            while busy:
                heard = self._heard.get()
                if isinstance(heard, Exception):
                    raise heard
                if heard is None:
                    busy -= 1
                else:
                    self._told(heard)
        finally:
            for process in self._processes:
                process.kill()
            for process in self._processes:
                process.wait()
            for thread in threads:
                thread.join()

    def _talk(self, process: subprocess.Popen[bytes]) -> None:
        """Gives one process its work and passes on what it says."""
        try:
            assert process.stdin is not None
            send(process.stdin, self._task)
            self._hear(process, None)
            while True:
                try:
                    shard = self._orders.get_nowait()
                except Empty:
                    break
                send(process.stdin, shard)
                self._hear(process, shard)
            self._heard.put(None)
        except (EOFError, OSError):
            code = process.wait()
            how = f"signal {-code}" if code < 0 else f"exit code {code}"
            advice = "; was the memory of the machine used up?" if code == -9 else ""
            self._heard.put(RunError(f"a process of the run ended before its work was done ({how}){advice}"))
        except Exception as error:
            self._heard.put(error)

    def _hear(self, process: subprocess.Popen[bytes], shard: int | None) -> None:
        """Passes on what a process says, until it has done what it was told."""
        assert process.stdout is not None
        while True:
            what, *content = receive(process.stdout)
            if what == "done":
                self._heard.put(Told(officials=content[0]))
            elif what == "shard":
                self._heard.put(Told(shard=shard, account=content[0]))
                return
            elif what == "ready":
                return
            else:
                raise _error(*content)


def _error(code: str, sentence: str) -> IntegrityRulesError:
    if code == "engine":
        return EngineError(sentence)
    return RunError(sentence, code=code) if code in ("memory", "disk") else IntegrityRulesError(sentence, code=code)


def _start() -> subprocess.Popen[bytes]:
    """Starts a process that imports this package from where this one did."""
    command = [sys.executable, "-c", START.format(path=[path or os.getcwd() for path in sys.path])]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
