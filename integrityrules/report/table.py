"""Columns and paragraphs of plain text.

May not know what is in them. Plain characters only, so that it reads the same in a terminal, a log or an e-mail.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from textwrap import wrap

GAP = "  "


def table(headers: Sequence[str], rows: Sequence[Sequence[str]], widest: Sequence[int]) -> Iterator[str]:
    """Yields rows in columns as wide as their widest cell; longer cells go on in the next line.

    Args:
        widest: for each column the most characters it may take, at least 1. A column without a word in any row is left out.
    """
    kept = [column for column in range(len(headers)) if any(row[column] for row in rows)]
    widths = [min(widest[column], max(len(cells[column]) for cells in (headers, *rows))) for column in kept]
    yield from _row([headers[column] for column in kept], widths)
    yield GAP.join("-" * width for width in widths)
    for row in rows:
        yield from _row([row[column] for column in kept], widths)


def _row(cells: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    columns = [wrap(cell, width, break_on_hyphens=False) for cell, width in zip(cells, widths, strict=True)]
    for line in zip_longest(*columns, fillvalue=""):
        yield GAP.join(part.ljust(width) for part, width in zip(line, widths, strict=True)).rstrip()


def paragraphs(lines: Iterable[str], width: int) -> Iterator[str]:
    """Yields lines of at most `width` characters; what goes on is indented below what began it. A longer word stays whole."""
    for line in lines:
        text = line.lstrip()
        start = len(line) - len(text)
        below = start + (4 if text.startswith("- ") else 2)
        yield from wrap(
            text, width, initial_indent=" " * start, subsequent_indent=" " * below, break_long_words=False, break_on_hyphens=False
        ) or [""]  # fmt: skip
