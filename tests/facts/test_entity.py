"""Entities: equal if a shared scheme agrees, different if it differs, else unknown."""

from __future__ import annotations

import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support_facts import IDENTITIES, NIK, NIK_WOMAN, NIP

from integrityrules.errors import DeclarationError
from integrityrules.facts.entity import Entity, parse_entity
from integrityrules.facts.problems import Unreadable

entities = st.sampled_from(IDENTITIES).map(lambda data: Entity(**data))


@pytest.mark.parametrize(
    "left, right, expected",
    [
        (Entity(nik=NIK), Entity(nik=NIK, name="other"), True),
        (Entity(nik=NIK), Entity(nik=NIK_WOMAN), False),
        (Entity(nik=NIK), Entity(nip=NIP), None),
        (Entity(nik=NIK, own="a"), Entity(nik=NIK, own="b"), None),
        (Entity(name="PT Sama"), Entity(name="PT Sama"), None),
        (Entity(own="a"), Entity(own="a"), True),
    ],
)
def test_numbers_compare_and_names_do_not(left: Entity, right: Entity, expected: bool | None) -> None:
    """One shared scheme that agrees is enough, one that differs too, and both together leave it unknown."""
    assert left.same_as(right) is expected is right.same_as(left)


@given(entities, entities)
def test_sameness_is_symmetric_and_an_entity_is_itself(left: Entity, right: Entity) -> None:
    """Order does not matter, and even an entity known by name alone is itself."""
    assert left.same_as(right) is right.same_as(left)
    assert left.same_as(left) is True


@given(entities, entities)
def test_combining_keeps_what_both_say(left: Entity, right: Entity) -> None:
    """A combined entity has every number of both; where both have one, the first's."""
    combined = left.combined(right)
    assert combined.nik == (left.nik or right.nik)
    assert combined.own == (left.own or right.own)


def test_an_entity_shows_only_which_numbers_it_has() -> None:
    """The text form carries no number and no name."""
    assert repr(Entity(nik=NIK, name="Siti")) == "<Entity with nik, name>" == f"{Entity(nik=NIK, name='Siti')}"


def test_an_entity_survives_copying_and_pickling() -> None:
    """Frozen values can be handed to other threads and processes."""
    entity = Entity(nik=NIK)
    assert pickle.loads(pickle.dumps(entity)) == entity == copy.deepcopy(entity)
    with pytest.raises(AttributeError):
        entity.nik = NIK_WOMAN  # type: ignore[misc]


def test_every_wrong_number_is_listed_and_none_repeated() -> None:
    """All problems come together, with the scheme as the path."""
    with pytest.raises(DeclarationError) as caught:
        Entity(nik="999123", nip="888123", own="", name="")
    assert [problem.where for problem in caught.value.problems] == ["entity.nik", "entity.nip", "entity.own", "entity.name"]
    assert "123" not in str(caught.value)


@pytest.mark.parametrize("data", [{}, {"nikk": NIK}, {"nik": 3174051503850001}, "key", None, [NIK]])
def test_what_describes_no_entity_is_refused(data: object) -> None:
    """Unknown schemes, numbers given as numbers, and nothing at all are refused."""
    with pytest.raises(Unreadable):
        parse_entity(data)
