"""What one evaluation reads: a dossier and its registers, resolved to plain values as of one day.

May not know any rule. Built by `facts.resolve`; read by every reader of the condition tree.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from integrityrules.facts.calendar import WorkCalendar
from integrityrules.facts.index import NO_FACTS, Facts
from integrityrules.facts.values import Range, Truth, bounds
from integrityrules.facts.vocabulary import KindSpec, Vocabulary


class Item:
    """One fact as conditions see it.

    Attributes:
        kind: its kind (`gift`).
        id: its id, unique within its kind.
        values: field name to value; `None` is unknown. Days still to come are ranges that open after `as_of`; entities are `Entity`
            objects; references are ids; spelled fields are `Spells`, or a plain value taken to hold throughout.
        basis: how the fact is known (`declared`, `register`, `alleged`, `established`), one for each source merged.
        stated_by: who states it, one for each source merged.
        contradicted: fields on which sources disagree; their value is unknown.
    """

    __slots__ = ("basis", "contradicted", "id", "kind", "stated_by", "values")

    def __init__(
        self,
        kind: str,
        id: str,
        values: Mapping[str, Any],
        basis: tuple[str, ...] = ("declared",),
        stated_by: tuple[str, ...] = (),
        contradicted: tuple[str, ...] = (),
    ) -> None:
        self.kind = kind
        self.id = id
        self.values = values
        self.basis = basis
        self.stated_by = stated_by
        self.contradicted = contradicted

    def __repr__(self) -> str:
        return f"Item({self.kind!r}, {self.id!r})"  # never the values


Window = tuple[date | None, date | None]
"""First and last day for which a kind is declared in full; `None` is an open end."""


class World:
    """A resolved dossier.

    Args:
        as_of: the day it is looked at. No later fact is in it.
        items: facts by the plural name of their kind.
        complete: the days for which a kind (by plural) is declared in full; absent where nothing was said.
        calendars: working-day calendars by id.
        official: the official as an item of kind `official`, or `None` where only registers are looked at.
        not_read: `(kind, id)` of facts dated after `as_of`.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        as_of: date,
        items: Mapping[str, tuple[Item, ...]],
        complete: Mapping[str, Window],
        calendars: Mapping[str, WorkCalendar],
        official: Item | None = None,
        not_read: tuple[tuple[str, str], ...] = (),
    ) -> None:
        self.vocabulary = vocabulary
        self.as_of = as_of
        self.items: Mapping[str, Facts] = {plural: found if found.__class__ is Facts else Facts(found) for plural, found in items.items()}
        self.complete = complete
        self.calendars = calendars
        self.official = official
        self.not_read = not_read

    def find(self, kind: str, id: str | None) -> Item | None:
        """Returns the fact a reference names, or `None` if the reference is missing or names nothing that is known."""
        return None if id is None else self.items.get(self.vocabulary.kinds[kind].plural, NO_FACTS).by_id.get(id)

    def is_complete(self, plural: str, first: date | None = None, last: date | None = None) -> bool:
        """Tells whether all facts of a kind dated from `first` to `last` (open ends: ever, `as_of`) are known to be here."""
        window = self.complete.get(plural)
        if window is None:
            return False
        start, end = window
        return (start is None or (first is not None and start <= first)) and (end is None or end >= (last or self.as_of))

    def elements(self, plural: str) -> tuple[list[tuple[Item, Truth]], bool]:
        """Returns every fact of a kind with its membership (always true), and whether they are all there are."""
        return self.items.get(plural, NO_FACTS).members, self.is_complete(plural)

    def related(self, base: Any, name: str) -> tuple[list[tuple[Item, Truth]], bool]:
        """Returns the elements of a reverse reference with their membership (true or unknown), and whether they are all.

        Args:
            base: an `Item`, an `Entity`, or `None` (unknown: every element may belong to it).
            name: the reverse reference (`bids`, `held_by`).
        """
        kinds = self.vocabulary.kinds
        spec = kinds[base.kind].related[name] if isinstance(base, Item) else self.vocabulary.entity_related[name]
        plural = kinds[spec.kind].plural
        facts = self.items.get(plural, NO_FACTS)
        if base is None:
            return [(item, None) for item in facts], self.is_complete(plural)
        index = facts.referring_by(spec.by)
        found = index.of_fact(base.id) if isinstance(base, Item) else index.of_entity(base)
        said = bool(spec.complete) and isinstance(base, Item) and base.values.get(spec.complete) is True
        return found, said or self.is_complete(plural)

    def is_later(self, value: Any) -> bool:
        """Tells whether a day is stated to be still to come (`not_yet`, `ongoing`)."""
        return value.__class__ is Range and isinstance(value.lo, date) and value.lo > self.as_of


def span_of(item: Item, kind: KindSpec) -> tuple[Any, Any]:
    """Returns first and last day of a fact: its span, or its own day twice; unknown ends are `None`."""
    if kind.span:
        return item.values.get(kind.span[0]), item.values.get(kind.span[1])
    day = item.values.get(kind.dated_by) if kind.dated_by else None
    return day, day


def days_in(values: Iterable[Any]) -> set[date]:
    """Returns every bound of some day values that is a day."""
    return {day for value in values for day in bounds(value) if isinstance(day, date)}
