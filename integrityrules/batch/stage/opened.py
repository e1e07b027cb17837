"""A finished stage: the dossiers of a shard or of some of its officials, the registers, and an account of every row.

May not decide anything. Rows become dossiers by the same code as those of a workbook.
"""

from __future__ import annotations

import gc
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import astuple
from datetime import date
from functools import cached_property
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from integrityrules.batch.stage.cells import cells_of
from integrityrules.batch.stage.database import connect
from integrityrules.batch.stage.facts import facts_of
from integrityrules.batch.stage.records import StagedSheet, staged_sheets
from integrityrules.batch.stage.sources import File
from integrityrules.errors import Problem, UsageError
from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.facts.dossier import Registers
from integrityrules.facts.procurement import CompanyLink
from integrityrules.tables.assemble import Counts, Declarations, Whole, assemble
from integrityrules.tables.records import Read, Record

DATABASE = "stage.duckdb"
FORMAT = "2"
"""The version of the schema of a stage."""
STRANGERS = 2000
"""Rows of nobody that are judged at a time."""
PART = 20_000
"""Rows of registers that are read at a time, where not all are."""
LINKS = "company_links"
_NONE = Counts(0, 0, 0)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Lets Python look for no garbage meanwhile: rows become dossiers without any, and looking took a quarter of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class Stage:
    """A staged input; use `stage` or `Stage.open`. One for each thread and process; any number may be open to read.

    Attributes:
        database: the DuckDB connection; schemas `cells`, `facts` and `meta` are described in docs/decisions/0020.
        folder: the run folder.
    """

    def __init__(self, database: Any, folder: Path) -> None:
        self.database, self.folder = database, folder

    @classmethod
    def open(cls, run_folder: str | Path, *, memory: str = "1GB", threads: int = 1) -> Self:
        """Opens the stage of a run folder to read.

        Args:
            memory: the most that DuckDB keeps in memory; more goes to a folder of this process in the run folder, while it is open.
            threads: how many DuckDB uses.

        Raises:
            UsageError: there is none, or it is of another version.
        """
        folder = Path(run_folder)
        if not (folder / DATABASE).is_file():
            raise UsageError("the run folder holds no stage", code="no-stage")
        spilled = folder / f"stage.spilled.{os.getpid()}"
        stage = cls(connect(folder / DATABASE, memory=memory, threads=threads, temporary=spilled, read_only=True), folder)
        if stage.settings.get("format") != FORMAT:
            stage.close()
            raise UsageError("the stage was made by another version; stage the input again in a new folder", code="other-run")
        return stage

    def close(self) -> None:
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    # ---- what it is ------------------------------------------------------------------------------------------------------

    @cached_property
    def settings(self) -> Mapping[str, str]:
        return dict(self._all("SELECT key, value FROM meta.settings"))

    @property
    def as_of(self) -> date:
        return date.fromisoformat(self.settings["as_of"])

    @property
    def shards(self) -> int:
        return int(self.settings["shards"])

    def files(self) -> tuple[File, ...]:
        """Returns the files or tables of the input, as they were read."""
        return tuple(File(*values) for values in self._all("SELECT name, sha256, bytes FROM meta.input ORDER BY rowid"))

    def officials(self, shard: int, among: Sequence[str] | None = None) -> list[str]:
        """Returns the ids of the officials listed in a shard, in order; a row of one may still be rejected.

        Args:
            among: only those of these ids; all if `None`.
        """
        wanted = "official_id IS NOT NULL" if among is None else "official_id IN (SELECT unnest($among::VARCHAR[]))"
        values = {"shard": shard} | ({} if among is None else {"among": list(among)})
        found = self._all(f"SELECT DISTINCT official_id FROM cells.officials WHERE shard = $shard AND {wanted} ORDER BY 1", values)
        return [id for (id,) in found]

    def rough_officials(self, shard: int) -> list[str]:
        """Returns the ids of the officials of a shard that only Python can judge, in order."""
        return [id for (id,) in self._all("SELECT official FROM facts.rough_officials WHERE shard = ? ORDER BY 1", [shard])]

    def incomplete_for_all(self) -> frozenset[str]:
        """Returns the plurals of the kinds that no official has in full, because of rows that may have been anyone's."""
        return frozenset(plural for (plural,) in self._all("SELECT DISTINCT plural FROM meta.incomplete") if plural != "officials")

    # ---- what is in it ---------------------------------------------------------------------------------------------------

    def declarations(self, shard: int, officials: Sequence[str] | None = None) -> Declarations:
        """Returns what the officials of a shard declare, as `read_declarations` would.

        Args:
            shard: from 0.
            officials: ids of officials of the shard; all of them if `None`.

        Returns:
            Their dossiers in the order of ids, without registers, and with what was rejected of their rows alone. Together with
            `rejected_apart` and `counts_apart`, all shards give an account of every row.
        """
        chosen = self.officials(shard, officials)
        records: list[Record] = []
        with _uncollected():
            for sheet in self._sheets:
                if sheet.sheet.of_officials:
                    where = "shard = $shard AND official_id IN (SELECT unnest($officials))"
                    records += sheet.records(self.database, where, {"shard": shard, "officials": chosen})
            return self._assembled(records)

    def registers(self) -> Registers:
        """Returns the facts that belong to no single official, with the chains of control over all of them."""
        links = (link for part in self._chains() for link in part.company_links)
        stated = self._registers.registers
        return stated.model_copy(update={LINKS: (*stated.company_links, *links)})

    def register_parts(self) -> Iterator[Declarations]:
        """Yields the facts that belong to no single official, some at a time: all that several sources state of one fact together.

        The chains of control come last; they are no rows, and no counts say anything of them.
        """
        sheets = [sheet for sheet in self._sheets if not sheet.sheet.of_officials]
        if sum(self.rows_read()[sheet.sheet.name] for sheet in sheets) <= PART:
            yield self._registers
        else:
            for kind in dict.fromkeys(sheet.sheet.kind.name for sheet in sheets):
                yield from self._in_parts([sheet for sheet in sheets if sheet.sheet.kind.name == kind])
        for part in self._chains():
            yield Declarations((), part, (), _NONE, {})

    def links(self, where: str) -> Iterator[Declarations]:
        """Yields the company links whose rows meet a condition, some at a time: all that several sources state of one link together.

        Args:
            where: the condition, in SQL.
        """
        yield from self._in_parts([sheet for sheet in self._sheets if sheet.sheet.kind.plural == LINKS], where)

    def rejected_apart(self) -> Iterator[Problem]:
        """Yields what was rejected that belongs to no listed official: files, sheets, headers, registers and rows of nobody."""
        for values in self._all("SELECT where_, line, col, code, message, suggestion FROM meta.problems ORDER BY n"):
            yield Problem(*values)
        for part in self.register_parts():
            yield from part.rejected
        for sheet in self._sheets:
            if sheet.sheet.of_officials:
                yield from self._of_nobody(sheet)

    def counts_apart(self) -> Mapping[str, Counts]:
        """Returns the rows that belong to no listed official, by sheet."""
        found: dict[str, Counts] = {}
        for part in self.register_parts():
            for name, counts in part.by_sheet.items():
                found[name] = Counts(*map(sum, zip(astuple(found.get(name, _NONE)), astuple(counts), strict=True)))
        for sheet, rows in self._all("SELECT sheet, count(*) FROM meta.strangers GROUP BY sheet ORDER BY sheet"):
            found[sheet] = Counts(rows, 0, rows)
        return found

    def rows_read(self) -> Mapping[str, int]:
        """Returns the rows read by sheet."""
        return dict(self._all("SELECT sheet, read FROM meta.sheets ORDER BY sheet"))

    @property
    def rows_lost(self) -> int:
        """Returns the rows of sheets that could not be taken at all; they are read and rejected."""
        return int(self.settings["lost"])

    def rejected_register_kinds(self) -> set[str]:
        """Returns the plurals of the kinds of registers of which a row is rejected; only rough rows can be."""
        sheets = [sheet for sheet in self._sheets if not sheet.sheet.of_officials]
        rough = [sheet.records(self.database, f"line IN (SELECT line FROM {facts_of(sheet.sheet)} WHERE rough)", {}) for sheet in sheets]
        judged = self._assembled(record for part in rough for record in part).by_sheet
        return {sheet.sheet.kind.plural for sheet in sheets if sheet.sheet.name in judged and judged[sheet.sheet.name].rejected}

    # ---- how -------------------------------------------------------------------------------------------------------------

    def _all(self, query: str, parameters: Any = None) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = self.database.execute(query, parameters).fetchall()
        return found

    @cached_property
    def _sheets(self) -> tuple[StagedSheet, ...]:
        return staged_sheets(self.database)

    def _in_parts(self, sheets: Sequence[StagedSheet], where: str = "true") -> Iterator[Declarations]:
        """Yields the rows of the sheets of one kind of register that meet a condition, some at a time."""
        rows = [self._all(f"SELECT count(*) FROM {cells_of(sheet.sheet)} WHERE {where}")[0][0] for sheet in sheets]
        parts = max(rows) // PART + 1
        for part in range(parts):
            mine = f"({where}) AND coalesce(hash(id), 0) % {parts} = {part}"
            records = chain.from_iterable(sheet.records(self.database, mine, {}) for sheet in sheets)
            # What is missing of other kinds is known from when the input was staged.
            yield self._assembled(records, self.incomplete_for_all())

    def _chains(self) -> Iterator[Registers]:
        """Yields the links of the chains of control, some at a time, as they were worked out when the input was staged."""
        last = -1
        while found := self._all("SELECT rowid, fact FROM meta.chains WHERE rowid > ? ORDER BY rowid LIMIT ?", [last, PART]):
            last = found[-1][0]
            yield Registers(company_links=tuple(CompanyLink.read(json.loads(fact)) for _, fact in found))

    @cached_property
    def _registers(self) -> Declarations:
        parts = [sheet.records(self.database, "true", {}) for sheet in self._sheets if not sheet.sheet.of_officials]
        return self._assembled([record for part in parts for record in part])

    def _of_nobody(self, sheet: StagedSheet) -> Iterator[Problem]:
        where = "line IN (SELECT line FROM meta.strangers WHERE sheet = $sheet)"
        chunk: list[Record] = []
        for record in sheet.records(self.database.cursor(), where, {"sheet": sheet.sheet.name}):
            chunk.append(record)
            if len(chunk) == STRANGERS:
                yield from self._assembled(chunk).rejected
                chunk = []
        yield from self._assembled(chunk).rejected

    def _assembled(self, records: Iterable[Record], incomplete: frozenset[str] | None = None) -> Declarations:
        read = Read(tuple(records), incomplete=self._input_incomplete if incomplete is None else incomplete)
        whole = Whole(self._repeated(read.records), self.incomplete_for_all())
        return assemble(read, as_of=self.as_of, vocabulary=VOCABULARY, whole=whole)

    @cached_property
    def _input_incomplete(self) -> frozenset[str]:
        return frozenset(plural for (plural,) in self._all("SELECT DISTINCT plural FROM meta.incomplete WHERE input"))

    def _repeated(self, records: Iterable[Record]) -> Mapping[tuple[str, str], tuple[int, ...]]:
        if not self._any_repeated:
            return {}
        ids = sorted({record.id for record in records if record.id is not None})
        query = "SELECT sheet, id, lines FROM meta.repeated WHERE id IN (SELECT unnest($ids))"
        return {(sheet, id): tuple(lines) for sheet, id, lines in self._all(query, {"ids": ids})}

    @cached_property
    def _any_repeated(self) -> bool:
        return bool(self._all("SELECT 1 FROM meta.repeated LIMIT 1"))
