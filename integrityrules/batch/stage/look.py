"""One pass over the bytes of a file: its digest, and what tells whether a quick reader will read it as Python does.

May not parse. Bounded memory.
"""

from __future__ import annotations

import codecs
import hashlib
from dataclasses import dataclass
from pathlib import Path

from integrityrules.batch.stage.database import SEPARATOR, lines
from integrityrules.batch.stage.sources import File, Work

BLOCK = 1 << 23


@dataclass(frozen=True, slots=True)
class Look:
    """What the bytes of a file say.

    Args:
        not_utf_8: the line of the first byte that is not UTF-8; 0 if all are.
        is_utf_16: it begins with the mark of UTF-16.
        has_nul: it holds a byte 0.
        line_end: what ends its lines; empty if they end in different ways.
        lines: how many there are.
        has_separator: it holds the character 31, which `database.lines` splits at.
        longest_line: bytes of the longest line.
    """

    file: File
    not_utf_8: int
    is_utf_16: bool
    has_nul: bool
    line_end: str
    lines: int
    has_separator: bool
    longest_line: int

    @property
    def has_sure_lines(self) -> bool:
        """Tells whether any reader finds the same lines in the file."""
        return not (self.not_utf_8 or self.has_nul or self.has_separator) and self.line_end != ""


def digest_of(path: Path) -> File:
    """Returns the account of a file whose bytes are not looked into."""
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256")
    return File(path.name, digest.hexdigest(), path.stat().st_size)


def look_at(path: Path) -> Look:
    """Looks at a file."""
    digest, size, decoder = hashlib.sha256(), 0, codecs.getincrementaldecoder("utf-8")()
    not_utf_8 = feeds = returns = both = longest = open_line = 0
    nul = separator = False
    first = last = b""
    with path.open("rb") as stream:
        while block := stream.read(BLOCK):
            first = first or block[:2]
            digest.update(block)
            size += len(block)
            if not not_utf_8:
                not_utf_8 = _fault(decoder, block, feeds)
            nul, separator = nul or b"\x00" in block, separator or b"\x1f" in block
            both += block.count(b"\r\n") + (last == b"\r" and block.startswith(b"\n"))
            returns += block.count(b"\r")
            feeds += block.count(b"\n")
            last = block[-1:]
            pieces = block.split(b"\n")
            longest = max(longest, open_line + len(pieces[0]), *map(len, pieces[1:]), 0)
            open_line = len(pieces[-1]) + (open_line if len(pieces) == 1 else 0)
    if not not_utf_8:
        not_utf_8 = _fault(decoder, b"", feeds, final=True)
    utf_16 = first in (b"\xff\xfe", b"\xfe\xff")
    line_end = "\n" if not returns else "\r\n" if both == returns == feeds else ""
    lines = feeds + (last not in (b"", b"\n"))
    return Look(File(path.name, digest.hexdigest(), size), not_utf_8, utf_16, nul, line_end, lines, separator, longest)


def _fault(decoder: codecs.IncrementalDecoder, block: bytes, lines: int, *, final: bool = False) -> int:
    """Returns the line of the first fault of a block, or 0."""
    kept = len(decoder.getstate()[0])
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError as error:
        return lines + block[: max(error.start - kept, 0)].count(b"\n") + 1
    return 0


def load_lines(work: Work, path: Path, looked: Look) -> str | None:
    """Makes a table of the lines of a file, `line` and `text` (NULL if blank); `None` where not every reader finds the same lines."""
    if not looked.has_sure_lines:
        return None
    table, relation = work.table(), lines(path, 1, SEPARATOR, looked.line_end)
    work.database.execute(f"CREATE TABLE {table} AS SELECT row_number() OVER () AS line, c0 AS text FROM {relation}")
    counted = work.database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    if counted == looked.lines:
        return table
    work.database.execute(f"DROP TABLE {table}")
    return None
