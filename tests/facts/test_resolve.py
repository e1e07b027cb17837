"""Resolving: the future is cut off, keys become entities, sources are merged."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support_facts import NIK, NIK_WOMAN, NIP, dossier_data_of, fact_data_of

from integrityrules.facts import VOCABULARY, Dossier, Entity, Gift, Range, Registers, read_dossier, resolve
from integrityrules.facts.values import Later, Spell, Spells, bounds
from integrityrules.facts.world import Item, World

AS_OF = date(2026, 3, 2)
LATER = Range(date(2026, 3, 3), None)


def world(registers: tuple[Registers, ...] = (), **parts: Any) -> World:
    return resolve(read_dossier({"as_of": "2026-03-02", **parts}), registers=registers)


def gift(**fields: Any) -> Item:
    return world(gifts=[{"id": "g", **fields}]).items["gifts"][0]


def contents(found: World) -> dict[str, list[dict[str, Any]]]:
    return {plural: [dict(item.values) for item in items] for plural, items in found.items.items()}


@given(dossier_data_of())
def test_an_item_has_every_field_of_its_kind_and_no_other(data: dict[str, Any]) -> None:
    """Conditions find each field, `None` where it is missing."""
    for items in resolve(read_dossier(data)).items.values():
        for item in items:
            assert set(item.values) == set(VOCABULARY.kinds[item.kind].fields)


@given(dossier_data_of())
def test_nothing_a_condition_reads_is_a_marker_or_a_key(data: dict[str, Any]) -> None:
    """Entities are entities, statements about the future are ranges, foreign money is rupiah or unknown."""
    found = resolve(read_dossier(data))
    for items in found.items.values():
        for item in items:
            for name, spec in VOCABULARY.kinds[item.kind].fields.items():
                value = item.values[name]
                spells = value if isinstance(value, Spells) else [Spell(value, None, None)]
                for spell in spells:
                    assert not isinstance(spell.end, Later)
                    if spell.value is not None and spec.type.name == "entity":
                        assert isinstance(spell.value, Entity)
                    if spell.value is not None and spec.type.name in ("date", "money"):
                        assert isinstance(spell.value, date | int | Range)


@given(dossier_data_of(), st.integers(1, 400))
def test_the_future_cannot_be_seen(data: dict[str, Any], shift: int) -> None:
    """Moving days that lie after `as_of` further away changes nothing that is read."""
    dossier = read_dossier(data)
    moved = read_dossier(
        data
        | {
            plural: [_moved(fact, dossier.as_of, shift) for fact in data[plural]]
            for plural in data
            if plural.endswith("s") and isinstance(data[plural], list) and plural != "incomplete"
        }
    )
    assert contents(resolve(moved)) == contents(resolve(dossier))


def _moved(fact: Any, as_of: Any, shift: int) -> Any:
    """Moves the days of a fact that are written as days and lie after `as_of`."""
    if not isinstance(fact, dict):
        return fact
    moved = {}
    for name, value in fact.items():
        try:
            day = date.fromisoformat(value)
        except (TypeError, ValueError):
            moved[name] = value
        else:
            moved[name] = str(day + timedelta(days=shift)) if day > as_of else value
    return moved


@pytest.mark.parametrize(
    "days, is_read",
    [
        ({}, True),
        ({"received_on": "2026-03-02"}, True),
        ({"received_on": "2026-03-03"}, False),
        ({"received_on": "2026-03"}, True),
        ({"received_on": "2026-04"}, False),
        ({"received_on": "2026-03-02..2026-03-09"}, True),
        ({"received_on": "2026-03-03.."}, False),
        ({"received_on": "..2027-01-01"}, True),
        ({"received_on": "not_yet"}, False),
        ({"received_on": "not_yet", "offered_on": "2026-03-01"}, True),
        ({"received_on": "2026-03-03", "offered_on": "2026-03-01"}, True),
        ({"received_on": "2026-03-03", "offered_on": "2026-03-04"}, False),
        ({"requested_on": "2026-03-03"}, False),
        ({"refused_on": "2026-03-02"}, True),
        ({"reported_to_kpk_on": "2026-03-03"}, True),
    ],
)
def test_a_gift_is_read_once_something_of_it_has_happened(days: dict[str, str], is_read: bool) -> None:
    """A gift is left out, and listed, only if every known day of the act is still to come."""
    found = world(gifts=[{"id": "g", **days}])
    assert [item.id for item in found.items["gifts"]] == (["g"] if is_read else [])
    assert found.not_read == (() if is_read else (("gift", "g"),))


@pytest.mark.parametrize(
    "said, value",
    [
        ("2026-03-02", AS_OF),
        ("2026-03-03", LATER),
        ("2026-04", LATER),
        ("2027-01-01..", LATER),
        ("not_yet", LATER),
        ("2026-03", Range(date(2026, 3, 1), date(2026, 3, 31))),
        (None, None),
    ],
)
def test_a_day_after_as_of_is_still_to_come(said: Any, value: Any) -> None:
    """On a fact that stays, a later day says what `not_yet` says; a range that may have come stays."""
    assert gift(received_on="2026-02-01", reported_to_kpk_on=said).values["reported_to_kpk_on"] == value


def test_a_lasting_fact_is_read_from_its_first_day() -> None:
    """A span that starts after `as_of` is left out; `ongoing` and a later end are still to come."""
    found = world(
        appointments=[
            {"id": "a", "from": "2020-01-01", "until": "ongoing"},
            {"id": "b", "from": "2026-03-03"},
            {"id": "c", "from": "2020-01-01", "until": "2027-01-01"},
            {"id": "d", "until": "2021-01-01"},
        ]
    )
    assert [(item.id, item.values["from"], item.values["until"]) for item in found.items["appointments"]] == [
        ("a", date(2020, 1, 1), LATER),
        ("c", date(2020, 1, 1), LATER),
        ("d", None, date(2021, 1, 1)),
    ]
    assert found.not_read == (("appointment", "b"),)


def test_periods_of_an_attribute_are_cut_at_as_of() -> None:
    """A period that starts later is left out, an end that lies later is still to come."""
    official = world(
        official={
            "employment": "pns",
            "grade": [
                {"value": "iii_a", "from": "2020-01-01", "until": "2026-06-30"},
                {"value": "iii_b", "from": "2026-07-01", "until": "ongoing"},
            ],
        }
    ).official
    assert official is not None
    assert official.values["employment"] == "pns"
    assert official.values["grade"] == Spells([Spell("iii_a", date(2020, 1, 1), LATER)])


def test_the_official_is_found_like_any_fact() -> None:
    """The official is an item of its own and may be absent."""
    found = world(official={"id": "o1"})
    assert found.official is found.find("official", "o1") is not None
    assert world().official is None


def test_a_key_names_the_same_entity_wherever_it_stands() -> None:
    """A described key has its numbers, one that is not described is a number of scheme `own`."""
    found = world(
        entities={"wife": {"nik": NIK}, "w2": {"nik": NIK}, "shop": {"name": "Toko"}},
        official={"person": {"nip": NIP}},
        gifts=[{"id": key, "giver": key} for key in ("wife", "w2", "shop", "x")]
        + [{"id": "x2", "giver": "x"}, {"id": "shop2", "giver": "shop"}],
    )
    givers = {item.id: item.values["giver"] for item in found.items["gifts"]}
    assert givers["wife"].same_as(givers["w2"]) is True
    assert givers["x"] == Entity(own="x")
    assert givers["x"].same_as(givers["x2"]) is True
    assert givers["shop"].same_as(givers["shop2"]) is True
    assert givers["shop"].same_as(givers["wife"]) is None
    assert found.official is not None
    assert found.official.values["person"] == Entity(nip=NIP)


def test_foreign_money_is_rupiah_or_unknown() -> None:
    """Amount times dated rate; without a rate nothing is known."""
    rate = {"rate": 16000, "rate_on": "2026-01-20"}
    assert gift(value_idr={"amount": 12.5, "currency": "USD", **rate}).values["value_idr"] == 200_000
    assert gift(value_idr={"amount": 12.5, "currency": "USD"}).values["value_idr"] is None


def test_what_is_incomplete_is_not_declared_in_full() -> None:
    """A row lost on the way in outweighs what the declarer said."""
    found = world(declared_in_full=["gifts", "leaves"], incomplete=["gifts"])
    assert found.is_complete("leaves")
    assert not found.is_complete("gifts")


def two(one: dict[str, Any], other: dict[str, Any]) -> Item:
    found = world(gifts=[{"id": "g", "stated_by": "declarant", **one}, {"id": "g", "stated_by": "upg", "basis": "register", **other}])
    (item,) = found.items["gifts"]
    return item


def test_two_sources_of_one_fact_complete_each_other() -> None:
    """Fields one source leaves open take the other's value; both sources and their basis are kept."""
    item = two(
        {"value_idr": 100, "received_on": "2026-01"},
        {"form": "cash", "received_on": "2026-01-15..2026-02-15", "value_idr": {"at_least": 50}},
    )
    assert (item.values["value_idr"], item.values["form"]) == (100, "cash")
    assert item.values["received_on"] == Range(date(2026, 1, 15), date(2026, 1, 31))
    assert (item.stated_by, item.basis, item.contradicted) == (("declarant", "upg"), ("declared", "register"), ())


@pytest.mark.parametrize(
    "name, one, other",
    [
        ("value_idr", 100, 101),
        ("value_idr", "100..200", 201),
        ("received_on", "2026-01-01", "2026-01-02"),
        ("reported_to_kpk_on", "not_yet", "2026-01-02"),
        ("accepted", True, False),
        ("form", "cash", "goods"),
        ("giver", {"nik": NIK}, {"nik": NIK_WOMAN}),
    ],
)
def test_what_two_sources_disagree_on_is_unknown(name: str, one: Any, other: Any) -> None:
    """Neither source is overwritten: the field is unknown and listed."""
    item = two({name: one}, {name: other})
    assert item.values[name] is None
    assert item.contradicted == (name,)


def test_two_descriptions_of_one_entity_are_joined() -> None:
    """Sources that know different numbers of the giver do not contradict each other."""
    item = two({"giver": {"nik": NIK}}, {"giver": {"own": "v-1"}})
    assert item.values["giver"] == Entity(nik=NIK, own="v-1")
    assert item.contradicted == ()


GIFTS = fact_data_of(Gift, "g")


@given(GIFTS, GIFTS, GIFTS)
def test_the_order_of_sources_does_not_matter(one: dict[str, Any], two: dict[str, Any], three: dict[str, Any]) -> None:
    """Merging is symmetric in what is known and what is contradicted."""
    gifts = [fact | {"stated_by": source} for source, fact in zip("abc", (one, two, three), strict=True)]
    found = [world(gifts=order).items["gifts"] for order in (gifts, gifts[::-1], [gifts[1], gifts[0], gifts[2]])]
    for left, right in ((found[0], found[1]), (found[0], found[2])):
        assert len(left) == len(right) <= 1
        for item, other in zip(left, right, strict=True):
            assert item.contradicted == other.contradicted
            for name, value in item.values.items():
                assert value == other.values[name] or value.same_as(other.values[name]) is not False


@given(dossier_data_of())
def test_a_source_that_repeats_another_adds_nothing(data: dict[str, Any]) -> None:
    """A fact stated twice in the same words is that fact."""
    once = world(entities=data["entities"], gifts=data.get("gifts", []))
    again = [fact | {"stated_by": "another"} for fact in data.get("gifts", [])]
    twice = world(entities=data["entities"], gifts=data.get("gifts", []) + again)
    assert contents(twice) == contents(once)
    assert all(not item.contradicted for item in twice.items.get("gifts", ()))


REGISTERS = Registers(
    entities={"x": {"npwp": "0123456789012345"}},
    packages=[{"id": "P", "tender_on": "2025-03-01"}, {"id": "Q", "tender_on": "2027-03-01"}],
    bids=[{"id": "b", "package": "P", "bidder": "x", "offered_on": "2025-03-05"}],
    declared_in_full=["bids"],
)


def test_registers_are_read_with_every_dossier() -> None:
    """Facts of registers are there, in the meaning their own keys have, and cut at the dossier's day."""
    found = world((REGISTERS,), entities={"x": {"nik": NIK}}, gifts=[{"id": "g", "giver": "x"}])
    assert found.items["bids"][0].values["bidder"] == Entity(npwp="0123456789012345")
    assert found.items["gifts"][0].values["giver"] == Entity(nik=NIK)
    assert found.not_read == (("package", "Q"),)
    assert found.is_complete("bids")
    assert world((REGISTERS,)).items["bids"] == found.items["bids"]  # resolved once for a day


def test_a_copy_of_registers_is_read_as_it_is() -> None:
    """What was kept of registers does not follow into a changed copy."""
    first = world((REGISTERS,))
    for deep in (False, True):
        emptied = REGISTERS.model_copy(update={"bids": ()}, deep=deep)
        assert world((emptied,)).items.get("bids", ()) == ()
    assert world((REGISTERS,)).items["bids"] == first.items["bids"]


def test_a_register_and_a_dossier_are_two_sources() -> None:
    """A package in both is one fact; where they differ it is unknown."""
    found = world((REGISTERS,), packages=[{"id": "P", "tender_on": "2025-03-02", "title": "Road"}])
    (package,) = [item for item in found.items["packages"] if item.id == "P"]
    assert (package.values["tender_on"], package.values["title"], package.contradicted) == (None, "Road", ("tender_on",))


def test_resolving_changes_nothing_it_was_given() -> None:
    """The dossier can be resolved again, on this thread or another."""
    dossier = Dossier(
        as_of=AS_OF,
        gifts=[{"id": "g", "giver": "x", "reported_to_kpk_on": "not_yet"}],
        official={"grade": [{"value": "iii_a", "until": "ongoing"}]},
    )
    first = contents(resolve(dossier))
    assert contents(resolve(dossier)) == first
    assert dossier == Dossier(
        as_of=AS_OF,
        gifts=[{"id": "g", "giver": "x", "reported_to_kpk_on": "not_yet"}],
        official={"grade": [{"value": "iii_a", "until": "ongoing"}]},
    )


def test_bounds_of_what_is_later_open_after_as_of() -> None:
    """`world.is_later` recognises what `resolve` makes of the future."""
    item = gift(received_on="2026-02-01", reported_to_kpk_on="not_yet")
    found = world()
    assert found.is_later(item.values["reported_to_kpk_on"])
    assert bounds(item.values["reported_to_kpk_on"]) == (AS_OF + timedelta(days=1), None)
