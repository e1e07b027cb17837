"""The one way in: a workbook, a folder of CSV, or of JSONL -> declarations.

May not know cells. Chooses the reader by what the path is.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from integrityrules.errors import UsageError
from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.tables.assemble import Declarations, assemble
from integrityrules.tables.read_csv import read_csv_folder
from integrityrules.tables.read_jsonl import DOSSIERS, read_dossier_lines, read_jsonl_folder
from integrityrules.tables.read_xlsx import read_xlsx
from integrityrules.tables.records import Read, together
from integrityrules.tables.rows import records_of

WORKBOOKS = (".xlsx", ".xlsm")


def read_declarations(path: str | Path, *, as_of: date) -> Declarations:
    """Reads declarations from a workbook or a folder.

    Args:
        path: an `.xlsx` workbook as `write_template` writes it; a folder with `officials.csv`, `gifts.csv` and so on; a folder with
            `officials.jsonl`, `gifts.jsonl` and so on; or `dossiers.jsonl` (the file, or a folder that has it), one dossier in each line.
        as_of: the day every dossier is looked at. A line of `dossiers.jsonl` may say its own.

    Returns:
        The dossiers, and every row that could not be read with its place and reason.

    Raises:
        DeclarationError: the whole file cannot be read (not a workbook, protected by a password).
        UsageError: there is nothing of this kind at the path.
        MissingExtraError: reading a workbook needs a package that is not installed.
    """
    place = Path(path)
    if place.is_dir():
        return _read_folder(place, as_of)
    if not place.is_file():
        raise UsageError("there is no file or folder at this path", code="no-input")
    if place.suffix.casefold() in WORKBOOKS:
        return assemble(records_of(read_xlsx(place), VOCABULARY), as_of=as_of, vocabulary=VOCABULARY)
    if place.suffix.casefold() == ".jsonl":
        return read_dossier_lines(place, as_of=as_of)
    raise UsageError("this is neither a workbook (.xlsx), a .jsonl file, nor a folder of .csv or .jsonl files", code="unknown-format")


def _read_folder(folder: Path, as_of: date) -> Declarations:
    if (folder / DOSSIERS).is_file():
        return read_dossier_lines(folder / DOSSIERS, as_of=as_of)
    kinds = {suffix for suffix in (".csv", ".jsonl") if any(folder.glob(f"*{suffix}"))}
    if len(kinds) != 1:
        code, text = ("mixed-formats", "holds both .csv and .jsonl files") if kinds else ("no-input", "holds no .csv or .jsonl file")
        raise UsageError(f"the folder {text}", code=code)
    if kinds == {".jsonl"}:
        read = read_jsonl_folder(folder, VOCABULARY)
    else:
        grids, problems = read_csv_folder(folder)
        # Nobody knows how many rows an unreadable file has, nor whose they are.
        lost = Read(problems=problems, incomplete=frozenset(_plurals()) if problems else frozenset())
        read = together([lost, records_of(grids, VOCABULARY)])
    return assemble(read, as_of=as_of, vocabulary=VOCABULARY)


def _plurals() -> set[str]:
    return {kind.plural for kind in VOCABULARY.kinds.values() if kind.name != "official"}
