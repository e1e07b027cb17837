"""What a generated function may hold, what it refuses, and what it does not do twice."""

from __future__ import annotations

import builtins
import io
import keyword
import re
import token
import tokenize
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support_trees import AS_OF, NAMES, TYPES, Case, tree_vocabulary, trees, worlds

from integrityrules.errors import EngineError
from integrityrules.facts.values import Range, Truth
from integrityrules.facts.vocabulary import BOOL, INT, MONEY, STRING, Type
from integrityrules.facts.world import Item, World
from integrityrules.language import tree
from integrityrules.language.generate import NAMESPACE, generate, write
from integrityrules.language.interpret import interpret
from integrityrules.language.scope import Names, Scope

GIFT = tree.Var("gift", Type("fact", "gift"))
GIFTS = tree.Collection("gifts", Type("collection", "gift"))
VALUE = tree.Field(GIFT, "value", MONEY)
OWN_NAME = re.compile(r"(k|x|v|t|e|part)\d+|run|scope|fact|partner|event|result|error|official|world|day|values|definitions|__class__")


def gift(**values: Any) -> Item:
    return Item("gift", "g1", {**dict.fromkeys(tree_vocabulary().kinds["gift"].fields), **values})


def scope(*items: Item, open_world: bool = False) -> Scope:
    return Scope(World(tree_vocabulary(), AS_OF, {"gifts": items}, {}, {}), AS_OF, open_world, {}, {}, {})


def answer(node: tree.Node, item: Item, params: Mapping[str, Any] | None = None) -> Any:
    function = generate(node, Names("gift"), params or {}, vocabulary=tree_vocabulary(), defined=())
    return function(scope(item), item, None, None)


def over(limit: int) -> tree.Node:
    return tree.Compare(">", VALUE, tree.Literal_(limit, MONEY), BOOL)


@given(trees(depth=4), worlds())
def test_text_of_the_program_is_our_own(node: tree.Node, case: Case) -> None:
    """Nothing an author wrote is in the text that is compiled: only our names, small words of Python, and numbers."""
    text, constants = write(node, NAMES, case.params)
    for found in tokenize.generate_tokens(io.StringIO(text).readline):
        if found.type == token.NAME:
            assert keyword.iskeyword(found.string) or found.string in NAMESPACE or OWN_NAME.fullmatch(found.string), found.string
        elif found.type == token.STRING:
            assert found.string.strip("'") in constants or found.string.startswith("'a value does not"), found.string


@pytest.mark.parametrize("hostile", ["' + __import__('os').system('true') + '", "k0", "\n    return True #", '"""', "\\", "run"])
def test_hostile_text_stays_a_value(hostile: str) -> None:
    """A text that would be code is compared as the text it is, also one that looks like a name of ours."""
    node = tree.Compare("==", tree.Field(GIFT, "note", STRING), tree.Literal_(hostile, STRING), BOOL)
    assert answer(node, gift(note=hostile)) is True
    assert answer(node, gift(note="a")) is False
    assert answer(node, gift()) is None


def test_program_reaches_no_builtin() -> None:
    """Generated functions see what they need and nothing else: no import, no open, no eval."""
    function = generate(over(100), Names("gift"), {})
    reachable = set(function.__globals__) & set(dir(builtins))  # type: ignore[attr-defined]
    assert function.__globals__["__builtins__"] == {}  # type: ignore[attr-defined]
    assert not reachable & {"__import__", "open", "eval", "exec", "compile", "getattr", "globals"}


def test_names_that_are_not_bound_are_refused() -> None:
    """A tree that reads a name or a parameter nobody binds is a bug of ours, found while it is compiled."""
    with pytest.raises(EngineError):
        generate(tree.Field(tree.Var("other", GIFT.type), "accepted", BOOL), Names("gift"), {})
    with pytest.raises(EngineError):
        generate(tree.Compare(">", VALUE, tree.Param("limit", MONEY), BOOL), Names("gift"), {})


def test_value_of_a_wrong_type_is_our_error() -> None:
    """A value that is not of the type the tree was checked for raises EngineError, without the value in its message."""
    with pytest.raises(EngineError) as caught:
        answer(over(100), gift(value="1250000"))
    assert "1250000" not in str(caught.value)


def test_parameters_are_those_of_the_period() -> None:
    """Two periods with two limits give two functions, whatever the scope says later."""
    node = tree.Compare(">", VALUE, tree.Param("limit", MONEY), BOOL)
    assert [answer(node, gift(value=1_200_000), {"limit": limit}) for limit in (1_000_000, 1_500_000)] == [True, False]


@pytest.mark.parametrize("value, expected", [(150, True), (50, False), (None, None), (Range(101, None), True), (Range(50, 150), None)])
def test_ranges_decide_only_what_they_settle(value: Any, expected: Truth) -> None:
    """A comparison is true or false only if it is so for every value in the range."""
    assert answer(over(100), gift(value=value)) is expected


class CountingWorld(World):
    """A world that counts how often a collection is walked."""

    walks = 0

    def elements(self, plural: str) -> Any:
        self.walks += 1
        return super().elements(plural)


def test_a_collection_is_walked_once() -> None:
    """Asked first whether a condition is true and then whether it is false, the function walks the collection once all the same."""
    element = tree.Field(tree.Var("x", GIFT.type), "accepted", BOOL)
    some = tree.Macro("exists", GIFTS, "x", element, None, BOOL)
    returned = tree.Field(GIFT, "returned", BOOL)
    node = tree.Any_((tree.All((returned, some), BOOL), tree.All((over(100), tree.Not(some, BOOL)), BOOL)), BOOL)
    item = gift(returned=True, value=50)
    world = CountingWorld(tree_vocabulary(), AS_OF, {"gifts": (item,)}, {}, {})
    evaluated = Scope(world, AS_OF, False, {}, {}, {})
    found = generate(node, Names("gift"), {}, vocabulary=tree_vocabulary(), defined=())(evaluated, item, None, None)
    assert (found, world.walks) == (interpret(node, scope(item), {"gift": item}).value, 1)


def test_a_settled_condition_walks_nothing() -> None:
    """What stands before a collection and settles the condition saves the walk."""
    some = tree.Macro("exists", GIFTS, "x", tree.Field(tree.Var("x", GIFT.type), "accepted", BOOL), None, BOOL)
    item = gift(value=50)
    world = CountingWorld(tree_vocabulary(), AS_OF, {"gifts": (item,)}, {}, {})
    function = generate(tree.All((over(100), some), BOOL), Names("gift"), {}, vocabulary=tree_vocabulary(), defined=())
    assert (function(Scope(world, AS_OF, False, {}, {}, {}), item, None, None), world.walks) == (False, 0)


def test_a_defined_field_is_worked_out_once() -> None:
    """A field that rules define is worked out once for each fact of a scope, however many rules read it."""
    calls: list[str] = []

    def suspect(*_: Any) -> bool:
        calls.append("asked")
        return True

    item, key = gift(), ("gift", "suspect")
    definition = tree.Definition("r", *key, tree.Literal_(True, BOOL))
    evaluated = Scope(scope(item).world, AS_OF, False, {}, {key: (definition,)}, {key: ((suspect, None),)})
    function = generate(tree.Field(GIFT, "suspect", BOOL), Names("gift"), {}, vocabulary=tree_vocabulary(), defined={key})
    assert [function(evaluated, item, None, None) for _ in range(3)] == [True, True, True]
    assert calls == ["asked"]


def test_deep_and_wide_trees_compile() -> None:
    """A tree as deep and as wide as rules may be is compiled and answers."""
    deep: tree.Node = over(100)
    for level in range(40):
        deep = (tree.All if level % 2 else tree.Any_)((tree.Not(tree.Not(deep, BOOL), BOOL), tree.Literal_(bool(level % 2), BOOL)), BOOL)
    wide = tree.Any_(tuple(tree.Compare("==", VALUE, tree.Literal_(number, MONEY), BOOL) for number in range(500)), BOOL)
    assert answer(tree.All((deep, tree.Not(wide, BOOL)), BOOL), gift(value=1000)) is True


@pytest.mark.parametrize(
    "name, value",
    [("bool", True), ("int", 3), ("money", 0), ("percent", 5001), ("date", date(2026, 1, 20)), ("days", 30), ("string", "k0")],
)
def test_literals_of_every_type_come_back(name: str, value: Any) -> None:
    """A constant is its own value."""
    assert answer(tree.Literal_(value, TYPES[name]), gift()) == value


def test_constant_conditions_are_decided() -> None:
    """A comparison of two constants, an empty list and an empty junction have their values without any fact."""
    one, two = tree.Literal_(1, INT), tree.Literal_(2, INT)
    nodes = [tree.Compare(op, one, two, BOOL) for op in ("==", "!=", "<", ">")]  # type: ignore[arg-type]
    nodes += [tree.Member(VALUE, (), BOOL), tree.All((), BOOL), tree.Any_((), BOOL), tree.Disputed((), BOOL)]
    assert [answer(node, gift()) for node in nodes] == [False, True, True, False, False, True, False, None]
    assert [interpret(node, scope(gift()), {"gift": gift()}).value for node in nodes] == [answer(node, gift()) for node in nodes]


@pytest.mark.parametrize("accepted", [True, False, None])
@pytest.mark.parametrize("value", [50, 150, None, Range(50, 150)])
def test_conditions_can_be_compared(accepted: Truth, value: Any) -> None:
    """A condition beside `==` is a value like any other, unknown included."""
    item, field = gift(accepted=accepted, value=value), tree.Field(GIFT, "accepted", BOOL)
    both = tree.All((over(100), field), BOOL)
    for op in ("==", "!="):
        for node in (tree.Compare(op, both, field, BOOL), tree.Compare(op, field, both, BOOL), tree.Compare(op, both, over(80), BOOL)):  # type: ignore[arg-type]
            assert answer(node, item) is interpret(node, scope(item), {"gift": item}).value


NOTES = st.sampled_from(["a", "b", None])
PIECES = st.sampled_from([1, 2, Range(1, 2), None])


@given(st.lists(st.tuples(NOTES, PIECES, st.sampled_from([1, 10, None])), min_size=1, max_size=8), st.booleans())
def test_a_total_by_groups_is_the_total_of_all_pairs(facts: list[tuple[Any, Any, Any]], open_world: bool) -> None:
    """Facts are grouped by what a total asks to be the same; those of which it is not known stay in every group."""
    same = (tree.Field(GIFT, "note", STRING), tree.Field(GIFT, "pieces", INT))
    node = tree.Total(VALUE, GIFTS, "gift", same, None, None, MONEY)
    items = [
        Item("gift", f"g{number}", {**gift().values, "note": note, "pieces": pieces, "value": value})
        for number, (note, pieces, value) in enumerate(facts)
    ]
    around = scope(*items, open_world=open_world)
    function = generate(node, Names("gift"), {}, vocabulary=tree_vocabulary(), defined=())
    for item in items:
        assert function(around, item, None, None) == interpret(node, around, {"gift": item}).value
