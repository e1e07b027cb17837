"""The empty workbook: one sheet per kind of fact with drop-downs and notes, derived from the vocabulary.

May not know how it is read back; `layout` is what both share.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap
from typing import Any, Literal

from integrityrules.errors import UsageError
from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.facts.vocabulary import CodeList, Text, Vocabulary
from integrityrules.tables.instructions import INSTRUCTIONS
from integrityrules.tables.layout import Column, Sheet, sheets_of
from integrityrules.tables.safe import SafeSheet, safe_sheet, safe_workbook, write_beside
from integrityrules.tables.text import near

Language = Literal["id", "en"]

INSTRUCTIONS_SHEET, CODES_SHEET = "Petunjuk - Instructions", "Kode - Codes"
YES_NO: Mapping[str, tuple[str, str]] = {"id": ("ya", "tidak"), "en": ("yes", "no")}
FIRST_DATA_ROW = 2
"""0-based: beneath the machine header and the labels."""
LAST_ROW = 5000
"""Drop-downs reach down to this row."""
MOST_NOTE, MOST_PROMPT = 900, 250

Filling = Mapping[str, Sequence[Mapping[str, object]]]


def write_template(
    path: str | Path,
    *,
    kinds: Iterable[str] | None = None,
    language: Language = "id",
    vocabulary: Vocabulary = VOCABULARY,
) -> None:
    """Writes the empty workbook to fill in.

    Args:
        path: where to; an existing file is replaced.
        kinds: names of the kinds that get a sheet (`["gift"]`); all if `None`. Officials always do.
        language: of labels, notes and drop-downs. Both languages are read back.

    Raises:
        UsageError: a kind that does not exist.
        MissingExtraError: xlsxwriter is not installed.
    """
    write_beside(Path(path), workbook_bytes({}, kinds=kinds, language=language, vocabulary=vocabulary))


def workbook_bytes(
    filling: Filling,
    *,
    kinds: Iterable[str] | None = None,
    language: Language = "id",
    vocabulary: Vocabulary = VOCABULARY,
) -> bytes:
    """Returns the workbook as bytes, with rows filled in; equal arguments give equal bytes.

    Args:
        filling: by machine name of the sheet (`gifts`), rows as mappings from machine names of columns to values.
    """
    wanted = None if kinds is None else list(kinds)
    for kind in wanted or ():
        if kind not in vocabulary.kinds:
            raise UsageError(f"`{kind}` is not a kind of fact; {near(kind, vocabulary.kinds)}".rstrip("; "), code="unknown-kind")
    out = io.BytesIO()
    book = safe_workbook(out, feature="writing a workbook", in_memory=True)
    sheets = sheets_of(vocabulary, wanted)
    _Template(book, sheets, vocabulary, language).write(filling)
    book.close()
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class _Formats:
    """Cell formats of the template. Cells are formatted as text, so that nothing typed into them is changed."""

    machine: Any
    label: Any
    required: Any
    text: Any
    wrap: Any
    title: Any


def _formats(book: Any) -> _Formats:
    def format(**look: Any) -> Any:
        return book.add_format({"valign": "top", **look})

    return _Formats(
        machine=format(font_color="#808080", font_size=8, num_format="@"),
        label=format(bold=True, bg_color="#DCE6F1", bottom=1, text_wrap=True),
        required=format(bold=True, bg_color="#F8CBAD", bottom=1, text_wrap=True),
        text=format(num_format="@"),
        wrap=format(text_wrap=True),
        title=format(bold=True, font_size=14),
    )


class _Template:
    """Writes one workbook."""

    def __init__(self, book: Any, sheets: Mapping[str, Sheet], vocabulary: Vocabulary, language: Language) -> None:
        self.book, self.sheets, self.vocabulary, self.language = book, sheets, vocabulary, language
        self.formats = _formats(book)
        self.code_ranges: dict[str, str] = {}

    def write(self, filling: Filling) -> None:
        instructions = safe_sheet(self.book, INSTRUCTIONS_SHEET)
        tabs = {name: safe_sheet(self.book, sheet.title(self.language)) for name, sheet in self.sheets.items()}
        codes = safe_sheet(self.book, CODES_SHEET)
        self._write_instructions(instructions)
        self._write_codes(codes)
        for name, sheet in self.sheets.items():
            self._write_sheet(tabs[name], sheet, filling.get(name, ()))
        if filling:
            tabs["officials"].sheet.activate()

    def _write_instructions(self, tab: SafeSheet) -> None:
        tab.sheet.set_column(0, 1, 80, self.formats.wrap)
        for row, (left, right) in enumerate(INSTRUCTIONS):
            look = self.formats.title if row == 0 else self.formats.wrap
            tab.write(row, 0, left, look)
            tab.write(row, 1, right, look)
            # Spreadsheet programs do not work out the height of wrapped text in files they did not write.
            lines = max(sum(max(1, len(wrap(line, 78))) for line in text.split("\n")) for text in (left, right))
            tab.sheet.set_row(row, 15 * lines + 3)
        tab.sheet.set_landscape()
        tab.sheet.fit_to_pages(1, 0)

    def _write_codes(self, tab: SafeSheet) -> None:
        """Writes every code list used, one block of rows after the other; drop-downs refer to the column of the chosen language."""
        tab.sheet.set_column(0, 1, 24)
        tab.sheet.set_column(2, 3, 60)
        tab.write_row(0, ["Daftar - List", "Kode - Code", "Indonesia", "English"], self.formats.label)
        tab.sheet.freeze_panes(1, 0)
        row = 1
        for codes in self._used_code_lists():
            first = row
            for code, label in codes.codes.items():
                tab.write_row(row, [codes.title.in_language(self.language), code, label.id, label.en])
                row += 1
            self.code_ranges[codes.id] = self._label_range(first, row)
        for sheet in self.sheets.values():
            if sheet.role == "spells":
                first = row
                for spec in sheet.spelled.values():
                    tab.write_row(row, [sheet.label.in_language(self.language), spec.name, spec.label.id, spec.label.en])
                    row += 1
                self.code_ranges[sheet.name] = self._label_range(first, row)

    def _label_range(self, first: int, last: int) -> str:
        letter = "D" if self.language == "en" else "C"
        return f"='{CODES_SHEET}'!${letter}${first + 1}:${letter}${last}"

    def _used_code_lists(self) -> list[CodeList]:
        columns = [column for sheet in self.sheets.values() for column in sheet.columns.values()]
        used = dict.fromkeys(column.type.of for column in columns if column.type.name == "code")
        return [self.vocabulary.code_lists[id] for id in used]

    def _write_sheet(self, tab: SafeSheet, sheet: Sheet, rows: Sequence[Mapping[str, object]]) -> None:
        frozen = 1 + sum(column.required for column in sheet.columns.values())
        tab.sheet.freeze_panes(FIRST_DATA_ROW, min(frozen, 2))
        tab.sheet.set_landscape()
        tab.sheet.fit_to_pages(1, 0)
        tab.sheet.repeat_rows(0, 1)
        tab.sheet.set_row(0, 11)
        tab.sheet.set_row(1, 45)
        for position, column in enumerate(sheet.columns.values()):
            label = column.label.in_language(self.language)
            tab.sheet.set_column(position, position, _width(column, label), self.formats.text)
            tab.write(0, position, column.name, self.formats.machine)
            tab.write(1, position, label, self.formats.required if column.required else self.formats.label)
            tab.sheet.write_comment(1, position, _note(column, self.language)[:MOST_NOTE], {"x_scale": 2, "y_scale": 1.5, "author": ""})
            self._add_choices(tab, position, column, sheet)
        for offset, values in enumerate(rows):
            self._write_filled(tab, sheet, FIRST_DATA_ROW + offset, values)

    def _write_filled(self, tab: SafeSheet, sheet: Sheet, row: int, values: Mapping[str, object]) -> None:
        positions = {name: position for position, name in enumerate(sheet.columns)}
        for name, value in values.items():
            if name not in positions:
                raise UsageError(f"`{name}` is not a column of `{sheet.name}`; {near(name, positions)}".rstrip("; "), code="unknown-column")
            look = None if isinstance(value, (int, float)) or not isinstance(value, str) else self.formats.text
            tab.write(row, positions[name], value, look)

    def _add_choices(self, tab: SafeSheet, position: int, column: Column, sheet: Sheet) -> None:
        source = self._choices(column, sheet)
        if source is None:
            return
        rule: dict[str, Any] = {"validate": "list", "source": source, "error_type": "warning"}
        rule["input_title"] = column.name[:32]
        rule["input_message"] = column.question.in_language(self.language)[:MOST_PROMPT]
        tab.sheet.data_validation(FIRST_DATA_ROW, position, LAST_ROW, position, rule)

    def _choices(self, column: Column, sheet: Sheet) -> Any:
        """Returns the source of a drop-down: a range of the sheet of codes, words, or ids on another sheet."""
        if column.type.name == "code":
            return self.code_ranges[column.type.of]
        if column.type.name == "bool":
            return list(YES_NO[self.language])
        if column.part == "official_id" and sheet.role != "officials":
            return self._ids_of("officials")
        if column.part == "spell_of":
            return self.code_ranges[sheet.name]
        if column.type.name == "fact" and (kind := self.vocabulary.kinds[column.type.of]).plural in self.sheets:
            return self._ids_of(kind.plural)
        return None

    def _ids_of(self, name: str) -> str:
        sheet = self.sheets[name]
        letter = chr(ord("A") + list(sheet.columns).index("official_id" if sheet.role == "officials" else "id"))
        return f"='{sheet.title(self.language)}'!${letter}${FIRST_DATA_ROW + 1}:${letter}${LAST_ROW}"


def _width(column: Column, label: str) -> int:
    return 14 if column.part in ("official_id", "id") else max(14, min(28, len(label) + 2))


_HOW: Mapping[str, Text] = {
    "date": Text(
        "Contoh: 2026-01-19, 19 Januari 2026, 2026-01, `belum`, `masih`.", "For example 2026-01-19, 2026-01, `not_yet`, `ongoing`."
    ),
    "money": Text(
        "Rupiah bulat: 1200000 atau Rp1.200.000. Bila hanya batasnya diketahui: `>= 1000001` atau `500000..750000`.",
        "Whole rupiah: 1200000 or Rp1.200.000. If only bounds are known: `>= 1000001` or `500000..750000`.",
    ),
    "percent": Text("Persen, paling banyak dua desimal: 50,01.", "Percent with at most two decimals: 50.01."),
    "entity": Text(
        "Kunci menurut instansi sendiri; kunci yang sama berarti orang atau organisasi yang sama.",
        "The organisation's own key; the same key means the same person or organisation.",
    ),
    "code": Text("Pilih dari daftar.", "Choose from the list."),
    "bool": Text("ya atau tidak; kosong bila tidak diketahui.", "yes or no; blank if not known."),
}


def _note(column: Column, language: str) -> str:
    """Returns the note of a header: the question, how to answer, and the machine name."""
    how = _HOW.get(column.type.name) if column.part not in ("official_id", "id", "in_full") else None
    needed = Text("Wajib diisi.", "Must be filled in.") if column.required else None
    texts = [column.question, how, needed]
    return "\n".join([*(text.in_language(language) for text in texts if text), f"({column.name})"])
