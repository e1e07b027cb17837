"""The session that the sieve runs in on Spark: somebody's, which stays as it was, or one of our own; and what goes wrong with it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from support_sieve import Proposal, Staged, stage_worlds
from support_spark import NIGHTLY, needs_spark

from integrityrules import Engine, load_engine
from integrityrules.batch.run.proposals import Proposer
from integrityrules.batch.sieve import Sieve
from integrityrules.batch.spark import on_spark
from integrityrules.batch.spark.session import told
from integrityrules.batch.stage import Stage
from integrityrules.errors import MissingExtraError, RunError, UsageError
from integrityrules.facts.reading import read_dossier, read_registers
from integrityrules.facts.resolve import resolve
from integrityrules.library import packaged_rulesets
from integrityrules.ruletests import load_suite

AS_OF = date(2026, 9, 1)
QUICK = ("discipline", "gratification")
"""Of the rulesets, those that the ordinary tests take."""
EVERY = 1 if NIGHTLY else 3


def test_without_pyspark_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said before anything is staged."""
    monkeypatch.setitem(sys.modules, "pyspark", None)
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'integrityrules\[spark\]'"):
        on_spark()


@needs_spark
def test_memory_is_read_before_anything_starts() -> None:
    with pytest.raises(UsageError) as caught:
        on_spark(memory="much")
    assert caught.value.code == "bad-memory"


@needs_spark
def test_without_java_the_reason_is_named(tmp_path: Path) -> None:
    """Where Spark does not start, what it needs is said, and nothing is left behind."""
    code = """
import sys
from pathlib import Path
from integrityrules.batch.spark.session import opened
from integrityrules.errors import RunError
try:
    with opened(None, Path(sys.argv[1]), cores=1, memory=1):
        pass
except RunError as error:
    print(error.code, error)
"""
    environment = {"JAVA_HOME": "/nowhere", "PATH": "/usr/bin:/bin"}
    found = subprocess.run([sys.executable, "-c", code, str(tmp_path)], env=environment, capture_output=True, text=True, cwd=tmp_path)
    assert found.stdout == "no-spark Spark does not start; it needs Java 17, found by JAVA_HOME or on the PATH\n"
    assert found.stderr == ""
    assert list(tmp_path.iterdir()) == []


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A session of somebody else, with settings of their own."""
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").config("spark.driver.host", "127.0.0.1")
    builder = builder.config("spark.driver.bindAddress", "127.0.0.1").config("spark.driver.memory", "2g")
    builder = builder.config("spark.sql.warehouse.dir", str(tmp_path_factory.mktemp("warehouse"))).config("spark.log.level", "OFF")
    found = builder.config("spark.sql.ansi.enabled", "false").config("spark.sql.shuffle.partitions", "7").getOrCreate()
    yield found
    found.stop()


def staged_cases() -> tuple[Engine, Staged]:
    """Returns rules and the facts of packaged cases, in columns."""
    whole, cases = load_suite()
    worlds = [
        resolve(
            read_dossier({**case.dossier, "as_of": AS_OF}),
            vocabulary=whole.rulebook.vocabulary,
            calendars=whole.calendars,
            registers=() if case.registers is None else (read_registers(dict(case.registers)),),
        )
        for case in cases[::EVERY]
    ]
    engine = whole if NIGHTLY else load_engine(*(packaged_rulesets() / "asn" / name for name in QUICK))
    return engine, stage_worlds(worlds)


def proposed(stage: Stage, engine: Engine, propose: Proposer) -> set[Proposal]:
    propose(stage, Sieve(engine.rulebook, engine.calendars, AS_OF, engine.registers))
    return set(stage.database.execute("SELECT official, kind, id FROM proposed").fetchall())


def in_duckdb(stage: Stage, sieve: Sieve) -> None:
    sieve.propose(stage.database, (range(1), None))


@needs_spark
def test_a_given_session_proposes_the_same_and_stays_as_it_was(session: Any, tmp_path: Path) -> None:
    """Of the facts of packaged cases Spark proposes what DuckDB does; settings and views of the session are untouched."""
    engine, staged = staged_cases()
    stage = Stage(staged.connection, tmp_path)
    session.range(3).createOrReplaceTempView("timeline")
    found = proposed(stage, engine, on_spark(session))
    assert found == proposed(stage, engine, in_duckdb)
    assert len(found) > 200
    assert len({kind for _, kind, _ in found}) > 3
    assert session.table("timeline").count() == 3
    assert [table.name for table in session.catalog.listTables()] == ["timeline"]
    assert session.conf.get("spark.sql.ansi.enabled") == "false"
    assert session.conf.get("spark.sql.shuffle.partitions") == "7"
    assert list(tmp_path.iterdir()) == []


@needs_spark
def test_workers_that_write_elsewhere_are_found_out(session: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What workers write on disks of their own would be missing here, and nobody would be proposed: the run ends instead."""
    elsewhere = tmp_path / "elsewhere"
    monkeypatch.setattr("integrityrules.batch.spark.propose._uri", lambda path, mark="": f"file://{elsewhere / path.name}")
    (tmp_path / "run").mkdir()
    stage = Stage(stage_worlds([]).connection, tmp_path / "run")
    with pytest.raises(RunError) as caught:
        proposed(stage, load_engine(packaged_rulesets() / "asn" / "discipline"), on_spark(session))
    assert caught.value.code == "spark-folder"
    assert list((tmp_path / "run").iterdir()) == []


@needs_spark
def test_an_error_of_spark_quotes_nothing(session: Any, capfd: pytest.CaptureFixture[str]) -> None:
    """What Spark raises quotes the row it stumbled over: only the name of its class is passed on, and nothing is logged."""
    with pytest.raises(RunError) as caught, told():
        session.sql("SELECT CAST(CAST(name AS STRING) AS DATE) + nothing FROM VALUES ('Budi Santoso') AS v(name)").collect()
    assert caught.value.code == "spark-failed"
    assert "Exception" in str(caught.value)
    assert caught.value.__suppress_context__
    streams = capfd.readouterr()
    assert "Budi" not in f"{caught.value}{streams.out}{streams.err}"


def test_an_error_of_ours_stays_one() -> None:
    """A bug is not told as a weakness of Spark."""
    with pytest.raises(KeyError), told():
        raise KeyError
