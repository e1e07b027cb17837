"""Agency layers: stricter instances beside the nation's rules, which never change."""

from __future__ import annotations

from datetime import date

import pytest
from small_books import CITE, book, layer, limit, mistakes, provision, rule

from integrityrules.rulebook.compile import Rulebook
from integrityrules.rulebook.program import Rule

D = date.fromisoformat
NATION = provision(
    rule("r", when="gift.value_idr > params.limit"),
    rule("through", when="gift.conflict_of_interest"),
    rule("d", "definition", defines="gift.conflict_of_interest", is_="gift.value_idr > params.limit"),
    rule("exempted"),
    rule("e", "exemption", exempts="[exempted]", when="gift.value_idr <= params.limit"),
    rule("other"),
    top=f"parameters:\n{limit('2020-01-01=100')}",
)


def rules(rulebook: Rulebook, day: str) -> dict[str, Rule]:
    return {rule.id: rule for found in rulebook.program_on(D(day)).rules.values() for rule in found}


def test_a_stricter_parameter_makes_a_second_instance_of_what_reads_it() -> None:
    """Directly, through a definition or through an exemption; what does not read it has none."""
    found = rules(book(NATION, layer(limit("2022-01-01=50", keys=""))), "2023-01-01")
    assert sorted(found) == [
        "exempted", "exempted@agency/strict", "other", "r", "r@agency/strict", "through", "through@agency/strict",
    ]  # fmt: skip
    instance = found["r@agency/strict"]
    assert (instance.layer, instance.agencies) == ("agency/strict", {"a1", "a2"})
    assert [(cite.source, cite.at) for cite in instance.cite] == [("act", "Pasal 1"), ("order", "Pasal 9"), ("act", "Pasal 1")]


def test_the_nations_rules_are_the_same_with_and_without_a_layer() -> None:
    """Trees, citations, exemptions and parameters of national rules do not change."""
    alone, beside = book(NATION), book(NATION, layer(limit("2022-01-01=50", keys="")))
    for day in ("2021-06-01", "2023-01-01"):
        before, after = rules(alone, day), rules(beside, day)
        for id, rule_before in before.items():
            same = after[id]
            assert (same.cite, same.in_force, same.layer, same.agencies) == (rule_before.cite, rule_before.in_force, "", frozenset())
            assert [exemption.id for exemption in same.exemptions] == [exemption.id for exemption in rule_before.exemptions]
        assert alone.program_on(D(day)).surroundings[""].params == beside.program_on(D(day)).surroundings[""].params


def test_an_instance_is_judged_in_the_layers_surroundings() -> None:
    """The layer's value is read in them, and the nation's where the layer sets none."""
    rulebook = book(NATION, layer(limit("2022-06-01=50", keys="")))
    surroundings = rulebook.program_on(D("2023-01-01")).surroundings
    assert (surroundings[""].params["limit"], surroundings["agency/strict"].params["limit"]) == (100, 50)
    early = rulebook.program_on(D("2022-02-01"))
    assert early.surroundings["agency/strict"].params["limit"] == 100
    assert "r@agency/strict" not in rules(rulebook, "2022-02-01")


def test_a_layer_binds_only_in_its_period() -> None:
    """Before its first day and after its last there is no instance, in an uncertain start an uncertain one."""
    rulebook = book(NATION, layer(limit("2020-01-01=50", keys=""), period="{from: 2022-01-01..2022-02-01, until: 2022-12-31}"))
    found = [rules(rulebook, day).get("r@agency/strict") for day in ("2021-12-31", "2022-01-15", "2022-06-01", "2023-01-01")]
    assert [instance.in_force if instance else False for instance in found] == [False, None, True, False]


def test_a_rule_about_a_limit_that_the_nation_does_not_set_speaks_for_the_layer_only() -> None:
    """`not_set` keeps a rule out of the national program without being a gap."""
    national = provision(rule("r", when="gift.value_idr > params.limit"), top=f"parameters:\n{limit('2020-01-01=not_set', keys='')}")
    assert rules(book(national), "2023-01-01") == {}
    assert list(rules(book(national, layer(limit("2022-01-01=50", keys=""))), "2023-01-01")) == ["r@agency/strict"]


def test_a_layer_adds_rules_and_exemptions_of_its_own() -> None:
    """They bind its agencies, and exempt from its own rules and instances only."""
    own = rule("own", title="{id: Sendiri, en: Own}") + rule("x", "exemption", exempts="[own, r@agency/strict]", when="gift.perishable")
    found = rules(book(NATION, layer(limit("2022-01-01=50", keys=""), own)), "2023-01-01")
    assert [exemption.id for exemption in found["own"].exemptions] == ["x"]
    assert [exemption.id for exemption in found["r@agency/strict"].exemptions] == ["x"]
    assert found["r"].exemptions == ()
    assert found["own"].agencies == {"a1", "a2"}


def test_a_consequence_of_the_nation_does_not_follow_a_layers_instance() -> None:
    """Late under a stricter agency limit is not late under the law."""
    national = provision(
        rule("r", when="gift.value_idr > params.limit"),
        rule("c", "consequence", follows="[r]", if_state="[indicated]", sanction="s"),
        top=f"parameters:\n{limit('2020-01-01=100')}sanctions:\n  s: {{title: {{id: S, en: S}}, {CITE}}}\n",
    )
    program = book(national, layer(limit("2022-01-01=50", keys=""))).program_on(D("2023-01-01"))
    assert sorted(program.consequences) == ["r"]


@pytest.mark.parametrize(
    "parameters, own, code",
    [
        (limit("2022-01-01=150", keys=""), "", "not-stricter"),
        (limit("2022-01-01=50", keys="").replace("money", "int"), "", "wrong-type"),
        ("", rule("x", "exemption", exempts="[r]", when="gift.perishable"), "layer-changes-nation"),
        ("", rule("x", "exemption", exempts="['r@agency/strickt']", when="gift.perishable"), "unknown-layer"),
        ("", rule("r"), "duplicate-id"),
    ],
)
def test_what_a_layer_may_not_do_is_refused(parameters: str, own: str, code: str) -> None:
    """A layer is never more lenient, never exempts from the nation's rules, and never takes their ids."""
    assert [found.partition(":")[2] for found in mistakes(NATION, layer(parameters, own))] == [code]


def test_a_parameter_without_a_direction_may_not_be_changed() -> None:
    """A layer needs to know which way is stricter."""
    national = provision(rule("r", when="gift.value_idr > params.limit"), top=f"parameters:\n{limit('2020-01-01=100', keys='')}")
    codes = [found.partition(":")[2] for found in mistakes(national, layer(limit("2022-01-01=50", keys="")))]
    assert "not-overridable" in codes


def test_a_layer_of_nothing_is_refused() -> None:
    """The ruleset beneath must be loaded."""
    assert [found.partition(":")[2] for found in mistakes(NATION, layer().replace("test/small", "test/smal"))] == ["unknown-ruleset"]
