"""Collects every error code that the source can give, by reading it: the texts that arrive at a parameter or field called `code`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from shared_material import REPOSITORY

CODE = re.compile(r"[a-z]+(-[a-z0-9]+)*")


def error_codes() -> set[str]:
    """Returns the codes of all exceptions and problems."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in (REPOSITORY / "integrityrules").rglob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    takers = dict(_takers(nodes))
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Call):
            found |= {text for value in _values(node, takers) for text in _texts(value)}
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "code":
            found |= set(_texts(node.value))
    return {code for code in found if CODE.fullmatch(code)}


def _takers(nodes: list[ast.AST]) -> Iterator[tuple[str, int]]:
    """Yields functions and classes with a `code`, and the position at which callers give it."""
    for node in nodes:
        if isinstance(node, ast.FunctionDef):
            yield from _taker(node.name, [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)])
        elif isinstance(node, ast.ClassDef):
            fields = [item.target.id for item in node.body if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)]
            makers = [item for item in node.body if isinstance(item, ast.FunctionDef) and item.name == "__init__"]
            yield from _taker(node.name, [argument.arg for argument in makers[0].args.args] if makers else fields)


def _taker(name: str, parameters: list[str]) -> Iterator[tuple[str, int]]:
    names = [parameter for parameter in parameters if parameter not in {"self", "cls"}]
    # A problem has a code and a message; a function about a code list has only the first.
    if "code" in names and "message" in names:
        yield name, names.index("code")


def _values(call: ast.Call, takers: dict[str, int]) -> Iterator[ast.expr]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else call.func.id if isinstance(call.func, ast.Name) else ""
    position = takers.get(name)
    if position is not None and position < len(call.args):
        yield call.args[position]
    if position is not None or name.endswith("Error"):
        yield from (keyword.value for keyword in call.keywords if keyword.arg == "code")


def _texts(value: ast.expr) -> Iterator[str]:
    """Yields the texts an expression can be: a constant, or either side of a choice between constants."""
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value
    elif isinstance(value, ast.IfExp):
        yield from (*_texts(value.body), *_texts(value.orelse))
