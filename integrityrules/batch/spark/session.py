"""A Spark session to ask: one that is given, or one of this machine that reaches nobody and is gone afterwards.

May not know facts or statements. Errors and logs of Spark quote data: here they become codes and names of classes, and nothing else passes.
"""

from __future__ import annotations

import logging
import signal
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from integrityrules.errors import MissingExtraError, RunError

LEAST_MEMORY = 1 << 30
"""Bytes below which Spark does not get through its own planning."""

MEANING = {
    "spark.sql.ansi.enabled": "true",  # a sum that overflows is an error, as in DuckDB, not another sum
    "spark.sql.caseSensitive": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.files.ignoreCorruptFiles": "false",  # what is left out there would not be proposed
    "spark.sql.files.ignoreMissingFiles": "false",
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
    "spark.sql.parquet.datetimeRebaseModeInWrite": "CORRECTED",
}
"""What statements rest on, whatever a session was set to."""

SPEED = {
    # What Spark concludes from conditions grows with every layer of a statement, until planning does not end.
    "spark.sql.constraintPropagation.enabled": "false",
    # Statements are long, and each is run once: compiling them whole, or planning them again on the way, costs more than it saves.
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.adaptive.enabled": "false",
    # Files of a few megabytes are read by all cores, because it is the conditions that take the time.
    "spark.sql.files.openCostInBytes": "65536",
}
"""What spares time where planning is nearly all of it; results do not depend on it."""

_ALONE = {
    "spark.app.name": "integrityrules",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.catalogImplementation": "in-memory",
}

_STACK = "-Xss16m"
"""Spark walks through conditions by recursion."""
_QUICK_TO_START = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""Java is not to perfect code that soon nobody runs: of 20,000 officials 133 seconds of processor time instead of 173."""


def check_installed() -> None:
    """Checks that pyspark is there.

    Raises:
        MissingExtraError: it is not.
    """
    try:
        import pyspark.sql  # noqa: F401
    except ImportError:
        raise MissingExtraError("auditing with Spark", "spark") from None


@contextmanager
def opened(given: Any, folder: Path, *, cores: int, memory: int, short: bool = False) -> Iterator[Any]:
    """Gives a session of our own: its settings and views are nobody else's.

    Args:
        given: a session to make it beside; if `None`, the one that is active, or else one is started, and ended afterwards.
        folder: where a session that is started keeps what it cannot keep in memory.
        cores, memory: of a session that is started: how many threads, and how many bytes.
        short: there is little to ask a session that is started; it is made to start quickly rather than to run fast.

    Raises:
        RunError: `no-spark`, Spark does not start; `spark-failed`, it ended before its work was done.
    """
    from pyspark.sql import SparkSession

    beside = given or SparkSession.getActiveSession()
    if beside is not None:
        with told():
            yield _set(beside.newSession())
        return
    with told(), _interrupts_as_before(), _started(_options(folder, cores, memory, short)) as session:
        yield _set(session)


@contextmanager
def told() -> Iterator[None]:
    """Turns what Spark raises into an error of ours that quotes nothing."""
    with _silent():
        try:
            yield
        except Exception as error:
            if not _is_sparks(error):
                raise
            name = type(error).__name__
            message = (
                f"Spark ended before its work was done ({name}); allow more memory and start it again, or audit with `--engine duckdb`"
            )
            raise RunError(message, code="spark-failed") from None


@contextmanager
def _silent() -> Iterator[None]:
    """Keeps the errors that pyspark raises out of logs, with the rows they quote, and the calls that an interrupt breaks off."""
    root, nowhere, loggers = logging.getLogger(), logging.NullHandler(), _loggers()
    were = [logger.disabled for logger in loggers]
    # py4j logs as the root, and would configure it for that.
    root.addHandler(nowhere)
    root.addFilter(_is_not_of_py4j)
    for logger in loggers:
        logger.disabled = True
    try:
        yield
    finally:
        for logger, was in zip(loggers, were, strict=True):
            logger.disabled = was
        root.removeFilter(_is_not_of_py4j)
        root.removeHandler(nowhere)


def _is_not_of_py4j(record: logging.LogRecord) -> bool:
    return record.module not in ("clientserver", "java_gateway")


def _loggers() -> list[logging.Logger]:
    with suppress(ImportError):  # before 4.0 pyspark logged nothing
        from pyspark.logger import PySparkLogger

        return [PySparkLogger.getLogger(name) for name in ("SQLQueryContextLogger", "DataFrameQueryContextLogger")]
    return []


def _is_sparks(error: Exception) -> bool:
    return type(error).__module__.split(".")[0] in ("pyspark", "py4j") or isinstance(error, ConnectionError)


def _set(session: Any) -> Any:
    for name, value in {**MEANING, **SPEED}.items():
        session.conf.set(name, value)
    return session


@contextmanager
def _started(options: Mapping[str, str]) -> Iterator[Any]:
    """Starts Spark in a process of its own, and ends both."""
    from pyspark import SparkContext
    from pyspark.sql import SparkSession

    was_there = SparkContext._gateway is not None
    session = None
    try:
        try:
            session = SparkSession(_context(options))
        except Exception:
            session = None
        if session is None:
            raise RunError("Spark does not start; it needs Java 17, found by JAVA_HOME or on the PATH", code="no-spark")
        yield session
    finally:
        if session is not None:
            with suppress(Exception):  # it may be gone already
                session.stop()
        if not was_there:
            _end(SparkContext)


def _options(folder: Path, cores: int, memory: int, short: bool) -> Mapping[str, str]:
    return {
        **_ALONE,
        "spark.master": f"local[{cores}]",
        "spark.driver.memory": f"{max(memory, LEAST_MEMORY) >> 20}m",
        "spark.driver.extraJavaOptions": f"{_STACK} {_QUICK_TO_START}" if short else _STACK,
        "spark.local.dir": str(folder / "spilled"),
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
    }


def _context(options: Mapping[str, str]) -> Any:
    from pyspark import SparkConf, SparkContext
    from pyspark.java_gateway import launch_gateway

    conf = SparkConf(loadDefaults=False).setAll(list(options.items()))
    if SparkContext._gateway is None:
        # What Java writes to the screen may quote rows.
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        SparkContext._ensure_initialized(gateway=launch_gateway(conf, quiet), conf=conf)
    return SparkContext(conf=SparkConf().setAll(list(options.items())))


def _end(context: Any) -> None:
    """Ends the process that Spark ran in, whose memory the rest of a run needs."""
    gateway, context._gateway, context._jvm = context._gateway, None, None
    process = getattr(gateway, "proc", None)
    if gateway is not None:
        with suppress(Exception):
            gateway.shutdown()
    if process is not None:
        process.stdin.close()  # it ends with its standard input
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def _interrupts_as_before() -> Iterator[None]:
    """Undoes what Spark does to the handling of interrupts, which must be ours again afterwards."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    handler = signal.getsignal(signal.SIGINT)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)
