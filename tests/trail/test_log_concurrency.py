"""Many threads and processes on one log: no fork, no gap, counts equal; a forked process never writes through its parent's log."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from support_logs import DEEP, FILE_KINDS, KINDS, ORIGIN, Place, a_place, exit_code_of, forked

from integrityrules.trail.log import LogLockedError, Receipt, TrailError
from integrityrules.trail.memory import MemoryStore
from integrityrules.trail.merkle import Frontier, Node
from integrityrules.trail.note import PrivateKey
from integrityrules.trail.store import Batch
from integrityrules.trail.stored import StoredLog
from integrityrules.trail.verify import verify_log

THREADS, PROCESSES = 8, 4
EACH = 500 if DEEP else 60


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    with a_place(request.param, tmp_path) as found:
        yield found


def check_sound(place: Place, entries: int) -> None:
    with place.open(writable=False) as log:
        found = verify_log(log, level=2)
        assert (found.verdicts, found.size, found.entries) == ((), entries, entries)
        assert len({entry.body for entry in log.entries()}) == entries


def test_eight_threads(place: Place) -> None:
    """Each thread's receipts name its own entries, every index is given once, and the log verifies."""

    def work(thread: int) -> list[tuple[bytes, Receipt]]:
        bodies = [b"%d-%d" % (thread, number) for number in range(EACH)]
        half = EACH // 2
        single = [(body, log.append(body, key=body.decode())) for body in bodies[:half]]
        return single + list(zip(bodies[half:], log.append_many(bodies[half:]), strict=True))

    with place.open() as log, ThreadPoolExecutor(THREADS) as pool:
        found = [pair for pairs in pool.map(work, range(THREADS)) for pair in pairs]
        assert sorted(receipt.index for _, receipt in found) == list(range(THREADS * EACH))
        assert all(log.read(receipt.index) == body for body, receipt in found)
        assert log.counters == (THREADS * EACH, THREADS * EACH, 0)
    check_sound(place, THREADS * EACH)


def test_threads_that_repeat_one_key(place: Place) -> None:
    """Eight threads that append one entry under one key at once get one and the same receipt."""
    with place.open() as log, ThreadPoolExecutor(THREADS) as pool:
        found = set(pool.map(lambda _: log.append(b"x", key="run-1"), range(THREADS)))
        assert (len(found), log.size) == (1, 1)


def test_four_processes(place: Place) -> None:
    """Processes that take turns, or share the database, leave one history with everything in it."""
    place.open().close()

    def work(process: int) -> None:
        done = 0
        while done < EACH:
            # A database is shared all the time; a file is opened, written and closed, so that the others get their turn.
            with place.open(wait_seconds=60) as log:
                for _ in range(EACH if place.kind == "postgres" else EACH // 4):
                    log.append(b"%d-%d" % (process, done), key=f"{process}-{done}")
                    done += 1

    children = [forked(partial(work, process)) for process in range(PROCESSES)]
    assert [exit_code_of(child) for child in children] == [0] * PROCESSES
    check_sound(place, PROCESSES * EACH)


def test_a_forked_process_does_not_write_through_its_parent(place: Place) -> None:
    """After a fork the child gets a log of its own: locked while the parent writes to a file, shared in a database; the parent goes on."""
    with place.open() as log:
        log.append(b"parent")

        def child() -> None:
            if place.kind == "postgres":
                assert log.append(b"child").index == 1
            else:
                with pytest.raises(LogLockedError):
                    log.append(b"child")

        assert exit_code_of(forked(child)) == 0
        log.append(b"parent again")
    check_sound(place, 3 if place.kind == "postgres" else 2)


@pytest.mark.parametrize("kind", FILE_KINDS)
def test_a_forked_process_can_write_after_its_parent_closed(kind: str, tmp_path: Path) -> None:
    """The lock is the parent's until it closes the log; then a child that was forked before opens the log anew and writes."""
    with a_place(kind, tmp_path) as place:
        log = place.open()
        log.append(b"parent")
        ready, go = os.pipe()

        def child() -> None:
            os.read(ready, 1)
            assert log.append(b"child").index == 1
            log.close()

        process = forked(child)
        log.close()
        os.write(go, b"x")
        assert exit_code_of(process) == 0
        check_sound(place, 2)


@pytest.mark.parametrize("kind", FILE_KINDS)
def test_a_killed_writer_leaves_no_lock(kind: str, tmp_path: Path) -> None:
    """When a writer is killed the kernel gives its lock back, and the next one opens at once."""
    with a_place(kind, tmp_path) as place:

        def child() -> None:
            log = place.open()
            log.append(b"x")
            os.kill(os.getpid(), 9)

        assert exit_code_of(forked(child)) == -9
        with place.open() as log:
            assert log.append(b"y").index == 1


def test_verifying_while_others_write(place: Place) -> None:
    """A log that grows, and signs checkpoints, while it is verified is never called shorter, torn or rewritten."""
    pytest.importorskip("cryptography", reason="signing needs the extra `sign`")
    key = PrivateKey(ORIGIN, bytes(32))
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            log.append_many([b"%d" % n for n in range(number, number + 40)], keys=[f"{n}" for n in range(number, number + 40)])
            number += 40
            if number % 200 == 0:
                log.checkpoint(key)

    with place.open() as log:
        log.append(b"first")
        writer = threading.Thread(target=write)
        writer.start()
        try:
            for _ in range(60 if DEEP else 12):
                with place.open(writable=False) as reader:
                    found = verify_log(reader, keys=[key.public], level=2)
                    assert (found.verdicts, found.entries) == ((), found.size)
        finally:
            stop.set()
            writer.join()


class SlowStore(MemoryStore):
    """A store whose commits wait for permission."""

    def __init__(self) -> None:
        super().__init__(ORIGIN)
        self.may_commit = threading.Event()
        self.batches: list[int] = []

    def commit(self, batch: Batch, edge: Frontier, nodes: Sequence[Node]) -> None:
        assert self.may_commit.wait(30)
        self.batches.append(len(batch.bodies))
        super().commit(batch, edge, nodes)


def start(log: StoredLog, count: int) -> list[threading.Thread]:
    threads = [threading.Thread(target=log.append, args=(b"%03d" % number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    return threads


def wait_until(holds: object) -> None:
    until = time.monotonic() + 20
    while not holds() and time.monotonic() < until:  # type: ignore[operator]
        time.sleep(0.005)


def test_those_who_wait_are_committed_together() -> None:
    """While one commit runs, those who come wait, and the next commit takes all of them."""
    store = SlowStore()
    log = StoredLog(lambda: store)
    threads = start(log, 1)
    wait_until(lambda: not log._waiting and log.counters.accepted == 1)
    threads += start(log, 20)
    wait_until(lambda: log.counters.accepted == 21)
    store.may_commit.set()
    for thread in threads:
        thread.join(20)
    assert (store.batches, log.size, log.counters) == ([1, 20], 21, (21, 21, 0))


def test_a_full_queue_blocks_and_drops_nothing() -> None:
    """Callers beyond the limit wait, and all get their receipts; with a limit of time they get `queue-full` and leave no trace."""
    store = SlowStore()
    log = StoredLog(lambda: store, max_waiting_bytes=6)
    threads = start(log, 10)
    wait_until(lambda: log.counters.accepted >= 3)
    time.sleep(0.1)
    assert log.counters.accepted <= 4  # one commits, two fit into the queue, one more could have become a batch of its own
    other = SlowStore()
    impatient = StoredLog(lambda: other, max_waiting_bytes=6, wait_seconds=0.05)
    more = start(impatient, 1)
    wait_until(lambda: not impatient._waiting)
    more += start(impatient, 2)
    wait_until(lambda: impatient.counters.accepted == 3)
    with pytest.raises(TrailError) as raised:
        impatient.append(b"too much")
    assert raised.value.code == "queue-full"
    store.may_commit.set()
    other.may_commit.set()
    for thread in threads + more:
        thread.join(20)
    assert (log.counters, impatient.counters) == ((10, 10, 0), (3, 3, 0))
    assert (log.size, impatient.size) == (10, 3)
