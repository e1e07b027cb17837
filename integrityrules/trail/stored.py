"""A log on top of any store: what all stores have in common, written once.

May not open files or databases. Starts no thread: of the callers that wait, one commits for all (group commit), the others find their
receipts. A caller waits when too much waits already; nothing is ever dropped. After a commit of unknown outcome nothing more is written.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from hashlib import sha256
from itertools import repeat
from threading import Condition, Lock
from types import TracebackType
from typing import Self

from integrityrules.trail.checkpoint import Checkpoint, parse_checkpoint, sign_checkpoint
from integrityrules.trail.log import (
    MAX_BODY_BYTES,
    MAX_KEY_CHARACTERS,
    Counters,
    Entry,
    NotDurableError,
    Receipt,
    Signer,
    TrailError,
)
from integrityrules.trail.merkle import consistency_proof, inclusion_proof, leaf_hashes, range_root
from integrityrules.trail.store import Batch, KeyPlace, Store

MAX_WAITING_BYTES = 64 * 1024 * 1024
DIGEST = re.compile("[0-9a-f]{64}")


_RECEIPT = partial(tuple.__new__, Receipt)


class Pending:
    """What one caller wants to append, until its receipts or its error are there."""

    __slots__ = ("bodies", "done", "error", "keys", "leaves", "receipts", "weight")

    def __init__(self, bodies: Sequence[bytes], keys: Sequence[str]) -> None:
        self.bodies = bodies
        self.keys = keys
        self.leaves = leaf_hashes(bodies)
        self.weight = sum(map(len, bodies))
        self.receipts: list[Receipt] = []
        self.error: Exception | None = None
        self.done = False


class StoredLog:
    """A `Log` whose entries are in a store.

    Args:
        open_store: opens the store; called once here, again by `reopen`, and again in a process forked from this one.
        max_waiting_bytes: how much may wait for a commit before callers have to wait.
        wait_seconds: how long a caller waits for that before TrailError `queue-full`; `None` waits for ever.

    Raises:
        LogLockedError: another writer holds the log.
        TrailError: it cannot be opened.
    """

    def __init__(
        self,
        open_store: Callable[[], Store],
        *,
        max_waiting_bytes: int = MAX_WAITING_BYTES,
        wait_seconds: float | None = None,
    ) -> None:
        self._open_store = open_store
        self._max_waiting = max_waiting_bytes
        self._wait_seconds = wait_seconds
        self._accepted = self._durable = self._failed = 0
        self._start(open_store())

    def _start(self, store: Store) -> None:
        # New locks, also in a forked process: the old ones may have been held by a thread that did not come along.
        self._store = store
        self._process = os.getpid()
        self._committing = Lock()
        self._changed = Condition(Lock())
        self._waiting: list[Pending] = []
        self._waiting_bytes = 0
        self._poisoned = self._closed = False

    @property
    def origin(self) -> str:
        return self._store.origin

    @property
    def store(self) -> Store:
        """What keeps the entries: for verification, which reads what a log does not show."""
        return self._ready()

    @property
    def size(self) -> int:
        return self._ready().size()

    @property
    def counters(self) -> Counters:
        return Counters(self._accepted, self._durable, self._failed)

    def append(self, body: bytes, *, key: str = "") -> Receipt:
        return self.append_many((body,), keys=(key,) if key else ())[0]

    def append_many(self, bodies: Sequence[bytes], *, keys: Sequence[str] = ()) -> list[Receipt]:
        self._ready()
        if not bodies:
            return []
        pending = Pending(bodies, _checked(bodies, keys))
        self._queue(pending)
        with self._committing:
            # Whoever comes through here first commits for everybody who waits; the others find their work done.
            if not pending.done:
                self._commit_waiting()
        if pending.error is not None:
            raise pending.error
        return pending.receipts

    def _queue(self, pending: Pending) -> None:
        with self._changed:
            # One batch may be larger than the limit; it then waits until nothing else does.
            if not self._changed.wait_for(lambda: self._has_room(pending), self._wait_seconds):
                raise TrailError("too much waits to be written", code="queue-full")
            self._waiting.append(pending)
            self._waiting_bytes += pending.weight
            self._accepted += len(pending.bodies)

    def _has_room(self, pending: Pending) -> bool:
        return not self._waiting or self._waiting_bytes + pending.weight <= self._max_waiting

    def _commit_waiting(self) -> None:
        with self._changed:
            group, self._waiting = self._waiting, []
            self._waiting_bytes = 0
            self._changed.notify_all()
        try:
            self._commit(group)
        except BaseException as error:
            self._fail([pending for pending in group if not pending.done], error)
            if not isinstance(error, Exception):
                raise

    def _commit(self, group: list[Pending]) -> None:
        if self._poisoned:
            raise NotDurableError("an earlier write failed; open the log again", code="log-poisoned")
        store = self._store
        edge = store.begin()  # nothing is written yet: what it raises leaves the log as it was
        try:
            known = {}
            if keys := [key for pending in group for key in pending.keys if key]:
                known = dict(store.find_keys(keys))
            batch = self._arrange(group, edge.size, known)
        except BaseException:
            store.roll_back()
            raise
        if not batch.bodies:
            store.roll_back()
        else:
            try:
                store.commit(batch, edge, edge.extend(batch.leaves))
            except BaseException:
                # INVARIANT: after a commit of unknown outcome nothing is written through this store again: the kernel may have dropped
                # what it still shows, and would confirm it the next time (PostgreSQL stops for the same reason since 10.7 and 11.2).
                self._poisoned = not store.survives_failure
                raise
        for pending in group:
            pending.done = True
        written = len(batch.bodies)
        with self._changed:
            failed = sum(len(pending.bodies) for pending in group if pending.error is not None)
            self._failed += failed
            self._durable += sum(len(pending.bodies) for pending in group) - failed
        assert edge.size == batch.first + written

    def _arrange(self, group: list[Pending], first: int, known: dict[str, KeyPlace]) -> Batch:
        """Gives each new entry its place, and each caller its receipts or its error."""
        if len(group) == 1 and not group[0].keys:
            only = group[0]
            only.receipts = self._receipts(first, only.leaves)
            return Batch(first, only.bodies, only.leaves, (), _now())
        bodies: list[bytes] = []
        leaves: list[bytes] = []
        keys: list[str] = []
        for pending in group:
            if not pending.keys:
                pending.receipts = self._receipts(first + len(bodies), pending.leaves)
                bodies += pending.bodies
                leaves += pending.leaves
                keys += [""] * len(pending.bodies)
            elif _conflicts(pending, known):
                pending.error = TrailError("the key belongs to another entry", code="key-conflict")
            else:
                for body, leaf, key in zip(pending.bodies, pending.leaves, pending.keys, strict=True):
                    place = known.get(key) if key else None
                    if place is None:
                        place = KeyPlace(first + len(bodies), leaf)
                        bodies.append(body)
                        leaves.append(leaf)
                        keys.append(key)
                        if key:
                            known[key] = place
                    pending.receipts.append(Receipt(self.origin, place.place, leaf, self._store.durability))
        return Batch(first, bodies, leaves, keys if any(keys) else (), _now())

    def _receipts(self, first: int, leaves: Sequence[bytes]) -> list[Receipt]:
        # Without Receipt's own constructor, which would take a tenth of the time of a large batch.
        values = zip(repeat(self.origin), range(first, first + len(leaves)), leaves, repeat(self._store.durability))
        return list(map(_RECEIPT, values))

    def _fail(self, group: list[Pending], error: BaseException) -> None:
        with self._changed:
            for pending in group:
                # Each caller raises an exception of its own: one that two threads raise would mix their tracebacks.
                if isinstance(error, TrailError):
                    pending.error = type(error)(str(error), code=error.code)
                else:
                    pending.error = NotDurableError("writing failed; whether the entry is there is not known")
                pending.receipts = []
                pending.done = True
                self._failed += len(pending.bodies)

    def find_key(self, key: str) -> Receipt | None:
        found = self._ready().find_keys([key]).get(key) if key else None
        return None if found is None else Receipt(self.origin, found.place, found.leaf, self._store.durability)

    def read(self, index: int) -> bytes:
        return self._entry(index).body

    def leaf_hash(self, index: int) -> bytes:
        return self._entry(index).leaf_hash

    def _entry(self, index: int) -> Entry:
        found = self._ready().entries(index, index + 1) if index >= 0 else ()
        if not found:
            raise _absent()
        return found[0]

    def read_range(self, start: int, stop: int) -> Iterator[bytes]:
        expected = start
        for entry in self.entries(start, stop):
            if entry.index != expected:
                raise _absent()
            expected += 1
            yield entry.body
        if expected < stop:
            raise _absent()

    def entries(self, start: int = 0, stop: int | None = None) -> Iterator[Entry]:
        store = self._ready()
        last = store.size() if stop is None else stop
        while start < last and (piece := store.entries(start, last)):
            yield from piece
            start = piece[-1].index + 1

    def root(self, size: int | None = None) -> bytes:
        store = self._ready()
        return range_root(store, 0, self._size_within(store, size))

    def inclusion_proof(self, index: int, size: int | None = None) -> list[bytes]:
        store = self._ready()
        size = self._size_within(store, size)
        if not 0 <= index < size:
            raise _absent()
        return inclusion_proof(store, index, size)

    def consistency_proof(self, old: int, new: int | None = None) -> list[bytes]:
        store = self._ready()
        new = self._size_within(store, new)
        if not 0 < old <= new:
            raise _absent()
        return consistency_proof(store, old, new)

    def _size_within(self, store: Store, size: int | None) -> int:
        present = store.size()
        if size is None:
            return present
        if not 0 <= size <= present:
            raise _absent()
        return size

    def put_blob(self, digest: str, data: bytes) -> None:
        store = self._ready()
        if sha256(data).hexdigest() != digest:
            raise TrailError("the digest is not that of the content", code="blob-digest")
        if store.get_blob(digest) is None:
            self._write(lambda: store.put_blob(digest, data))

    def get_blob(self, digest: str) -> bytes:
        data = self._ready().get_blob(digest) if DIGEST.fullmatch(digest) else None
        if data is None:
            raise TrailError("the trail does not hold that content", code="no-blob")
        return data

    def blobs(self) -> Iterable[str]:
        return self._ready().blobs()

    def checkpoint(self, *signers: Signer) -> str:
        store = self._ready()
        with self._committing:
            size = store.size()
            # A log must not sign what contradicts a checkpoint it signed before (tlog-checkpoint), so it looks at the last one first.
            for signed_size, note in store.checkpoints()[-1:]:
                signed, _ = parse_checkpoint(note)
                if signed_size > size or range_root(store, 0, signed_size) != signed.root:
                    raise TrailError("the log contradicts a checkpoint that it signed; verify it", code="inconsistent-checkpoint")
            note = sign_checkpoint(Checkpoint(self.origin, size, range_root(store, 0, size)), signers)
            self._write_held(lambda: store.put_checkpoint(size, note))
        return note

    def checkpoints(self) -> list[str]:
        return [note for _, note in self._ready().checkpoints()]

    def _write(self, act: Callable[[], None]) -> None:
        with self._committing:
            self._write_held(act)

    def _write_held(self, act: Callable[[], None]) -> None:
        if self._poisoned:
            raise NotDurableError("an earlier write failed; open the log again", code="log-poisoned")
        try:
            act()
        except NotDurableError:
            self._poisoned = not self._store.survives_failure
            raise

    def reopen(self) -> None:
        """Closes the store and opens it again: the way on after NotDurableError. What was acknowledged stays. Raises as opening does."""
        with self._committing:
            self._ready().close()
            self._closed = True  # stays so if opening fails
            self._store = self._open_store()
            self._closed = self._poisoned = False

    def close(self) -> None:
        """Waits for the commit that runs, and closes. Everything that was acknowledged is durable before, so nothing is lost without it."""
        if self._process != os.getpid():
            return
        with self._committing:
            if not self._closed:
                self._closed = True
                self._store.close()

    def _ready(self) -> Store:
        if self._closed:
            raise TrailError("the log is closed", code="log-closed")
        if self._process != os.getpid():
            # A forked process: its copy of the store belongs to the parent. It gets its own, or LogLockedError while the parent writes.
            self._store.abandon()
            self._start(self._open_store())
        return self._store

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def _checked(bodies: Sequence[bytes], keys: Sequence[str]) -> Sequence[str]:
    if not all(isinstance(body, bytes) and 0 < len(body) <= MAX_BODY_BYTES for body in bodies):
        raise TrailError(f"a body is 1 to {MAX_BODY_BYTES} bytes", code="body-size")
    if keys and (len(keys) != len(bodies) or any(len(key) > MAX_KEY_CHARACTERS or "\x00" in key for key in keys)):
        raise TrailError(f"each entry has one key of at most {MAX_KEY_CHARACTERS} characters, or none has", code="key-size")
    return keys if any(keys) else ()


def _conflicts(pending: Pending, known: dict[str, KeyPlace]) -> bool:
    own: dict[str, bytes] = {}
    for key, leaf in zip(pending.keys, pending.leaves, strict=True):
        if key and ((key in known and known[key].leaf != leaf) or own.setdefault(key, leaf) != leaf):
            return True
    return False


def _absent() -> TrailError:
    return TrailError("the log has no such entry", code="no-entry")


def _now() -> int:
    return time.time_ns() // 1000
