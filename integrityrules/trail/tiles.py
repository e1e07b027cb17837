"""Tiles and bundles: where each part of a segment log lies, and what its bytes are.

May not know about journals or locks. A full tile or bundle never changes; a partial one belongs to a checkpoint.
After c2sp.org/tlog-tiles; entries longer than its 16-bit lengths allow lie in bundles of their own form: docs/decisions/0010.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from pathlib import Path
from zlib import crc32

from integrityrules.trail.merkle import HASH_BYTES, TILE_WIDTH

SHORT, LONG = struct.Struct(">H"), struct.Struct(">I")
LONGEST_SHORT = 0xFFFF
ENVELOPE_MARK = b"IRE1"
ENVELOPE = struct.Struct(">QH")


def tile_path(folder: Path, number: int, width: int = TILE_WIDTH) -> Path:
    """Returns the path of a tile: 1234067 lies at `x001/x234/067`, with `.p/<width>` behind it where it is partial."""
    parts = [f"{number % 1000:03d}"]
    while number := number // 1000:
        parts.append(f"x{number % 1000:03d}")
    name = "/".join(reversed(parts))
    return folder / (name if width == TILE_WIDTH else f"{name}.p/{width}")


def split_hashes(data: bytes) -> list[bytes]:
    """Returns the hashes of a tile."""
    return [data[place : place + HASH_BYTES] for place in range(0, len(data), HASH_BYTES)]


def needs_long(bodies: Sequence[bytes]) -> bool:
    """Answers whether a body is too long for the 16-bit lengths of tlog-tiles."""
    return any(len(body) > LONGEST_SHORT for body in bodies)


def encode_bundle(bodies: Sequence[bytes], *, long: bool) -> bytes:
    """Returns the bodies, each behind its length of 16 bits, or of 32 where `long`."""
    length = LONG if long else SHORT
    return b"".join(part for body in bodies for part in (length.pack(len(body)), body))


def decode_bundle(data: bytes, *, long: bool) -> list[bytes] | None:
    """Returns the bodies, or `None` where the lengths do not fit the bytes."""
    length = LONG if long else SHORT
    bodies, place = [], 0
    while place < len(data):
        if len(data) - place < length.size:
            return None
        (size,) = length.unpack_from(data, place)
        place += length.size
        bodies.append(data[place : place + size])
        place += size
    return bodies if place == len(data) else None


def encode_envelopes(envelopes: Sequence[tuple[str, int]]) -> bytes:
    """Returns keys and times (microseconds since 1970 UTC), with a CRC-32 at the end: they are outside the hash, so only accidents show."""
    parts = [ENVELOPE_MARK]
    for key, recorded_at in envelopes:
        text = key.encode()
        parts += [ENVELOPE.pack(recorded_at, len(text)), text]
    data = b"".join(parts)
    return data + LONG.pack(crc32(data))


def decode_envelopes(data: bytes) -> list[tuple[str, int]] | None:
    """Returns keys and times, or `None` where the bytes are damaged."""
    end = len(data) - LONG.size
    if end < len(ENVELOPE_MARK) or not data.startswith(ENVELOPE_MARK) or LONG.unpack_from(data, end)[0] != crc32(data[:end]):
        return None
    found, place = [], len(ENVELOPE_MARK)
    try:
        while place < end:
            recorded_at, length = ENVELOPE.unpack_from(data, place)
            place += ENVELOPE.size
            found.append((data[place : place + length].decode(), recorded_at))
            place += length
    except (struct.error, UnicodeDecodeError):
        return None  # a CRC can be made to fit by whoever changes the file
    return found if place == end else None
