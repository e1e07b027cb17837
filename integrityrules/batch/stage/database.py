"""The DuckDB behind a stage: bounded connections, quoted names and texts, and rows of Python brought in by the file.

May not know sheets or kinds. Everything an input made up reaches SQL as a parameter, a quoted name or a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from integrityrules.errors import MissingExtraError

FETCHED = 2048
"""Rows fetched at a time."""


def connect(path: Path, *, memory: str, threads: int, temporary: Path | None = None, read_only: bool = False) -> Any:
    """Opens a DuckDB file that loads no extension from a network.

    Args:
        memory: the most it keeps in memory (`2GB`); more goes to `temporary`.
        temporary: the folder for what does not fit.

    Raises:
        MissingExtraError: duckdb is not installed.
    """
    try:
        import duckdb
    except ImportError:
        raise MissingExtraError("staging an input", "batch") from None
    settings: dict[str, Any] = {
        "memory_limit": memory,
        "threads": threads,
        "preserve_insertion_order": True,
        "autoinstall_known_extensions": False,
        "temp_directory": "" if temporary is None else str(temporary),
    }
    found = duckdb.connect(str(path), read_only=read_only, config=settings)
    found.execute("SET enable_progress_bar = false")  # it would be drawn on stdout, among the results
    return found


def failures() -> type[Exception]:
    """Returns what DuckDB raises."""
    import duckdb

    found: type[Exception] = duckdb.Error
    return found


def name(text: str) -> str:
    """Returns a quoted identifier."""
    return '"' + text.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Returns a quoted text; for words of ours and paths, never for values of an input."""
    return "'" + text.replace("'", "''") + "'"


def words(texts: Iterable[str]) -> str:
    """Returns quoted texts in parentheses, for `IN`."""
    return f"({', '.join(literal(text) for text in sorted(texts))})"


def file(path: Path) -> str:
    """Returns a path as the text of one file, with none of its characters read as a pattern."""
    return literal("".join(f"[{char}]" if char in "*?[" else char for char in str(path)))


def rows_of(result: Any) -> Iterator[tuple[Any, ...]]:
    """Yields the rows of a result, a bounded number of them in memory."""
    while rows := result.fetchmany(FETCHED):
        yield from rows


ESCAPED = {
    "%": "%25", "\b": "%08", "\t": "%09", "\n": "%0A", "\v": "%0B", "\f": "%0C", "\r": "%0D", "\x1f": "%1F", "\\": "%5C",
}  # fmt: skip
"""What is written instead of characters that part rows and values, or that programs on the way take for an escape."""
SEPARATOR = "\x1f"
LONGEST_LINE = 64_000_000
"""The most bytes of one row of a file."""

_ESCAPES = str.maketrans(ESCAPED)


def line_of(values: Iterable[object]) -> str:
    """Returns one row in the text form `load_file` reads: nothing for `None`, else an apostrophe and the text."""
    return SEPARATOR.join("" if value is None else "'" + _plain(value).translate(_ESCAPES) for value in values) + "\n"


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)


def load(database: Any, table: str, columns: Mapping[str, str], rows: Iterable[Sequence[object]], folder: Path) -> None:
    """Makes a table of rows, by way of a file: far quicker than inserting them, and nothing is kept in memory.

    Args:
        table: its quoted name.
        columns: SQL types by name.
        folder: where the file may be, until the table is made.
    """
    path = folder / "rows.part"
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.writelines(map(line_of, rows))
    load_file(database, table, columns, path)
    path.unlink()


def load_file(database: Any, table: str, columns: Mapping[str, str], path: Path) -> None:
    """Makes a table of a file in the form of `line_of`."""
    definition = ", ".join(f"{name(column)} {type}" for column, type in columns.items())
    database.execute(f"CREATE TABLE {table} ({definition})")
    if path.stat().st_size:
        values = ", ".join(f"CAST({_decoded(f'c{n}')} AS {type})" for n, type in enumerate(columns.values()))
        database.execute(f"INSERT INTO {table} SELECT {values} FROM {lines(path, len(columns), SEPARATOR)}")


def _decoded(column: str) -> str:
    text = f"substr({column}, 2)"
    for char, escape in reversed(ESCAPED.items()):
        text = f"replace({text}, {literal(escape)}, chr({ord(char)}))"
    return f"CASE WHEN contains({column}, '%') THEN {text} ELSE substr({column}, 2) END"


def lines(path: Path, columns: int, separator: str, line_end: str = "\n") -> str:
    """Returns a relation of the lines of a file, split at every separator and nowhere else; blank values are NULL."""
    types = ", ".join(f"'c{n}': 'VARCHAR'" for n in range(columns))
    return (
        f"read_csv({file(path)}, delim={literal(separator)}, quote='', escape='', header=false, auto_detect=false, columns={{{types}}},"
        f" new_line={literal(repr(line_end)[1:-1])}, strict_mode=false, compression='none', max_line_size={LONGEST_LINE})"
    )


BLANKS = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
"""Every character that Python strips off a text."""


def is_filled(text: str) -> str:
    """Returns the condition that a text is not blank; most are told by their first character."""
    return f"(ascii({text}) BETWEEN 33 AND 126 OR trim({text}, {literal(BLANKS)}) <> '')"
