"""Generated functions equal the reference meaning, and more information never changes what was determined.

Random trees and worlds come from `support_trees`. `HYPOTHESIS_PROFILE=nightly` compares more than 100,000 (tree, world) pairs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

from hypothesis import HealthCheck, Phase, assume, given, seed, settings
from hypothesis import strategies as st
from support_trees import CODES, COMPANIES, DAYS_AROUND, NAMES, PEOPLE, TYPES, Case, tree_vocabulary, trees, worlds

from integrityrules.facts.values import Range, bounds, ranged
from integrityrules.facts.world import Item, World
from integrityrules.language import tree
from integrityrules.language.generate import generate
from integrityrules.language.interpret import interpret
from integrityrules.language.scope import Evaluator, Names, Scope

DEEP = settings.default.max_examples >= 10_000
POOLS = (5_000, 4_000, 24) if DEEP else (300, 120, 16)
"""How many trees, how many worlds, and in how many of the worlds each tree is evaluated."""

SHOWN_AS_TRUTH = {True: "true", False: "false", None: "unknown"}


def function_of(node: tree.Node, names: Names, case: Case, *, told: bool) -> Evaluator:
    """Returns the generated function; `told`: the generator knows the vocabulary and what is defined, else the function looks."""
    if told:
        return generate(node, names, case.params, vocabulary=tree_vocabulary(), defined=frozenset(case.definitions))
    return generate(node, names, case.params)


def scope_of(case: Case, *, told: bool = True) -> Scope:
    compiled = {
        key: tuple(
            (
                function_of(definition.value, Names(definition.kind), case, told=told),
                function_of(definition.when, Names(definition.kind), case, told=told) if definition.when else None,
            )
            for definition in definitions
        )
        for key, definitions in case.definitions.items()
    }
    return Scope(case.world, case.day, case.open_world, case.params, case.definitions, compiled)


def meant(node: tree.Node, case: Case) -> Any:
    return interpret(node, scope_of(case), case.bindings).value


def given_by(function: Evaluator, scope: Scope, case: Case) -> Any:
    return function(replace(scope, cache={}), case.fact, case.partner, case.event)


typed_trees = st.sampled_from(("bool",) * 8 + tuple(TYPES)).flatmap(lambda name: trees(name, depth=4))


@given(typed_trees, worlds(), st.booleans())
def test_generated_function_equals_the_reference(node: tree.Node, case: Case, told: bool) -> None:
    """A generated function gives what `interpret` gives, with or without being told the vocabulary and the definitions."""
    expected = meant(node, case)
    found = given_by(function_of(node, NAMES, case, told=told), scope_of(case, told=told), case)
    assert (expected.__class__, expected) == (found.__class__, found)


@given(typed_trees, worlds())
def test_facts_that_are_not_there_are_unknown(node: tree.Node, case: Case) -> None:
    """Without partner, event and official both readers still agree: what they would have said is unknown."""
    world = World(case.world.vocabulary, case.world.as_of, case.world.items, case.world.complete, case.world.calendars)
    scope = replace(scope_of(case), world=world)
    expected = interpret(node, scope, {NAMES.fact: case.fact, NAMES.partner: None, NAMES.event: None}).value
    found = function_of(node, NAMES, case, told=True)(scope, case.fact, None, None)
    assert (expected.__class__, expected) == (found.__class__, found)


def drawn(strategy: st.SearchStrategy[Any], count: int) -> list[Any]:
    """Returns some values of a strategy, the same in every run: a pool to pair up, which is quicker than to draw each pair."""
    found: list[Any] = []

    @seed(20260120)
    @settings(max_examples=count, phases=[Phase.generate], database=None, suppress_health_check=list(HealthCheck))
    @given(strategy)
    def collect(value: Any) -> None:
        found.append(value)

    collect()
    return found


def test_readers_agree_on_a_fair_sample(record_property: Any) -> None:
    """On many pairs both readers agree; a fifth and more each are true, false and unknown, and every node type is among them."""
    tree_count, world_count, worlds_each = POOLS
    cases = [(case, scope_of(case)) for case in drawn(worlds(), world_count)]
    random, outcomes, node_types = Random(7), Counter[str](), Counter[str]()
    for node in drawn(trees(depth=4), tree_count):
        node_types.update({type(found).__name__ for found in tree.walk(node)})
        functions: dict[Any, Evaluator] = {}
        for case, scope in random.sample(cases, worlds_each):
            key = (tuple(case.params.items()), tuple(case.definitions))
            function = functions.get(key) or functions.setdefault(key, function_of(node, NAMES, case, told=True))
            expected, found = interpret(node, scope, case.bindings).value, given_by(function, scope, case)
            assert expected is found, (node, case)
            outcomes[SHOWN_AS_TRUTH[found]] += 1
    report = f"{outcomes.total()} pairs: " + ", ".join(f"{name} {n / outcomes.total():.0%}" for name, n in sorted(outcomes.items()))
    print(report)
    record_property("agreement", report)
    assert outcomes.total() >= (100_000 if DEEP else 4_000)
    assert min(outcomes[name] for name in SHOWN_AS_TRUTH.values()) >= outcomes.total() / 5, report
    assert {node.__name__ for node in tree.NODE_TYPES} <= set(node_types), node_types


# ---- more information ---------------------------------------------------------------------------------------------------

KNOWN: Mapping[str, tuple[Any, ...]] = {
    "bool": (True, False), "int": (0, 1, 2, 3), "money": (0, 100, 200, 300), "percent": (2500, 5000, 5001), "days": (0, 1, 4),
    "date": DAYS_AROUND, "string": ("a", "b"), "entity": (*PEOPLE[:3], *COMPANIES), "fact": ("p1", "p2"),
}  # fmt: skip


def narrower(value: Any, pool: tuple[Any, ...], random: Random) -> Any:
    """Returns a value that says more: one for a missing value, a part of a range."""
    if value is None:
        return random.choice(pool)
    if value.__class__ is not Range:
        return value
    low, high = bounds(value)
    step: Any = timedelta(days=2) if hasattr(low or high, "year") else 2
    low, high = high - step if low is None else low, low + step if high is None else high
    return random.choice((low, high, ranged(low, high)))


def informed(item: Item, random: Random) -> Item:
    """Returns the fact with about a third of what is open in it filled in or narrowed."""
    kinds = tree_vocabulary().kinds
    values = dict(item.values)
    for name, spec in (kinds[item.kind].fields if item.kind in kinds else {}).items():
        pool = CODES[spec.type.of] if spec.type.name == "code" else KNOWN[spec.type.name]
        if random.random() < 0.35:
            values[name] = narrower(values[name], pool, random)
    return Item(item.kind, item.id, values)


def better_known(case: Case, random: Random) -> Case:
    """Returns the case with more information in its facts and about its day."""
    after = {id(item): informed(item, random) for plural in case.world.items.values() for item in plural}
    items = {plural: tuple(after[id(item)] for item in found) for plural, found in case.world.items.items()}
    old = case.world
    official = informed(old.official, random) if old.official else None
    world = World(old.vocabulary, old.as_of, items, old.complete, old.calendars, official)
    day = narrower(case.day, (), random)
    return replace(case, world=world, fact=after[id(case.fact)], partner=after[id(case.partner)], day=day)


def is_kept(before: Any, after: Any) -> bool:
    """Tells whether a result says at least what an earlier one said."""
    if before is None:
        return True
    if before.__class__ is not Range:
        return bool(before == after)
    (low, high), (lower, upper) = bounds(before), bounds(after)
    return (low is None or (lower is not None and low <= lower)) and (high is None or (upper is not None and upper <= high))


def asks_what_is_stated(node: tree.Node) -> bool:
    return any(isinstance(found, tree.Call) and found.function in ("stated", "first_stated") for found in tree.walk(node))


@settings(max_examples=min(settings.default.max_examples * 4, 50_000))
@given(typed_trees, worlds(), st.integers(0, 2**32))
def test_more_information_keeps_what_was_determined(node: tree.Node, case: Case, number: int) -> None:
    """Filling in a missing value or narrowing a range never changes a determined result; `stated` and contradictions aside."""
    assume(not asks_what_is_stated(node))
    plain = replace(case, definitions={})  # two definitions may contradict each other once more is known
    after = better_known(plain, Random(number))
    assert is_kept(meant(node, plain), meant(node, after))


def test_closing_the_world_keeps_what_was_determined() -> None:
    """What is decided as if more facts might exist stays so over what was declared."""
    cases = [replace(case, definitions={}) for case in drawn(worlds(), 10)]
    for node in drawn(trees(depth=3), 60):
        for case in cases:
            assert is_kept(meant(node, replace(case, open_world=True)), meant(node, replace(case, open_world=False)))
