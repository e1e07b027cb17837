"""The closed list of functions: real values, unknown and ranges, and more information never changing an answer."""

from __future__ import annotations

import inspect
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support_trees import tree_vocabulary

from integrityrules.facts.calendar import WorkCalendar
from integrityrules.facts.values import Range
from integrityrules.facts.world import Item, World
from integrityrules.language.functions import FUNCTIONS
from integrityrules.language.sql.calls import CALLS

ASN = WorkCalendar("asn", (2026,), (date(2026, 1, 1), date(2026, 1, 16)))
WORLD = World(tree_vocabulary(), date(2026, 3, 2), {}, {}, {"asn": ASN})


def call(name: str, *values: Any) -> Any:
    return FUNCTIONS[name].apply(WORLD, *values)


def role(start: Any, end: Any) -> Item:
    return Item("role", "r", {"from": start, "until": end})


def d(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        ("year", (d("2026-01-20"),), 2026),
        ("year", (Range(d("2025-12-31"), d("2026-01-01")),), Range(2025, 2026)),
        ("year", (Range(d("2026-03-03"), None),), Range(2026, None)),
        ("year", (Range(d("2026-03-03"), d("2026-04-01")),), 2026),
        ("days_between", (d("2026-01-20"), d("2026-02-01")), 12),
        ("days_between", (d("2026-02-01"), d("2026-01-20")), -12),
        ("days_between", (Range(d("2026-01-01"), d("2026-01-03")), d("2026-01-05")), Range(2, 4)),
        ("add_days", (d("2026-02-27"), 2), d("2026-03-01")),
        ("add_days", (d("2026-02-27"), Range(1, None)), Range(d("2026-02-28"), None)),
        ("add_days", (d("9999-12-31"), 1), None),
        ("add_months", (d("2025-11-30"), 3), d("2026-02-28")),
        ("add_months", (d("2023-11-30"), 3), d("2024-02-29")),
        ("add_months", (d("2021-06-15"), 3), d("2021-09-15")),
        ("add_months", (d("2021-05-31"), 3), d("2021-08-31")),
        ("add_months", (d("2026-01-31"), -1), d("2025-12-31")),
        ("add_months", (d("9999-12-31"), 1), None),
        ("add_working_days", (d("2026-01-15"), 1), d("2026-01-19")),
        ("add_working_days", (d("2026-01-15"), 0), d("2026-01-15")),
        ("add_working_days", (d("2026-01-15"), -1), None),
        ("add_working_days", (d("2026-01-15"), 1, "no such calendar"), Range(d("2026-01-16"), None)),
        ("add_working_days", (d("2026-01-15"), 10**12), None),
        ("working_days_between", (d("2026-01-15"), d("2026-01-20")), 2),
        ("working_days_between", (d("2026-01-15"), d("2026-01-20"), "no such calendar"), Range(0, 3)),
        ("overlaps", (role(d("2026-01-01"), d("2026-01-05")), role(d("2026-01-05"), None)), None),
        ("overlaps", (role(d("2026-01-01"), d("2026-01-05")), role(d("2026-01-05"), d("2026-01-05"))), True),
        ("overlaps", (role(d("2026-01-01"), d("2026-01-05")), role(d("2026-01-06"), None)), False),
        ("in_effect", (role(d("2026-01-01"), d("2026-01-05")), d("2026-01-05")), True),
        ("in_effect", (role(d("2026-01-01"), d("2026-01-05")), d("2026-01-06")), False),
        ("in_effect", (role(d("2026-01-01"), None), d("2026-01-06")), None),
        ("in_effect", (Item("gift", "g", {"received_on": d("2026-01-05")}), d("2026-01-05")), True),
        ("happened", (d("2026-03-02"),), True),
        ("happened", (d("2026-03-03"),), False),
        ("happened", (Range(d("2026-03-03"), None),), False),
        ("happened", (Range(d("2026-03-02"), d("2026-03-03")),), None),
        ("happened", (Range(None, d("2026-03-02")),), True),
        ("first_stated", (None, 2, 3), 2),
        ("first_stated", (None, None), None),
        ("stated", (None,), False),
        ("stated", (Range(1, None),), True),
    ],
)
def test_functions_give_the_values_of_their_definition(name: str, values: tuple[Any, ...], expected: Any) -> None:
    """Each function on days, ranges, unknown ends and the edges of the calendar."""
    assert call(name, *values) == expected


@pytest.mark.parametrize("name", sorted(set(FUNCTIONS) - {"stated", "first_stated"}))
def test_unknown_arguments_give_unknown(name: str) -> None:
    """No function but the two about statements makes anything of what is not known."""
    assert call(name, *[None] * FUNCTIONS[name].fewest) is None


DAYS = st.dates(date(2025, 11, 1), date(2026, 4, 30))


@st.composite
def known_and_narrower(draw: Any, values: st.SearchStrategy[Any]) -> tuple[Any, Any]:
    """Draws a value and a range, or nothing, that holds it."""
    value, low, high = draw(values), draw(st.integers(0, 40)), draw(st.integers(0, 40))
    one = timedelta(days=1) if isinstance(value, date) else 1
    wider = Range(value - one * low if low < 40 else None, value + one * high if high < 40 else None)
    return value, draw(st.sampled_from((wider, None)))


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("year", (DAYS,)),
        ("days_between", (DAYS, DAYS)),
        ("add_days", (DAYS, st.integers(-50, 50))),
        ("add_months", (DAYS, st.integers(-5, 5))),
        ("add_working_days", (DAYS, st.integers(0, 40))),
        ("working_days_between", (DAYS, DAYS)),
        ("happened", (DAYS,)),
    ],
)
def test_more_information_narrows_the_answer(name: str, arguments: tuple[st.SearchStrategy[Any], ...]) -> None:
    """What a function says of a range holds of every value in it."""

    @given(st.tuples(*(known_and_narrower(argument) for argument in arguments)))
    def narrows(pairs: tuple[tuple[Any, Any], ...]) -> None:
        exact = call(name, *(value for value, _ in pairs))
        before = call(name, *(wider for _, wider in pairs))
        if before is None:
            return
        if isinstance(before, bool):
            assert exact is before
            return
        assert (exact >= before) is not False
        assert (exact <= before) is not False

    narrows()


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_is_described(name: str) -> None:
    """A function has words in both languages, and forms in Python and SQL that take what its signature says."""
    function = FUNCTIONS[name]
    assert function.name == name
    assert function.doc.id != function.doc.en != ""
    assert name in CALLS
    taken = list(inspect.signature(function.apply).parameters.values())
    assert any(item.kind is item.VAR_POSITIONAL for item in taken) or len(taken) == len(function.parameters) + 1
