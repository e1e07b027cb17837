"""Checkpoints: origin, size and root of a log in a signed note, the only thing that is ever signed.

May not know how a log is kept. No extension lines: monitors cannot audit them (AUDIT T2).
After c2sp.org/tlog-checkpoint@v1.0.0.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from dataclasses import dataclass

from integrityrules.trail.log import Signer, TrailError
from integrityrules.trail.merkle import HASH_BYTES
from integrityrules.trail.note import Note, PublicKey, check_signatures, is_name, parse_note, sign_note, strict_base64

NUMBER = re.compile(r"0|[1-9][0-9]{0,18}")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a log commits to.

    Args:
        origin: the name of the log.
        size: the number of entries, from 0.
        root: the RFC 6962 root of so many entries, 32 bytes.
    """

    origin: str
    size: int
    root: bytes

    def __str__(self) -> str:
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def check_origin(origin: str) -> str:
    """Returns the origin. Raises TrailError `bad-origin` where it is empty or holds a space, a plus or a control character."""
    if not is_name(origin) or len(origin) > 255:
        raise TrailError("an origin is a name without spaces and plus signs, such as `audit.example.go.id/coi/2026`", code="bad-origin")
    return origin


def sign_checkpoint(checkpoint: Checkpoint, signers: Iterable[Signer]) -> str:
    """Returns the signed note of a checkpoint. Raises TrailError `bad-note` where nobody signs."""
    return str(sign_note(str(checkpoint), signers))


def parse_checkpoint(text: str) -> tuple[Checkpoint, Note]:
    """Takes a signed checkpoint apart, without checking any signature.

    Raises:
        TrailError: `bad-note`, because it does not have the form of a checkpoint.
    """
    note = parse_note(text)
    lines = note.text.removesuffix("\n").split("\n")
    root = strict_base64(lines[2]) if len(lines) >= 3 else None
    # The first three lines, and any further ones of other logs, must not be empty.
    if root is None or len(root) != HASH_BYTES or not all(lines) or not NUMBER.fullmatch(lines[1]):
        raise TrailError("not a checkpoint: origin, size and root are needed", code="bad-note")
    return Checkpoint(lines[0], int(lines[1]), root), note


def verify_checkpoint(text: str, keys: Iterable[PublicKey]) -> tuple[Checkpoint, tuple[PublicKey, ...]]:
    """Returns the checkpoint and those of the trusted keys that signed it.

    Raises:
        TrailError: `bad-note`, `bad-signature` (a trusted key's line does not verify), `unknown-key` (no trusted key signed).
        MissingExtraError: cryptography is absent.
    """
    checkpoint, note = parse_checkpoint(text)
    return checkpoint, check_signatures(note, keys)


def split_checkpoints(text: str) -> list[str]:
    """Returns the signed checkpoints of a text that holds many, with or without blank lines between them.

    Raises:
        TrailError: `bad-note`, because something in the text is not a checkpoint.
    """
    # A checkpoint's own text has no empty line, so the blocks between blank lines are text, signatures, text, signatures, ...
    blocks = [block.strip("\n") for block in re.split(r"\n{2,}", text) if block.strip("\n")]
    if len(blocks) % 2:
        raise TrailError("the text ends within a checkpoint", code="bad-note")
    notes = [f"{body}\n\n{lines}\n" for body, lines in zip(blocks[::2], blocks[1::2], strict=True)]
    for note in notes:
        parse_checkpoint(note)
    return notes
