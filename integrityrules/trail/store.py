"""What a place for a log must do, and nothing more: begin, commit, read; all else is in `stored.StoredLog`.

May not know about callers, queues, checkpoints' keys or proofs. Each store is a class that fits `Store`; none inherits from another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol
from zlib import crc32

from integrityrules.trail.log import Entry
from integrityrules.trail.merkle import Frontier, Node

FORMAT_VERSION = 1
PIECE_ENTRIES = 1000
PIECE_BYTES = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Batch:
    """Entries that become durable together.

    Args:
        first: the index of the first.
        bodies: what is hashed.
        leaves: the leaf hashes, as many.
        keys: idempotency keys, as many, or none at all; the empty string is no key.
        recorded_at: microseconds since 1970 UTC, one for the commit.
    """

    first: int
    bodies: Sequence[bytes]
    leaves: Sequence[bytes]
    keys: Sequence[str]
    recorded_at: int

    def entries(self) -> Iterator[Entry]:
        """Yields them one by one, with their envelopes."""
        keys = self.keys or [""] * len(self.bodies)
        for place, (body, leaf, key) in enumerate(zip(self.bodies, self.leaves, keys, strict=True)):
            yield Entry(self.first + place, body, leaf, key, self.recorded_at)


class KeyPlace(NamedTuple):
    """Where an idempotency key stands, and the leaf hash of the entry there."""

    place: int
    leaf: bytes


class Damage(NamedTuple):
    """Something a store found wrong with itself: the entry it concerns, or -1, and a sentence without personal values."""

    place: int
    sentence: str


class Store(Protocol):
    """A place for one log. `begin`, `commit` and `roll_back` are called by one thread at a time; everything that reads, by any number.

    Attributes:
        origin: the name of the log that is kept here.
        durability: `synced`, or `memory`.
        survives_failure: whether it can go on after a failed commit without being opened again, because it keeps nothing in memory.
    """

    origin: str
    durability: str
    survives_failure: bool

    def begin(self) -> Frontier:
        """Takes the right to write and returns the edge of the tree as it stands; a copy. Raises LogLockedError, NotDurableError."""
        ...

    def find_keys(self, keys: Sequence[str]) -> Mapping[str, KeyPlace]:
        """Returns those of the keys that stand in the log. Within `begin` and `commit`, or outside."""
        ...

    def commit(self, batch: Batch, edge: Frontier, nodes: Sequence[Node]) -> None:
        """Makes a batch durable, with the edge after it and the nodes completed. Raises NotDurableError."""
        ...

    def roll_back(self) -> None:
        """Gives the right to write back; nothing was written. Never raises."""
        ...

    def size(self) -> int: ...

    def entries(self, start: int, stop: int) -> Sequence[Entry]:
        """Returns the next entries of a range, in order, about as many as `PIECE_ENTRIES` and `PIECE_BYTES` say; none where there are none.

        Raises:
            TrailError: `unreadable-log`.
        """
        ...

    def hashes(self, level: int, start: int, stop: int) -> Sequence[bytes]:
        """Returns stored hashes of complete subtrees; level 0 are the leaves. Raises TrailError `unreadable-log`."""
        ...

    def put_blob(self, digest: str, data: bytes) -> None: ...

    def get_blob(self, digest: str) -> bytes | None: ...

    def blobs(self) -> Iterable[str]: ...

    def put_checkpoint(self, size: int, note: str) -> None:
        """Keeps a signed note, durably; `size` is the present size of the log."""
        ...

    def checkpoints(self) -> Sequence[tuple[int, str]]:
        """Returns sizes and notes, by size."""
        ...

    def examine(self) -> Iterator[Damage]:
        """Yields what is wrong with the store beyond entries, hashes and blobs: its indexes and its files. Reads as much as it needs."""
        ...

    def close(self) -> None: ...

    def abandon(self) -> None:
        """Forgets the store in a process that was forked from its owner: closes nothing that the owner still uses, writes nothing."""
        ...


def envelope_check(key: str, recorded_at: int) -> int:
    """Returns the CRC-32 kept beside an envelope. It finds accidents, not intent: the envelope is outside the hash."""
    return crc32(key.encode(), crc32(b"%d " % recorded_at))
