"""The end of a segment log that is not in full bundles yet, held in memory beside the journal.

May not decide when anything is written. Readers take a `Tail` once and see a tree that fits together, while the writer goes on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from integrityrules.trail.log import Entry
from integrityrules.trail.merkle import TILE_WIDTH, Node
from integrityrules.trail.segment_files import SegmentFiles, unreadable


@dataclass(slots=True)
class Tail:
    """What is not in full bundles yet, as one value: readers take it once and see a tree that fits together.

    Args:
        first: the index of its first entry, a multiple of 256.
        entries: the entries of the journal.
        levels: for level 1 and up, the hashes after its last full tile on the disk; lists only grow.
        tiles: for level 1 and up, how many full tiles are on the disk.
        keys: where the keys of these entries stand.
        weight: bytes of bodies.
    """

    first: int
    entries: list[Entry] = field(default_factory=list)
    levels: list[list[bytes]] = field(default_factory=list)
    tiles: list[int] = field(default_factory=list)
    keys: dict[str, int] = field(default_factory=dict)
    weight: int = 0

    @property
    def size(self) -> int:
        return self.first + len(self.entries)

    def levels_before(self) -> list[list[bytes]]:
        """Returns what `levels` was before the first entry of the tail: what the head of a journal holds."""
        return [
            hashes[: self.first // TILE_WIDTH**level - self.tiles[level - 1] * TILE_WIDTH] for level, hashes in enumerate(self.levels, 1)
        ]

    def add(self, entries: Sequence[Entry], nodes: Sequence[Node]) -> None:
        for node in nodes:
            while len(self.levels) < node.level:
                self.levels.append([])
                self.tiles.append(0)
            self.levels[node.level - 1].append(node.hash)
        self.keys.update((entry.key, entry.index) for entry in entries if entry.key)
        self.weight += sum(len(entry.body) for entry in entries)
        self.entries.extend(entries)  # last: readers take the size from here


@dataclass(frozen=True, slots=True)
class SegmentTree:
    """The hashes of a segment log as of one tail: full tiles from the files, the rest from memory.

    Args:
        files: the full tiles.
        tail: what comes after them.
    """

    files: SegmentFiles
    tail: Tail

    def hashes(self, level: int, start: int, stop: int) -> Sequence[bytes]:
        """Returns hashes of complete subtrees. Raises TrailError `unreadable-log`."""
        tail = self.tail
        first = tail.first if level == 0 else (tail.tiles[level - 1] * TILE_WIDTH if level <= len(tail.tiles) else 0)
        found: list[bytes] = []
        for number in range(start // TILE_WIDTH, (min(stop, first) + TILE_WIDTH - 1) // TILE_WIDTH):
            hashes = self.files.tile(level, number)
            found += hashes[max(start - number * TILE_WIDTH, 0) : stop - number * TILE_WIDTH]
        if stop > first:
            low, high = max(start - first, 0), stop - first
            if level == 0:
                found += [entry.leaf_hash for entry in tail.entries[low:high]]
            elif level <= len(tail.levels):
                found += tail.levels[level - 1][low:high]
        if len(found) != stop - start:
            raise unreadable("hashes of the log are missing")
        return found
