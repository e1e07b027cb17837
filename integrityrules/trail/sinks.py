"""Where checkpoints go to be safe from whoever holds the log: another folder, a file that only grows, or any callable.

May not sign and may not keep a log. A checkpoint elsewhere is the only thing that shows a rewritten or shortened log.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from integrityrules.trail.checkpoint import parse_checkpoint
from integrityrules.trail.files import make_directories, replace_file, sync_directory, sync_file, write_all
from integrityrules.trail.log import Log, Signer, TrailError

SUFFIX = ".checkpoint"
PUBLIC = 0o644  # checkpoints are made to be read by others
EVERY_SECONDS, EVERY_ENTRIES = 10.0, 10_000


class CheckpointSink(Protocol):
    """Takes signed checkpoints away. Any function of one text fits, so that e-mail, object stores and witnesses need no class of ours."""

    def __call__(self, note: str) -> None:
        """Keeps a signed checkpoint; it is safe when this returns. Whatever it raises is reported as `sink-failed`."""
        ...


class FolderSink:
    """One file for each checkpoint, one folder for each log: `<folder>/<name of the log>/<size>.checkpoint`.

    Args:
        folder: best on another volume, where the writer of the log may add files and not change them.
    """

    def __init__(self, folder: str | Path) -> None:
        self._folder = Path(folder)

    def __call__(self, note: str) -> None:
        checkpoint, _ = parse_checkpoint(note)
        # The readable part can be the same for two logs; the hash cannot.
        name = re.sub(r"[^A-Za-z0-9.-]+", "_", checkpoint.origin)[:80].strip(".")
        path = self._folder / f"{name}-{sha256(checkpoint.origin.encode()).hexdigest()[:8]}" / f"{checkpoint.size:020d}{SUFFIX}"
        make_directories(path.parent)
        replace_file(path, note.encode(), mode=PUBLIC)


class AppendSink:
    """A text file that only grows, such as one that is kept in git or mailed each night.

    Args:
        path: the file; made where it is absent.
    """

    def __init__(self, path: str | Path) -> None:
        self._path = Path(path)

    def __call__(self, note: str) -> None:
        make_directories(self._path.parent)
        new = not self._path.exists()
        descriptor = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), PUBLIC)
        try:
            # The blank line first: should an earlier write have ended within a checkpoint, this one still stands alone.
            write_all(descriptor, ("" if new else "\n").encode() + note.encode())
            sync_file(descriptor)
        finally:
            os.close(descriptor)
        if new:
            sync_directory(self._path.parent)


def read_anchors(path: str | Path) -> list[str]:
    """Returns the signed checkpoints of a file, or of all `.checkpoint` files below a folder, unchecked.

    What has not the form of a checkpoint is returned too, so that verification says UNREADABLE instead of passing over it.

    Raises:
        TrailError: `no-anchors`, because there is nothing there or it cannot be read.
    """
    path = Path(path)
    files = sorted(path.rglob(f"*{SUFFIX}")) if path.is_dir() else [path]
    found: list[str] = []
    try:
        for file in files:
            found += _blocks(file.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        raise TrailError("the checkpoints kept elsewhere cannot be read", code="no-anchors") from None
    if not found:
        raise TrailError("there are no checkpoints there", code="no-anchors")
    return found


def _blocks(text: str) -> list[str]:
    blocks = [block.strip("\n") for block in re.split(r"\n{2,}", text) if block.strip("\n")]
    found, place = [], 0
    while place < len(blocks):
        # Text, then signatures; a block that is not followed by signatures stands for something that was cut.
        pair = place + 1 < len(blocks) and blocks[place + 1].startswith("\N{EM DASH} ")
        found.append(f"{blocks[place]}\n\n{blocks[place + 1]}\n" if pair else f"{blocks[place]}\n")
        place += 2 if pair else 1
    return found


def publish_checkpoint(log: Log, signers: Sequence[Signer], sinks: Iterable[CheckpointSink | Callable[[str], None]]) -> str:
    """Signs a checkpoint of the log, keeps it in the log, and gives it to every sink.

    Returns:
        The signed note.

    Raises:
        TrailError: `sink-failed`, after all sinks were tried; the entries and the checkpoint are safe in the log. And as `Log.checkpoint`.
    """
    note, failed = log.checkpoint(*signers), 0
    for sink in sinks:
        try:
            sink(note)
        except Exception:  # whatever a sink of somebody else raises, the others still get theirs
            failed += 1
    if failed:
        raise TrailError(f"{failed} places did not take the checkpoint; the log itself did", code="sink-failed")
    return note


class Anchoring:
    """Publishes checkpoints while entries stream in: after so many entries or seconds, whichever is first, and at the end.

    Starts no thread: it looks at the clock when it is told of entries.

    Args:
        log: the log.
        signers: the keys.
        sinks: where checkpoints go.
        every_seconds: at most so long after the last one, while entries come.
        every_entries: at most so many entries after the last one.
        clock: seconds that only grow.
    """

    def __init__(
        self,
        log: Log,
        signers: Sequence[Signer],
        sinks: Sequence[CheckpointSink | Callable[[str], None]],
        *,
        every_seconds: float = EVERY_SECONDS,
        every_entries: int = EVERY_ENTRIES,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._log, self._signers, self._sinks = log, signers, sinks
        self._every_seconds, self._every_entries, self._clock = every_seconds, every_entries, clock
        self._entries, self._last = 0, clock()

    def appended(self, entries: int = 1) -> str | None:
        """Counts new entries; returns the checkpoint if it was time for one. Raises as `publish_checkpoint`."""
        self._entries += entries
        due = self._entries >= self._every_entries or self._clock() - self._last >= self._every_seconds
        return self.finish() if due and self._entries else None

    def finish(self) -> str:
        """Publishes a checkpoint now. Raises as `publish_checkpoint`."""
        self._entries, self._last = 0, self._clock()
        return publish_checkpoint(self._log, self._signers, self._sinks)
