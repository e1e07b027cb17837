"""The files of a segment log that never change once they are full: bundles of entries, their envelopes, and tiles of hashes.

May not know about the journal or about locks; nothing here decides when something is written.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Sequence
from pathlib import Path

from integrityrules.trail.files import make_directories, replace_file, sync_directory
from integrityrules.trail.log import Entry, TrailError
from integrityrules.trail.merkle import HASH_BYTES, TILE_WIDTH
from integrityrules.trail.tiles import decode_bundle, decode_envelopes, encode_bundle, encode_envelopes, needs_long, split_hashes, tile_path


class SegmentFiles:
    """Reads and writes full and partial bundles and tiles below one folder.

    Args:
        folder: the folder of the log.
    """

    def __init__(self, folder: Path) -> None:
        self._tiles = folder / "tile"
        self._envelopes = folder / "envelopes"
        self._unsynced: set[Path] = set()

    def write_bundle(self, entries: Sequence[Entry]) -> None:
        """Writes the bundle that begins with these entries, their hashes and, where there are 256, their envelopes."""
        number, width, bodies = entries[0].index // TILE_WIDTH, len(entries), [entry.body for entry in entries]
        long = needs_long(bodies)
        self._write(tile_path(self._tiles / ("entries-32" if long else "entries"), number, width), encode_bundle(bodies, long=long))
        self.write_tile(0, number, [entry.leaf_hash for entry in entries])
        if width == TILE_WIDTH:
            self._write(tile_path(self._envelopes, number), encode_envelopes([(entry.key, entry.recorded_at) for entry in entries]))

    def write_tile(self, level: int, number: int, hashes: Sequence[bytes]) -> None:
        """Writes a tile, full or partial."""
        self._write(tile_path(self._tiles / str(level), number, len(hashes)), b"".join(hashes))

    def _write(self, path: Path, data: bytes) -> None:
        if path.parent not in self._unsynced:
            make_directories(path.parent)
            self._unsynced.add(path.parent)
        replace_file(path, data, sync_names=False)
        # The partial tile of an old checkpoint says nothing that the full one does not.
        shutil.rmtree(path.with_name(path.name + ".p"), ignore_errors=True)

    def sync_names(self) -> None:
        """Makes the names of everything written since the last call durable; the bytes are already."""
        for folder in sorted(self._unsynced):
            sync_directory(folder)
        self._unsynced.clear()

    def entries(self, number: int) -> list[Entry] | None:
        """Returns the 256 entries of a full bundle, or `None` where the bundle is gone. Raises TrailError `unreadable-log`."""
        bodies = self._bodies(number)
        if bodies is None:
            return None
        first = number * TILE_WIDTH
        parts = zip(bodies, self.tile(0, number), self.envelopes(number), strict=True)
        return [Entry(first + place, body, leaf, *envelope) for place, (body, leaf, envelope) in enumerate(parts)]

    def _bodies(self, number: int) -> list[bytes] | None:
        for name, long in (("entries", False), ("entries-32", True)):
            with contextlib.suppress(FileNotFoundError):
                bodies = decode_bundle(read_file(tile_path(self._tiles / name, number)), long=long)
                if bodies is None or len(bodies) != TILE_WIDTH:
                    raise unreadable("a bundle of entries is damaged")
                return bodies
        return None

    def envelopes(self, number: int) -> list[tuple[str, int]]:
        """Returns keys and times of the 256 entries of a full bundle. Raises TrailError `unreadable-log`."""
        try:
            envelopes = decode_envelopes(read_file(tile_path(self._envelopes, number)))
        except FileNotFoundError:
            envelopes = None
        if envelopes is None or len(envelopes) != TILE_WIDTH:
            raise unreadable("envelopes of the log are missing or damaged")
        return envelopes

    def keys(self, number: int) -> dict[str, int]:
        """Returns the keys of a full bundle with the indexes of their entries. Raises TrailError `unreadable-log`."""
        first = number * TILE_WIDTH
        return {key: first + place for place, (key, _) in enumerate(self.envelopes(number)) if key}

    def tile(self, level: int, number: int) -> list[bytes]:
        """Returns the 256 hashes of a full tile. Raises TrailError `unreadable-log`."""
        try:
            data = read_file(tile_path(self._tiles / str(level), number))
        except FileNotFoundError:
            data = b""
        if len(data) != TILE_WIDTH * HASH_BYTES:
            raise unreadable("a tile of hashes is missing or damaged")
        return split_hashes(data)


def read_file(path: Path) -> bytes:
    """Returns the bytes of a file of the log. Raises FileNotFoundError, and TrailError `unreadable-log` where it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise
    except OSError:
        raise unreadable("a file of the log cannot be read") from None


def unreadable(sentence: str) -> TrailError:
    return TrailError(sentence, code="unreadable-log")
