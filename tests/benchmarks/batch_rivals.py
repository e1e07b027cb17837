"""The conditions on a gift of `hand_sql/gifts.sql`, row by row: in rule-engine and in zen-engine.

What SQL joins and adds up (whom a rule binds that day, totals, working days) is worked out before, in SQL, and given to both as values:
they have no words for it. Written once, in SQL, and spelled anew for each, so that all answer the same conditions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import sqlglot
from hand_written import QUERIES
from sqlglot import exp

from integrityrules.batch.stage import Stage

Row = Mapping[str, Any]
Answers = Callable[[Row], Sequence[bool]]

_TREE = sqlglot.parse_one(QUERIES["gifts"], dialect="duckdb")
_SIGNS = {exp.EQ: "==", exp.NEQ: "!=", exp.LT: "<", exp.LTE: "<=", exp.GT: ">", exp.GTE: ">="}


def _part(name: str) -> exp.Expression:
    """Returns the query of one named part of the file."""
    return next(part.this for part in _TREE.find_all(exp.CTE) if part.alias == name)


CONDITIONS: Mapping[str, exp.Expression] = {one.alias: one.this for one in _part("judged").expressions if isinstance(one, exp.Alias)}
"""By rule."""
COLUMNS = sorted({column.name for condition in CONDITIONS.values() for column in condition.find_all(exp.Column)})


def sample(stage: Stage, officials: Sequence[str]) -> tuple[list[dict[str, Any]], list[list[bool]]]:
    """Returns the gifts of some officials with everything the conditions read, and what SQL answers."""
    before = QUERIES["gifts"].split("judged AS (")[0].rstrip().rstrip(",").rpartition("),")[0]
    listed = ", ".join(f"({CONDITIONS[rule].sql(dialect='duckdb')}) IS TRUE" for rule in CONDITIONS)
    stage.database.execute(
        f"{before}) SELECT {', '.join(COLUMNS)}, {listed} FROM placed WHERE official IN (SELECT unnest(?))", [list(officials)]
    )
    found = stage.database.fetchall()
    rows = [{name: _plain(value) for name, value in zip(COLUMNS, values, strict=False)} for values in found]
    return rows, [list(values[len(COLUMNS) :]) for values in found]


def _plain(value: Any) -> Any:
    """Returns a value both engines compare quickly: days as numbers, and 0 for what is not there, which nothing asks for then."""
    return value.toordinal() if isinstance(value, date) else 0 if value is None else value


def spelled(node: exp.Expression) -> str:
    """Returns a condition in the words that rule-engine and zen-engine share."""
    match node:
        case exp.Paren():
            return f"({spelled(node.this)})"
        case exp.And() | exp.Or():
            return f"({spelled(node.this)} {'and' if isinstance(node, exp.And) else 'or'} {spelled(node.expression)})"
        case exp.Not():
            return f"(not ({spelled(node.this)}))"
        case exp.In():
            return f"({spelled(node.this)} in [{', '.join(map(spelled, node.expressions))}])"
        case exp.Between():
            return f"({spelled(node.this)} >= {spelled(node.args['low'])} and {spelled(node.this)} <= {spelled(node.args['high'])})"
        case exp.Case():
            (one,) = node.args["ifs"]
            return f"({spelled(one.this)} ? {spelled(one.args['true'])} : {spelled(node.args['default'])})"
        case exp.Cast():
            return str(date.fromisoformat(node.this.this).toordinal())
        case exp.Literal():
            return f'"{node.this}"' if node.is_string else str(node.this)
        case exp.Column():
            return str(node.name)
    if type(node) in _SIGNS:
        return f"({spelled(node.this)} {_SIGNS[type(node)]} {spelled(node.expression)})"  # type: ignore[attr-defined]
    raise AssertionError(f"gifts.sql holds something that was not spelled yet: {type(node)}")


def rule_engine_rules() -> Answers:
    import rule_engine

    rules = [rule_engine.Rule(spelled(condition)) for condition in CONDITIONS.values()]
    return lambda row: [rule.matches(row) for rule in rules]


def zen_expressions() -> Answers:
    import zen

    rules = [zen.compile_expression(spelled(condition)) for condition in CONDITIONS.values()]
    return lambda row: [rule.evaluate(row) for rule in rules]


RIVALS: tuple[tuple[str, str, Callable[[], Answers]], ...] = (
    ("rule-engine", "a rule each", rule_engine_rules),
    ("zen-engine", "an expression each", zen_expressions),
)
"""Distribution, way, and how to make it."""
