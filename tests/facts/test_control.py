"""Chains of control: written out once, never longer or surer than the register says."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support_facts import dossier_data_of

from integrityrules.errors import DeclarationError
from integrityrules.facts import CompanyLink, Dossier, Range, control, read_dossier, read_registers, resolve
from integrityrules.facts.control import LONGEST, with_chains_across, with_indirect_control
from integrityrules.facts.values import ONGOING, earliest, latest, ranged

NODES = ("a", "b", "c", "d", "e")
days = st.dates(date(2020, 1, 1), date(2021, 12, 31))


def owns(id: str, holder: Any, organisation: Any, share: Any = 60, **fields: Any) -> dict[str, Any]:
    return {"id": id, "holder": holder, "organisation": organisation, "kind": "shareholder", "share": share, **fields}


def added(*links: dict[str, Any], more_than: int = 5000, **parts: Any) -> list[CompanyLink]:
    given_links = read_registers({"company_links": list(links), **parts})
    found = with_indirect_control(given_links, more_than=more_than).company_links
    assert tuple(found[: len(links)]) == given_links.company_links
    return list(found[len(links) :])  # type: ignore[arg-type]


@st.composite
def link_data(draw: st.DrawFn, id: str) -> dict[str, Any]:
    holder, organisation = draw(st.sampled_from(NODES)), draw(st.sampled_from(NODES))
    first, last = sorted((draw(days), draw(days)))
    kind = draw(st.sampled_from(("shareholder", "shareholder", "beneficial_owner", "director", None)))
    share = draw(st.sampled_from((10, 50, 50.01, 80, None)))
    return {"id": id, "holder": holder, "organisation": organisation, "kind": kind, "share": share, "from": first, "until": last}


links_data = st.integers(0, 8).flatmap(lambda n: st.tuples(*(link_data(f"c{i}") for i in range(n))))


def test_a_share_above_half_at_every_step_is_control() -> None:
    """60 % of 51 % is control through control, although it is less than a third of the money."""
    (link,) = added(owns("c1", "wife", "holding"), owns("c2", "holding", "builder", 50.01))
    assert (link.id, link.via, link.kind, link.share) == ("c1>c2", "c1>c2", "indirect_controller", None)
    assert (link.holder.own, link.organisation.own, link.basis) == ("wife", "builder", "register")  # type: ignore[union-attr]


@pytest.mark.parametrize("share", [50, 49.99, {"at_most": 50}, "10..50"])
def test_half_of_the_shares_or_less_is_no_step(share: object) -> None:
    """The limit itself does not control."""
    assert added(owns("c1", "wife", "holding"), owns("c2", "holding", "builder", share)) == []
    assert added(owns("c1", "wife", "holding", share), owns("c2", "holding", "builder")) == []


@pytest.mark.parametrize("share", [None, {"at_least": 30}, "50..60"])
def test_a_share_not_known_leaves_the_chain_open(share: object) -> None:
    """The chain is there to be asked about, as shares of unknown size; two such steps are too much."""
    (link,) = added(owns("c1", "wife", "holding"), owns("c2", "holding", "builder", share))
    assert (link.id, link.kind, link.share) == ("c1>c2", "shareholder", None)
    assert added(owns("c1", "wife", "holding", share), owns("c2", "holding", "builder", share)) == []


def test_offices_and_small_holdings_are_no_steps() -> None:
    """Whoever runs an owner does not thereby own."""
    assert added(owns("c1", "wife", "holding") | {"kind": "director"}, owns("c2", "holding", "builder")) == []
    assert added(owns("c1", "wife", "holding", 40), owns("c1b", "wife", "holding", 40), owns("c2", "holding", "builder")) == []
    assert [link.id for link in added(owns("c1", "x", "y", 1) | {"kind": "beneficial_owner"}, owns("c2", "y", "z"))] == ["c1>c2"]


def test_what_an_examiner_says_of_control_comes_first() -> None:
    """A declared `controls` outweighs kind and share, either way."""
    assert added(owns("c1", "x", "y", controls=False), owns("c2", "y", "z")) == []
    assert [link.kind for link in added(owns("c1", "x", "y", 5, controls=True), owns("c2", "y", "z"))] == ["indirect_controller"]


def test_a_chain_lasts_while_all_of_its_steps_last() -> None:
    """Days are those that the steps share; steps that share none make no chain; what is unknown stays open on its side."""
    first = owns("c1", "x", "y", **{"from": "2020-01-01", "until": "ongoing"})
    (link,) = added(first, owns("c2", "y", "z", **{"from": "2021-03-01", "until": "2022-05-31"}))
    assert (link.from_, link.until) == (date(2021, 3, 1), date(2022, 5, 31))
    (link,) = added(first, owns("c2", "y", "z", until="ongoing"))
    assert (link.from_, link.until) == (Range(date(2020, 1, 1), None), ONGOING)
    past = owns("c0", "x", "y", **{"from": "2018-01-01", "until": "2020-12-31"})
    assert added(past, owns("c2", "y", "z", **{"from": "2021-01-01"})) == []
    assert [link.until for link in added(past, owns("c2", "y", "z", **{"from": "2020-12-31"}))] == [Range(None, date(2020, 12, 31))]


def test_names_and_doubtful_numbers_join_nothing() -> None:
    """Two companies of one name are not known to be one."""
    assert added(owns("c1", "x", {"name": "PT Satu"}), owns("c2", {"name": "PT Satu"}, "z")) == []
    one, other = {"nib": "1234567890123", "npwp": "012345678901000"}, {"nib": "1234567890123", "npwp": "022345678901000"}
    assert added(owns("c1", "x", one), owns("c2", other, "z")) == []
    assert len(added(owns("c1", "x", "y"), owns("c2", one, "z"), entities={"y": {"nib": "1234567890123"}})) == 1


def test_sources_that_disagree_make_no_sure_step() -> None:
    """A step is only as sure as all who state it."""
    twice = [owns("c1", "x", "y", 60, stated_by="a"), owns("c1", "x", "y", 40, stated_by="b")]
    assert [link.kind for link in added(*twice, owns("c2", "y", "z"))] == ["shareholder"]
    elsewhere = [owns("c1", "x", "y", stated_by="a"), owns("c1", "x", "w", stated_by="b")]
    assert added(*elsewhere, owns("c2", "y", "z")) == []


def test_a_chain_is_as_firm_as_its_weakest_step() -> None:
    """An alleged step makes an alleged chain."""
    (link,) = added(owns("c1", "x", "y", basis="alleged"), owns("c2", "y", "z", basis="established"))
    assert link.basis == "alleged"


def test_long_chains_end() -> None:
    """A chain has at most `LONGEST` steps."""
    links = [owns(f"c{n}", f"n{n}", f"n{n + 1}") for n in range(LONGEST + 3)]
    assert max(link.id.count(">") for link in added(*links)) == LONGEST - 1


@pytest.mark.parametrize("length", [10, 200, 999])
def test_ids_of_any_length_make_a_chain(length: int) -> None:
    """A path that is too long for an id ends in a digest: each chain still has a name of its own."""
    ids = [f"c{n}".ljust(length, "x") for n in range(LONGEST)]
    found = added(*(owns(id, f"n{n}", f"n{n + 1}") for n, id in enumerate(ids)))
    assert len({link.id for link in found}) == len(found) == sum(range(LONGEST))
    assert all(link.via == link.id and len(link.id) <= 1000 for link in found)
    assert (">".join(ids[:2]) in {link.id for link in found}) is (length < 500)


def test_ids_that_look_like_paths_are_not_taken_for_another() -> None:
    """`a>b` then `c` is not `a` then `b>c`."""
    found = added(owns("a>b", "x", "y"), owns("c", "y", "z"), owns("a", "p", "q"), owns("b>c", "q", "r"))
    assert [(link.holder.own, link.organisation.own) for link in found] == [("x", "z"), ("p", "r")]  # type: ignore[union-attr]
    assert len({link.id for link in found}) == 2


def test_a_tangle_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Companies that are all said to control each other have more chains than anybody can read; none is left out silently."""
    monkeypatch.setattr(control, "MOST_CHAINS", LONGEST - 1)
    line = [owns(f"c{n}", f"n{n}", f"n{n + 1}") for n in range(LONGEST)]
    assert len(added(*line)) == 28
    with pytest.raises(DeclarationError) as caught:
        added(*(owns(f"{a}{b}", a, b) for a in NODES for b in NODES if a != b))
    assert caught.value.code == "too-many-chains"


def test_a_chain_leads_from_one_register_into_another() -> None:
    """It stands with its first step; keys mean the same only inside one register; a link stated in both is one link."""
    number = {"nib": "1234567890123"}
    first = read_registers({"company_links": [owns("c1", "x", number)]})
    second = read_registers({"company_links": [owns("c2", "y", "z")], "entities": {"y": number}})
    elsewhere = read_registers({"company_links": [owns("c3", "y", "w")]})
    chained = with_chains_across([second, first, elsewhere])
    assert [[link.id for link in register.company_links] for register in chained] == [["c2"], ["c1", "c1>c2"], ["c3"]]  # type: ignore[union-attr]
    assert chained[0] is second
    doubted = read_registers({"company_links": [owns("c1", "x", number, 10, stated_by="other")]})
    assert [link.kind for link in with_chains_across([first, second, doubted])[0].company_links] == ["shareholder"] * 2  # type: ignore[union-attr]


def test_a_dossier_stays_a_dossier() -> None:
    """Registers given with a dossier are read the same way, and the world finds the chain from either end."""
    data = {"as_of": "2026-01-01", "company_links": [owns("c1", "x", "y"), owns("c2", "y", "z")]}
    dossier = with_indirect_control(read_dossier(data))
    assert isinstance(dossier, Dossier)
    world = resolve(dossier)
    target = world.find("company_link", "c2").values["organisation"]  # type: ignore[union-attr]
    assert [item.id for item, _ in world.related(target, "held_by")[0]] == ["c2", "c1>c2"]


@given(links_data)
def test_every_chain_is_made_of_its_steps(data: tuple[dict[str, Any], ...]) -> None:
    """Each step of a chain is a link of the register that may control, ends where the next begins, and lasts all of the chain's days."""
    by_id = {link["id"]: link for link in data}
    for link in added(*data):
        steps = [by_id[id] for id in link.id.split(">")]
        assert len(steps) > 1
        assert [step["organisation"] for step in steps[:-1]] == [step["holder"] for step in steps[1:]]
        assert len({steps[0]["holder"], *(step["organisation"] for step in steps)}) == len(steps) + 1
        assert link.from_ == max(step["from"] for step in steps) <= min(step["until"] for step in steps) == link.until
        sure = all(step["kind"] == "beneficial_owner" or (step["kind"] == "shareholder" and (step["share"] or 0) > 50) for step in steps)
        assert (link.kind == "indirect_controller") is sure


@given(links_data, st.randoms(use_true_random=False))
def test_order_and_repetition_change_nothing(data: tuple[dict[str, Any], ...], random: Any) -> None:
    """The chains of a register do not depend on the order of its links, and a second look adds none."""
    shuffled = list(data)
    random.shuffle(shuffled)
    assert {link.id for link in added(*data)} == {link.id for link in added(*shuffled)}
    once = with_indirect_control(read_registers({"company_links": list(data)}))
    assert with_indirect_control(once) is once


@given(dossier_data_of())
def test_only_company_links_are_touched(data: dict[str, Any]) -> None:
    """Whatever a dossier declares, nothing else is changed."""
    before = read_dossier(data)
    after = with_indirect_control(before)
    assert {name: value for name, value in before.__dict__.items() if name != "company_links"} == {
        name: value for name, value in after.__dict__.items() if name != "company_links"
    }


@given(days, days)
def test_the_later_and_the_earlier_of_two_days(left: date, right: date) -> None:
    """Two known days give one of them; an unknown day gives a range that is open on its side."""
    assert (latest(left, right), earliest(left, right)) == (max(left, right), min(left, right))
    assert (latest(left, None), earliest(None, right)) == (Range(left, None), Range(None, right))
    assert latest(None, None) is None is earliest(None, None)
    low, high = sorted((left, right))
    assert latest(ranged(low, high), high) == high
    assert earliest(ranged(low, high), low) == low
