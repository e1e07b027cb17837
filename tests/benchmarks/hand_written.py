"""The hand-written SQL beside this file on a staged input: what it needs, and the pairs of fact and rule it finds.

`hand_sql/gifts.sql` and `hand_sql/side_positions.sql` are kept as somebody would write them, not made from the rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from integrityrules.batch.stage import Stage
from integrityrules.facts.calendar import WorkCalendar

FOLDER = Path(__file__).resolve().parent / "hand_sql"
QUERIES: Mapping[str, str] = {path.stem: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.sql")}
KINDS = {"gift": "gifts", "side_position": "side_positions"}


def prepare(stage: Stage, calendar: WorkCalendar) -> None:
    """Loads the days off, as a warehouse has them, and works out the last days of reports."""
    database = stage.database
    database.execute("CREATE OR REPLACE TEMP TABLE days_off (day DATE)")
    database.executemany("INSERT INTO days_off VALUES (?)", [[day] for day in sorted(calendar.holidays)])
    database.execute("CREATE OR REPLACE TEMP TABLE listed_years (year BIGINT)")
    database.executemany("INSERT INTO listed_years VALUES (?)", [[year] for year in sorted(calendar.years)])
    database.execute(QUERIES["setup"])


def run(stage: Stage, kind: str) -> int:
    """Runs the query about one kind into `by_hand_<kind>`, and returns how many pairs it finds."""
    text = QUERIES[KINDS[kind]].replace("$as_of", f"DATE '{stage.as_of}'")
    (found,) = stage.database.execute(f"CREATE OR REPLACE TEMP TABLE by_hand_{kind} AS {text}").fetchone()
    return int(found)


def pairs(stage: Stage, kind: str) -> set[tuple[str, str, str]]:
    """Returns what the query about one kind found: kind, fact and rule."""
    rows: list[Any] = stage.database.execute(f"SELECT fact, rule FROM by_hand_{kind}").fetchall()
    return {(kind, fact, rule) for fact, rule in rows}
