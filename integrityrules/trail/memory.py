"""A log that keeps nothing: for tests and for trying things out.

May not touch a disk. Receipts say `memory`, so that nobody takes them for durable.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from integrityrules.trail.checkpoint import check_origin
from integrityrules.trail.log import Entry
from integrityrules.trail.merkle import Frontier, Node
from integrityrules.trail.store import PIECE_ENTRIES, Batch, Damage, KeyPlace
from integrityrules.trail.stored import StoredLog


class MemoryStore:
    """A `Store` of lists."""

    durability = "memory"
    survives_failure = True

    def __init__(self, origin: str) -> None:
        self.origin = check_origin(origin)
        self._edge = Frontier()
        self._entries: list[Entry] = []
        self._nodes: dict[tuple[int, int], bytes] = {}
        self._keys: dict[str, KeyPlace] = {}
        self._blobs: dict[str, bytes] = {}
        self._checkpoints: dict[int, str] = {}

    def begin(self) -> Frontier:
        return self._edge.copy()

    def find_keys(self, keys: Sequence[str]) -> Mapping[str, KeyPlace]:
        return {key: self._keys[key] for key in keys if key in self._keys}

    def commit(self, batch: Batch, edge: Frontier, nodes: Sequence[Node]) -> None:
        self._nodes.update({(node.level, node.index): node.hash for node in nodes})
        for entry in batch.entries():
            self._entries.append(entry)
            if entry.key:
                self._keys[entry.key] = KeyPlace(entry.index, entry.leaf_hash)
        self._edge = edge

    def roll_back(self) -> None:
        pass

    def size(self) -> int:
        return len(self._entries)

    def entries(self, start: int, stop: int) -> Sequence[Entry]:
        return self._entries[start : min(stop, start + PIECE_ENTRIES)]

    def hashes(self, level: int, start: int, stop: int) -> Sequence[bytes]:
        if level == 0:
            return [entry.leaf_hash for entry in self._entries[start:stop]]
        return [self._nodes[level, number] for number in range(start, stop)]

    def put_blob(self, digest: str, data: bytes) -> None:
        self._blobs[digest] = data

    def get_blob(self, digest: str) -> bytes | None:
        return self._blobs.get(digest)

    def blobs(self) -> Iterable[str]:
        return sorted(self._blobs)

    def put_checkpoint(self, size: int, note: str) -> None:
        self._checkpoints[size] = note

    def checkpoints(self) -> Sequence[tuple[int, str]]:
        return sorted(self._checkpoints.items())

    def examine(self) -> Iterator[Damage]:
        yield from ()

    def close(self) -> None:
        pass

    def abandon(self) -> None:
        pass


def memory_log(origin: str) -> StoredLog:
    """Returns a log that is gone with the process; in a forked process it is empty. Raises TrailError `bad-origin`."""
    return StoredLog(lambda: MemoryStore(origin))
