"""Facts found by what they refer to: the same ones, in the same order, as comparing each of them would find."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from integrityrules.facts.entity import Entity
from integrityrules.facts.index import Index
from integrityrules.facts.world import Item

NIK = ["3174012304850001", "3174012304850002"]
NIP = ["198504232010011001", "198504232010011002", "198504232021211003", "199001012015032001"]
NPWP = ["012345678901234", "012345678901000", "3174012304850001", "3174012304850002"]

ENTITIES = st.builds(
    Entity,
    nik=st.sampled_from([None, *NIK]),
    nip=st.sampled_from([None, *NIP]),
    npwp=st.sampled_from([None, *NPWP]),
    own=st.sampled_from([None, "a", "b"]),
    name=st.sampled_from([None, "Sama"]),
)


def items(targets: list[Any]) -> list[Item]:
    return [Item("company_link", f"c{number}", {"holder": target}) for number, target in enumerate(targets)]


@given(st.lists(st.one_of(st.none(), ENTITIES), max_size=12), ENTITIES)
def test_entities_are_found_as_by_comparing_each(targets: list[Any], entity: Entity) -> None:
    """What names an entity, or may, is found; what certainly names another is not."""
    facts = items([*targets, entity])
    expected = [(fact, None if fact.values["holder"] is None else entity.same_as(fact.values["holder"])) for fact in facts]
    assert Index(facts, "holder").of_entity(entity) == [(fact, belongs) for fact, belongs in expected if belongs is not False]


@given(st.lists(st.sampled_from([None, "p", "q"]), max_size=12))
def test_facts_are_found_as_by_comparing_each(targets: list[Any]) -> None:
    """What refers to a fact is found, and what may, in the order of the register."""
    facts = items(targets)
    expected = [(fact, True if fact.values["holder"] == "p" else None) for fact in facts if fact.values["holder"] != "q"]
    assert Index(facts, "holder").of_fact("p") == expected
