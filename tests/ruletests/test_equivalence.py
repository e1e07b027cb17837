"""Equivalence by enumeration: never claimed where a world tells the two apart, and found where a reader would see it."""

from __future__ import annotations

import pytest
from hypothesis import given
from support_trees import Case, tree_vocabulary, trees, worlds

from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.facts.values import Range
from integrityrules.facts.vocabulary import BOOL, MONEY, Type
from integrityrules.language import tree
from integrityrules.language.check import check
from integrityrules.language.interpret import interpret
from integrityrules.language.parse import parse_expression
from integrityrules.language.scope import Scope
from integrityrules.ruletests.abstraction import MAX_COMBINATIONS, Abstraction, ordered_values
from integrityrules.ruletests.equivalence import same_condition
from integrityrules.ruletests.mutants import TreeChange
from integrityrules.ruletests.tree_operators import tree_changes


def typed(text: str) -> tree.Node:
    names = {"gift": Type("fact", "gift"), "official": Type("fact", "official")}
    node, problems = check(parse_expression(text), names=names, params={"limit": MONEY}, vocabulary=VOCABULARY, expected=BOOL)
    assert problems == []
    return node


def same(before: str, after: str, part: str = "when", limit: int = 100) -> bool:
    return same_condition(TreeChange(part, typed(before), typed(after)), {"limit": limit}, VOCABULARY)


@given(trees(depth=3), worlds())
def test_what_is_claimed_holds_in_every_world(node: tree.Node, case: Case) -> None:
    """Two trees that are said to be the same have the same value in any world."""
    scope = Scope(case.world, case.day, case.open_world, case.params, case.definitions, {})
    for change in list(tree_changes(node, tree_vocabulary()))[:8]:
        if same_condition(TreeChange("when", node, change.node), case.params, tree_vocabulary()):
            left, right = (interpret(side, scope, case.bindings).value for side in (node, change.node))
            assert (left.__class__, left) == (right.__class__, right)


@pytest.mark.parametrize(
    "before, after",
    [
        ("gift.value_idr > 100 && gift.value_idr > 50", "gift.value_idr > 100"),
        ("gift.value_idr > params.limit", "gift.value_idr > 100"),
        ("!(gift.value_idr <= 5)", "gift.value_idr > 5"),
        ('gift.form == "cash" || gift.form in ["cash", "goods"]', 'gift.form in ["goods", "cash"]'),
        ("gift.accepted || gift.accepted && gift.perishable", "gift.accepted"),
        ("gift.received_on < gift.reported_to_kpk_on", "!(gift.received_on >= gift.reported_to_kpk_on)"),
        ("gifts.exists(g, g.value_idr > 10 && g.value_idr > 9)", "gifts.exists(g, g.value_idr > 10)"),
    ],
)
def test_equal_conditions_are_found_equal(before: str, after: str) -> None:
    """What a careful reader would call the same condition is shown to be."""
    assert same(before, after)


@pytest.mark.parametrize(
    "before, after",
    [
        ("gift.value_idr > 100", "gift.value_idr >= 100"),
        ("gift.accepted || not gift.accepted", "gift.perishable || not gift.perishable"),  # unknown where nothing was said
        ("gift.value_idr > params.limit", "gift.value_idr > 101"),
        ("gift.value_idr < 5 || gift.value_idr >= 5", "gift.value_idr < 6 || gift.value_idr >= 6"),  # a range from 1 to 5
        ("gift.received_on < gift.reported_to_kpk_on", "gift.received_on <= gift.reported_to_kpk_on"),
        ("gifts.exists(g, g.value_idr > 10)", "gifts.all(g, g.value_idr > 10)"),
    ],
)
def test_different_conditions_are_never_called_equal(before: str, after: str) -> None:
    """One value, one range or one unknown that tells them apart is enough."""
    assert not same(before, after)


def test_a_trigger_counts_only_where_it_is_true() -> None:
    """Unknown and false are one for a trigger, and unknown and true are one for a row of a consequence."""
    before, after = "gift.accepted && gift.perishable", "gift.accepted && gift.perishable && (gift.perishable || gift.used)"
    assert not same("gift.accepted", before, "raised_when")
    assert same(before, after.replace("gift.used", "gift.accepted"), "raised_when")


def test_too_many_combinations_prove_nothing() -> None:
    """Beyond the bound nothing is claimed, even of what is the same."""
    names = [f'gift.value_idr > {number} && gift.received_on > "2020-01-{number:02}"' for number in range(1, 29)]
    many = " || ".join(f"({name})" for name in names)
    abstraction = Abstraction(VOCABULARY, {})
    abstraction.rewritten(typed(many))
    assert abstraction.facts() is None
    assert MAX_COMBINATIONS == 20_000


def test_numbers_are_tried_beside_and_between_constants() -> None:
    """Each constant, its neighbours, every range between them, open ranges and unknown."""
    values = ordered_values([5])
    assert [4, 5, 6, Range(4, 5), Range(4, 6), Range(5, 6)] == values[:6]
    assert {Range(4, None), Range(None, 6), None} <= set(values[6:])
