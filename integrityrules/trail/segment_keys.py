"""Idempotency keys of the full bundles of a segment log: an index beside the envelopes, kept up with them.

May not believe the index: it is made from the envelopes, can always be made again, and every answer is compared with them.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from integrityrules.trail.key_index import KeyIndex
from integrityrules.trail.merkle import TILE_WIDTH
from integrityrules.trail.segment_files import SegmentFiles, unreadable
from integrityrules.trail.store import Damage

ADVICE = "remove `keys.sqlite*` and open the log for writing"


class SegmentKeys:
    """The index of one log, opened when it is first needed.

    Args:
        folder: the folder of the log.
        files: its bundles.
    """

    def __init__(self, folder: Path, files: SegmentFiles) -> None:
        self._path = folder / "keys.sqlite"
        self._files = files
        self._index: KeyIndex | None = None

    def catch_up(self, size: int) -> None:
        """Opens the index for writing and adds what a crash kept from it. Raises TrailError `unreadable-log`."""
        try:
            self._index = KeyIndex(self._path, writable=True)
            covered = self._index.covered
            if covered > size:
                raise unreadable(f"the index of keys is ahead of the log; {ADVICE}")
            for first in range(covered, size, TILE_WIDTH):
                keys = self._files.keys(first // TILE_WIDTH)
                if keys or first + TILE_WIDTH == size:
                    self._index.add(keys.items(), first + TILE_WIDTH)
        except (sqlite3.Error, OSError, UnicodeDecodeError):
            raise unreadable(f"the index of keys cannot be written; {ADVICE}") from None

    def add(self, keys: Iterable[tuple[str, int]], covered: int) -> None:
        """Adds the keys of new full bundles. Raises sqlite3.Error, OSError."""
        if self._index is None:
            self._index = KeyIndex(self._path, writable=True)
        self._index.add(keys, covered)

    def find(self, keys: Sequence[str], size: int) -> dict[str, int]:
        """Returns the places of those keys that stand in the first `size` entries. Raises TrailError `unreadable-log`."""
        try:
            if self._index is None:
                self._index = KeyIndex(self._path, writable=False)
            places = self._index.find(keys)
        except (sqlite3.Error, UnicodeDecodeError):
            raise unreadable(f"the index of keys cannot be read; {ADVICE}") from None
        for key, place in places.items():
            if not 0 <= place < size or self._files.keys(place // TILE_WIDTH).get(key) != place:
                raise unreadable(f"the index of keys is damaged; {ADVICE}")
        return places

    def examine(self, size: int) -> Iterator[Damage]:
        """Yields where the index is damaged or differs from the envelopes of the first `size` entries."""
        if not size or not self._path.exists():
            return
        try:
            index = self._index or KeyIndex(self._path, writable=False)
        except sqlite3.Error:
            yield Damage(-1, "the index of keys cannot be read")
            return
        try:
            yield from (Damage(-1, sentence) for sentence in index.examine())
            for first in range(0, min(size, index.covered), TILE_WIDTH):
                own = self._files.keys(first // TILE_WIDTH)
                if own and index.find(list(own)) != own:
                    yield Damage(first, "the index of keys differs from the envelopes")
        except (sqlite3.Error, UnicodeDecodeError):
            yield Damage(-1, "the index of keys cannot be read")
        finally:
            if index is not self._index:
                index.close()

    def close(self) -> None:
        if self._index is not None:
            with contextlib.suppress(sqlite3.Error):
                self._index.close()
        self._index = None

    def abandon(self) -> None:
        """Forgets the index in a forked process without closing it: SQLite forbids that for what the parent opened."""
        _ABANDONED.append(self._index)
        self._index = None


_ABANDONED: list[object] = []
