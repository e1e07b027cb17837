"""The proof of one row: its leaf, the way to the root of its shard, the entry that holds the root, and the proof of that entry.

May not read what was declared: `show` does. One text, which `trail/offline.py` checks without this library.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from hashlib import md5, sha256
from pathlib import Path
from typing import Any

from integrityrules.batch.leaves.form import secret_of
from integrityrules.batch.leaves.manifest import bound_in, manifest_of
from integrityrules.batch.leaves.places import REGISTERS, LeafLog, name_of, open_leaves
from integrityrules.batch.leaves.shard_file import LeafFiles, Stored, UnreadableError
from integrityrules.batch.leaves.write import register_name
from integrityrules.errors import TrailError, UsageError
from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.tables.layout import Sheet, sheets_of
from integrityrules.trail import Trail
from integrityrules.trail.merkle import LeafHashes, inclusion_proof, leaf_hash, verify_inclusion
from integrityrules.trail.proof import Proof

FIRST_LINE = "integrityrules/leaf-proof@v1"


@dataclass(frozen=True, slots=True)
class RowName:
    """What names one row of a run.

    Args:
        sheet: its machine name, such as `gifts`.
        id: of the fact, as it was read; `None` for a sheet that has none.
        official: whose row it is; `None` in registers, and in rows where no official could be read.
        nth: which of the rows of that official with that id, from 0.
    """

    sheet: str
    id: str | None = None
    official: str | None = None
    nth: int = 0

    @property
    def layout(self) -> Sheet:
        """Its sheet. Raises UsageError `unknown-sheet`."""
        found = sheets_of(VOCABULARY).get(self.sheet)
        if found is None:
            raise UsageError(f"there is no sheet `{self.sheet[:64]}`; sheets are called `gifts`, `officials`, ...", code="unknown-sheet")
        return found

    def shard(self, shards: int) -> int:
        """Returns the shard its leaf is in; as `stage.cells.shard_of` divides officials."""
        if not self.layout.of_officials:
            return REGISTERS
        return 0 if self.official is None else int(md5(self.official.encode(), usedforsecurity=False).hexdigest()[:8], 16) % shards


@dataclass(frozen=True, slots=True)
class RowProof:
    """A proof that the leaf of a row is in a log.

    Args:
        leaf: bytes of its body.
        shard: the name of its shard.
        place: of the leaf in the shard.
        hashes: the way to the root of the shard, from the leaf's sibling upwards.
        entry: the bytes of the entry that holds the root.
        proof: of the entry.
        secret: of the row; not in the text: only who is shown the row gets it.
    """

    leaf: bytes
    shard: str
    place: int
    hashes: tuple[bytes, ...]
    entry: bytes
    proof: Proof
    secret: bytes

    def __repr__(self) -> str:
        return f"<RowProof leaf {self.place} of {self.shard}>"

    def __str__(self) -> str:
        hashes = [_text(item) for item in self.hashes]
        head = [FIRST_LINE, f"leaf {_text(self.leaf)}", f"shard {self.shard} {self.place}", *hashes, f"entry {_text(self.entry)}"]
        return "\n".join([*head, "", str(self.proof)])


def prove_row(trail: Trail, folder: str | Path, name: RowName) -> RowProof:
    """Returns the proof that the leaf of a row is in the log.

    Args:
        trail: with its keys: without them nobody finds a row.
        folder: of the run; its `leaves` suffice.

    Raises:
        UsageError: `no-leaves`, `unknown-sheet`.
        TrailError: `no-entry`, the run is not bound; `no-row`, there is none of that name, or the person was erased; `bad-proof`, the
            leaves do not lead to the root that the log holds: verify the run.
    """
    leaves = open_leaves(Path(folder))
    index, entry = manifest_of(trail.log, leaves.run)
    shard = name.shard(entry["shards"])
    secret = secret_of(_key(trail, leaves, name, shard), name.sheet, name.id, name.nth)
    stored = _stored(leaves, shard)
    row = sha256(secret).digest()
    place = next((n for n, one in enumerate(stored) if one.body.row == row), None)
    if place is None:
        raise _no_row()
    hashes = [one.leaf for one in stored]
    path = inclusion_proof(LeafHashes(hashes), place, len(hashes))
    bound = {one.name: one for one in bound_in(entry)}.get(name_of(shard))
    body = stored[place].body.data
    if bound is None or not verify_inclusion(leaf_hash(body), place, bound.size, bytes.fromhex(bound.root), path):
        raise TrailError("the leaves do not lead to the root that the log holds; verify the run", code="bad-proof")
    return RowProof(body, name_of(shard), place, tuple(path), trail.log.read(index), trail.prove(index), secret)


def _key(trail: Trail, leaves: LeafLog, name: RowName, shard: int) -> bytes:
    found: Any
    if name.official is not None and shard != REGISTERS:
        found = trail.keys.find_book_key(leaves.run, shard, name.official)
    else:
        held = trail.keys.find(register_name(trail.keys, leaves.run, name.sheet), kind="register")
        found = None if held is None else held.key_for("leaves")
    if found is None:
        raise _no_row()
    return bytes(found)


def _stored(leaves: LeafLog, shard: int) -> list[Stored]:
    try:
        with LeafFiles() as files:
            return list(files.read(leaves.leaves(shard)))
    except UnreadableError:
        raise TrailError("the file of the shard is missing or damaged; verify the run", code="bad-proof") from None


def _no_row() -> TrailError:
    return TrailError("there is no such row in the run, or its person was erased", code="no-row")


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
