"""The statements of a sieve, run by Spark over the facts of a stage: what they propose ends where that of `Sieve.propose` does.

May not write statements. Officials whom columns do not describe, or whose row nobody could read, are added by DuckDB.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from integrityrules.batch.run.drive import MEMORY, bytes_of
from integrityrules.batch.run.proposals import Proposer
from integrityrules.batch.sieve import Sieve
from integrityrules.batch.sieve.script import turned
from integrityrules.batch.sieve.sieve import PROPOSED, rough
from integrityrules.batch.sieve.tables import Relation, shard_relations
from integrityrules.batch.spark.session import check_installed, opened
from integrityrules.batch.stage import Stage
from integrityrules.batch.stage.database import file, literal
from integrityrules.errors import RunError
from integrityrules.language.sql import Statement

FOLDER, RESULTS = "spark", "proposed"
"""The folder inside that of a run where facts lie while Spark reads them, and the one in it for what it proposes."""
PATHS = 500
"""Files that DuckDB reads together."""
MANY = 200_000
"""Officials from which on a session that is started is to run fast rather than to start quickly."""
ROWS_OF_A_TASK = 50_000
"""Rows of the largest table from which on what is joined is divided further."""
LEAST_GROUP, MOST_GROUP = 2048, 122_880
"""Rows of a group of Parquet, the smallest piece that is read by itself; 2048 is DuckDB's least."""
TYPES = {"VARCHAR": "STRING", "BIGINT": "BIGINT", "INTEGER": "INT", "USMALLINT": "INT", "DATE": "DATE", "BOOLEAN": "BOOLEAN"}
"""Types of DuckDB as Spark names them; a stage has no others."""


def on_spark(session: Any = None, *, cores: int = 2, memory: str = MEMORY) -> Proposer:
    """Returns what proposes as `in_columns` does, with Spark instead of DuckDB; for `run_audit(propose=...)`.

    Args:
        session: of Spark; its workers must reach the folder of the run by the same path. If `None`, the active one is taken, or one is
            started on this machine, and ended.
        cores: threads of a session that is started.
        memory: the most it may take (`3GB`).

    Raises:
        MissingExtraError: pyspark or sqlglot is not installed.
        UsageError: `bad-memory`.

    When it is called, it raises `RunError` besides: `no-spark`, Spark does not start; `spark-failed`, it ended before its work was done;
    `spark-folder`, its workers do not share the folder.
    """
    check_installed()
    turned("SELECT 1", "spark")
    return partial(_propose, session=session, cores=cores, memory=bytes_of(memory))


def _propose(stage: Stage, sieve: Sieve, *, session: Any, cores: int, memory: int) -> None:
    of_officials, of_registers = sieve.prepare(stage.database)
    ((officials,),) = stage.database.execute("SELECT count(*) FROM facts.officials").fetchall()
    with _folder(stage.folder / FOLDER) as folder:
        with opened(session, folder, cores=cores, memory=memory, short=officials < MANY) as spark:
            asked = _Asked(spark, stage.database, folder)
            asked.check_shared()
            asked.export(sieve)
            for number, statement in enumerate((*of_officials, *of_registers)):
                asked.ask(number, statement)
        _gather(stage.database, sorted(folder.glob(f"{RESULTS}/*/*.parquet")))


@contextmanager
def _folder(path: Path) -> Iterator[Path]:
    """Gives an empty folder, and removes it: what it holds was declared."""
    shutil.rmtree(path, ignore_errors=True)  # of a run that was killed
    path.mkdir(mode=0o700)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def _gather(database: Any, paths: Sequence[Path]) -> None:
    """Makes the table of what was proposed, with whom columns do not describe."""
    database.execute(f"CREATE OR REPLACE TEMP TABLE {PROPOSED} (official VARCHAR, kind VARCHAR, id VARCHAR)")
    database.execute(f"INSERT INTO {PROPOSED} {rough(None)}")
    for first in range(0, len(paths), PATHS):
        listed = ", ".join(map(file, paths[first : first + PATHS]))
        database.execute(f"INSERT INTO {PROPOSED} SELECT official, kind, id FROM read_parquet([{listed}])")


class _Asked:
    """One stage as a session sees it: its facts as views, and what statements find in files beside them."""

    def __init__(self, spark: Any, database: Any, folder: Path) -> None:
        self._spark, self._database, self._folder = spark, database, folder

    def check_shared(self) -> None:
        """Checks that what workers write is all here. INVARIANT: of a file that is missing here, nobody would be proposed.

        Raises:
            RunError: `spark-folder`, some do not write into the same folder.
        """
        parts = 4 * self._spark.sparkContext.defaultParallelism
        path = self._folder / "shared"
        self._spark.range(0, parts, 1, parts).write.parquet(_uri(path))
        if len(list(path.glob("*.parquet"))) != parts:
            raise RunError(
                "the workers of Spark do not reach the folder of the run by the same path; let them share it", code="spark-folder"
            )

    def export(self, sieve: Sieve) -> None:
        """Writes what statements read as Parquet, and names it for Spark as they do."""
        of_shards = tuple(shard_relations(sieve.vocabulary, None))
        given = [Relation(one.name, f"SELECT * FROM {one.name}") for one in sieve.relations()]
        given += [one for one in of_shards if not one.is_kept]
        rows = [self._rows(one.query) for one in given]
        cores = self._spark.sparkContext.defaultParallelism
        self._spark.conf.set("spark.sql.shuffle.partitions", str(min(max(rows) // ROWS_OF_A_TASK, 3 * cores) + 1))
        for one, number in zip(given, rows, strict=True):
            self._write(one, min(max(number // (3 * cores), LEAST_GROUP), MOST_GROUP))
        for one in of_shards:
            if one.is_kept:
                self._keep(one.name, self._folder / one.name, one.query)

    def ask(self, number: int, statement: Statement) -> None:
        """Runs a statement. Spark would write out again what several of its queries read: that is written to a file first."""
        first, result = statement.parts()
        between = self._folder / str(number)
        for view, query in first:
            self._keep(view, between / view, query)
        self._query(result).write.parquet(_uri(self._folder / RESULTS / str(number)))
        for view, _ in first:
            self._spark.catalog.dropTempView(view)
        shutil.rmtree(between, ignore_errors=True)

    def _rows(self, query: str) -> int:
        ((rows,),) = self._database.execute(f"SELECT count(*) FROM ({query})").fetchall()
        return int(rows)

    def _write(self, relation: Relation, group: int) -> None:
        path = self._folder / f"{relation.name}.parquet"
        self._database.execute(f"COPY ({relation.query}) TO {literal(str(path))} (FORMAT parquet, ROW_GROUP_SIZE {group})")
        columns = self._database.execute(f"DESCRIBE {relation.query}").fetchall()
        self._name(relation.name, path, ", ".join(f"`{row[0]}` {TYPES[row[1]]}" for row in columns))

    def _keep(self, view: str, path: Path, query: str) -> None:
        found = self._query(query)
        found.write.parquet(_uri(path))
        self._name(view, path, found.schema)

    def _name(self, view: str, path: Path, schema: Any) -> None:
        self._spark.read.schema(schema).parquet(_uri(path, "\\")).createOrReplaceTempView(view)

    def _query(self, text: str) -> Any:
        return self._spark.sql(turned(text, "spark"))


def _uri(path: Path, mark: str = "") -> str:
    """Returns a path as Spark takes it; where it reads, some characters stand for others unless they are marked."""
    return "file://" + "".join(mark + char if char in "*?[]{}\\" else char for char in str(path.resolve()))
