"""The JSON Schema accepts what is read, and refuses what is refused where a schema can."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from support_facts import NIK, NIP, dossier_data_of

from integrityrules.errors import DeclarationError
from integrityrules.facts import MODELS, VOCABULARY, dossier_data, dossier_schema, read_dossier
from integrityrules.facts.catalogue import outside_name

SCHEMA = dossier_schema()
VALIDATOR = Draft202012Validator(SCHEMA)
# Floats with a fraction: to JSON Schema `5.0` is an integer, to a strict reader it is not.
texts = ["", "x", "pns", "cash", "wife", "not_yet", "ongoing", "2024-01", "2024-01-05", "2024-01-05..2024-02", "5..6", "5", ".."]
mappings: list[Any] = [{}, {"from": "2024-01-05"}, {"at_least": 5}, {"nik": NIK}, {"nik": "1"}, {"own": "x", "name": ""}]
mappings += [{"amount": 5, "currency": "IDR"}, {"amount": "5.5", "currency": "USD", "rate": 3}]
lists: list[Any] = [[], [{"value": True, "from": "2024-01"}], [{"value": "pns", "until": "ongoing"}], [{"from": "2024-01"}]]
numbers = st.integers(-5, 5) | st.integers(-100, 10_100).filter(lambda n: n % 100).map(lambda n: n / 100)
scraps = st.one_of(st.none(), st.booleans(), numbers, st.sampled_from(texts), st.sampled_from(mappings), st.sampled_from(lists))


def test_the_schema_is_a_schema_and_json() -> None:
    """It follows the 2020-12 draft and holds nothing JSON cannot."""
    Draft202012Validator.check_schema(SCHEMA)
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA


@given(dossier_data_of())
def test_what_can_be_read_is_valid(data: dict[str, Any]) -> None:
    """Every form a value can be written in is in the schema."""
    read_dossier(data)
    VALIDATOR.validate(data)


@given(dossier_data_of())
def test_what_is_written_is_valid(data: dict[str, Any]) -> None:
    """The plain form of a dossier follows the schema."""
    VALIDATOR.validate(dossier_data(read_dossier(data)))


@given(st.data(), st.sampled_from(MODELS))
def test_a_single_value_is_valid_exactly_if_it_is_read(data: st.DataObject, model: Any) -> None:
    """Schema and reader agree on one value of any field, right or wrong."""
    name = outside_name(model, data.draw(st.sampled_from(tuple(model.model_fields))))
    fact = {"id": "f", name: data.draw(scraps)}
    dossier = {"as_of": "2026-03-02", **({"official": fact} if model.called == "official" else {model.kind_of_fact.plural: [fact]})}
    assert VALIDATOR.is_valid(dossier) is is_read(dossier)


def is_read(data: Any) -> bool:
    try:
        read_dossier(data)
    except DeclarationError:
        return False
    return True


@pytest.mark.parametrize(
    "wrong",
    [
        {"gift": []},
        {"gifts": [{"id": "g", "valu_idr": 3}]},
        {"gifts": [{}]},
        {"gifts": [{"id": "g", "giver_relation": "coworker"}]},
        {"official": {"employment": "PNS"}},
        {"official": {"employment": []}},
        {"entities": {"x": {"nip": NIP + "1"}}},
        {"declared_in_full": ["gift"]},
        {"as_of": "2026"},
    ],
)
def test_what_is_refused_is_invalid(wrong: dict[str, Any]) -> None:
    """Unknown fields, kinds and codes, missing ids and numbers of the wrong length are caught by the schema too."""
    data = {"as_of": "2026-03-02", **wrong}
    assert not VALIDATOR.is_valid(data)
    assert not is_read(data)


def test_every_field_carries_its_words() -> None:
    """Titles and questions in both languages, sensitivity and addressee travel with the schema."""
    for kind in VOCABULARY.kinds.values():
        for name, spec in kind.fields.items():
            field = SCHEMA["$defs"][kind.name]["properties"][name]
            assert (field["title"], field["x-title-id"]) == (spec.label.en, spec.label.id)
            assert (field["description"], field["x-question-id"]) == (spec.question.en, spec.question.id)
            assert (field["x-sensitivity"], field["x-asked-of"]) == (spec.sensitivity, spec.asked_of)
