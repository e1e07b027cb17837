"""An audit whose sieve runs on Spark finds what every other audit finds, to the byte, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest
from support_run import AS_OF, example, files_of, national
from support_spark import NIGHTLY, needs_spark

from integrityrules.batch.run import run_audit
from integrityrules.cli.main import main

OFFICIALS = 2_000 if NIGHTLY else 120


@needs_spark
def test_an_audit_on_spark_finds_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    """`audit --engine spark` writes the same findings, accounts and proposals as DuckDB's sieve, whatever the folder is called."""
    from pyspark import SparkContext
    from pyspark.sql import SparkSession

    input = example(tmp_path / "in", OFFICIALS, holes=0.2)
    elsewhere, out = tmp_path / "elsewhere", tmp_path / "out [1] {a b}*"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    before = SparkContext._gateway
    arguments = ["audit", str(input), "--engine", "spark", "--out", str(out), "--as-of", AS_OF.isoformat(), "--shards", "3"]
    assert main([*arguments, "--fail-on", "never"]) in (0, 3)
    assert capfd.readouterr().err == ""
    assert list(elsewhere.iterdir()) == []
    assert not (out / "run" / "spark").exists()
    assert SparkSession.getActiveSession() is None
    assert SparkContext._gateway is before

    in_duckdb = run_audit(input, tmp_path / "run", national(), as_of=AS_OF, shards=3, workers=0)
    assert in_duckdb.account.findings > OFFICIALS
    ((proposed,),) = duckdb.sql(f"SELECT count(DISTINCT official) FROM '{tmp_path / 'run' / 'proposed.parquet'}'").fetchall()
    assert OFFICIALS / 10 < proposed < OFFICIALS * 0.9
    here, there = files_of(tmp_path / "run"), files_of(out / "run")
    assert sorted(here) == sorted(there)
    assert [name for name in here if here[name] != there[name]] == []


@needs_spark
@pytest.mark.skipif(os.name != "posix", reason="interrupts are sent as POSIX has them")
def test_an_interrupt_leaves_nothing_behind(tmp_path: Path) -> None:
    """Ctrl-C while Spark is at work ends the command with 130 and one word, and no facts are left."""
    input = example(tmp_path / "in", 20)
    code = "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); from integrityrules.cli.main import main"
    command = [sys.executable, "-c", f"{code}; sys.exit(main(sys.argv[1:]))", "audit", str(input), "--engine", "spark"]
    options = ["--out", str(tmp_path / "out"), "--as-of", AS_OF.isoformat()]
    facts = tmp_path / "out" / "run" / "spark"
    with subprocess.Popen([*command, *options], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=tmp_path) as process:
        while not (facts / "proposed").exists():
            assert process.poll() is None
            time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=60)
    assert (process.returncode, said) == (130, "interrupted\n")
    assert not facts.exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "out"]
