"""How a value stands in SQL: one nullable expression, two for what may be a range, one for each number of an entity.

May not know trees or tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from integrityrules.facts.vocabulary import ORDERED, Type
from integrityrules.language.sql.texts import literal, unknown


@dataclass(frozen=True, slots=True)
class Plain:
    """A condition, code, text or reference: an expression that is NULL where it is unknown."""

    text: str


@dataclass(frozen=True, slots=True)
class Ordered:
    """A number or a day.

    Args:
        lo, hi: the lowest and the highest it can be, NULL for an open end; the same text where it is one value or unknown.
        stored: for a day of a column in which any day after `as_of` stands for some day after `as_of`: the column.
        constant: its value where it is known when the query is written.
    """

    lo: str
    hi: str
    stored: str = ""
    constant: Any = None

    @property
    def is_exact(self) -> bool:
        """Tells whether it is never a range."""
        return self.lo == self.hi

    @property
    def is_stated(self) -> str:
        """Returns the test that something is known of it."""
        if self.stored or self.is_exact:
            return f"({self.stored or self.lo} IS NOT NULL)"
        return f"({self.lo} IS NOT NULL OR {self.hi} IS NOT NULL)"


@dataclass(frozen=True, slots=True)
class Numbers:
    """An entity: an expression for its number in each scheme that is written down, in the order of the schemes."""

    by_scheme: Mapping[str, str]


Value: TypeAlias = Plain | Ordered | Numbers


def exact(text: str) -> Ordered:
    """Returns a number or day that is one value or unknown."""
    return Ordered(text, text)


def constant(value: Any, type: Type) -> Value:
    """Returns a constant of a type; `None` is unknown."""
    text = unknown(type.name) if value is None else literal(value)
    return Ordered(text, text, constant=value) if type.name in ORDERED else Plain(text)


def unknown_value(type: Type) -> Value:
    """Returns what nothing is known of."""
    return Numbers({}) if type.name == "entity" else constant(None, type)
