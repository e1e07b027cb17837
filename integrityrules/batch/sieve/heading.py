"""The comment over a script: what to do with it, and the law that it was made of.

May not write SQL.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from integrityrules.facts.calendar import WorkCalendar
from integrityrules.rulebook.compile import Rulebook

GUIDE = """What any rule may find something about, as of {as_of}: made by integrityrules compile --to sql --dialect {dialect}
Fill the tables of schema facts with what is known on that day; NULL is unknown, and a day after it is 9999-12-31.
A row in which a column cannot say what the fact says is rough, and its official is in facts.rough_officials.
All that is not in the table proposed afterwards certainly has no finding; what is, `integrityrules audit` decides."""


def heading(rulebook: Rulebook, calendars: Mapping[str, WorkCalendar], as_of: date, dialect: str) -> str:
    """Returns the comment: it changes whenever a ruleset, a calendar or the day does."""
    return "\n".join(f"-- {line}" for line in _lines(rulebook, calendars, as_of, dialect))


def _lines(rulebook: Rulebook, calendars: Mapping[str, WorkCalendar], as_of: date, dialect: str) -> Iterator[str]:
    yield from GUIDE.format(as_of=as_of, dialect=dialect).splitlines()
    for ruleset in sorted(rulebook.rulesets, key=lambda one: one.id):
        yield f"ruleset {ruleset.id} {ruleset.version} sha256:{ruleset.digest}"
    for id, calendar in sorted(calendars.items()):
        yield f"calendar {id} sha256:{calendar.digest}"
