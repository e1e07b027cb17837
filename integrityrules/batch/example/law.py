"""What the example takes from the law: days on which it changes, amounts at which it changes, and working days.

May not know any table. Read from the packaged rulesets and calendars, so that the borders stay those of the rules.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from integrityrules.facts.values import ONE_DAY
from integrityrules.library import load_engine
from integrityrules.rulebook.compile import Rulebook

CALENDAR = "asn"
SMALLEST_LIMIT, LARGEST_LIMIT = 100_000, 20_000_000
"""Rupiah: limits between these are about gifts, those above are about procurement."""
MARGIN = timedelta(days=250)
"""How far beyond the last day working days are counted: no deadline is longer."""


@dataclass(frozen=True)
class Borders:
    """Where the law changes.

    Args:
        first, last: the days of the example, both included.
        days: the day before, the first and the next day of each change between them.
        small, large: amounts at limits, one below and one above: of gifts, and of procurement.
        working: the working days from `first` until some time after `last`.
    """

    first: date
    last: date
    days: tuple[date, ...]
    small: tuple[int, ...]
    large: tuple[int, ...]
    working: tuple[date, ...]

    @cached_property
    def ordinals(self) -> tuple[int, ...]:
        """How many working days there are up to each day from `first` to `last`."""
        return tuple(bisect_right(self.working, self.first + timedelta(days=n)) for n in range((self.last - self.first).days + 1))

    def macros(self) -> tuple[str, str]:
        """Returns `ordinal_of(day)`, the number of working days up to a day, and `working_day(n)`, the day that makes them n."""
        days = ", ".join(f"DATE '{day}'" for day in self.working)
        counts = ", ".join(map(str, self.ordinals))
        return (
            f"CREATE OR REPLACE TEMP MACRO ordinal_of(day) AS list_extract([{counts}], (day - DATE '{self.first}') + 1)",
            f"CREATE OR REPLACE TEMP MACRO working_day(n) AS list_extract([{days}], n)",
        )


def borders(first: date, last: date) -> Borders:
    """Returns the borders of the packaged law between two days."""
    engine = load_engine()
    near = sorted({day + n * ONE_DAY for day in engine.rulebook.cuts for n in (-1, 0, 1)})
    limits = _limits(engine.rulebook)
    every = (first + timedelta(days=n) for n in range((last - first + MARGIN).days))
    return Borders(
        first,
        last,
        tuple(day for day in near if first <= day <= last) or (first,),
        tuple(limit + n for limit in limits if SMALLEST_LIMIT <= limit <= LARGEST_LIMIT for n in (-1, 0, 1)),
        tuple(limit + n for limit in limits if limit > LARGEST_LIMIT for n in (-1, 0, 1)),
        tuple(day for day in every if day.weekday() < 5 and day not in engine.calendars[CALENDAR].holidays),
    )


def _limits(rulebook: Rulebook) -> list[int]:
    """Returns every amount that the rulesets set, whenever it is in force."""
    parameters = [parameter for ruleset in rulebook.rulesets for parameter in ruleset.parameters.values() if parameter.type == "money"]
    return sorted({dated.value for parameter in parameters for dated in parameter.values if dated.value is not None})
