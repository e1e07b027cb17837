"""The operators on trees: what they change, and that they stay inside the language."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from support_trees import NAMES, PARAM_TYPES, Case, tree_vocabulary, trees, worlds

from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.facts.vocabulary import BOOL, Type
from integrityrules.language import tree
from integrityrules.language.check import check
from integrityrules.language.generate import generate
from integrityrules.language.parse import parse_expression
from integrityrules.language.unparse import unparse
from integrityrules.ruletests.tree_operators import TREE_OPERATORS, tree_changes


def typed(text: str) -> tree.Node:
    names = {"gift": Type("fact", "gift"), "official": Type("fact", "official")}
    node, problems = check(parse_expression(text), names=names, params={}, vocabulary=VOCABULARY, expected=BOOL)
    assert problems == []
    return node


def changed(text: str, operator: str) -> list[str]:
    return [unparse(change.node) for change in tree_changes(typed(text), VOCABULARY) if change.operator == operator]


@given(trees(depth=4), worlds())
def test_a_change_is_a_different_tree_of_the_same_type_that_runs(node: tree.Node, case: Case) -> None:
    """Every change differs from its tree and from every other, keeps its type, and can be compiled."""
    changes = list(tree_changes(node, tree_vocabulary()))
    assert len({change.node for change in changes} | {node}) == len(changes) + 1
    for change in changes[:5]:
        assert change.node.type == node.type
        assert change.operator in TREE_OPERATORS
        generate(change.node, NAMES, case.params)
    assert PARAM_TYPES


@pytest.mark.parametrize(
    "text, operator, expected",
    [
        ("gift.value_idr <= 5", "comparison", ["gift.value_idr < 5", "gift.value_idr > 5", "gift.value_idr == 5"]),
        ("gift.value_idr <= 5", "number", ["gift.value_idr <= 6", "gift.value_idr <= 4", "gift.value_idr <= 10"]),
        ('gift.giver_relation != "vendor"', "comparison", ['gift.giver_relation == "vendor"']),
        ('gift.received_on < "2026-01-20"', "date", ['gift.received_on < "2026-01-19"', 'gift.received_on < "2026-01-21"']),
        ('gift.form in ["cash", "goods"]', "list", ['gift.form in ["goods"]', 'gift.form in ["cash"]']),
        ("gift.accepted && gift.perishable", "clause", ["gift.perishable", "gift.accepted"]),
        ("gift.accepted && gift.perishable", "combinator", ["gift.accepted || gift.perishable"]),
        ("gift.accepted && gift.perishable", "negation", ["!gift.accepted && gift.perishable", "gift.accepted && !gift.perishable"]),
        ("not gift.accepted", "negation", ["gift.accepted"]),
        ("gifts.exists(g, g.accepted)", "collection", ["gifts.all(g, g.accepted)"]),
        ("gifts.exists(g, g.accepted)", "negation", ["!gifts.exists(g, g.accepted)", "gifts.exists(g, !g.accepted)"]),
        ("gift.value_idr + 1 > 3", "sum", ["gift.value_idr - 1 > 3"]),
        ("gift.accepted == true", "constant", ["gift.accepted == false"]),
    ],
)
def test_each_operator_makes_its_changes(text: str, operator: str, expected: list[str]) -> None:
    """Each operator makes the changes its words say, in the order of the text."""
    assert expected == changed(text, operator)


def test_a_code_becomes_another_of_its_list() -> None:
    """A code becomes the one after it, so that every code has a neighbour."""
    (found,) = changed('gift.giver_relation == "vendor"', "code")
    assert found != 'gift.giver_relation == "vendor"'
    assert VOCABULARY.kinds["gift"].fields["giver_relation"].type.of == "giver_relation"


def test_a_dispute_can_lose_a_reading_or_be_settled() -> None:
    """A dispute becomes all or any of its readings, or one of them."""
    left, right = typed("gift.accepted"), typed("gift.perishable")
    found = {change.node for change in tree_changes(tree.Disputed((left, right), BOOL), VOCABULARY)}
    assert {tree.All((left, right), BOOL), tree.Any_((left, right), BOOL), left, right} <= found


def test_a_total_can_lose_each_of_its_parts() -> None:
    """A total loses a key, its running end, or its filter."""
    gift = tree.Var("gift", Type("fact", "gift"))

    def field(name: str) -> tree.Field:
        return tree.Field(gift, name, VOCABULARY.kinds["gift"].fields[name].type)

    total = tree.Total(
        field("value_idr"), tree.Collection("gifts", Type("collection", "gift")), "gift",
        (field("giver"), field("event")), field("received_on"), field("accepted"), Type("money"),
    )  # fmt: skip
    assert Counter(list=2, clause=2, negation=1) == Counter(change.operator for change in tree_changes(total, VOCABULARY))
