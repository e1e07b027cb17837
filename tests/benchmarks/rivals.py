"""The sixty conditions in four rule engines, each in the ways its documentation offers.

Dates go in as numbers and fields as variables of their own, which is the quickest form each of them reads.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from itertools import count
from typing import Any

from sixty_rules import TYPES, complete_gifts

from integrityrules.language import tree

GIFTS = complete_gifts(120)
KNOWN = [{name: value.toordinal() if isinstance(value, date) else value for name, value in asdict(gift).items()} for gift in GIFTS]

Answers = Callable[[int], Sequence[Any]]
"""The sixty answers for the gift at an index of `GIFTS`."""


def spelled(node: tree.Node, both: str, either: str, no: str, true: str = "true") -> str:
    """Returns the text of a condition in the language of an engine; a field is a variable of its own there."""

    def text(part: tree.Node) -> str:
        match part:
            case tree.Literal_(value=bool(value)):
                return true if value else true.replace("true", "false")
            case tree.Literal_(value=value):
                return str(value.toordinal()) if isinstance(value, date) else json.dumps(value)
            case tree.Field():
                return part.name
            case tree.Compare():
                return f"({text(part.left)} {part.op} {text(part.right)})"
            case tree.Member(options=tuple(options)):
                return f"({text(part.item)} in [{', '.join(map(text, options))}])"
            case tree.Not():
                return f"{no}({text(part.item)})"
            case tree.All() | tree.Any_():
                return f" {both if isinstance(part, tree.All) else either} ".join(f"({text(item)})" for item in part.items)
        raise AssertionError(f"no such node in the sixty conditions: {type(part)}")

    return text(node)


def zen_expressions(nodes: list[tree.Node]) -> Answers:
    import zen

    rules = [zen.compile_expression(spelled(node, "and", "or", "not ")) for node in nodes]
    return lambda index: [rule.evaluate(KNOWN[index]) for rule in rules]


def zen_graph(nodes: list[tree.Node]) -> Answers:
    """All sixty in one expression node of a decision graph: one crossing into Rust for each gift."""
    import zen

    keys = [f"r{number}" for number in range(len(nodes))]
    expressions = [{"id": key, "key": key, "value": spelled(node, "and", "or", "not ")} for key, node in zip(keys, nodes, strict=True)]
    graph = {
        "contentType": "application/vnd.gorules.decision",
        "nodes": [
            {"id": "in", "name": "in", "type": "inputNode"},
            {"id": "rules", "name": "rules", "type": "expressionNode", "content": {"expressions": expressions}},
            {"id": "out", "name": "out", "type": "outputNode"},
        ],
        "edges": [
            {"id": "a", "sourceId": "in", "targetId": "rules", "type": "edge"},
            {"id": "b", "sourceId": "rules", "targetId": "out", "type": "edge"},
        ],
    }
    engine = zen.ZenEngine({"loader": {"type": "static", "content": {"gift": graph}}})

    def answers(index: int) -> Sequence[Any]:
        result = engine.evaluate("gift", KNOWN[index])["result"]
        return [result[key] for key in keys]

    return answers


def _cel_environment() -> Any:
    from cel_expr_python import cel

    types = {"bool": cel.Type.BOOL, "code": cel.Type.STRING}
    return cel.NewEnv(variables={name: types.get(type.name, cel.Type.INT) for name, type in TYPES.items()})


def cel_expressions(nodes: list[tree.Node]) -> Answers:
    environment = _cel_environment()
    rules = [environment.compile(spelled(node, "&&", "||", "!")) for node in nodes]

    def answers(index: int) -> Sequence[Any]:
        activation = environment.Activation(KNOWN[index])  # once for all rules: three times as fast as once for each
        return [rule.eval(activation).value() for rule in rules]

    return answers


def cel_list(nodes: list[tree.Node]) -> Answers:
    """All sixty in one list expression; one missing field is an error that loses all sixty answers."""
    rules = _cel_environment().compile("[" + ", ".join(spelled(node, "&&", "||", "!") for node in nodes) + "]")
    return lambda index: rules.eval(data=KNOWN[index]).plain_value()  # type: ignore[no-any-return]


def rule_engine_rules(nodes: list[tree.Node]) -> Answers:
    import rule_engine

    rules = [rule_engine.Rule(spelled(node, "and", "or", "not ")) for node in nodes]
    return lambda index: [rule.matches(KNOWN[index]) for rule in rules]


def durable_rules(nodes: list[tree.Node]) -> Answers:
    """Facts into one ruleset, each taken out again: sessions of their own, one for each gift, are dozens of times slower."""
    from durable import engine

    class Host(engine.Host):  # type: ignore[misc]
        def _run(self) -> None:
            """Starts no timer threads: they would be measured with whoever is running."""

    fired: set[str] = set()

    def noting(name: str) -> Callable[[Any], None]:
        return lambda _: fired.add(name)  # of one argument: with two it would be taken to be asynchronous

    names = [f"r{number}" for number in range(len(nodes))]
    ruleset = {
        name: {"all": [{"m": {"$and": [{"kind": "gift"}, pattern(node)]}}], "run": noting(name)}
        for name, node in zip(names, nodes, strict=True)
    }
    host, serial = Host(), count()
    host.register_rulesets({"gifts": ruleset})

    def answers(index: int) -> Sequence[Any]:
        fired.clear()
        fact = {**KNOWN[index], "id": next(serial), "kind": "gift"}
        for step in (host.assert_fact, host.retract_fact):
            with suppress(engine.MessageNotHandledException):
                step("gifts", dict(fact))
        return [name in fired for name in names]

    return answers


_WORDS = {"<": "$lt", "<=": "$lte", ">": "$gt", ">=": "$gte", "!=": "$neq"}
_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}


def pattern(node: tree.Node, *, negated: bool = False) -> dict[str, Any]:
    """Returns a condition as durable-rules reads it, negation pushed down to the comparisons."""
    match node:
        case tree.Not():
            return pattern(node.item, negated=not negated)
        case tree.All() | tree.Any_():
            word = "$and" if isinstance(node, tree.All) is not negated else "$or"
            return {word: [pattern(item, negated=negated) for item in node.items]}
        case tree.Field():
            return {node.name: not negated}
        case tree.Member(item=tree.Field() as field, options=tuple(options)):
            tests = [pattern(tree.Compare("==", field, option), negated=negated) for option in options]
            return {"$and" if negated else "$or": tests}
        case tree.Compare(left=tree.Field() as field, right=right):
            word = _OPPOSITE[node.op] if negated else node.op
            value: Any = {"$m": right.name} if isinstance(right, tree.Field) else right.value  # type: ignore[union-attr]
            value = value.toordinal() if isinstance(value, date) else value
            return {field.name: value} if word == "==" else {_WORDS[word]: {field.name: value}}
    raise AssertionError(f"no such node in the sixty conditions: {type(node)}")


BAR = "at least 5 x generated"

RIVALS: tuple[tuple[str, str, Callable[[list[tree.Node]], Answers], str], ...] = (
    ("zen-engine", "an expression each", zen_expressions, BAR),
    ("zen-engine", "one decision graph", zen_graph, BAR),
    ("cel-expr-python", "an expression each", cel_expressions, BAR),
    # The same answers only while every field is known, so it is shown without a bar.
    ("cel-expr-python", "one list for all", cel_list, "none: one missing field loses all sixty answers"),
    ("rule-engine", "a rule each", rule_engine_rules, BAR),
    ("durable_rules", "one ruleset", durable_rules, BAR),
)
"""Distribution, way, how to make it, and the bar or why there is none."""
