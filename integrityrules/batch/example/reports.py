"""Reports of gifts in an example, and what follows them: before, on and after the last day of the law.

May not know what a gift is; works on steps of its table. Days are counted in working days, as the law counts them.
"""

from __future__ import annotations

from integrityrules.batch.example.draws import below, between, chance, weighted
from integrityrules.batch.example.law import Borders
from integrityrules.batch.example.table import Expressions

UPG_DAYS, KPK_DAYS, FORWARD_DAYS, DECISION_DAYS = 10, 30, 10, 30
"""Working days to report to the UPG or to KPK, of the UPG to pass a report on, and of KPK to decide (2019)."""
NOT_YET = "'not_yet'"


def report_steps(mostly: str, often: str) -> tuple[Expressions, ...]:
    """Returns whether, where and after how many working days a gift is reported.

    Args:
        mostly, often: conditions for what is reported mostly or often; the rest hardly ever is, because it need not be.
    """
    return (
        {
            "reports": f"CASE WHEN {mostly} THEN {chance('$r.reports', 0.75)} WHEN {often} THEN {chance('$r.reports', 0.6)} "
            f"ELSE {chance('$r.reports', 0.004)} END",
            "to_upg": chance("$r.route", 0.6),
            "whole": chance("$r.whole", 0.93),
            "start": "ordinal_of(day)",
        },
        {"days": f"CASE WHEN to_upg THEN {_days('days', UPG_DAYS)} ELSE {_days('days', KPK_DAYS)} END"},
    )


def _days(word: str, limit: int) -> str:
    """Returns a number of working days: in time for most, at the limit for many, late for some."""
    soon, late = below(f"$r.{word}_soon", limit), f"{limit} + {below(f'$r.{word}_soon', 60)}"
    near = {str(limit + n): 0.08 for n in (-1, 0, 1)}
    return weighted(f"$r.{word}", {soon: 0.64, **near, late: 0.12})


def report_days(law: Borders) -> Expressions:
    """Returns the days of a report and of what follows it, as text; what would lie after the last day has not been done yet."""
    upg, kpk = "reports AND to_upg", "reports AND NOT to_upg"
    audit = f"start + {below('$r.audit_days', 120)}"
    return {
        "upg_on": _done(upg, "start + days", law),
        "kpk_on": _done(kpk, "start + days", law),
        "forwarded_on": _done(upg, f"start + days + {_days('forwarded', FORWARD_DAYS)}", law),
        "decided_on": _done(kpk, f"start + days + {_days('decided', DECISION_DAYS)}", law),
        "completed_on": _done(
            f"reports AND NOT whole AND {chance('$r.completes', 0.7)}", f"start + days + {between('$r.completed', 8, 40)}", law
        ),
        "returned_on": _done("reports AND NOT whole", "start + days + 3", law),
        "audit_on": _done(chance("$r.audited", 0.002), audit, law),
        "process_on": _done(chance("$r.prosecuted", 0.0003), audit, law),
    }


def _done(condition: str, ordinal: str, law: Borders) -> str:
    day = f"working_day(greatest({ordinal}, 1))"
    return f"CASE WHEN {condition} AND {day} <= DATE '{law.last}' THEN CAST({day} AS VARCHAR) ELSE {NOT_YET} END"
