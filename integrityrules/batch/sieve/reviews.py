"""What a declaration itself makes a person look at: the statements that propose facts of which definitions may say otherwise.

May not know findings. It follows `decide.reviews`; facts on which sources disagree are rough, and always proposed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from integrityrules.batch.sieve.judge import Judge
from integrityrules.batch.sieve.lanes import House, Standing, all_in, in_days, on_timeline, own_facts, proposed, register_facts
from integrityrules.batch.sieve.versions import Defining, definings_of
from integrityrules.facts.vocabulary import KindSpec
from integrityrules.language.sql import Statement
from integrityrules.language.sql.texts import all_of, any_of, literal


def review_statements(house: House, kind: KindSpec) -> Iterator[Statement]:
    """Yields the statements that propose facts of a kind for the officials of a shard."""
    definings = definings_of(house.plans, kind.name, house.as_of)
    if not kind.register:
        yield from _reviews(house, kind, definings, own_facts(house, kind.name))
        return
    nobody = house.without_officials()
    of_officials = [one for one in definings if one.reads_official]
    yield from _reviews(nobody, kind, of_officials, register_facts(nobody, kind.name), everyone=True)


def register_reviews(house: House, kind: KindSpec) -> Iterator[Statement]:
    """Yields the statements that propose facts of a register by themselves, of no official."""
    if kind.register:
        yield from _reviews(house, kind, definings_of(house.plans, kind.name, house.as_of), register_facts(house, kind.name))


def _reviews(
    house: House, kind: KindSpec, definings: Sequence[Defining], rows: Standing, *, everyone: bool = False
) -> Iterator[Statement]:  # fmt: skip
    if not definings:
        return
    day = rows.frame.work_out(_day(house, kind, rows), "day")
    rows = replace(rows, first=day, last=day)
    if not everyone and any(one.reads_official for one in definings):
        rows = on_timeline(house, rows)
    judge = Judge(rows.relations, all_in(rows))
    tests = [all_of([in_days(rows, one.first, one.last, house.as_of), judge.contradicts(one)]) for one in definings]
    yield proposed(rows, judge.actors, any_of([rows.rough, *tests]), everyone)


def _day(house: House, kind: KindSpec, rows: Standing) -> str:
    """Returns the day whose definitions speak of a fact: its own, or the last it lasted, or the day of the run."""
    if not kind.span and not kind.dated_by:
        return literal(house.as_of)
    start, end = rows.relations.span(rows.actors.fact)
    return f"LEAST(COALESCE({end.hi}, {start.hi}, {literal(house.as_of)}), {literal(house.as_of)})"
