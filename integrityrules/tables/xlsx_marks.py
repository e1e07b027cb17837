"""What a workbook's XML says about cells that their values do not: formulas, errors, merged areas, number formats.

May not know kinds or values. Needed because the fast reader gives a formula's cached value and shows an error as a blank cell
(measured with python-calamine 0.9.1), and neither shows that a date's format hides the day nor that `7` is displayed as `007`.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from posixpath import join, normpath
from xml.parsers import expat

LARGEST_PART = 1_000_000_000
"""The most bytes one part of a workbook may unpack to."""
LARGEST_AREA = 40_000_000
"""The most cells between the first and the last used one; the fast reader reserves memory for all of them."""

_SUSPECT = re.compile(rb"<(?:\w+:)?f[\s/>]|\bt=[\"']e[\"']|<(?:\w+:)?mergeCell[\s/>]|<!DOCTYPE")
_PLACE = re.compile(rb"\br=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_BUILT_IN = {17: "mmm-yy", 14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm"}
_LITERAL = re.compile(r"\"[^\"]*\"|\\.|_.|\*.|\[(?!h|m|s)[^\]]*\]")


class HostileWorkbook(Exception):
    """The workbook is built to exhaust memory or to reach outside itself."""


@dataclass(slots=True)
class Marks:
    """What to know about the cells of one sheet; places are 0-based (row, column)."""

    formulas: set[tuple[int, int]] = field(default_factory=set)
    errors: set[tuple[int, int]] = field(default_factory=set)
    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


def read_marks(book: zipfile.ZipFile) -> dict[str, Marks]:
    """Returns the marks of every worksheet by its name.

    Raises:
        HostileWorkbook: a part too large, an area too large, or a document type declaration.
        KeyError, expat.ExpatError, zipfile.BadZipFile: not a workbook.
    """
    formats = _telling_formats(book)
    return {name: _marks_of(book, part, formats) for name, part in _sheet_parts(book)}


def hides_day(number_format: str) -> bool:
    """Tells whether a date's number format shows a month but no day (`mmm-yy`)."""
    shown = _LITERAL.sub("", number_format).casefold().split(";")[0]
    return "d" not in shown and "h" not in shown and "s" not in shown and "m" in shown and "y" in shown


def zero_width(number_format: str) -> int:
    """Returns the digits a number is padded to by its format (`00000` gives 5), or 0 if it is not padded so."""
    return len(number_format) if re.fullmatch(r"0{2,}", number_format) else 0


def _sheet_parts(book: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    targets: dict[str, str] = {}
    for tag, attributes in _elements(book, "xl/_rels/workbook.xml.rels"):
        if tag == "Relationship":
            targets[attributes.get("Id", "")] = attributes.get("Target", "")
    for tag, attributes in _elements(book, "xl/workbook.xml"):
        if tag == "sheet":
            id = next((value for key, value in attributes.items() if key == "id" or key.endswith(":id")), "")
            target = targets.get(id, "")
            part = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
            if "worksheets" in part:
                yield attributes.get("name", ""), part


def _telling_formats(book: zipfile.ZipFile) -> dict[int, str]:
    """Returns the number formats, by cell style, that change what a person reads in the cell."""
    if "xl/styles.xml" not in book.namelist():
        return {}
    codes, found, index, inside = dict(_BUILT_IN), {}, 0, False
    for tag, attributes in _elements(book, "xl/styles.xml"):
        if tag == "numFmt":
            codes[int(attributes.get("numFmtId", "0"))] = attributes.get("formatCode", "")
        elif tag in ("cellXfs", "cellStyleXfs", "cellStyles", "dxfs"):
            inside, index = tag == "cellXfs", 0
        elif tag == "xf" and inside:
            code = codes.get(int(attributes.get("numFmtId", "0")), "")
            if hides_day(code) or zero_width(code):
                found[index] = code
            index += 1
    return found


def _marks_of(book: zipfile.ZipFile, part: str, formats: Mapping[int, str]) -> Marks:
    suspect = _quick_look(book, part)
    marks = Marks()
    if suspect or formats:
        _look_closely(book, part, formats, marks)
    return marks


def _quick_look(book: zipfile.ZipFile, part: str) -> bool:
    """Searches the raw bytes, which is several times faster than parsing; measures the area on the way."""
    suspect, rest, last_row, last_column = False, b"", 1, 1
    for chunk in _chunks(book, part):
        text = rest + chunk
        cut = text.rfind(b"<")
        text, rest = (text[:cut], text[cut:]) if cut > 0 else (text, b"")
        suspect = suspect or _SUSPECT.search(text) is not None
        for column, row in _PLACE.findall(text):
            last_row, last_column = max(last_row, int(row)), max(last_column, _column_number(column.decode()))
        if last_row * last_column > LARGEST_AREA:
            raise HostileWorkbook
    return suspect or _SUSPECT.search(rest) is not None


class _Look:
    """Follows the cells of one sheet; a cell without a reference comes after the one before it."""

    def __init__(self, formats: Mapping[int, str], marks: Marks) -> None:
        self.formats, self.marks = formats, marks
        self.row, self.column = -1, -1

    def element(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "row":
            self.row = int(attributes["r"]) - 1 if "r" in attributes else self.row + 1
            self.column = -1
        elif tag == "c":
            self._cell(attributes)
        elif tag == "f":
            self.marks.formulas.add((self.row, self.column))
        elif tag == "mergeCell":
            first, _, last = attributes.get("ref", "A1").partition(":")
            self.marks.merged.append((*_place(first), *_place(last or first)))

    def _cell(self, attributes: Mapping[str, str]) -> None:
        if "r" in attributes:
            self.row, self.column = _place(attributes["r"])
        else:
            self.column += 1
        if attributes.get("t") == "e":
            self.marks.errors.add((self.row, self.column))
        code = self.formats.get(int(attributes.get("s", "0")))
        if code is not None and attributes.get("t", "n") in ("n", "d"):
            self.marks.formats[self.row, self.column] = code


def _look_closely(book: zipfile.ZipFile, part: str, formats: Mapping[int, str], marks: Marks) -> None:
    look = _Look(formats, marks)
    for tag, attributes in _elements(book, part):
        look.element(tag, attributes)


def _elements(book: zipfile.ZipFile, part: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yields the start of every element with its local name; refuses document type declarations, so no entity can grow."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate()

    def refuse(*_: object) -> None:
        raise HostileWorkbook

    parser.StartElementHandler = lambda name, attributes: found.append((name.rpartition(":")[2], attributes))
    parser.StartDoctypeDeclHandler = refuse
    for chunk in _chunks(book, part):
        parser.Parse(chunk, False)
        yield from found
        found.clear()
    parser.Parse(b"", True)
    yield from found


def _chunks(book: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    seen = 0
    with book.open(part) as stream:
        while chunk := stream.read(1 << 18):
            seen += len(chunk)
            if seen > LARGEST_PART:
                raise HostileWorkbook
            yield chunk


def _place(reference: str) -> tuple[int, int]:
    found = re.fullmatch(r"\$?([A-Z]{1,3})\$?(\d{1,7})", reference)
    return (int(found[2]) - 1, _column_number(found[1]) - 1) if found else (0, 0)


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
