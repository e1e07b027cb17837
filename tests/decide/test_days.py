"""Days on which rules are judged: pieces between changes, segments of lasting facts, yearly occurrences."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from integrityrules.decide.days import act_segments, occurrences, shared_span, span_segments, split
from integrityrules.facts.values import Range, bounds, ranged

FIRST = date(2020, 1, 1)
days = st.integers(0, 60).map(lambda n: FIRST + timedelta(days=n))
AS_OF = FIRST + timedelta(days=45)


def covered(piece: object) -> list[date]:
    first, last = bounds(piece)
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def range_of(pair: tuple[date, date]) -> object:
    return ranged(min(pair), max(pair))


uncertain = st.tuples(days, days).map(range_of)


@given(days, days, st.lists(days, unique=True).map(sorted))
def test_pieces_cover_a_period_once_and_nothing_changes_inside_one(a: date, b: date, changes: list[date]) -> None:
    """Every day of a period lies in exactly one piece, and no change falls inside a piece."""
    first, last = min(a, b), max(a, b)
    pieces = [covered(piece) for piece in split(first, last, changes)]
    assert [day for piece in pieces for day in piece] == covered(ranged(first, last))
    assert not any(day in changes for piece in pieces for day in piece[1:])


@given(uncertain, uncertain, st.lists(days, unique=True).map(sorted))
def test_a_segment_is_sure_exactly_where_every_reading_of_the_ends_covers_it(start: object, end: object, changes: list[date]) -> None:
    """A day is in a sure segment if and only if the fact lasted on it whatever its true first and last day were."""
    (first, last_start), (first_end, last_end) = bounds(start), bounds(end)
    if last_start > first_end:
        return  # the ends overlap: no day is sure
    sure = [day for segment in span_segments(start, end, AS_OF, changes) if segment.sure for day in covered(segment.day)]
    assert sure == [day for day in covered(ranged(FIRST, AS_OF)) if last_start <= day <= first_end]
    every = sorted(day for segment in span_segments(start, end, AS_OF, changes) for day in covered(segment.day))
    assert every == [day for day in covered(ranged(FIRST, AS_OF)) if first <= day <= last_end]


def test_a_fact_that_goes_on_lasts_until_the_day_it_is_looked_at() -> None:
    """`ongoing` gives sure segments up to `as_of`; an end that was not given gives none."""
    ongoing = Range(AS_OF + timedelta(days=1), None)
    assert [segment.sure for segment in span_segments(FIRST, ongoing, AS_OF, [])] == [True]
    assert [segment.sure for segment in span_segments(FIRST, None, AS_OF, [])] == [False]


def test_an_act_still_to_come_is_not_judged() -> None:
    """An act stated to be after `as_of` has no segment, one of an unknown day may lie in any of them."""
    assert act_segments(Range(AS_OF + timedelta(days=1), None), AS_OF, []) is None
    assert [segment.day for segment in act_segments(None, AS_OF, [FIRST]) or []] == [Range(None, date(2019, 12, 31)), Range(FIRST, AS_OF)]


@given(uncertain, uncertain, uncertain, uncertain)
def test_spans_share_no_day_only_if_no_reading_lets_them(a: object, b: object, c: object, d: object) -> None:
    """Two spans are apart only if they are for every possible first and last day."""
    may_meet = max(bounds(a)[0], bounds(c)[0]) <= min(bounds(b)[1], bounds(d)[1])
    assert (shared_span((a, b), (c, d)) is not None) == may_meet


def test_yearly_days_lie_inside_the_fact_and_are_sure_only_if_its_ends_are() -> None:
    """31 December counts from the first to the last day, both included; an unknown end makes it unsure."""
    as_of = date(2024, 6, 1)
    ongoing = Range(date(2024, 6, 2), None)
    assert list(occurrences(date(2021, 12, 31), ongoing, (12, 31), as_of, 2000)) == [
        (date(2021, 12, 31), True), (date(2022, 12, 31), True), (date(2023, 12, 31), True),
    ]  # fmt: skip
    assert list(occurrences(date(2022, 1, 1), None, (12, 31), as_of, 2000)) == [(date(2022, 12, 31), False), (date(2023, 12, 31), False)]
