"""Facts made quickly are those that the models make; what a model refuses is never made."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from integrityrules.facts.catalogue import MODELS, holds_of, outside_name
from integrityrules.facts.codes import CODE_LISTS
from integrityrules.facts.many import ManyFacts
from integrityrules.facts.model import Fact
from integrityrules.facts.problems import Unreadable
from integrityrules.facts.values import NOT_YET, Range

ODD: list[Any] = [None, "", " ", "x" * 1001, 1, 1.5, True, [], {}, ["x"], {"value": 1}, object()]
DAYS = ["2026-01-05", "2026-02", "2026-01-05..2026-02-03", "2026-02-30", "not_yet", "ongoing", date(2025, 3, 1), date(1800, 1, 1)]
BY_TYPE: dict[str, list[Any]] = {
    "bool": [True, False, "ya"],
    "date": [*DAYS, NOT_YET, Range(date(2026, 1, 1), None), {"from": "2026-01-05"}],
    "money": [0, 1_200_000, "1200000", {"at_least": 5}, {"currency": "USD", "amount": "10"}, -1],
    "int": [0, 3, 2024, {"at_least": 2000, "at_most": 2030}, 10**10],
    "percent": ["50.01", 50, 101, {"at_most": 3}],
    "entity": ["k", {"own": "k"}, {"nik": "12"}, {"npwp": "01.234.567.8-901.000"}, {"name": "N"}],
    "string": ["text", " t "],
    "fact": ["p1", " "],
}


def values_of(model: type[Fact], name: str) -> list[Any]:
    holds = holds_of(model, name)
    usual = [*[*CODE_LISTS[holds.type.of].codes][:3], "no code"] if holds.type.name == "code" else BY_TYPE[holds.type.name]
    spells = [[{"value": usual[0], "from": "2024-01-01", "until": "ongoing"}], [{"value": usual[0]}, {"value": usual[1]}]]
    return usual + (spells if holds.spelled else [])


@st.composite
def described(draw: st.DrawFn) -> tuple[type[Fact], dict[str, Any]]:
    """A model and data for it, most of them good: with the names of its fields, now and then one that is none."""
    model = draw(st.sampled_from(MODELS))
    names = draw(st.lists(st.sampled_from(sorted(model.model_fields)), max_size=8, unique=True))
    odd = draw(st.integers(0, 9)) == 0
    data: dict[str, Any] = {"id": "a"} if draw(st.integers(0, 19)) else {}
    for name in names:
        data[outside_name(model, name)] = draw(st.sampled_from(values_of(model, name)[:2] if not odd else [*values_of(model, name), *ODD]))
    if draw(st.integers(0, 29)) == 0:
        data[draw(st.sampled_from(["from_", "no_field"]))] = "2026-01-01"
    return model, data


@given(st.lists(described(), min_size=1, max_size=6))
def test_many_facts_are_the_facts_that_their_models_read(given_data: list[tuple[type[Fact], dict[str, Any]]]) -> None:
    """One reader for several data gives what each model gives, and nothing where that refuses; each is read twice, the texts known then."""
    many = ManyFacts()
    for model, data in given_data * 2:
        made = many.read(model, data)
        try:
            expected = model.read(data)
        except Unreadable:
            assert made is None
            continue
        assert made is not None
        assert type(made) is model
        assert made == expected
        assert list(made.__dict__.items()) == list(expected.__dict__.items())
        assert made.model_fields_set == expected.model_fields_set
        assert made.model_copy(update={"id": "b"}).id == "b"


def test_most_of_the_data_are_made() -> None:
    """A good gift is made quickly, a wrong one not at all."""
    many = ManyFacts()
    gift = next(model for model in MODELS if model.kind_of_fact.name == "gift")
    assert many.read(gift, {"id": "g", "received_on": "2026-01-05", "giver_relation": "vendor"}) is not None
    assert many.read(gift, {"id": "g", "received_on": "2026-13-05"}) is None
    assert many.read(gift, {"received_on": "2026-01-05"}) is None
