"""Untyped tree -> typed tree, and every mistake in it with its place and the near miss.

May not know rules, periods or values of parameters. The parts are in `check_names`, `check_logic` and `check_calls`.
"""

from __future__ import annotations

from collections.abc import Mapping

from integrityrules.errors import Problem
from integrityrules.facts.vocabulary import BOOL, Type, Vocabulary
from integrityrules.language import check_calls, check_logic, check_names, tree
from integrityrules.language.agreement import fits, named
from integrityrules.language.check_names import MAX_MACROS
from integrityrules.language.checking import EVENTS, Around, Checker, Checks, words
from integrityrules.language.places import problem_at
from integrityrules.language.tree import Node, children

MAX_TREE_DEPTH = 64
MAX_TREE_NODES = 4_000


def check(
    node: Node,
    *,
    names: Mapping[str, Type],
    params: Mapping[str, Type],
    vocabulary: Vocabulary,
    expected: Type | None = BOOL,
    allow_stated: bool = False,
) -> tuple[Node, list[Problem]]:
    """Returns the typed tree and everything wrong with it; the tree may be used only if nothing is. Checking twice changes nothing.

    Args:
        names: what a variable can stand for: the rule's fact, its partner, `official`, and `occurrence` or `finding`.
        params: the parameters that may be read; codes have the type of their list.
        expected: what the whole must be; a type without its kind (`collection`) takes any, `None` takes every type.
        allow_stated: whether `stated(x)` may be asked, which only indicators may.
    """
    checker = Checker(_CHECKS, params, vocabulary, allow_stated)
    problem = _too_large(node)
    if problem:
        return node, [problem]
    typed = checker.typed(node, Around(names), expected)
    if expected is not None and not fits(typed, expected):
        checker.report("type-mismatch", typed, f"{words(typed)} is {named(typed.type)}, and {named(expected)} is wanted")
    return typed, sorted(checker.problems, key=lambda problem: (problem.line, problem.column))


def _too_large(node: Node) -> Problem | None:
    level, depth, count = [node], 0, 0
    while level:
        depth, count = depth + 1, count + len(level)
        if depth > MAX_TREE_DEPTH or count > MAX_TREE_NODES:
            limit = f"nests at most {MAX_TREE_DEPTH} levels" if depth > MAX_TREE_DEPTH else f"has at most {MAX_TREE_NODES} parts"
            return problem_at(level[0].pos, "too-large", f"a condition {limit}", "name a part of it as a definition")
        level = [child for item in level for child in children(item)]
    return None


_CHECKS: Checks = {
    tree.Literal_: check_names.literal,
    tree.Param: check_names.param,
    tree.Var: check_names.var,
    tree.Field: check_names.field,
    tree.RelatedTo: check_names.field,
    tree.Collection: check_names.collection,
    tree.Not: check_logic.negation,
    tree.All: check_logic.junction,
    tree.Any_: check_logic.junction,
    tree.Disputed: check_logic.junction,
    tree.Clause: check_logic.clause,
    tree.Compare: check_logic.compare,
    tree.Member: check_logic.member,
    tree.Arith: check_logic.arith,
    tree.Call: check_calls.call,
    tree.Macro: check_names.macro,
    tree.Total: check_names.total,
}

__all__ = ["EVENTS", "MAX_MACROS", "check"]
