"""Where a guard is not true, no value of its step changes what a condition says of a row."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrityrules.language.sql.frames import OVER, Frame, Query
from integrityrules.language.sql.guards import guards_of
from integrityrules.language.sql.statement import statement_of
from integrityrules.language.sql.texts import all_of, any_of, is_true, not_true

CHEAP = ("row__a", "row__b", "row__c")
VALUES = ("TRUE", "FALSE", "NULL")


def frame_with_steps() -> tuple[Frame, dict[str, str]]:
    """Returns rows of three columns, and two that steps give, by the name of the step."""
    root = Query().root("rows_in AS f", {"row__id": "f.id"})
    for name in CHEAP:
        root.base("f", name.removeprefix("row__"), "row")
    steps = {}
    for _ in range(2):
        below = root.extend("near", f"near AS e JOIN {OVER} AS p ON e.id = row__id")
        said = below.base("e", "said", below.name)
        join = root.sum_up(below, "TRUE", {"s": f"BOOL_OR({said})"})
        steps[join.alias] = join.column("s")
    return root, steps


def conditions(columns: list[str]) -> st.SearchStrategy[str]:
    """Returns conditions as the sieve writes them: two-valued tests, or what may be unknown, joined in any depth."""
    tests: list[Callable[[str], str]] = [is_true, not_true, str]
    leaves = st.builds(lambda test, name: test(name), st.sampled_from(tests), st.sampled_from(columns))

    def joined(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        parts = st.lists(inner, min_size=2, max_size=4)
        return st.one_of(st.builds(all_of, parts), st.builds(any_of, parts))

    return st.recursive(leaves, joined, max_leaves=12)


@pytest.fixture(scope="module")
def database() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()


@given(data=st.data())
def test_a_step_matters_only_where_its_guard_is_true(database: duckdb.DuckDBPyConnection, data: st.DataObject) -> None:
    """Rows with every value of every column: those that differ in one step alone fare alike, unless the guard asks for the step."""
    frame, steps = frame_with_steps()
    columns = [*CHEAP, *steps.values()]
    where = data.draw(conditions(columns))
    guards = guards_of(frame, where)
    rows = ", ".join(f"({', '.join(row)})" for row in product(VALUES, repeat=len(columns)))
    source = f"(SELECT {', '.join(f'CAST({c} AS BOOLEAN) AS {c}' for c in columns)} FROM (VALUES {rows}) AS v({', '.join(columns)}))"
    for name, column in steps.items():
        others = ", ".join(one for one in columns if one != column)
        guard = guards.get(name, "TRUE" if column in where else "FALSE")
        query = f"SELECT 1 FROM {source} WHERE ({guard}) IS NOT TRUE GROUP BY {others} HAVING COUNT(DISTINCT ({where}) IS TRUE) > 1"
        assert database.execute(query).fetchall() == [], (where, guard)


@given(data=st.data())
def test_a_statement_with_guards_gives_the_same(database: duckdb.DuckDBPyConnection, data: st.DataObject) -> None:
    """The rows of a whole statement are those of the same condition over steps worked out for every row."""
    frame, steps = frame_with_steps()
    where = data.draw(conditions([*CHEAP, *steps.values()]))
    database.execute("CREATE OR REPLACE TEMP TABLE rows_in AS SELECT row_number() OVER () AS id, * FROM (VALUES "
                     f"{', '.join(f'({a}, {b}, {c})' for a, b, c in product(VALUES, repeat=3))}) AS v(a, b, c)")  # fmt: skip
    database.execute(
        "CREATE OR REPLACE TEMP TABLE near AS SELECT id, said FROM rows_in, (VALUES (TRUE), (FALSE)) AS t(said) WHERE id % 3 <> said::INT"
    )
    found = database.execute(statement_of(frame, {"id": "row__id"}, where).text()).fetchall()
    said = "(SELECT BOOL_OR(said) FROM near WHERE near.id = r.row__id)"
    every = ", ".join(f"{said} AS {column}" for column in steps.values())
    rows = f"SELECT id AS row__id, {', '.join(f'{name[-1]} AS {name}' for name in CHEAP)} FROM rows_in"
    expected = database.execute(f"SELECT row__id FROM (SELECT *, {every} FROM ({rows}) AS r) WHERE {where}").fetchall()
    assert sorted(found) == sorted(expected)
