"""Turns a typed tree into a fast Python function that is equal to `interpret`.

May not take text of an author into a program: the text holds only names made up by `emit_values`, and constants are put into the
compiled code as values. Rare nodes are calls of `parts`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import CodeType
from typing import Any, TypeAlias

from integrityrules.errors import EngineError
from integrityrules.facts.values import Range, equal
from integrityrules.facts.vocabulary import Vocabulary
from integrityrules.language import parts, tree
from integrityrules.language.emit_conditions import ConditionWriter
from integrityrules.language.emit_values import Known, Plan
from integrityrules.language.functions import FUNCTIONS
from integrityrules.language.runtime import same
from integrityrules.language.scope import Evaluator, Names

PARAMETERS = ("scope", "fact", "partner", "event")
NAMESPACE: Mapping[str, Any] = {
    "__builtins__": {},
    "EngineError": EngineError,
    "Exception": Exception,
    "NOTHING": parts.NOTHING,
    "Range": Range,
    "UNSET": object(),
    "at": parts.at,
    "count": parts.count,
    "defined": parts.defined,
    "elements": parts.elements,
    "elements_of": parts.elements_of,
    "equal": equal,
    "every": parts.every,
    "exists": parts.exists,
    "extreme": parts.extreme,
    "fact_of": parts.fact_of,
    "field_of": parts.field_of,
    "member": parts.member,
    "same": same,
    "total": parts.total,
    **{f"call_{name}": function.apply for name, function in FUNCTIONS.items()},
}
"""All that a generated function can reach besides its arguments and constants."""


def generate(
    node: tree.Node, names: Names, params: Mapping[str, Any], *,
    vocabulary: Vocabulary | None = None, defined: Collection[tuple[str, str]] | None = None,
) -> Evaluator:  # fmt: skip
    """Compiles a typed tree.

    Args:
        node: a tree that `check` has typed.
        names: what the tree calls its fact, its partner and its event.
        params: the values of the parameters in the period the function is for; they become constants.
        vocabulary: tells which fields can hold spells; without it every field is read as if it could (slower).
        defined: the (kind, field) pairs that rules define, as in the scopes it will be called with; without it every field is looked
            for in `scope.definitions` as it is read (slower).

    Returns:
        a function `(scope, fact, partner, event) -> value`; it raises EngineError where a value has not the type the tree says.

    Raises:
        EngineError: the tree reads a name or a parameter that does not exist.
    """
    text, constants = write(node, names, params, vocabulary=vocabulary, defined=defined)
    namespace = dict(NAMESPACE)
    exec(_filled_in(compile(text, "<generated>", "exec"), constants), namespace)
    function: Evaluator = namespace["run"]
    return function


def _filled_in(code: CodeType, constants: Mapping[str, Any]) -> CodeType:
    """Returns the code with each text that stands for a constant replaced by it: a third of the time that rewriting the tree takes."""

    def value(constant: Any) -> Any:
        if isinstance(constant, CodeType):
            return _filled_in(constant, constants)
        return constants.get(constant, constant) if constant.__class__ is str else constant

    return code.replace(co_consts=tuple(map(value, code.co_consts)))


def write(
    node: tree.Node, names: Names, params: Mapping[str, Any], *,
    vocabulary: Vocabulary | None = None, defined: Collection[tuple[str, str]] | None = None,
) -> tuple[str, dict[str, Any]]:  # fmt: skip
    """Returns the text of the functions for a tree, `run` last, and what its `'k0'`, `'k1'`, ... stand for; arguments as for `generate`."""
    plan = Plan(params, vocabulary, defined)
    variables = {names.fact: "fact", names.partner: "partner", names.event: "event"}
    body = FunctionWriter(plan, PARAMETERS, {name: local for name, local in variables.items() if name}).body(node)
    guarded = ["try:", *(f"    {line}" for line in body)]
    guarded += ["except EngineError:", "    raise", "except Exception as error:"]
    guarded += ["    raise EngineError('a value does not have the type its condition was checked for') from error"]
    plan.functions.append(_function("run", PARAMETERS, guarded))
    return "\n\n".join(plan.functions), plan.constants


class FunctionWriter(ConditionWriter):
    """Writes one function and the parts it calls."""

    def part(self, node: tree.Node, variable: str) -> str:
        name = f"part{next(self.plan.serial)}"
        element = f"e{len(self.parameters) - len(PARAMETERS)}"
        parameters = (*self.parameters, element)
        writer = FunctionWriter(self.plan, parameters, {**self.variables, variable: element})
        self.plan.functions.append(_function(name, parameters, writer.body(node)))
        return name

    def body(self, node: tree.Node) -> list[str]:
        """Returns the statements that work a node out and return it."""
        items = _flattened(node, tree.All, tree.Any_)
        if len(items) > 1:
            lines = self._all(items)
        elif len(items := _flattened(node, tree.Any_, tree.All)) > 1:
            lines = self._any(items)
        else:
            lines = [f"return {self.value(node, frozenset())[0]}"]
        return [*self.prologue(), *lines]

    def _all(self, items: list[tree.Node]) -> list[str]:
        """Returns statements that leave at the first false item. One pass: whether an item is false is asked only if it is not true."""
        lines, known = ["result = True"], _NOTHING_KNOWN
        for item in items:
            yes = self.true(item, known)
            no = self.false(item, yes.if_false, not_true=True)
            lines += [f"if not ({yes.text}):", f"    if {no.text}:", "        return False", "    result = None"]
            known = yes.if_true & no.if_false
        return [*lines, "return result"]

    def _any(self, items: list[tree.Node]) -> list[str]:
        lines, known = ["result = False"], _NOTHING_KNOWN
        for item in items:
            yes = self.true(item, known)
            no = self.false(item, yes.if_false, not_true=True)
            lines += [f"if {yes.text}:", "    return True", f"if not ({no.text}):", "    result = None"]
            known = no.if_true & no.if_false
        return [*lines, "return result"]


_NOTHING_KNOWN: Known = frozenset()


Junction: TypeAlias = type[tree.All | tree.Any_]


def _flattened(node: tree.Node, joined: Junction, other: Junction) -> list[tree.Node]:
    """Returns the items whose conjunction (`joined` is `All`) or disjunction a node is; negation turns one into the other."""
    if isinstance(node, tree.Clause):
        return _flattened(node.item, joined, other)
    if isinstance(node, joined):
        return [found for item in node.items for found in _flattened(item, joined, other)]
    inner = _bare(node.item) if isinstance(node, tree.Not) else None
    if isinstance(inner, other):
        return [found for item in inner.items for found in _flattened(tree.Not(item), joined, other)]
    return _flattened(inner.item, joined, other) if isinstance(inner, tree.Not) else [node]


def _bare(node: tree.Node) -> tree.Node:
    return _bare(node.item) if isinstance(node, tree.Clause) else node


def _function(name: str, parameters: tuple[str, ...], lines: list[str]) -> str:
    return "\n".join([f"def {name}({', '.join(parameters)}):", *(f"    {line}" for line in lines)])


__all__ = ["generate", "write"]
