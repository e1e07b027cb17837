"""Signed notes: a text, a blank line, and signature lines, with Ed25519 keys in the text form that Go's tools write and read.

May not know what the text says. Keys are made only where somebody asks for one, and no message ever shows a private one.
After c2sp.org/signed-note@v1.0.0 and golang.org/x/mod/sumdb/note; cryptography (extra `sign`) is imported where it is needed.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, NamedTuple

from integrityrules.errors import MissingExtraError
from integrityrules.trail.log import Signer, TrailError

ED25519 = b"\x01"
MAX_SIGNATURES = 100
MAX_NOTE_CHARACTERS = 1_000_000
SIGNATURE_START = "\N{EM DASH} "
PRIVATE_START = "PRIVATE+KEY+"


class Signature(NamedTuple):
    """One signature line: the name of a key, its id of 4 bytes, and the signature."""

    name: str
    key_id: bytes
    signature: bytes

    def __str__(self) -> str:
        return f"{SIGNATURE_START}{self.name} {base64.b64encode(self.key_id + self.signature).decode()}"


@dataclass(frozen=True, slots=True)
class Note:
    """A text, which ends with a newline, and its signatures, which nobody has checked yet."""

    text: str
    signatures: tuple[Signature, ...]

    def __str__(self) -> str:
        return self.text + "\n" + "".join(f"{signature}\n" for signature in self.signatures)


@dataclass(frozen=True, slots=True)
class PublicKey:
    """An Ed25519 key to verify with.

    Args:
        name: the name of the key, without spaces and without `+`.
        key: 32 bytes.

    Raises:
        TrailError: `bad-key`.
    """

    name: str
    key: bytes

    def __post_init__(self) -> None:
        if not is_name(self.name) or len(self.key) != 32:
            raise bad_key()

    @property
    def key_id(self) -> bytes:
        """The first four bytes of SHA-256 over name, newline, 0x01 and the key."""
        return sha256(self.name.encode() + b"\n" + ED25519 + self.key).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{base64.b64encode(ED25519 + self.key).decode()}"

    def verifies(self, text: bytes, signature: bytes) -> bool:
        """Answers whether the signature of the text is by this key. Raises MissingExtraError where cryptography is absent."""
        ed25519, invalid = _ed25519()
        try:
            ed25519.Ed25519PublicKey.from_public_bytes(self.key).verify(signature, text)
        except (invalid, ValueError):
            return False
        return True


@dataclass(frozen=True, slots=True)
class PrivateKey:
    """An Ed25519 key to sign with; a `Signer`. Its text form is for the key file only, so `repr` and `str` do not show it."""

    name: str
    seed: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if not is_name(self.name) or len(self.seed) != 32:
            raise bad_key()

    @property
    def public(self) -> PublicKey:
        """The key that verifies what this one signs."""
        return PublicKey(self.name, self._key().public_key().public_bytes_raw())

    @property
    def key_id(self) -> bytes:
        return self.public.key_id

    def sign(self, text: bytes) -> bytes:
        """Returns the signature, 64 bytes; the same text gives the same signature."""
        signature: bytes = self._key().sign(text)
        return signature

    def secret_text(self) -> str:
        """Returns the line of a key file: `PRIVATE+KEY+name+id+base64`."""
        return f"{PRIVATE_START}{self.name}+{self.key_id.hex()}+{base64.b64encode(ED25519 + self.seed).decode()}"

    def _key(self) -> Any:
        return _ed25519()[0].Ed25519PrivateKey.from_private_bytes(self.seed)


def generate_key(name: str) -> PrivateKey:
    """Returns a new key from the randomness of the operating system.

    Raises:
        TrailError: `bad-key`, because the name is empty or has a space or `+` in it.
        MissingExtraError: cryptography is absent.
    """
    return PrivateKey(name, _ed25519()[0].Ed25519PrivateKey.generate().private_bytes_raw())


def parse_public_key(text: str) -> PublicKey:
    """Reads `name+id+base64`. Raises TrailError `bad-key` where anything in it is wrong, the id included."""
    name, key_id, key = _key_parts(text.strip())
    found = PublicKey(name, key)
    if found.key_id.hex() != key_id:
        raise bad_key()
    return found


def parse_private_key(text: str) -> PrivateKey:
    """Reads `PRIVATE+KEY+name+id+base64`. Raises TrailError `bad-key` where anything in it is wrong, the id included."""
    text = text.strip()
    if not text.startswith(PRIVATE_START):
        raise bad_key()
    name, key_id, key = _key_parts(text.removeprefix(PRIVATE_START))
    found = PrivateKey(name, key)
    if found.key_id.hex() != key_id:
        raise bad_key()
    return found


def sign_note(text: str, signers: Iterable[Signer]) -> Note:
    """Returns the signed note of a text.

    Raises:
        TrailError: `bad-note`, because the text does not end with a newline, has another control character, or nobody signs.
    """
    check_text(text)
    lines = tuple(Signature(signer.name, signer.key_id, signer.sign(text.encode())) for signer in signers)
    if not lines:
        raise TrailError("a note needs a signature", code="bad-note")
    return Note(text, lines)


def parse_note(text: str) -> Note:
    """Takes a signed note apart, without checking any signature.

    Raises:
        TrailError: `bad-note`, because the text does not have the form of a signed note.
    """
    check_text(text)
    body, blank, lines = text.rpartition("\n\n")
    if not blank or not body or not lines or len(text) > MAX_NOTE_CHARACTERS:
        raise TrailError("not a signed note: a text, a blank line and signatures are needed", code="bad-note")
    signatures = tuple(_signature(line) for line in lines.removesuffix("\n").split("\n"))
    if len(signatures) > MAX_SIGNATURES:
        raise TrailError("the note has too many signatures", code="bad-note")
    return Note(body + "\n", signatures)


def check_signatures(note: Note, keys: Iterable[PublicKey]) -> tuple[PublicKey, ...]:
    """Returns those of the trusted keys that signed the note; signatures of other keys are ignored, as the format demands.

    Raises:
        TrailError: `bad-signature` where a line names a trusted key and does not verify; `unknown-key` where no line names one.
    """
    trusted = {(key.name, key.key_id): key for key in keys}
    found: dict[PublicKey, None] = {}
    for line in note.signatures:
        key = trusted.get((line.name, line.key_id))
        if key is None:
            continue
        if not key.verifies(note.text.encode(), line.signature):
            raise TrailError("a signature does not verify", code="bad-signature")
        found[key] = None
    if not found:
        raise TrailError("no signature is by a key that you trust", code="unknown-key")
    return tuple(found)


def check_text(text: str) -> None:
    """Raises TrailError `bad-note` where a text cannot stand in a note: no newline at its end, control characters, lone surrogates."""
    if not text.endswith("\n") or any(sign < " " and sign != "\n" for sign in text):
        raise TrailError("a note ends with a newline and has no other control character", code="bad-note")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise TrailError("a note is valid Unicode", code="bad-note") from None


def is_name(name: str) -> bool:
    """Answers whether a text can name a key."""
    return bool(name) and "+" not in name and all(sign > " " and not sign.isspace() for sign in name)


def bad_key() -> TrailError:
    # Never more than this: the text may be a private key.
    return TrailError("not a key: `name+id+base64` is needed, with `PRIVATE+KEY+` before it where it signs", code="bad-key")


def strict_base64(text: str) -> bytes | None:
    """Returns the bytes, or `None` where the text is not the one right way to write them."""
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (UnicodeEncodeError, binascii.Error):
        return None
    return data if base64.b64encode(data).decode() == text else None


def _key_parts(text: str) -> tuple[str, str, bytes]:
    # At most two cuts: the base64 itself may hold a plus.
    parts = text.split("+", 2)
    data = strict_base64(parts[2]) if len(parts) == 3 else None
    if data is None or data[:1] != ED25519:
        raise bad_key()
    return parts[0], parts[1], data[1:]


def _signature(line: str) -> Signature:
    name, space, text = line.removeprefix(SIGNATURE_START).partition(" ")
    data = strict_base64(text)
    if not line.startswith(SIGNATURE_START) or not space or not is_name(name) or data is None or len(data) < 5:
        raise TrailError("a signature line of the note is malformed", code="bad-note")
    return Signature(name, data[:4], data[4:])


def _ed25519() -> tuple[Any, type[Exception]]:
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric import ed25519
    except ImportError:
        raise MissingExtraError("signing and verifying checkpoints", "sign") from None
    return ed25519, InvalidSignature
