"""The sieve as a script proposes in PostgreSQL and Spark what it proposes in DuckDB."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import settings
from support_sieve import Proposal, Staged, stage_worlds

from integrityrules import Engine, load_engine
from integrityrules.batch.sieve import Dialect, Sieve, script
from integrityrules.batch.sieve.tables import fact_columns
from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.facts.reading import read_dossier, read_registers
from integrityrules.facts.resolve import resolve
from integrityrules.facts.world import World
from integrityrules.language.sql.texts import quoted
from integrityrules.library import packaged_rulesets
from integrityrules.ruletests import load_suite

AS_OF = date(2026, 9, 1)
LONG = ("conflict-of-interest", "procurement")
"""The rulesets with statements that Spark plans for minutes."""
EVERY = 6
"""One packaged case in so many is looked at."""

ENGINE, CASES = load_suite()


def world_of(case: Any) -> World:
    registers = () if case.registers is None else (read_registers(dict(case.registers)),)
    dossier = read_dossier({**case.dossier, "as_of": AS_OF})
    return resolve(dossier, vocabulary=ENGINE.rulebook.vocabulary, calendars=ENGINE.calendars, registers=registers)


@pytest.fixture(scope="module")
def staged() -> Staged:
    return stage_worlds([world_of(case) for case in CASES[::EVERY]])


def statements(dialect: Dialect, engine: Engine = ENGINE) -> list[str]:
    sieve = Sieve(engine.rulebook, engine.calendars, AS_OF, engine.registers)
    return list(script(sieve, engine.rulebook.vocabulary, dialect))


@pytest.fixture(scope="module")
def in_duckdb(staged: Staged) -> set[Proposal]:
    """What the script proposes in DuckDB."""
    return run_in_duckdb(staged, ENGINE)


def run_in_duckdb(staged: Staged, engine: Engine) -> set[Proposal]:
    for text in statements("duckdb", engine):
        staged.connection.execute(text)
    found: set[Proposal] = set(staged.connection.execute("SELECT official, kind, id FROM proposed").fetchall())
    for kind in ("view", "table"):
        query = f"SELECT {kind}_name FROM duckdb_{kind}s() WHERE schema_name = 'main' AND NOT internal"
        for (name,) in staged.connection.execute(query).fetchall():
            staged.connection.execute(f"DROP {kind} {name}")
    return found


def facts_of(staged: Staged) -> Iterator[tuple[str, str, list[tuple[Any, ...]]]]:
    """Yields name, columns and rows of every table that the script expects."""
    tables = {kind.plural: [name for name, _ in fact_columns(kind)] for kind in VOCABULARY.kinds.values()}
    tables["spells"] = ["shard", "official", "kind", "id", "field", "value", "from", "until"]
    tables["rough_officials"] = ["shard", "official"]
    for name, columns in tables.items():
        selected = ", ".join(map(quoted, columns))
        yield name, selected, staged.connection.execute(f"SELECT {selected} FROM facts.{name}").fetchall()


def test_the_script_proposes_what_the_sieve_proposes(staged: Staged, in_duckdb: set[Proposal]) -> None:
    """The script, which knows nothing of the data, proposes at least what the sieve does, which looks at them first."""
    sieve, found = Sieve(ENGINE.rulebook, ENGINE.calendars, AS_OF, ENGINE.registers), set[Proposal]()
    sieve.propose(staged.connection, (range(1), None))
    found |= set(staged.connection.execute("SELECT official, kind, id FROM proposed").fetchall())
    assert len(found) > 300
    assert found <= in_duckdb
    assert len(in_duckdb) <= 1.2 * len(found)


@contextmanager
def postgresql() -> Iterator[Any]:
    psycopg = pytest.importorskip("psycopg")
    try:
        server = psycopg.connect("host=localhost dbname=test user=postgres connect_timeout=3", autocommit=True)
    except psycopg.OperationalError:
        pytest.skip("no PostgreSQL answers at localhost")
    with closing(server):
        yield server


def test_postgresql_proposes_the_same(staged: Staged, in_duckdb: set[Proposal]) -> None:
    """What `compile --to sql --dialect postgres` prints runs on a server, and proposes the same."""
    schema = f"facts_{uuid4().hex[:8]}"
    with postgresql() as server:
        server.execute("SET client_min_messages TO warning")
        server.execute("SET jit TO off")
        try:
            texts = [re.sub(r"\bfacts(?=\.|$)", schema, text) for text in statements("postgres")]
            made = 1 + len(VOCABULARY.kinds) + 2
            for text in texts[:made]:
                server.execute(text)
            for name, columns, rows in facts_of(staged):
                with server.cursor().copy(f"COPY {schema}.{name} ({columns}) FROM STDIN") as copy:
                    for row in rows:
                        copy.write_row(row)
            for text in texts[made:]:
                server.execute(text.replace("CREATE TABLE proposed", "CREATE TEMPORARY TABLE proposed"))
            found = set(server.execute("SELECT official, kind, id FROM proposed").fetchall())
        finally:
            server.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE")
    assert found == in_duckdb


@contextmanager
def spark(folder: Path) -> Iterator[Any]:
    """A session on two cores of this machine that reaches nobody."""
    sql = pytest.importorskip("pyspark.sql", reason="pyspark is not installed")
    builder = sql.SparkSession.builder.master("local[2]").appName("sieve")
    options = {
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.sql.shuffle.partitions": "1",
        "spark.sql.codegen.wholeStage": "false",
        "spark.sql.adaptive.enabled": "false",
        "spark.driver.memory": "3g",
        "spark.ui.enabled": "false",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.sql.ansi.enabled": "true",
    }
    for name, value in options.items():
        builder = builder.config(name, value)
    try:
        session = builder.getOrCreate()
    except Exception as error:  # no Java, or one it cannot use
        pytest.skip(f"Spark does not start ({type(error).__name__})")
    session.sparkContext.setLogLevel("ERROR")
    try:
        yield session
    finally:
        session.stop()


def engine_for_spark() -> Engine:
    """Returns all packaged rules for the nightly profile, else those whose statements Spark plans in seconds."""
    if settings.default.max_examples >= 10_000:
        return ENGINE
    asn = packaged_rulesets() / "asn"
    return load_engine(*(folder for folder in sorted(asn.iterdir()) if folder.name not in LONG))


def test_spark_proposes_the_same(staged: Staged, tmp_path: Path) -> None:
    """What `compile --to sql --dialect spark` prints runs on Spark, leaves only its result behind, and proposes the same."""
    engine = engine_for_spark()
    with spark(tmp_path) as session:
        texts, made = statements("spark", engine), 1 + len(VOCABULARY.kinds) + 2
        for text in texts[:made]:
            session.sql(text)
        for name, _, rows in facts_of(staged):
            if rows:
                schema = session.table(f"facts.{name}").schema
                session.createDataFrame(rows, schema).write.insertInto(f"facts.{name}")
        for text in texts[made:]:
            session.sql(text)
        found = {tuple(row) for row in session.sql("SELECT official, kind, id FROM proposed").collect()}
        left = [row.tableName for row in session.sql("SHOW TABLES").collect() if not row.isTemporary]
    assert left == ["proposed"]
    assert len({kind for _, kind, _ in found}) > 5
    assert found == run_in_duckdb(staged, engine)
