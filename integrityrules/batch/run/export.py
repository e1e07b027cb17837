"""Findings as one Parquet file, from a run or from an audit in memory: codes, references and deadlines, in the order of attention.

May not decide. The days of acts, which were declared, stay in the folder of the run.
"""

from __future__ import annotations

import os
from collections.abc import Container, Mapping
from contextlib import closing, suppress
from pathlib import Path
from types import MappingProxyType

from integrityrules.batch.audit import Audit
from integrityrules.batch.run.columns import COLUMNS, row_of
from integrityrules.batch.run.parquet import OPTIONS, Rows
from integrityrules.batch.run.result import IN_ORDER, RunResult
from integrityrules.batch.stage.database import connect, literal

EXPORTED: Mapping[str, str] = MappingProxyType({name: type for name, type in COLUMNS.items() if name not in ("act_on", "done_on")})
"""The columns of the file."""


def write_run_findings(path: Path, run: RunResult, source: str = "findings") -> None:
    """Writes the findings of a run.

    Args:
        source: a view of the run with the columns of `findings`.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        run.query(f"COPY (SELECT {', '.join(EXPORTED)} FROM {source} ORDER BY {IN_ORDER}) TO {literal(str(beside))} ({OPTIONS})")
        os.replace(beside, path)
    finally:
        with suppress(FileNotFoundError):
            beside.unlink()


def write_findings(path: Path, audit: Audit, only: Container[tuple[str, str]] | None = None) -> None:
    """Writes the findings of an audit in memory.

    Args:
        only: official and id of the findings to take; all if `None`.

    Raises:
        MissingExtraError: `duckdb` is not installed.
    """
    with closing(connect(Path(":memory:"), memory="1GB", threads=1)) as database, closing(Rows(path, EXPORTED)) as rows:
        for one, finding in audit.findings():
            if only is None or (one.official, finding.id) in only:
                row = row_of(one.official, one.agency, finding)
                rows.add([{name: row[name] for name in EXPORTED}])
        rows.finish(database)
