"""The leaves of a run against the entry that binds them: every body is hashed again, one word for each thing that is wrong.

May not verify the log: `trail verify` does, and the entry is worth what the log is worth. Streams: memory does not grow with the run.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import file_digest
from itertools import islice
from pathlib import Path

from integrityrules.batch.leaves.manifest import bound_in, manifest_of
from integrityrules.batch.leaves.places import FOLDER, LOG, LeafLog, Written, open_leaves
from integrityrules.batch.leaves.shard_file import LeafFiles, UnreadableError
from integrityrules.errors import TrailError, UsageError
from integrityrules.trail.log import Log
from integrityrules.trail.merkle import Frontier, leaf_hashes
from integrityrules.trail.verdicts import Verdict, Word

PIECE = 65_536


@dataclass(frozen=True, slots=True)
class RunVerification:
    """What a verification of a run's leaves found.

    Args:
        run: its id, or empty where nothing says which it is.
        index: of the entry that binds it, or -1.
        shards: how many it binds.
        leaves: how many were hashed.
        verdicts: what is wrong, by shard; the place is that of the shard in the entry.
    """

    run: str
    index: int
    shards: int
    leaves: int
    verdicts: tuple[Verdict, ...]

    @property
    def is_sound(self) -> bool:
        return not self.verdicts


def verify_run(log: Log, folder: str | Path) -> RunVerification:
    """Verifies the leaves of a run.

    Args:
        log: that binds it; verify it as well.
        folder: of the run; its `leaves` suffice.
    """
    try:
        leaves = open_leaves(Path(folder))
    except UsageError as error:
        return RunVerification("", -1, 0, 0, (Verdict(Word.UNREADABLE, -1, str(error)),))
    try:
        index, entry = manifest_of(log, leaves.run)
        if log.origin != leaves.origin:
            raise TrailError("the run belongs to another log", code="wrong-origin")
    except TrailError as error:
        word = Word.GAP if error.code == "no-entry" else Word.UNREADABLE
        return RunVerification(leaves.run, -1, 0, 0, (Verdict(word, -1, str(error)),))
    with LeafFiles() as files:
        check = _Check(leaves, bound_in(entry), files)
        verdicts = tuple(check.run())
    return RunVerification(leaves.run, index, len(check.bound), check.count, verdicts)


class _Check:
    """One run over the files of a run's leaves."""

    def __init__(self, leaves: LeafLog, bound: list[Written], files: LeafFiles) -> None:
        self.folder, self.bound, self.files, self.count = leaves.folder / FOLDER, bound, files, 0

    def run(self) -> Iterator[Verdict]:
        for place, shard in enumerate(self.bound):
            verdict = self._shard(shard)
            if verdict is not None:
                yield Verdict(verdict[0], place, f"{shard.name}: {verdict[1]}")
        known = {f"{shard.name}{ending}" for shard in self.bound for ending in (".parquet", ".json")} | {LOG}
        for path in sorted(self.folder.iterdir()):
            if path.name not in known:
                yield Verdict(Word.TAMPERED, -1, f"there is a file that the entry does not bind: {path.name[:64]!r}")

    def _shard(self, shard: Written) -> tuple[Word, str] | None:
        """Answers what is wrong with the leaves of one shard, the first of it."""
        path = self.folder / f"{shard.name}.parquet"
        try:
            size = path.stat().st_size
            with path.open("rb") as file:
                digest = file_digest(file, "sha256").hexdigest()
        except OSError:
            return Word.GAP, "its file is missing, or cannot be opened"
        try:
            count, root, tampered = self._hash(path)
        except UnreadableError:
            return (
                (Word.TRUNCATED, "its file is shorter than when it was bound")
                if size < shard.bytes
                else (Word.UNREADABLE, "its file is damaged")
            )
        if tampered is not None:
            return Word.TAMPERED, f"the stored hash of leaf {tampered} is not that of its body"
        if count < shard.size:
            return Word.TRUNCATED, f"{shard.size - count} leaves are missing"
        if (count, root) != (shard.size, shard.root):
            return Word.ROOT_MISMATCH, "its leaves do not lead to the root that the entry holds"
        if digest != shard.sha256:
            # The leaves are those that were bound, and yet a byte differs: of what is around them.
            return Word.TAMPERED, "its file is not the one that was bound, although its leaves are"
        return None

    def _hash(self, path: Path) -> tuple[int, str, int | None]:
        """Returns the number of leaves, their root, and the place of the first whose stored hash is wrong."""
        edge, tampered = Frontier(), None
        stored = self.files.read(path)
        while piece := list(islice(stored, PIECE)):
            hashes = leaf_hashes(one.body.data for one in piece)
            if tampered is None and hashes != [one.leaf for one in piece]:
                tampered = edge.size + next(n for n, (one, found) in enumerate(zip(piece, hashes, strict=True)) if one.leaf != found)
            edge.extend(hashes)
            self.count += len(hashes)
        return edge.size, edge.root().hex(), tampered
