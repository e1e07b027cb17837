"""Folder of Parquet files -> sources, one for each file; the row number is the place in the file, from 1.

May not know kinds. Cells keep the types of the file.
"""

from __future__ import annotations

from pathlib import Path

from integrityrules.batch.stage.database import file
from integrityrules.batch.stage.heads import Head, sort_out
from integrityrules.batch.stage.look import digest_of
from integrityrules.batch.stage.native import Columns, head_of, native_source
from integrityrules.batch.stage.sources import Found, Work
from integrityrules.errors import Problem
from integrityrules.facts.catalogue import PLURALS


def read_parquet_folder(work: Work, folder: Path) -> Found:
    """Reads every `*.parquet` of a folder, in the order of their names."""
    found, heads = Found(), []
    for path in sorted(folder.glob("*.parquet")):
        found.files.append(digest_of(path))
        columns = _columns(work, path)
        if columns is None:
            found.problems.append(Problem(path.name, 0, 0, "unreadable-file", "the file is not Parquet, or is damaged", "export it again"))
            found.incomplete |= set(PLURALS)
        else:
            heads.append(_head(work, path, columns))
    sort_out(heads, found)
    return found


def _columns(work: Work, path: Path) -> Columns | None:
    try:
        found = work.database.execute(f"DESCRIBE SELECT * FROM read_parquet({file(path)})").fetchall()
    except work.failures:
        return None
    return [(row[0], row[1]) for row in found]


def _head(work: Work, path: Path, columns: Columns) -> Head:
    relation = f"read_parquet({file(path)}, file_row_number=true)"

    def more() -> int:
        return int(work.database.execute(f"SELECT count(*) FROM {relation}").fetchone()[0])

    return Head(
        head_of(columns, path.stem, path.name), more, lambda usable: native_source(usable, relation, "r.file_row_number + 1", columns)
    )
