"""Small inputs for the tests of columnar runs: invented declarations, and what an audit in memory finds in them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from integrityrules.batch import Audit, audit
from integrityrules.batch.example import Size, write_example
from integrityrules.decide.outcome import ATTENTION
from integrityrules.engine import Engine
from integrityrules.library import load_engine
from integrityrules.report import finding_lines
from integrityrules.tables import read_declarations

AS_OF = date(2026, 4, 30)


@cache
def every_rule() -> Engine:
    """Returns the engine of all packaged rulesets and the example of a layer."""
    return load_engine(layers=["agency-example"])


@cache
def national() -> Engine:
    """Returns the engine of all packaged rulesets, as a process of its own loads it."""
    return load_engine()


def example(folder: Path, officials: int, *, seed: int = 1, holes: float = 0.1, format: Any = "csv") -> Path:
    """Writes invented declarations and returns where they are."""
    return write_example(folder, Size(officials, as_of=AS_OF, seed=seed, holes=holes), format=format).input


def audited(input: Path, engine: Engine) -> Audit:
    """Returns what an audit in memory says of an input."""
    return audit(engine, read_declarations(input, as_of=AS_OF), as_of=AS_OF)


def lines_of(result: Audit) -> list[str]:
    """Returns the findings of an audit in memory in the order in which a run gives them: those of one state and day by official and id."""
    lines = [json.loads(line) for line in finding_lines(result)]
    return [json.dumps(line, ensure_ascii=False, sort_keys=True) for line in sorted(lines, key=_place)]


def _place(line: Mapping[str, Any]) -> tuple[Any, ...]:
    act = line["fact"]["kind"], line["fact"]["id"]
    return ATTENTION.index(line["state"]), line["due_on"] or "9999", line["official"], *act, line["rule"], line["id"]


def files_of(folder: Path) -> dict[str, bytes]:
    """Returns the bytes of every file of a run that must come out the same, by its place."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in ("stage.duckdb", "run.lock")
    }
