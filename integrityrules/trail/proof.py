"""`.tlog-proof` files: that one entry stands in a log, to be checked by anybody, offline.

May not open files. The extra line may carry what helps a reader; nothing authenticates it.
After c2sp.org/tlog-proof@v1.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable
from dataclasses import dataclass

from integrityrules.trail.checkpoint import NUMBER, Checkpoint, parse_checkpoint, verify_checkpoint
from integrityrules.trail.log import Log, TrailError
from integrityrules.trail.merkle import HASH_BYTES, leaf_hash, verify_inclusion
from integrityrules.trail.note import PublicKey, strict_base64

FIRST_LINE = "c2sp.org/tlog-proof@v1"
MAX_HASHES = 63


@dataclass(frozen=True, slots=True)
class Proof:
    """A proof of inclusion with the checkpoint it leads to.

    Args:
        index: the place of the entry.
        hashes: the audit path, from the leaf's sibling upwards.
        checkpoint: the signed note, verbatim.
        extra: opaque bytes that nothing authenticates.
    """

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: str
    extra: bytes = b""

    def __str__(self) -> str:
        extra = [f"extra {base64.b64encode(self.extra).decode()}"] if self.extra else []
        hashes = [base64.b64encode(item).decode() for item in self.hashes]
        return "\n".join([FIRST_LINE, *extra, f"index {self.index}", *hashes, "", self.checkpoint])


def make_proof(log: Log, index: int, note: str, *, extra: bytes = b"") -> Proof:
    """Returns the proof that an entry stands in the tree of a checkpoint.

    Args:
        log: the log, which must be the one that the checkpoint names.
        index: the place of the entry, less than the checkpoint's size.
        note: the signed checkpoint.
        extra: opaque bytes to carry along, which nothing will authenticate.

    Raises:
        TrailError: `wrong-origin`, `no-entry`, or `bad-proof` where the log does not lead to the checkpoint's root.
    """
    checkpoint, _ = parse_checkpoint(note)
    if checkpoint.origin != log.origin:
        raise TrailError("the checkpoint is of another log", code="wrong-origin")
    if not 0 <= index < checkpoint.size <= log.size:
        raise TrailError("the checkpoint does not cover that entry, or the log is shorter than it", code="no-entry")
    hashes = log.inclusion_proof(index, checkpoint.size)
    # Never hand out a proof that will not verify: the log's hashes may be damaged, or the checkpoint of a history that was rewritten.
    if not verify_inclusion(log.leaf_hash(index), index, checkpoint.size, checkpoint.root, hashes):
        raise TrailError("the log does not lead to the checkpoint's root; verify it", code="bad-proof")
    return Proof(index, tuple(hashes), note, extra)


def parse_proof(text: str) -> Proof:
    """Takes a `.tlog-proof` apart, without checking it.

    Raises:
        TrailError: `bad-proof`, because it does not have the form; `bad-note` where the checkpoint has not.
    """
    head, blank, note = text.partition("\n\n")
    lines = head.split("\n")
    extra: bytes | None = b""
    if len(lines) > 1 and lines[1].startswith("extra "):
        extra = strict_base64(lines.pop(1).removeprefix("extra "))
    number = lines[1].removeprefix("index ") if len(lines) > 1 and lines[1].startswith("index ") else ""
    hashes = [strict_base64(line) for line in lines[2:]]
    whole = [item for item in hashes if item is not None and len(item) == HASH_BYTES]
    formed = blank and lines[0] == FIRST_LINE and NUMBER.fullmatch(number) and len(whole) == len(hashes) <= MAX_HASHES
    if not formed or extra is None:
        raise TrailError("not a proof of the form c2sp.org/tlog-proof@v1", code="bad-proof")
    parse_checkpoint(note)
    return Proof(int(number), tuple(whole), note, extra)


def verify_proof(text: str, body: bytes, keys: Iterable[PublicKey], *, origin: str) -> Checkpoint:
    """Returns the checkpoint of the log that holds the entry at the proof's index.

    Args:
        text: the `.tlog-proof`.
        body: the entry's bytes.
        keys: the keys you trust.
        origin: the log you expect.

    Raises:
        TrailError: `bad-proof`, `bad-note`, `bad-signature`, `unknown-key` or `wrong-origin`.
    """
    proof = parse_proof(text)
    checkpoint, _ = verify_checkpoint(proof.checkpoint, keys)
    if checkpoint.origin != origin:
        raise TrailError("the proof is of another log", code="wrong-origin")
    if not verify_inclusion(leaf_hash(body), proof.index, checkpoint.size, checkpoint.root, proof.hashes):
        raise TrailError("the proof does not show this entry in that log", code="bad-proof")
    return checkpoint
