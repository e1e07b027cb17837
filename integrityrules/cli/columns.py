"""`audit --engine duckdb` and `spark`: an input of any size, run in columns in the folder of `--out`, and handed out as any other audit is.

May not decide or format. What needs DuckDB is imported where it is used: nothing else of the command needs it.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from integrityrules.cli import common
from integrityrules.cli.following import Earlier
from integrityrules.cli.outputs import Found, Only
from integrityrules.cli.recording import Recording, record_dispositions, withheld
from integrityrules.engine import Engine
from integrityrules.errors import TrailError, UsageError
from integrityrules.logs import safe_logger
from integrityrules.report import Content

if TYPE_CHECKING:  # imported where it is used: the room brings databases along
    from integrityrules.batch.audit import Audited
    from integrityrules.batch.leaves.manifest import TrailPlace
    from integrityrules.batch.run import Progress, Proposer, RunResult
    from integrityrules.decide.finding import Finding

LARGE = 200_000_000
"""Bytes of a folder of text from which on columns are quicker, and memory may not suffice."""
RUN = "run"
"""The folder inside that of `--out` where a run keeps its work."""
DATABASES = ("postgresql://", "postgres://")
STEP_SECONDS = 0.5


def add_columns(parser: argparse.ArgumentParser) -> None:
    """Adds the options of columnar audits."""
    parser.add_argument(
        "--engine", choices=("auto", "memory", "duckdb", "spark"), default="auto",
        help="in memory, or in columns (duckdb, spark), which needs --out; auto: duckdb for Parquet, databases and large folders",
    )  # fmt: skip
    parser.add_argument("--shards", type=_positive, metavar="N", help="in columns: parts that are done one by one (default: by the size)")
    parser.add_argument("--workers", type=_positive, default=2, metavar="N", help="in columns: processes (default: 2)")
    parser.add_argument(
        "--memory", default="2GB", metavar="SIZE", help="in columns: the most DuckDB or Spark keeps in memory (default: 2GB)"
    )


def input_of(text: str) -> Path | str:
    """Returns what `INPUT` names: a path, or the address of a database as it is."""
    return text if text.startswith(DATABASES) else Path(text)


def is_columnar(arguments: argparse.Namespace) -> bool:
    """Tells whether an audit is to run in columns.

    Raises:
        UsageError: it must, and there is no folder to keep its work in.
    """
    wanted: bool = arguments.engine in ("duckdb", "spark") or (
        arguments.engine == "auto" and _suits_columns(arguments.input, arguments.out)
    )
    if wanted and not arguments.out:
        raise UsageError("an audit in columns keeps its work in a folder: name one with --out", code="usage")
    return wanted


def run_columns(arguments: argparse.Namespace, engine: Engine, as_of: date, earlier: Earlier) -> tuple[Found, Content]:
    """Runs an audit in columns, or goes on with one that was interrupted, and returns what it found."""
    from integrityrules.batch.run import run_audit
    from integrityrules.report.run_content import content_of_run

    record = Recording(engine)
    try:
        result = run_audit(
            arguments.input, arguments.out / RUN, engine, as_of=as_of, shards=arguments.shards, workers=arguments.workers,
            memory=arguments.memory, propose=_proposer(arguments), trail=_trail(arguments), progress=progress_of(arguments.progress),
        )  # fmt: skip
    except TrailError as error:
        raise withheld(error) from None
    content = content_of_run(result, engine, arguments.lang, values=True, baseline=earlier.baseline, dispositions=earlier.dispositions)
    record.note(content, lambda officials: _findings(result, engine, officials))
    record_dispositions(arguments, engine, record)
    return found_in_columns(result), content


def found_in_columns(result: RunResult) -> Found:
    """Returns what a run in columns found. Where earlier work leaves findings out, `content_of_run` has made a view of the others."""
    from integrityrules.batch.run.export import write_run_findings
    from integrityrules.batch.run.result import IN_ORDER
    from integrityrules.report.run_content import found_states_of_run

    def source(only: Only) -> str:
        return "findings" if only is None else "open_findings"

    def lines(only: Only) -> Iterable[str]:
        return (line for (line,) in result.rows(f"SELECT line FROM {source(only)} ORDER BY {IN_ORDER}"))

    return Found(
        result.is_complete,
        lambda: found_states_of_run(result),
        lines,
        lambda path, only: write_run_findings(path, result, source(only)),
    )


def progress_of(how: str) -> Callable[[Progress], None] | None:
    """Returns what shows the progress of a run on stderr, as `common.progress_of` does for an audit in memory."""
    if how == "json":
        log = safe_logger(sys.stderr, keys=("step", "shards_done", "shards", "per_second", "seconds_left"), times=False)
        return _Shown(lambda told, rate, left, ms: log.info(
            "progress", step=told.step, done=told.done, total=told.total, shards_done=told.shards_done, shards=told.shards,
            per_second=rate, seconds_left=left, duration_ms=ms,
        ))  # fmt: skip
    if how == "auto" and sys.stderr.isatty():
        return _Shown(_draw)
    return None


class _Shown:
    """Shows progress now and then, with the rate of the step and the time that remains.

    Args:
        show: takes the progress, how many are done in a second, the seconds left, and the milliseconds since the beginning.
    """

    def __init__(self, show: Callable[[Progress, int, int, int], None]) -> None:
        self._show = show
        self._started = self._shown = time.monotonic()
        self._step, self._step_started, self._step_done = "", self._started, 0

    def __call__(self, told: Progress) -> None:
        now = time.monotonic()
        if told.step != self._step:
            self._step, self._step_started, self._step_done = told.step, now, told.done
        elif now - self._shown < STEP_SECONDS and told.done != told.total:
            return
        self._shown = now
        rate = (told.done - self._step_done) / max(now - self._step_started, 1e-9)
        left = (told.total - told.done) / rate if rate else 0
        self._show(told, round(rate), round(left), round((now - self._started) * 1000))


def _draw(told: Progress, rate: int, left: int, ms: int) -> None:
    end = "\n" if told.done == told.total else ""
    what = f"{told.step} {told.shards_done}/{told.shards} shards, " if told.shards else f"{told.step} "
    print(
        f"\r{common.bar(told.done, told.total)} {what}{told.done}/{told.total} {rate}/s, {left} s left ",
        end=end,
        file=sys.stderr,
        flush=True,
    )


def _proposer(arguments: argparse.Namespace) -> Proposer:
    if arguments.engine == "spark":
        from integrityrules.batch.spark import on_spark

        return on_spark(cores=arguments.workers, memory=arguments.memory)
    from integrityrules.batch.run import in_columns

    return in_columns


def _trail(arguments: argparse.Namespace) -> TrailPlace | None:
    if not arguments.trail:
        return None
    from integrityrules.batch.leaves.manifest import TrailPlace

    return TrailPlace(arguments.trail, arguments.keys)


def _findings(result: RunResult, engine: Engine, officials: Collection[str]) -> Iterator[tuple[Audited, Finding]]:
    from integrityrules.batch.run.anew import decided_anew

    for one in decided_anew(result, engine, officials):
        yield from ((one, finding) for finding in one.evaluation.findings)


def _suits_columns(input: Path | str, out: Path | None) -> bool:
    if isinstance(input, str):
        return True
    if input.is_dir():
        files = [path for path in input.iterdir() if path.is_file()]
        return any(path.suffix == ".parquet" for path in files) or (out is not None and sum(path.stat().st_size for path in files) > LARGE)
    from integrityrules.batch.stage.duckdb_file import is_duckdb

    return input.is_file() and is_duckdb(input)


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError("a number, 1 or more")
    return int(text)
