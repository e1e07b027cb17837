"""Writes the example workbooks: `docs/examples/declarations.xlsx` and `docs/examples/broken.xlsx`.

    python scripts/make_example_workbook.py [FOLDER]

Equal data gives equal bytes; a test holds the files in the repository to this script.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from example_data import BROKEN, FORMULA, MERGED, SHEETS, Row

from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.tables.layout import Sheet, sheets_of
from integrityrules.tables.safe import safe_sheet, safe_workbook, write_beside
from integrityrules.tables.template import workbook_bytes

EXAMPLES = Path(__file__).resolve().parent.parent / "docs" / "examples"


def example_workbooks() -> dict[str, bytes]:
    """Returns the bytes of each example workbook by its file name."""
    sheets = sheets_of(VOCABULARY)
    filling = {name: [_with_labels(row, sheets[name]) for row in rows] for name, rows in SHEETS.items()}
    return {"declarations.xlsx": workbook_bytes(filling, language="id"), "broken.xlsx": _broken(BROKEN)}


def _with_labels(row: Row, sheet: Sheet) -> Row:
    """Returns a row as somebody would have chosen it from the drop-downs."""
    found = dict(row)
    for name, value in row.items():
        column = sheet.columns[name]
        if column.type.name == "code" and isinstance(value, str):
            found[name] = VOCABULARY.code_lists[column.type.of].codes[value].id
    if sheet.role == "spells":
        codes = VOCABULARY.code_lists[sheet.kind.fields[str(row["field"])].type.of]
        found["value"] = codes.codes[str(row["value"])].id
    return found


def _broken(filling: Mapping[str, Sequence[Row]]) -> bytes:
    """Writes a workbook that nobody made from the template: with a formula, merged cells, a hidden and a strange sheet."""
    out = io.BytesIO()
    book = safe_workbook(out, feature="writing a workbook", in_memory=True)
    for name, rows in filling.items():
        _write_plain(book, name, rows)
    hidden, strange = safe_sheet(book, "relationships"), safe_sheet(book, "gfits")
    for tab in (hidden, strange):
        tab.write_row(0, ["official_id", "id"])
        tab.write_row(1, ["P-001", "X-001"])
    hidden.sheet.hide()
    book.close()
    return out.getvalue()


def _write_plain(book: Any, name: str, rows: Sequence[Row]) -> None:
    tab = safe_sheet(book, name)
    header = list(dict.fromkeys(column for row in rows for column in row))
    tab.write_row(0, header)
    for number, row in enumerate(rows, start=1):
        for column, value in row.items():
            place = header.index(column)
            if value == FORMULA:
                tab.sheet.write_formula(number, place, "=150000*2", None, 300_000)
            elif value == MERGED:
                tab.sheet.merge_range(number, place, number + 1, place, "rekanan-04")
            elif isinstance(value, int):
                tab.sheet.write_number(number, place, value)
            elif (number - 1, place) not in _merged_below(rows, header):
                tab.write(number, place, value)


def _merged_below(rows: Sequence[Row], header: list[str]) -> set[tuple[int, int]]:
    """Returns the places (0-based, without the header) that a merged area covers from above."""
    return {(number + 1, header.index(name)) for number, row in enumerate(rows) for name, value in row.items() if value == MERGED}


def main(folder: Path = EXAMPLES) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in example_workbooks().items():
        write_beside(folder / name, content)
        print(f"wrote {name}: {len(content)} bytes", file=sys.stderr)


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:2]))
