"""Conditions in columns equal the reference meaning: random trees over random worlds, many worlds in one database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from random import Random
from typing import Any
from uuid import uuid4

import duckdb
import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from support_sql import Loaded, calendar_statements, expected, load, statement, texts_of, under, with_items
from support_trees import TYPES, Case, tree_vocabulary, trees, worlds

from integrityrules.facts.calendar import WorkCalendar
from integrityrules.facts.entity import Entity
from integrityrules.facts.identity import SCHEMES
from integrityrules.facts.vocabulary import Text
from integrityrules.facts.world import Item
from integrityrules.language import tree
from integrityrules.language.interpret import interpret
from integrityrules.language.scope import Scope
from integrityrules.language.sql import Told
from integrityrules.language.sql.compare import same_entity
from integrityrules.language.sql.values import Numbers, Ordered

DEEP = settings.default.max_examples >= 10_000
TREES, WORLDS, TOGETHER = (4_000, 2_000, 5) if DEEP else (150, 120, 5)
"""How many trees, how many worlds, and how many trees are asked in one statement."""

SHOWN_AS_TRUTH = {True: "true", False: "false", None: "unknown"}


def drawn(strategy: st.SearchStrategy[Any], count: int) -> list[Any]:
    """Returns some values of a strategy, the same in every run."""
    found: list[Any] = []

    @seed(20261121)
    @settings(max_examples=count, phases=[Phase.generate], database=None, suppress_health_check=list(HealthCheck))
    @given(strategy)
    def collect(value: Any) -> None:
        found.append(value)

    collect()
    return found


def database(loaded: Loaded, calendars: dict[str, WorkCalendar]) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    for text in (*loaded.statements, *calendar_statements(calendars)):
        connection.execute(text)
    return connection


def meant(node: tree.Node, case: Case) -> Any:
    scope = Scope(case.world, case.day, case.open_world, case.params, case.definitions, {})
    return interpret(node, scope, case.bindings).value


def disagreements(nodes: Sequence[tree.Node], loaded: Loaded, setting: Case, rows: Sequence[tuple[Any, ...]]) -> list[str]:
    """Returns where columns and reference differ."""
    found, (_, told) = [], statement(nodes, loaded, setting)
    assert all(one.is_exact for one in told)
    for owner, *cells in rows:
        case, place = under(loaded.cases[int(owner[1:])], setting), 0
        for node, one in zip(nodes, told, strict=True):
            width = len(texts_of(one))
            given_by, place = tuple(cells[place : place + width]), place + width
            wanted = expected(meant(node, case), one)
            if given_by != wanted:
                found.append(f"{wanted} in columns {given_by}: {node}\n{case}")
    return found


@pytest.fixture(scope="module", params=[True, False], ids=["ranged", "staged"])
def loaded(request: pytest.FixtureRequest) -> Loaded:
    return load(drawn(worlds(), WORLDS), ranged=request.param)


def test_columns_give_what_the_reference_gives(loaded: Loaded, record_property: Any) -> None:
    """Trees of every type and node come to the same in columns; a fifth and more each are true, false and unknown."""
    random, outcomes, node_types = Random(7), Counter[str](), Counter[str]()
    pool = drawn(trees(depth=4), TREES)
    for name in TYPES:
        pool += drawn(trees(name, depth=3), TREES // 10)
    # The rarest node: what Hypothesis draws depends on which modules are loaded, too.
    pool += [
        tree.Clause(node, Text("dengan kata sendiri", "in its own words"), (), node.type) for node in pool if node.type.name == "bool"
    ][:5]
    calendars = next(case.world.calendars for case in loaded.cases if case.world.calendars)
    connection = database(loaded, dict(calendars))
    random.shuffle(pool)
    for start in range(0, len(pool), TOGETHER):
        nodes, setting = pool[start : start + TOGETHER], random.choice(loaded.cases)
        made, told = statement(nodes, loaded, setting)
        rows = connection.execute(made.text()).fetchall()
        assert len(rows) == len(loaded.cases)
        assert not disagreements(nodes, loaded, setting, rows)[:1]
        node_types.update({type(found).__name__ for node in nodes for found in tree.walk(node)})
        place = 1
        for node, one in zip(nodes, told, strict=True):
            if node.type.name == "bool":
                outcomes.update(SHOWN_AS_TRUTH[row[place]] for row in rows)
            place += len(texts_of(one))
    report = f"{outcomes.total()} pairs: " + ", ".join(f"{name} {n / outcomes.total():.0%}" for name, n in sorted(outcomes.items()))
    print(report)
    record_property("agreement", report)
    assert min(outcomes[name] for name in SHOWN_AS_TRUTH.values()) >= outcomes.total() / 5, report
    assert {node.__name__ for node in tree.NODE_TYPES} <= set(node_types), node_types


# ---- entities -------------------------------------------------------------------------------------------------------------

NUMBERS = {
    "nik": ("3174051503850001", "3174055503850001"),
    "nip": ("198503152010011002", "198503162010011002", "198503152022211002", "198503152024211003"),
    "npwp": ("0012345678901000", "1012345678901000", "2012345678901000"),
    "nib": ("1234567890123", "9234567890123"),
    "own": ("a", "b"),
}


def test_entities_are_the_same_as_the_reference_says() -> None:
    """Of every two entities columns say what `Entity.same_as` says, also where numbers of a scheme differ and may name one person."""
    random = Random(3)
    entities = [Entity(**{scheme: random.choice(pool) for scheme, pool in NUMBERS.items() if random.random() < 0.5}) for _ in range(150)]
    columns = ", ".join(f"{scheme} VARCHAR" for scheme in SCHEMES)
    connection = duckdb.connect()
    connection.execute(f"CREATE TABLE entities (n BIGINT, {columns})")
    connection.executemany(
        "INSERT INTO entities VALUES (?, ?, ?, ?, ?, ?)", [[n, *(getattr(e, s) for s in SCHEMES)] for n, e in enumerate(entities)]
    )
    left, right = (Numbers({scheme: f"{side}.{scheme}" for scheme in SCHEMES}) for side in "ab")
    rows = connection.execute(f"SELECT a.n, b.n, {same_entity(left, right)} FROM entities AS a, entities AS b WHERE a.n <> b.n").fetchall()
    found = {(a, b): said for a, b, said in rows}
    assert found == {(a, b): entities[a].same_as(entities[b]) for a, b in found}
    assert len(set(found.values())) == 3


# ---- registers that are met by their keys ---------------------------------------------------------------------------------


def apart(case: Case, number: int) -> Case:
    """Returns the case with ids and keys of its own in its registers, so that registers of many cases can lie together."""

    def marked(value: Any) -> Any:
        if isinstance(value, Entity):
            return Entity(own=f"{value.own}~{number}") if value.own else value
        return f"{value}~{number}" if value in ("p1", "p2", "nowhere") else value

    def changed(item: Item) -> Item:
        is_register = item.kind in tree_vocabulary().kinds and tree_vocabulary().kinds[item.kind].register
        return Item(item.kind, f"{item.id}~{number}" if is_register else item.id, {n: marked(v) for n, v in item.values.items()})

    return with_items(case, changed)


def is_weaker(given_by: tuple[Any, ...], wanted: tuple[Any, ...], told: Told) -> bool:
    """Tells whether columns say the same as the reference, or less."""
    if isinstance(told.value, Ordered):
        (low, high), (lower, upper) = given_by, wanted
        return (low is None or (lower is not None and low <= lower)) and (high is None or (upper is not None and upper <= high))
    return all(cell is None or cell == other for cell, other in zip(given_by, wanted, strict=True))


def test_registers_met_by_keys_never_say_too_much() -> None:
    """Where registers are met by their keys, what columns say is so; they may say less, and tell where they may."""
    worlds_apart = [apart(case, number) for number, case in enumerate(drawn(worlds(), WORLDS))]
    loaded = load(worlds_apart, ranged=False, shared=True)
    connection = database(loaded, dict(next(case.world.calendars for case in loaded.cases if case.world.calendars)))
    outcomes = Counter[str]()
    for node in drawn(trees(depth=4), TREES):
        setting = replace(loaded.cases[0], open_world=False, definitions=loaded.cases[0].definitions)
        made, (told,) = statement([node], loaded, setting)
        for owner, *cells in connection.execute(made.text()).fetchall():
            wanted = expected(meant(node, under(loaded.cases[int(owner[1:])], setting)), told)
            assert is_weaker(tuple(cells), wanted, told), node
            assert tuple(cells) == wanted or not told.is_exact
            outcomes["equal" if tuple(cells) == wanted else "less"] += 1
    assert outcomes["equal"] > 2 * outcomes["less"] > 0


# ---- another engine -------------------------------------------------------------------------------------------------------


def test_postgresql_gives_the_same() -> None:
    """Turned over to PostgreSQL by sqlglot, statements give there what they give in DuckDB."""
    psycopg, sqlglot = pytest.importorskip("psycopg"), pytest.importorskip("sqlglot")
    try:
        server = psycopg.connect("host=localhost dbname=test user=postgres connect_timeout=3", autocommit=True)
    except psycopg.OperationalError:
        pytest.skip("no PostgreSQL answers at localhost")
    loaded = load(drawn(worlds(), 30), ranged=True)
    calendars = dict(next(case.world.calendars for case in loaded.cases if case.world.calendars))
    connection, schema = database(loaded, calendars), f"conditions_{uuid4().hex[:8]}"
    with closing(server):
        server.execute(f"CREATE SCHEMA {schema}")
        try:
            server.execute(f"SET search_path TO {schema}")
            for text in (*loaded.statements, *calendar_statements(calendars)):
                server.execute(sqlglot.transpile(text, read="duckdb", write="postgres")[0])
            for number, node in enumerate(drawn(trees(depth=4), 60)):
                text = statement([node], loaded, loaded.cases[number % 30])[0].text()
                turned = sqlglot.transpile(text, read="duckdb", write="postgres")[0]
                assert sorted(server.execute(turned).fetchall()) == sorted(connection.execute(text).fetchall())
        finally:
            server.execute(f"DROP SCHEMA {schema} CASCADE")
