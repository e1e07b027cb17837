"""A finding, and a rejected place, as one row of columns: what the Parquet files of a run hold.

May not decide, nor write files. `line` is the public form, as in `findings.jsonl`; the days of acts stand in columns of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from integrityrules.decide.finding import Finding
from integrityrules.decide.line import public_line
from integrityrules.errors import Problem

COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "official": "VARCHAR",
        "agency": "VARCHAR",
        "id": "VARCHAR",
        "ruleset": "VARCHAR",
        "version": "VARCHAR",
        "rule": "VARCHAR",
        "layer": "VARCHAR",
        "tracks": "VARCHAR",
        "kind": "VARCHAR",
        "bearer": "VARCHAR",
        "outcome": "VARCHAR",
        "state": "VARCHAR",
        "attention": "UTINYINT",
        "fact_kind": "VARCHAR",
        "fact": "VARCHAR",
        "partner": "VARCHAR",
        "segment_from": "DATE",
        "segment_until": "DATE",
        "occurrence": "DATE",
        "act_on": "DATE",
        "due_on": "DATE",
        "due_latest": "DATE",
        "done_on": "DATE",
        "working_days_left": "INTEGER",
        "executability": "VARCHAR",
        "line": "VARCHAR",
    }
)
"""Name and DuckDB type of each column. `tracks` are separated by commas; `act_on` and `done_on` are empty where they are ranges."""

REJECTED: Mapping[str, str] = MappingProxyType(
    {"where_": "VARCHAR", "line": "BIGINT", "column_": "INTEGER", "code": "VARCHAR", "message": "VARCHAR", "suggestion": "VARCHAR"}
)
"""The columns of what could not be read; two of them are words of SQL."""


def row_of(official: str, agency: str, finding: Finding) -> dict[str, Any]:
    """Returns a finding as plain data, by column."""
    start, end = finding.segment
    return {
        "official": official,
        "agency": agency,
        "id": finding.id,
        "ruleset": finding.ruleset,
        "version": finding.version,
        "rule": finding.rule,
        "layer": finding.layer,
        "tracks": ",".join(finding.tracks),
        "kind": finding.kind,
        "bearer": finding.bearer,
        "outcome": finding.outcome,
        "state": finding.state,
        "attention": finding.attention(),
        "fact_kind": finding.fact_kind,
        "fact": finding.fact,
        "partner": finding.partner,
        "segment_from": _day(start),
        "segment_until": _day(end),
        "occurrence": _day(finding.occurrence),
        "act_on": _day(finding.day),
        "due_on": _day(finding.due_on),
        "due_latest": _day(finding.due_latest),
        "done_on": _day(finding.done_on),
        "working_days_left": finding.working_days_left,
        "executability": finding.executability,
        "line": public_line(official, finding),
    }


def _day(day: Any) -> str | None:
    return day.isoformat() if day.__class__ is date else None


def rejected_row(problem: Problem) -> dict[str, Any]:
    """Returns a place that could not be read as plain data, by column."""
    return {
        "where_": problem.where,
        "line": problem.line,
        "column_": problem.column,
        "code": problem.code,
        "message": problem.message,
        "suggestion": problem.suggestion,
    }
