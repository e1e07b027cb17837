"""The one way in: which reader an input needs.

May not read anything. The words about what is no input are those of `tables.read`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from integrityrules.batch.stage.csv_files import read_csv_folder
from integrityrules.batch.stage.duckdb_file import is_duckdb, read_duckdb_file
from integrityrules.batch.stage.json_lines import read_jsonl_folder
from integrityrules.batch.stage.look import digest_of
from integrityrules.batch.stage.parquet import read_parquet_folder
from integrityrules.batch.stage.postgres import Postgres, read_postgres
from integrityrules.batch.stage.sources import File, Found, Work
from integrityrules.batch.stage.workbook import read_workbook
from integrityrules.errors import UsageError
from integrityrules.tables.read import WORKBOOKS

Reader = Callable[[Work], Found]

_FOLDERS: dict[str, Callable[[Work, Path], Found]] = {
    ".csv": read_csv_folder,
    ".jsonl": read_jsonl_folder,
    ".parquet": read_parquet_folder,
}
_URLS = ("postgresql://", "postgres://")


def find_input(input: str | Path | Postgres) -> Reader:
    """Returns what reads an input into a database.

    Raises:
        UsageError: there is nothing of this kind at the path.
    """
    if isinstance(input, str) and input.startswith(_URLS):
        input = Postgres(input)
    if isinstance(input, Postgres):
        given = input
        return lambda work: read_postgres(work, given)
    place = Path(input)
    if place.is_dir():
        return _folder(place)
    if not place.is_file():
        raise UsageError("there is no file or folder at this path", code="no-input")
    if place.suffix.casefold() in WORKBOOKS:
        return lambda work: read_workbook(work, place)
    if is_duckdb(place):
        return lambda work: read_duckdb_file(work, place)
    raise UsageError(
        "this is neither a workbook (.xlsx), a DuckDB file, a `postgresql://` URL, nor a folder of .csv, .jsonl or .parquet files",
        code="unknown-format",
    )


def files_of(input: str | Path | Postgres) -> list[File] | None:
    """Returns the account of the files of an input as they are now; `None` for a database server, which changes."""
    if isinstance(input, Postgres) or str(input).startswith(_URLS):
        return None
    place = Path(input)
    if place.is_file():
        return [digest_of(place)]
    return [digest_of(path) for suffix in _FOLDERS for path in sorted(place.glob(f"*{suffix}"))]


def _folder(folder: Path) -> Reader:
    kinds = [suffix for suffix in _FOLDERS if any(folder.glob(f"*{suffix}"))]
    if not kinds:
        raise UsageError(f"the folder holds no {', '.join(_FOLDERS)} file", code="no-input")
    if len(kinds) > 1:
        raise UsageError(f"the folder holds both {' and '.join(kinds)} files", code="mixed-formats")
    return lambda work: _FOLDERS[kinds[0]](work, folder)
