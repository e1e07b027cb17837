"""The JSON Schema (2020-12) of a dossier, derived from the catalogue: what `read_dossier` accepts, as closely as a schema can say it.

May not invent a field or a code. What no schema can say (a real calendar day, a NIP that fits its birth date, an id given twice) is only
checked on reading.
"""

from __future__ import annotations

from typing import Any

from integrityrules.facts.amounts import MOST_RUPIAH
from integrityrules.facts.catalogue import MODELS, PLURALS, holds_of, outside_name, words_of
from integrityrules.facts.codes import CODE_LISTS
from integrityrules.facts.fields import MOST_CHARACTERS, Holds
from integrityrules.facts.model import OWN_FIELDS, Fact
from integrityrules.facts.official import Official
from integrityrules.facts.vocabulary import Text

SCHEMA_ID = "urn:integrityrules:dossier:1"

_YMD, _YM = r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])", r"[0-9]{4}-(0[1-9]|1[0-2])"
_EITHER = f"({_YMD}|{_YM})"
_MONEY_TEXT, _PERCENT_TEXT = r"[0-9]{1,16}", r"[0-9]{1,16}(\.[0-9]{1,10})?"


def dossier_schema() -> dict[str, Any]:
    """Returns the JSON Schema of a dossier as a new mapping that may be written as JSON.

    Fields carry `title` (English) and `x-title-id`, the questions as `description` and `x-question-id`, and `x-sensitivity`, `x-asked-of`,
    `x-unit`; codes carry their labels under `x-labels`.
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "Dossier",
        "description": "One official, their declarations, and the day they are looked at.",
        "type": "object",
        "properties": _parts(),
        "required": ["as_of"],
        "additionalProperties": False,
        "$defs": _shapes() | _codes() | {model.kind_of_fact.name: _fact(model) for model in MODELS},
    }


def _parts() -> dict[str, Any]:
    window = {"anyOf": [{"type": "boolean"}, _of_type("window")]}
    return {
        "as_of": _of_type("plain_day"),
        "official": {"anyOf": [_of_type(Official.called), {"type": "null"}]},
        "entities": {
            "type": "object",
            "propertyNames": {"minLength": 1, "maxLength": 200},
            "additionalProperties": _of_type("entity"),
        },
        "declared_in_full": {
            "anyOf": [
                _plurals(),
                {"type": "object", "properties": dict.fromkeys(PLURALS, window), "additionalProperties": False},
            ]
        },
        "incomplete": _plurals(),
    } | {
        plural: {"type": "array", "items": _of_type(model.called), **_titles(model.kind_of_fact.label)} for plural, model in PLURALS.items()
    }


def _plurals() -> dict[str, Any]:
    return {"type": "array", "items": {"enum": list(PLURALS)}}


def _of_type(name: str) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{name}"}


def _titles(label: Text) -> dict[str, str]:
    return {"title": label.en, "x-title-id": label.id}


def _fact(model: type[Fact]) -> dict[str, Any]:
    own = {
        "id": _text(),
        "stated_by": {"anyOf": [_text(), {"type": "null"}]},
        "basis": _of_type("code_basis"),
    }
    fields = {outside_name(model, name): _field(model, name) for name in model.model_fields if name not in OWN_FIELDS}
    return {
        **_titles(model.kind_of_fact.label),
        "type": "object",
        "properties": own | fields,
        "required": ["id"] if model.model_fields["id"].is_required() else [],
        "additionalProperties": False,
    }


def _field(model: type[Fact], name: str) -> dict[str, Any]:
    holds, words = holds_of(model, name), words_of(model, name)
    value = _value(holds)
    options = [value, _spells(value)] if holds.spelled else [value]
    return {
        **_titles(words.label),
        "description": words.question.en,
        "x-question-id": words.question.id,
        "x-sensitivity": words.sensitivity,
        "x-asked-of": words.asked_of,
        **({"x-unit": words.unit} if words.unit else {}),
        "anyOf": [*options, {"type": "null"}],
    }


def _value(holds: Holds) -> dict[str, Any]:
    """Returns the schema of one value of a field, not missing and not spelled."""
    name = holds.type.name
    if name == "date":
        later = [item.value for item in holds.later]
        return {"anyOf": [_of_type("day"), {"enum": later}]} if later else _of_type("day")
    if name == "int":
        return _ordinal({"type": "integer", "minimum": holds.lowest, "maximum": holds.highest}, _MONEY_TEXT)
    if name == "code":
        return _of_type(f"code_{holds.type.of}")
    if name == "entity":
        return {"anyOf": [_text(), _of_type("entity")]}
    return {"bool": {"type": "boolean"}, "string": _text(), "fact": _text(), "money": _of_type("money"), "percent": _of_type("percent")}[
        name
    ]


def _spells(value: dict[str, Any]) -> dict[str, Any]:
    end = {"anyOf": [_of_type("day"), {"enum": ["ongoing"]}, {"type": "null"}]}
    start = {"anyOf": [_of_type("day"), {"type": "null"}]}
    return {"type": "array", "minItems": 1, "items": _closed({"value": value, "from": start, "until": end}, required=["value"])}


def _closed(properties: dict[str, Any], required: list[str] | None = None, least: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": False}
    if required:
        found["required"] = required
    return found | ({"minProperties": least} if least else {})


def _text(longest: int = MOST_CHARACTERS) -> dict[str, Any]:
    return {"type": "string", "maxLength": longest, "pattern": r"\S"}


def _ordinal(number: dict[str, Any], text: str) -> dict[str, Any]:
    end = {"anyOf": [number, {"type": "string", "pattern": f"^{text}$"}]}
    bounds = _closed({name: {"anyOf": [end, {"type": "null"}]} for name in ("at_least", "at_most")}, least=1)
    between = {"type": "string", "pattern": rf"^(\s*{text}\s*\.\.\s*({text}\s*)?|\s*\.\.\s*{text}\s*)$"}
    return {"anyOf": [end, between, bounds]}


def _shapes() -> dict[str, Any]:
    """Returns the shapes that many fields share."""
    day_end = {"anyOf": [{"type": "string", "pattern": rf"^\s*{_EITHER}\s*$"}, {"type": "null"}]}
    amount = {"anyOf": [{"type": "number", "minimum": 0, "maximum": MOST_RUPIAH}, {"type": "string", "pattern": f"^{_PERCENT_TEXT}$"}]}
    foreign = {
        "amount": amount,
        "currency": {"type": "string", "pattern": "^(?!IDR)[A-Z]{3}$"},
        "rate": {"anyOf": [amount, {"type": "null"}]},
        "rate_on": {"anyOf": [_of_type("plain_day"), {"type": "null"}]},
    }
    plain_day = {"type": "string", "pattern": rf"^\s*{_YMD}\s*$"}
    return {
        "plain_day": plain_day,
        "window": _closed({name: {"anyOf": [_of_type("plain_day"), {"type": "null"}]} for name in ("from", "until")}, least=1),
        "day": {
            "anyOf": [
                {"type": "string", "pattern": rf"^(\s*{_EITHER}\s*|\s*{_EITHER}\s*\.\.\s*({_EITHER}\s*)?|\s*\.\.\s*{_EITHER}\s*)$"},
                _closed({"from": day_end, "until": day_end}, least=1),
            ]
        },
        "money": {
            "anyOf": [
                _ordinal({"type": "integer", "minimum": 0, "maximum": MOST_RUPIAH}, _MONEY_TEXT),
                _closed(foreign, required=["amount", "currency"]),
            ]
        },
        "percent": _ordinal({"type": "number", "minimum": 0, "maximum": 100}, _PERCENT_TEXT),
        "entity": _entity(),
    }


def _entity() -> dict[str, Any]:
    def digits(*counts: int) -> dict[str, Any]:
        counted = "|".join(rf"(?:[ .\-]*[0-9]){{{count}}}" for count in counts)
        return {"anyOf": [{"type": "string", "pattern": rf"^\s*(?:{counted})[ .\-]*\s*$"}, {"type": "null"}]}

    parts = {"nik": digits(16), "nip": digits(18), "npwp": digits(15, 16), "nib": digits(13)}
    texts = {name: {"anyOf": [_text(longest), {"type": "null"}]} for name, longest in (("own", 200), ("name", 500))}
    return _closed(parts | texts, least=1)


def _codes() -> dict[str, Any]:
    return {
        f"code_{codes.id}": {
            **_titles(codes.title),
            "enum": list(codes.codes),
            "x-labels": {code: {"id": label.id, "en": label.en} for code, label in codes.codes.items()},
        }
        for codes in CODE_LISTS.values()
    }
