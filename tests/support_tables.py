"""Small inputs for the tests of tables: workbooks made with xlsxwriter, folders of text files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from integrityrules.tables import Declarations, read_declarations
from integrityrules.tables.template import workbook_bytes

AS_OF = date(2026, 6, 1)
OFFICIALS = [{"official_id": "P-001", "employment": "pns", "gifts_in_full": "ya"}, {"official_id": "P-002", "employment": "pppk"}]


def read_filled(folder: Path, as_of: date = AS_OF, **filling: Sequence[Mapping[str, object]]) -> Declarations:
    """Fills the template and reads it back."""
    path = folder / "filled.xlsx"
    path.write_bytes(workbook_bytes({"officials": OFFICIALS, **filling}))
    return read_declarations(path, as_of=as_of)


def read_gifts(folder: Path, *gifts: Mapping[str, object]) -> Declarations:
    """Fills the template with gifts of P-001 (unless they say otherwise) and reads it back."""
    return read_filled(folder, gifts=[{"official_id": "P-001", **gift} for gift in gifts])


def read_raw(folder: Path, build: Callable[[Any, Any], None]) -> Declarations:
    """Lets a test write the sheet `gifts` cell by cell, beside a good sheet of officials."""
    path = folder / "raw.xlsx"
    book = xlsxwriter.Workbook(str(path))
    officials, gifts = book.add_worksheet("officials"), book.add_worksheet("gifts")
    for row, values in enumerate([("official_id", "employment", "gifts_in_full"), ("P-001", "pns", "ya"), ("P-002", "pns", "")]):
        officials.write_row(row, 0, values)
    build(book, gifts)
    book.close()
    return read_declarations(path, as_of=AS_OF)


def read_files(folder: Path, files: Mapping[str, str | bytes]) -> Declarations:
    """Writes text files into a folder and reads it."""
    place = folder / "files"
    place.mkdir(exist_ok=True)
    for old in place.iterdir():
        old.unlink()
    for name, content in files.items():
        (place / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_declarations(place, as_of=AS_OF)


def codes(declarations: Declarations) -> list[str]:
    """Returns the codes of everything rejected, in order."""
    return [problem.code for problem in declarations.rejected]
