"""The journal of a segment log: the bytes of the newest entries, framed so that a torn end is known from damage within.

May not open files. A commit is one frame, so a crash leaves all of its entries or none. All numbers are big-endian.
The layout is described in docs/decisions/0010; lengths and CRCs come first, so that no damaged length is believed.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from zlib import crc32

from integrityrules.trail.log import Entry
from integrityrules.trail.merkle import HASH_BYTES

HEAD_MARK, FRAME_MARK = b"IRJ1", b"IRF1"
HEAD = struct.Struct(">4sQII")  # mark, index of the first entry, length of the hashes, CRC of what precedes
FRAME = struct.Struct(">4sQIII")  # mark, index of the first entry, number of entries, length of the payload, CRC of what precedes
ENVELOPE = struct.Struct(">QH")  # recorded_at, length of the key
CRC = struct.Struct(">I")
COUNT = struct.Struct(">H")


@dataclass(frozen=True, slots=True)
class Journal:
    """What a journal says.

    Args:
        first: the index of its first entry: everything before it is in full bundles.
        levels: for level 1 and up, the hashes of the tile that is not full yet.
        entries: in order.
        whole_bytes: how far the journal is sound.
        torn: whether bytes follow that are no whole frame, as after a crash.
        damaged: whether a sound frame follows those bytes: then it was no crash.
    """

    first: int
    levels: Sequence[Sequence[bytes]]
    entries: Sequence[Entry]
    whole_bytes: int
    torn: bool
    damaged: bool


def encode_head(first: int, levels: Sequence[Sequence[bytes]]) -> bytes:
    """Returns the start of a journal: where it begins, and the hashes that the tree needs to go on."""
    hashes = b"".join(COUNT.pack(len(level)) + b"".join(level) for level in levels)
    start = HEAD.pack(HEAD_MARK, first, len(hashes), 0)[: -CRC.size]
    return start + CRC.pack(crc32(start)) + hashes + CRC.pack(crc32(hashes))


def encode_frame(first: int, entries: Iterable[Entry]) -> bytes:
    """Returns the frame of one commit."""
    parts, count = [], 0
    for entry in entries:
        key = entry.key.encode()
        parts += [entry.leaf_hash, ENVELOPE.pack(entry.recorded_at, len(key)), key, CRC.pack(len(entry.body)), entry.body]
        count += 1
    payload = b"".join(parts)
    start = FRAME.pack(FRAME_MARK, first, count, len(payload), 0)[: -CRC.size]
    return b"".join((start, CRC.pack(crc32(start)), payload, CRC.pack(crc32(payload))))


def decode_journal(data: bytes) -> Journal | None:
    """Returns what a journal says, or `None` where its head is damaged."""
    head = _head(data)
    if head is None:
        return None
    first, levels, place = head
    entries: list[Entry] = []
    while place < len(data):
        frame = _frame(data, place, first + len(entries))
        if frame is None:
            break
        found, place = frame
        entries += found
    torn = place < len(data)
    return Journal(first, levels, entries, place, torn, torn and _sound_frame_after(data, place))


def _head(data: bytes) -> tuple[int, list[list[bytes]], int] | None:
    if len(data) < HEAD.size:
        return None
    mark, first, length, check = HEAD.unpack_from(data)
    end = HEAD.size + length
    if mark != HEAD_MARK or check != crc32(data[: HEAD.size - CRC.size]) or len(data) < end + CRC.size:
        return None
    hashes = data[HEAD.size : end]
    if CRC.unpack_from(data, end)[0] != crc32(hashes):
        return None
    levels, place = [], 0
    while place + COUNT.size <= length:
        (count,) = COUNT.unpack_from(hashes, place)
        place += COUNT.size
        levels.append([hashes[place + i * HASH_BYTES : place + (i + 1) * HASH_BYTES] for i in range(count)])
        place += count * HASH_BYTES
    return (first, levels, end + CRC.size) if place == length else None


def _frame(data: bytes, place: int, expected: int | None) -> tuple[list[Entry], int] | None:
    """Returns the entries of the frame at a place and where it ends, or `None` where there is no sound one that begins with that entry."""
    if len(data) - place < FRAME.size:
        return None
    mark, first, count, length, check = FRAME.unpack_from(data, place)
    if mark != FRAME_MARK or check != crc32(data[place : place + FRAME.size - CRC.size]) or expected not in (None, first):
        return None
    start = place + FRAME.size
    end = start + length
    if len(data) < end + CRC.size or CRC.unpack_from(data, end)[0] != crc32(memoryview(data)[start:end]):
        return None
    try:
        entries = list(_entries(data[start:end], first, count))
    except (struct.error, UnicodeDecodeError, ValueError):
        return None  # a CRC can be made to fit by whoever changes a frame
    return entries, end + CRC.size


def _entries(payload: bytes, first: int, count: int) -> Iterator[Entry]:
    place = 0
    for number in range(count):
        leaf = payload[place : place + HASH_BYTES]
        recorded_at, key_length = ENVELOPE.unpack_from(payload, place + HASH_BYTES)
        place += HASH_BYTES + ENVELOPE.size
        key = payload[place : place + key_length].decode()
        (body_length,) = CRC.unpack_from(payload, place + key_length)
        place += key_length + CRC.size
        yield Entry(first + number, payload[place : place + body_length], leaf, key, recorded_at)
        place += body_length
    if place != len(payload):
        raise ValueError


def _sound_frame_after(data: bytes, place: int) -> bool:
    while (place := data.find(FRAME_MARK, place + 1)) != -1:
        if _frame(data, place, None) is not None:
            return True
    return False
