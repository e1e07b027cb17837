"""A log in a folder of files in the tlog-tiles layout: for batches, archives and copying with ordinary tools.

May not know about callers or queues. The newest entries are in the journal, which is synced by each commit; full bundles and tiles are
made from it later, and it is cut only after they are on the disk. Layout and reasons: docs/decisions/0010.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from zlib import crc32

from integrityrules.trail.checkpoint import check_origin
from integrityrules.trail.files import FileLock, make_directories, refuse_network_file_system, replace_file, sync_file, write_all
from integrityrules.trail.journal import Journal, decode_journal, encode_frame, encode_head
from integrityrules.trail.log import Entry, LogLockedError, NotDurableError, TrailError
from integrityrules.trail.merkle import TILE_WIDTH, Frontier, Node, frontier_of
from integrityrules.trail.segment_files import SegmentFiles, read_file, unreadable
from integrityrules.trail.segment_keys import SegmentKeys
from integrityrules.trail.segment_tail import SegmentTree, Tail
from integrityrules.trail.store import Batch, Damage, KeyPlace
from integrityrules.trail.stored import StoredLog

SEAL_ENTRIES = 4096
SEAL_BYTES = 32 * 1024 * 1024
MARKER = "integrityrules log 1"


class SegmentStore:
    """A `Store` in a folder. Use `segment_log`.

    Args:
        folder: the folder.
        origin: the name of the log; needed to make one, and compared where one is there.
        writable: whether to write; without, nothing in the folder is changed.
        wait_seconds: how long to wait for another writer.
        seal_entries: after how many entries in the journal full bundles are made.
    """

    durability = "synced"
    survives_failure = False

    def __init__(
        self,
        folder: Path,
        origin: str | None = None,
        *,
        writable: bool = True,
        wait_seconds: float = 0.0,
        seal_entries: int = SEAL_ENTRIES,
    ) -> None:
        self._folder = folder
        self._files = SegmentFiles(folder)
        self._writable = writable
        self._seal_entries = max(seal_entries, TILE_WIDTH)
        self._lock: FileLock | None = None
        self._keys = SegmentKeys(folder, self._files)
        self._descriptor = -1
        self._broken = False
        self.torn_bytes = 0
        try:
            if writable:
                self._lock_folder(origin, wait_seconds)
            self.origin = self._identify(origin)
            self._seen = self._journal_state()
            self._tail, self._edge = self._load()
            if writable:
                self._start_writing()
        except OSError:
            self.close()
            raise unreadable("the log cannot be opened") from None
        except BaseException:
            self.close()
            raise

    # Opening

    def _lock_folder(self, origin: str | None, wait_seconds: float) -> None:
        if not (self._folder / "log").exists():
            if origin is None:
                raise TrailError("there is no log, and none is made without an origin", code="no-log")
            check_origin(origin)
        make_directories(self._folder)
        refuse_network_file_system(self._folder)
        self._lock = FileLock(self._folder / "lock", wait_seconds)
        if not (self._folder / "log").exists():
            if (self._folder / "tile").exists() or self._journal_entries():
                raise unreadable("the folder holds parts of a log, but not what says which")
            # The journal before the marker: a folder with a marker is a log, and a log without a journal is damaged.
            replace_file(self._folder / "journal", encode_head(0, []))
            replace_file(self._folder / "log", _marker(check_origin(origin or "")))

    def _journal_entries(self) -> bool:
        with contextlib.suppress(OSError):
            journal = decode_journal((self._folder / "journal").read_bytes())
            return journal is None or bool(journal.entries) or journal.first > 0
        return False

    def _identify(self, origin: str | None) -> str:
        try:
            data = (self._folder / "log").read_bytes()
            found = check_origin(data.decode().split("\n")[1])
        except FileNotFoundError:
            raise TrailError("there is no log", code="no-log") from None
        except (UnicodeDecodeError, IndexError, TrailError):
            raise unreadable("the folder is not a log of this format") from None
        if data != _marker(found):
            raise unreadable("the folder is not a log of this format, or its name is damaged")
        if origin is not None and origin != found:
            raise TrailError("the log at this place has another origin", code="wrong-origin")
        return found

    def _journal_state(self) -> tuple[int, int, int]:
        state = os.stat(self._folder / "journal")
        return state.st_ino, state.st_size, state.st_mtime_ns

    def _load(self) -> tuple[Tail, Frontier]:
        journal = self._read_journal()
        tail = Tail(journal.first, levels=[list(level) for level in journal.levels])
        # How many nodes of each level the first entries have; those that are not in the journal's head are in full tiles.
        counts = [journal.first // TILE_WIDTH**level for level in range(1, len(tail.levels) + 1)]
        tail.tiles = [count // TILE_WIDTH for count in counts]
        if journal.first % TILE_WIDTH or [count % TILE_WIDTH for count in counts] != [len(level) for level in tail.levels]:
            raise unreadable("the head of the journal does not fit its place")
        edge = frontier_of(SegmentTree(self._files, tail), journal.first)
        nodes = edge.extend([entry.leaf_hash for entry in journal.entries])
        tail.add(journal.entries, nodes)
        return tail, edge

    def _read_journal(self) -> Journal:
        data = (self._folder / "journal").read_bytes()
        journal = decode_journal(data)
        if journal is None:
            raise unreadable("the head of the journal is damaged")
        if journal.damaged:
            raise TrailError("the journal is damaged in its middle", code="unreadable-log")
        self.torn_bytes = len(data) - journal.whole_bytes
        if journal.torn and self._writable:
            # The end of a write that never finished was never acknowledged. It is put aside, not thrown away: someone may want to look.
            replace_file(self._folder / f"torn-{journal.first + len(journal.entries)}", data[journal.whole_bytes :])
        return journal

    def _start_writing(self) -> None:
        if self._tail.first:
            self._keys.catch_up(self._tail.first)
        # Bytes whose sync failed may be shown by the kernel and be nowhere on the disk. What is there is therefore written anew, into
        # another file, before anything is appended: nothing acknowledged later can come to lie behind a hole. This cuts a torn end, too.
        self._write_journal(self._tail)

    def _write_journal(self, tail: Tail) -> None:
        frame = encode_frame(tail.first, tail.entries) if tail.entries else b""
        replace_file(self._folder / "journal", encode_head(tail.first, tail.levels_before()) + frame)
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1
        self._descriptor = os.open(self._folder / "journal", os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0))

    # Writing

    def begin(self) -> Frontier:
        if not self._writable:
            raise TrailError("the log is open for reading only", code="read-only")
        if self._broken:
            raise NotDurableError("an earlier write failed; open the log again", code="log-poisoned")
        return self._edge.copy()

    def commit(self, batch: Batch, edge: Frontier, nodes: Sequence[Node]) -> None:
        entries = list(batch.entries())
        try:
            # The whole commit in one frame behind the last one, in as many writes as the kernel wants.
            write_all(self._descriptor, encode_frame(batch.first, entries))
            # On the disk, with the new length of the file: from here on the entries are durable, and only from here on they may be
            # acknowledged. The name of the file was synced when the journal was begun.
            sync_file(self._descriptor)
        except OSError:
            # Part of the frame may be in the file. It is not cut here: this descriptor is not to be trusted any more. Opening does it.
            raise NotDurableError("writing to the log failed; whether the entries are there is not known") from None
        self._edge = edge
        self._tail.add(entries, nodes)
        if len(self._tail.entries) >= self._seal_entries or self._tail.weight >= SEAL_BYTES:
            try:
                self._seal()
            except (OSError, sqlite3.Error):
                # The entries are durable in the journal, so the commit stands; but nothing more is written.
                self._broken = True

    def roll_back(self) -> None:
        pass  # nothing is written before `commit`

    def _seal(self) -> None:
        """Makes full bundles and tiles of what the journal holds, then begins a new journal. Can be repeated after a crash at any step."""
        tail = self._tail
        count = len(tail.entries) // TILE_WIDTH * TILE_WIDTH
        if not count:
            return
        for place in range(0, count, TILE_WIDTH):
            self._files.write_bundle(tail.entries[place : place + TILE_WIDTH])
        levels, tiles = [], []
        for level, (hashes, done) in enumerate(zip(tail.levels, tail.tiles, strict=True), 1):
            full = len(hashes) // TILE_WIDTH
            for number in range(full):
                self._files.write_tile(level, done + number, hashes[number * TILE_WIDTH : (number + 1) * TILE_WIDTH])
            levels.append(hashes[full * TILE_WIDTH :])
            tiles.append(done + full)
        # Every file is synced by now; their names become durable here, and only then the journal lets go of the entries.
        self._files.sync_names()
        rest = Tail(tail.first + count, levels=levels, tiles=tiles)
        rest.add(tail.entries[count:], ())
        self._keys.add([(entry.key, entry.index) for entry in tail.entries[:count] if entry.key], rest.first)
        self._write_journal(rest)
        self._tail = rest

    # Reading

    def size(self) -> int:
        return self._current().size

    def _current(self) -> Tail:
        if not self._writable:
            # Another process writes; the journal tells when there is more.
            with contextlib.suppress(OSError):
                state = self._journal_state()
                if state != self._seen:
                    self._tail, self._edge = self._load()
                    self._seen = state
        return self._tail

    def entries(self, start: int, stop: int) -> Sequence[Entry]:
        tail = self._tail
        stop = min(stop, tail.size)
        while start < min(stop, tail.first):
            number, place = divmod(start, TILE_WIDTH)
            if (found := self._files.entries(number)) is not None:
                return found[place : stop - number * TILE_WIDTH]
            start = (number + 1) * TILE_WIDTH  # the bundle is gone: what follows it shows the gap
        return tail.entries[start - tail.first : stop - tail.first] if start < stop else []

    def hashes(self, level: int, start: int, stop: int) -> Sequence[bytes]:
        return SegmentTree(self._files, self._tail).hashes(level, start, stop)

    def find_keys(self, keys: Sequence[str]) -> Mapping[str, KeyPlace]:
        tail = self._current()
        wanted = {key for key in keys if key}
        places = {key: tail.keys[key] for key in wanted if key in tail.keys}
        if tail.first and (rest := sorted(wanted - places.keys())):
            places.update(self._keys.find(rest, tail.first))
        return {key: KeyPlace(place, self.hashes(0, place, place + 1)[0]) for key, place in places.items()}

    # What else is kept

    def put_blob(self, digest: str, data: bytes) -> None:
        self._put(self._blob_path(digest), data)

    def _blob_path(self, digest: str) -> Path:
        return self._folder / "blobs" / digest[:2] / digest

    def _put(self, path: Path, data: bytes) -> None:
        self.begin()
        try:
            make_directories(path.parent)
            replace_file(path, data)
        except OSError:
            self._broken = True
            raise NotDurableError("writing to the log failed") from None

    def get_blob(self, digest: str) -> bytes | None:
        try:
            return read_file(self._blob_path(digest))
        except FileNotFoundError:
            return None

    def blobs(self) -> Iterable[str]:
        return sorted(path.name for path in (self._folder / "blobs").glob("??/*") if len(path.name) == 64)

    def put_checkpoint(self, size: int, note: str) -> None:
        self.begin()
        try:
            self._seal()
            self._write_partial()
        except (OSError, sqlite3.Error):
            self._broken = True
            raise NotDurableError("writing to the log failed") from None
        self._put(self._folder / "checkpoints" / f"{size:020d}", note.encode())
        # Last: whoever fetches the folder as a tiled log starts here, and finds everything the checkpoint speaks of.
        self._put(self._folder / "checkpoint", note.encode())

    def _write_partial(self) -> None:
        """Writes the partial tiles and the partial bundle of the present size, as tlog-tiles wants them for a checkpoint."""
        tail = self._tail
        if tail.entries:
            self._files.write_bundle(tail.entries)
        for level, (hashes, done) in enumerate(zip(tail.levels, tail.tiles, strict=True), 1):
            if hashes:
                self._files.write_tile(level, done, hashes)
        self._files.sync_names()

    def checkpoints(self) -> Sequence[tuple[int, str]]:
        found = []
        for path in sorted((self._folder / "checkpoints").glob("*")):
            if path.suffix == ".new":
                continue
            try:
                found.append((int(path.name), read_file(path).decode()))
            except (ValueError, FileNotFoundError):
                raise unreadable("a stored checkpoint is damaged") from None
        return found

    def examine(self) -> Iterator[Damage]:
        tail = self._current()
        if self.torn_bytes and not self._is_written():
            yield Damage(tail.size, "the journal ends within an entry; open the log for writing to put the end aside")
        yield from self._examine_latest()
        yield from self._keys.examine(tail.first)

    def _is_written(self) -> bool:
        """Answers whether a process writes at this moment: what looks torn may then be on its way."""
        if self._writable:
            return True
        try:
            FileLock(self._folder / "lock").release()
        except LogLockedError:
            return True
        except OSError:
            return False
        return False

    def _examine_latest(self) -> Iterator[Damage]:
        # The file first, then the list: what is written meanwhile can only make the list longer.
        try:
            latest = read_file(self._folder / "checkpoint").decode(errors="replace")
        except FileNotFoundError:
            latest = None
        kept = [note for _, note in self.checkpoints()]
        # A crash between the two writes leaves the one before the last.
        expected = kept if self._is_written() else kept[-2:]
        if (latest is not None or len(kept) > 1) and latest not in expected:
            yield Damage(-1, "the file `checkpoint` is not the last checkpoint")

    def close(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1
        self._keys.close()
        if self._lock is not None:
            self._lock.release()
        self._lock = None

    def abandon(self) -> None:
        # Closing file descriptors is harmless to the parent; the index of keys is an SQLite connection, which is not.
        self._keys.abandon()
        self.close()


def segment_log(
    folder: str | Path,
    origin: str | None = None,
    *,
    writable: bool = True,
    wait_seconds: float = 0.0,
    seal_entries: int = SEAL_ENTRIES,
) -> StoredLog:
    """Opens the log in a folder, or makes one.

    Args:
        folder: the folder; made where it is absent.
        origin: the name of the log; needed to make one, and compared where one is there.
        writable: whether to append; without, nothing is written, and any number of processes may read.
        wait_seconds: how long to wait for another writer.
        seal_entries: after how many entries in the journal full bundles and tiles are made, at least 256.

    Raises:
        LogLockedError: another process writes.
        TrailError: `no-log`, `wrong-origin`, `bad-origin`, `unreadable-log`, `network-file-system`.
    """

    def open_store() -> SegmentStore:
        return SegmentStore(Path(folder), origin, writable=writable, wait_seconds=wait_seconds, seal_entries=seal_entries)

    return StoredLog(open_store)


def _marker(origin: str) -> bytes:
    return f"{MARKER}\n{origin}\n{crc32(origin.encode()):08x}\n".encode()
