"""Reading a dossier: every part, every problem, and back to plain data."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support_facts import NIK, dossier_data_of

from integrityrules.errors import DeclarationError
from integrityrules.facts import Dossier, Entity, Gift, Official, Registers, dossier_data, read_dossier, read_registers

AS_OF = "2026-03-02"
anything = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), st.dates()),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3) | st.sampled_from(["id", "from"]), inner, max_size=2),
    max_leaves=4,
)


def problems_of(data: Any, where: str = "") -> list[tuple[str, str]]:
    with pytest.raises(DeclarationError) as caught:
        read_dossier(data, where=where)
    return [(problem.where, problem.code) for problem in caught.value.problems]


@given(dossier_data_of())
def test_writing_then_reading_is_identity(data: dict[str, Any]) -> None:
    """What a dossier says survives the way through JSON."""
    dossier = read_dossier(data)
    written = dossier_data(dossier)
    again = read_dossier(json.loads(json.dumps(written)))
    assert again == dossier
    assert dossier_data(again) == written


def test_a_dossier_is_made_of_models_or_of_plain_data() -> None:
    """Both say the same."""
    made = Dossier(
        official=Official(id="o1", employment="pns"),
        gifts=[Gift(id="g1", giver="x")],
        entities={"x": Entity(nik=NIK)},
        as_of=date(2026, 3, 2),
    )
    read = read_dossier(
        {
            "official": {"id": "o1", "employment": "pns"},
            "gifts": [{"id": "g1", "giver": "x"}],
            "entities": {"x": {"nik": NIK}},
            "as_of": AS_OF,
        }
    )
    assert made == read


def test_all_problems_of_all_parts_come_together() -> None:
    """Each problem has the path to its place under the name of the input."""
    found = problems_of(
        {
            "as_of": "2026-02-30",
            "official": {"employment": "PNS", "grade": [{"value": "iii_a", "from": "x"}]},
            "gifts": [{"id": "a", "value_idr": -1}, {"id": "b", "giver": {"nik": "1"}}, 5],
            "gift": [],
            "entities": {"Siti": {"nip": "1"}},
            "declared_in_full": {"gifts": {"from": "2026-01"}, "gift": True},
            "incomplete": ["presents"],
        },
        where="d.yaml",
    )
    assert sorted(found) == [
        ("d.yaml:as_of", "wrong-day"),
        ("d.yaml:declared_in_full", "unknown-kind"),
        ("d.yaml:declared_in_full.gifts.from", "wrong-day"),
        ("d.yaml:entities[0].nip", "wrong-identity-number"),
        ("d.yaml:gift", "unknown-field"),
        ("d.yaml:gifts[0].value_idr", "wrong-number"),
        ("d.yaml:gifts[1].giver.nik", "wrong-identity-number"),
        ("d.yaml:gifts[2]", "wrong-type"),
        ("d.yaml:incomplete", "unknown-kind"),
        ("d.yaml:official.employment", "unknown-code"),
        ("d.yaml:official.grade[0].from", "wrong-day"),
    ]


@pytest.mark.parametrize(
    "data", [None, [], "x", 3, {}, {"as_of": None}, {"as_of": "2026-01"}, {"as_of": AS_OF, "gifts": {}}, {1: 2, "as_of": AS_OF}]
)
def test_what_is_no_dossier_is_refused(data: Any) -> None:
    """A dossier is a mapping with a day, and its kinds are lists."""
    assert problems_of(data)


@given(st.dictionaries(st.sampled_from([*Dossier.model_fields, "other"]), anything))
def test_nonsense_is_refused_and_never_crashes(data: dict[str, Any]) -> None:
    """Whatever is given, it is a dossier or a `DeclarationError` with problems."""
    try:
        read_dossier(data)
    except DeclarationError as error:
        found = error.problems
    else:
        found = None
    assert found is None or len(found) > 0


def test_one_id_may_recur_only_from_another_source() -> None:
    """The same id from the same source is a mistake; from another it is a second statement of one fact."""
    twice = [{"id": "g"}, {"id": "h"}, {"id": "g"}]
    assert problems_of({"as_of": AS_OF, "gifts": twice}) == [("gifts[2].id", "duplicate-id")]
    twice[2]["stated_by"] = "upg"
    assert len(read_dossier({"as_of": AS_OF, "gifts": twice, "leaves": [{"id": "g"}]}).gifts) == 3


@pytest.mark.parametrize(
    "said, window",
    [
        (["gifts"], (None, None)),
        ({"gifts": True}, (None, None)),
        ({"gifts": {"from": "2025-01-01", "until": "2025-12-31"}}, (date(2025, 1, 1), date(2025, 12, 31))),
        ({"gifts": {"from": "2025-01-01"}}, (date(2025, 1, 1), None)),
        ({"gifts": False}, None),
    ],
)
def test_what_is_declared_in_full_is_kept_as_windows(said: Any, window: Any) -> None:
    """A list means ever; a mapping gives first and last day; `false` says nothing."""
    assert dict(read_dossier({"as_of": AS_OF, "declared_in_full": said}).declared_in_full).get("gifts") == window  # type: ignore[arg-type]


def test_registers_are_read_like_a_dossier_without_an_official() -> None:
    """Only what belongs to no single official can be in registers."""
    registers = read_registers({"packages": [{"id": "P", "bids_complete": True}], "declared_in_full": ["company_links"]})
    assert registers == Registers(packages=[{"id": "P", "bids_complete": True}], declared_in_full=["company_links"])
    with pytest.raises(DeclarationError, match="unknown-field"):
        read_registers({"gifts": []})
    assert read_registers(dossier_data(registers)) == registers
