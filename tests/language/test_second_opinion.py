"""Google's CEL gives the answers our readers give, on what both languages share: comparisons, `in`, `&& || !`, `exists`, `all`.

There a missing field is a missing key, never null, and an error stands for unknown: CEL's `&&` and `||` pass errors on as Kleene does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support_trees import AS_OF, CODES, PARAM_TYPES, RELATION, tree_vocabulary

from integrityrules.facts.vocabulary import BOOL, INT, MONEY, STRING, Type
from integrityrules.facts.world import Item, World
from integrityrules.language import tree
from integrityrules.language.generate import generate
from integrityrules.language.interpret import interpret
from integrityrules.language.scope import Names, Scope
from integrityrules.language.unparse import unparse

cel = pytest.importorskip("cel_expr_python.cel", reason="cel-expr-python is not installed: no second opinion")

GIFT = Type("fact", "gift")
GIFTS = tree.Collection("gifts", Type("collection", "gift"))
POOLS: Mapping[Type, tuple[Any, ...]] = {
    BOOL: (True, False), INT: (0, 1, 2, 3), MONEY: (0, 100, 200, 300), STRING: ("a", "b"), RELATION: CODES["relation"],
}  # fmt: skip
SHARED = {name: spec.type for name, spec in tree_vocabulary().kinds["gift"].fields.items() if spec.type in POOLS}
PARAMS = {"limit": 200, "number": 2, "close": frozenset(CODES["close_relation"])}


def fields(variable: str, type: Type) -> st.SearchStrategy[tree.Node]:
    names = [name for name, known in SHARED.items() if known == type]
    return st.sampled_from(names).map(lambda name: tree.Field(tree.Var(variable, GIFT), name, type))


def literals(type: Type) -> st.SearchStrategy[tree.Node]:
    return st.sampled_from(POOLS[type]).map(lambda value: tree.Literal_(value, type))


@st.composite
def leaves(draw: Any, variables: tuple[str, ...]) -> tree.Node:
    type = draw(st.sampled_from(tuple(POOLS)))
    item = draw(fields(draw(st.sampled_from(variables)), type))
    if type == BOOL and draw(st.booleans()):
        return item  # type: ignore[no-any-return]
    if draw(st.integers(0, 3)) == 0:
        if type == RELATION and draw(st.booleans()):
            return tree.Member(item, tree.Param("close", PARAM_TYPES["close"]), BOOL)
        return tree.Member(item, tuple(draw(st.lists(literals(type), min_size=1, max_size=3, unique=True))), BOOL)
    others = [literals(type), fields(draw(st.sampled_from(variables)), type)]
    others += [st.just(tree.Param(name, type)) for name, known in PARAM_TYPES.items() if known == type]
    op = draw(st.sampled_from(("==", "!=", "<", "<=", ">", ">=") if type in (INT, MONEY) else ("==", "!=")))
    return tree.Compare(op, item, draw(st.one_of(others)), BOOL)


@st.composite
def conditions(draw: Any, variables: tuple[str, ...] = ("gift",), depth: int = 3) -> tree.Node:
    """Draws a condition of the shared subset over the rule's gift and all gifts."""
    form = draw(st.sampled_from(("leaf", "all", "any", "all", "any", "not", "exists", "every"))) if depth else "leaf"
    inner = conditions(variables, depth - 1)
    match form:
        case "not":
            return tree.Not(draw(inner), BOOL)
        case "all" | "any":
            items = tuple(draw(st.lists(inner, min_size=2, max_size=3)))
            return tree.All(items, BOOL) if form == "all" else tree.Any_(items, BOOL)
        case "exists" | "every":
            name = f"x{len(variables)}"
            body = draw(conditions((*variables, name, name), depth - 1))
            return tree.Macro("exists" if form == "exists" else "all", GIFTS, name, body, None, BOOL)
    return draw(leaves(variables))  # type: ignore[no-any-return]


values = st.fixed_dictionaries({name: st.sampled_from((*POOLS[type], *(None,) * len(POOLS[type]))) for name, type in SHARED.items()})
gifts = st.lists(values, min_size=1, max_size=3)


def ours(node: tree.Node, stated: list[dict[str, Any]]) -> tuple[Any, Any]:
    """Returns what `interpret` and the generated function give, over exactly these gifts."""
    blank = dict.fromkeys(tree_vocabulary().kinds["gift"].fields)
    items = tuple(Item("gift", f"g{number}", {**blank, **values}) for number, values in enumerate(stated))
    scope = Scope(World(tree_vocabulary(), AS_OF, {"gifts": items}, {}, {}), AS_OF, False, PARAMS, {}, {})
    function = generate(node, Names("gift"), PARAMS, vocabulary=tree_vocabulary(), defined=())
    return interpret(node, scope, {"gift": items[0]}).value, function(scope, items[0], None, None)


@cache
def environment() -> Any:
    record = cel.Type.Map(cel.Type.STRING, cel.Type.DYN)
    return cel.NewEnv(variables={"gift": record, "gifts": cel.Type.List(record), "params": record})


def theirs(node: tree.Node, stated: list[dict[str, Any]]) -> Any:
    """Returns what CEL makes of the same text; an error, which is what a missing key gives, is unknown."""
    records = [{name: value for name, value in values.items() if value is not None} for values in stated]
    params = {name: sorted(value) if isinstance(value, frozenset) else value for name, value in PARAMS.items()}
    found = environment().compile(unparse(node)).eval(data={"gift": records[0], "gifts": records, "params": params})
    return None if found.type() == cel.Type.ERROR else found.value()


def test_cel_agrees_on_the_shared_subset() -> None:
    """The same text gives the same truth in CEL, missing fields included; a fifth and more each are true, false and unknown."""
    outcomes: Counter[Any] = Counter()

    @settings(max_examples=min(settings.default.max_examples * 4, 20_000), derandomize=True, database=None)
    @given(conditions(), gifts)
    def ask(node: tree.Node, stated: list[dict[str, Any]]) -> None:
        expected = theirs(node, stated)
        assert ours(node, stated) == (expected, expected)
        outcomes[expected] += 1

    ask()
    assert min(outcomes[outcome] for outcome in (True, False, None)) >= outcomes.total() / 5, outcomes


@pytest.mark.parametrize(
    "text, stated, expected",
    [
        ("gift.accepted && gift.value > 100", {"value": 50}, False),
        ("gift.value > 100 && gift.accepted", {"value": 500}, None),
        ('gift.note == "a" || gift.pieces == 1', {"pieces": 1}, True),
        ('!(gift.relation in ["vendor"])', {}, None),
        ("gifts.exists(x, x.value > 100)", {}, None),
        ("gifts.all(x, x.value > 100)", {"value": 50}, False),
    ],
)
def test_examples_of_missing_fields(text: str, stated: dict[str, Any], expected: Any) -> None:
    """A missing field is unknown in CEL as it is with us: it decides nothing, and stops nothing from being decided."""
    found = environment().compile(text).eval(data={"gift": stated, "gifts": [stated], "params": {}})
    assert (None if found.type() == cel.Type.ERROR else found.value()) is expected
