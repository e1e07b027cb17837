"""Facts that may have some values are found without comparing each: none is left out that may."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from integrityrules.facts.index import EXACT, Facts
from integrityrules.facts.values import Range
from integrityrules.facts.world import Item
from integrityrules.language.runtime import same

DAYS = (date(2026, 1, 1), date(2026, 1, 2))
TEXTS = st.sampled_from(["a", "b", None])
DATES = st.sampled_from([*DAYS, None, Range(*DAYS)])
ITEMS = st.lists(st.fixed_dictionaries({"unit": TEXTS, "day": DATES}), max_size=12)
ASKED = st.fixed_dictionaries({}, optional={"unit": st.sampled_from(["a", "b", "c"]), "day": st.sampled_from(DAYS)}).filter(bool)


@given(values=ITEMS, asked=ASKED)
def test_none_that_may_agree_is_left_out(values: list[dict[str, Any]], asked: dict[str, Any]) -> None:
    """Those found are in their order and have every value that is known for certain; all others differ for certain."""
    facts = Facts(Item("package", str(place), said) for place, said in enumerate(values))
    found = [item for item, membership in facts.alike(asked) if membership is True]
    assert found == [item for item in facts if item in found]
    for item in facts:
        agreements = [same(item.values[name], value) for name, value in asked.items()]
        assert item in found or False in agreements
        certain = all(item.values[name].__class__ in EXACT for name in asked)
        assert item not in found or not certain or all(agreements)
