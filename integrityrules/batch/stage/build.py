"""Any input -> `stage.duckdb` in a run folder: raw cells as they were read, and the columns that the sieve reads.

May not decide which law applies. Written beside and renamed, so that a stage is there whole or not at all.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from integrityrules.batch.stage.cells import cells_of, make_cells
from integrityrules.batch.stage.chains import make_chains
from integrityrules.batch.stage.database import connect, literal, name
from integrityrules.batch.stage.facts import facts_of, make_facts
from integrityrules.batch.stage.inputs import files_of, find_input
from integrityrules.batch.stage.json_lines import make_json_cells
from integrityrules.batch.stage.opened import DATABASE, FORMAT, Stage
from integrityrules.batch.stage.postgres import Postgres
from integrityrules.batch.stage.sources import Found, Source, Work
from integrityrules.batch.stage.spells import make_spells
from integrityrules.batch.stage.whole import META, find_listed, find_marks, find_repeated
from integrityrules.errors import UsageError
from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.tables.layout import Sheet, sheets_of

Progress = Callable[[str, int, int], None]
"""Called with what is done next, the steps done and the steps in all."""

MOST_SHARDS = 65_536


def stage(
    input: str | Path | Postgres,
    run_folder: str | Path,
    *,
    as_of: date,
    shards: int = 64,
    progress: Progress | None = None,
    memory: str = "2GB",
    threads: int = 2,
) -> Stage:
    """Stages an input, or opens the stage of it that a run folder already holds.

    Args:
        input: what `read_declarations` takes, a folder of `gifts.parquet` and so on, a DuckDB file, or a `postgresql://` URL.
        run_folder: where `stage.duckdb` goes; made if it is not there.
        as_of: the day every dossier is looked at.
        shards: into how many parts officials are divided, 1 to 65536.
        memory: the most that DuckDB keeps in memory; more goes to files in the run folder.
        threads: how many DuckDB uses.

    Returns:
        The stage, opened. Rows that cannot be read are in it, each with its reason; nothing is dropped.

    Raises:
        UsageError: there is no such input, or the run folder holds the stage of another input, day or number of shards.
        DeclarationError: the input as a whole cannot be read; `too-many-chains`.
        MissingExtraError: duckdb, or what reads this input, is not installed.
    """
    if not 1 <= shards <= MOST_SHARDS:
        raise UsageError(f"the number of shards is from 1 to {MOST_SHARDS}", code="wrong-number")
    reader = find_input(input)
    folder = Path(run_folder)
    folder.mkdir(parents=True, exist_ok=True)
    settings = {"format": FORMAT, "as_of": as_of.isoformat(), "shards": str(shards)}
    if (folder / DATABASE).exists():
        return _opened_again(folder, settings, input)
    _Building(folder, settings, as_of, shards, progress or (lambda *_: None)).build(reader, memory, threads)
    return Stage.open(folder)


def _opened_again(folder: Path, settings: Mapping[str, str], input: str | Path | Postgres) -> Stage:
    """Opens the stage of an earlier call, if that was for the same input, day and shards."""
    opened, files = Stage.open(folder), files_of(input)
    different = [name for name, value in settings.items() if opened.settings.get(name) != value]
    if files is not None and files != list(opened.files()):
        different.append("input")
    if not different:
        return opened
    opened.close()
    names = ", ".join(f"`{name}`" for name in sorted(different))
    message = (
        f"the folder holds what was read for a run with other settings ({names}); name another folder, or remove this one to begin again"
    )
    raise UsageError(message, code="other-run")


class _Building:
    """One staging, from an empty database beside the place of the stage to its renaming."""

    def __init__(self, folder: Path, settings: Mapping[str, str], as_of: date, shards: int, progress: Progress) -> None:
        self.folder, self.settings, self.as_of, self.shards, self.progress = folder, settings, as_of, shards, progress
        self.part, self.scratch = folder / f"{DATABASE}.part", folder / "stage.scratch"

    def build(self, reader: Callable[[Work], Found], memory: str, threads: int) -> None:
        self._clean()
        self.scratch.mkdir()
        try:
            database = connect(self.part, memory=memory, threads=threads, temporary=self.scratch / "spilled")
            with closing(database):
                self._fill(database, reader)
            _sync(self.part)
            os.replace(self.part, self.folder / DATABASE)
            _sync(self.folder)
        finally:
            self._clean()

    def _clean(self) -> None:
        for path in (self.part, self.part.with_name(f"{self.part.name}.wal")):
            path.unlink(missing_ok=True)
        shutil.rmtree(self.scratch, ignore_errors=True)

    def _fill(self, database: Any, reader: Callable[[Work], Found]) -> None:
        database.execute("CREATE SCHEMA cells; CREATE SCHEMA facts; CREATE SCHEMA meta;" + META)
        database.execute(f"ATTACH {literal(str(self.scratch / 'scratch.duckdb'))} AS scratch")
        work = Work(database, self.scratch)
        self.progress("read", 0, 4)
        found = reader(work)
        sources = {source.sheet.name: source for source in found.sources}
        self.progress("cells", 1, 4)
        for source in found.sources:
            make = make_json_cells if source.form == "json" else make_cells
            make(work, source, self.shards)
        if "officials" not in sources:
            database.execute("CREATE TABLE cells.officials (line BIGINT, shard USMALLINT, official_id VARCHAR)")
        find_listed(work, sources)
        for source in found.sources:
            if source.sheet.role == "facts":
                find_repeated(work, source)
        marks = {sheet: find_marks(work, source) for sheet, source in sources.items()}
        self._describe(work, found, marks)
        self.progress("facts", 2, 4)
        make_spells(work, [source for source in found.sources if source.sheet.role == "spells"], self.as_of)
        for sheet in sheets_of(VOCABULARY).values():
            if sheet.role != "spells":
                make_facts(work, sheet, sources.get(sheet.name), marks.get(sheet.name, {}), self.as_of)
        self.progress("judge", 3, 4)
        _gather_rough(database, [sheet for sheet in sheets_of(VOCABULARY).values() if sheet.role != "spells" and sheet.of_officials])
        self._judge_registers(work)
        make_chains(work, Stage(database, self.folder))
        database.execute("DETACH scratch")
        self.progress("done", 4, 4)

    def _describe(self, work: Work, found: Found, marks: Mapping[str, Mapping[str, frozenset[str]]]) -> None:
        """Writes what is needed to read rows of the cells by themselves."""
        database, settings = work.database, {**self.settings, "lost": str(found.lost)}
        database.executemany("INSERT INTO meta.settings VALUES (?, ?)", list(settings.items()))
        for file in found.files:
            database.execute("INSERT INTO meta.input VALUES (?, ?, ?)", [file.name, file.sha256, file.bytes])
        for plural in sorted(found.incomplete):
            database.execute("INSERT INTO meta.incomplete VALUES (?, true)", [plural])
        for n, item in enumerate(found.problems):
            values = [n, item.where, item.line, item.column, item.code, item.message, item.suggestion]
            database.execute("INSERT INTO meta.problems VALUES (?, ?, ?, ?, ?, ?, ?)", values)
        for source in found.sources:
            _describe_source(database, source, marks[source.sheet.name])

    def _judge_registers(self, work: Work) -> None:
        """Finds the kinds of registers of which a row is missing: nobody has them in full, and no parent says that all are there."""
        for plural in sorted(Stage(work.database, self.folder).rejected_register_kinds()):
            work.database.execute("INSERT INTO meta.incomplete VALUES (?, false)", [plural])
        missing = {plural for (plural,) in work.database.execute("SELECT plural FROM meta.incomplete").fetchall()}
        for kind in VOCABULARY.kinds.values():
            for related in kind.related.values():
                if kind.register and related.complete and VOCABULARY.kinds[related.kind].plural in missing:
                    work.database.execute(f"UPDATE facts.{name(kind.plural)} SET {name(related.complete)} = NULL")


def _describe_source(database: Any, source: Source, marks: Mapping[str, frozenset[str]]) -> None:
    sheet = source.sheet.name
    database.execute(f"INSERT INTO meta.sheets SELECT ?, ?, ?, count(*) FROM {cells_of(source.sheet)}", [sheet, source.where, source.form])
    for position, column in sorted(source.header.columns.items()):
        values = [sheet, position, column.name, source.types[column.name], "".join(sorted(marks.get(column.name, ())))]
        database.execute("INSERT INTO meta.columns VALUES (?, ?, ?, ?, ?)", values)
    for position in sorted(source.header.unknown):
        database.execute("INSERT INTO meta.columns VALUES (?, ?, NULL, 'unknown', '')", [sheet, position])


def _gather_rough(database: Any, sheets: list[Sheet]) -> None:
    """Collects the officials that only Python can judge; they are few, or nothing is gained by columns."""
    rough = [f"SELECT shard, official FROM {facts_of(sheet)} WHERE rough" for sheet in sheets]
    rough.append("SELECT shard, official FROM scratch.judged WHERE rough AND official IS NOT NULL")
    database.execute(
        f"CREATE TABLE facts.rough_officials AS SELECT DISTINCT shard, official FROM ({' UNION ALL '.join(rough)}) ORDER BY shard, official"
    )


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
