"""Writes the nodes of a typed tree as Python expressions for their values.

Text of authors never gets in: only names made up here. Constants, field names included, travel beside the text in `Plan.constants`.
What was read is kept in locals and used again after the rules of definite assignment (Java Language Specification, chapter 16).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any, TypeAlias

from integrityrules.errors import EngineError
from integrityrules.facts.vocabulary import ORDERED, Vocabulary
from integrityrules.language import tree
from integrityrules.language.functions import FUNCTIONS

Known: TypeAlias = frozenset[Any]
"""What surely is in its local at some point of the text: values of nodes, by the node or (if it is large) by its identity."""

PLAIN = frozenset({"bool", "code", "string"})
"""Types whose values are never ranges, so that `==` of Python is theirs."""


@dataclass(frozen=True, slots=True)
class Test:
    """An expression whose truthiness answers a two-valued question, and what is known after it came out true or false."""

    text: str
    if_true: Known
    if_false: Known


@dataclass(frozen=True, slots=True)
class Operand:
    """A value to be looked at twice: `text` works it out, `name` reads it again; a constant is both, and never unknown."""

    text: str
    name: str
    is_constant: bool
    known: Known


@dataclass(slots=True)
class Plan:
    """What all functions of one tree share.

    Args:
        params: the values of the period.
        vocabulary: tells which fields are spelled; without it every value is looked at as it is read.
        defined: the fields that rules define; without it the scope is asked as the field is read.
        constants: what each `'k0'`, `'k1'`, ... of the text stands for.
        functions: the finished text of each function.
    """

    params: Mapping[str, Any]
    vocabulary: Vocabulary | None
    defined: Collection[tuple[str, str]] | None
    constants: dict[str, Any] = field(default_factory=dict)
    functions: list[str] = field(default_factory=list)
    serial: count[int] = field(default_factory=count)

    def constant(self, value: Any) -> str:
        """Returns the text of a constant: itself where nothing of an author can be in it, else a text that stands for it."""
        if value is None or value is True or value is False or value.__class__ is int:
            return repr(value)
        name = f"k{len(self.constants)}"
        self.constants[name] = value
        return repr(name)

    def param(self, name: str) -> Any:
        if name not in self.params:
            raise EngineError(f"parameter `{name}` has no value in this period")
        return self.params[name]

    def is_spelled(self, kind: str, name: str) -> bool:
        """Tells whether a field may hold spells, as far as is known here."""
        spec = self.vocabulary.kinds.get(kind) if self.vocabulary else None
        found = spec.fields.get(name) if spec else None
        return found is None or found.spelled

    def is_defined(self, kind: str, name: str) -> bool:
        """Tells whether a rule may define a field, as far as is known here."""
        return self.defined is None or (kind, name) in self.defined


class ValueWriter(ABC):
    """Writes the values of the nodes of one function.

    Args:
        plan: shared by all functions of the tree.
        parameters: the parameters of the function.
        variables: name in the tree to parameter.
    """

    def __init__(self, plan: Plan, parameters: tuple[str, ...], variables: Mapping[str, str]) -> None:
        self.plan = plan
        self.parameters = parameters
        self.variables = variables
        self.locals: dict[Any, str] = {}
        self.values_of: dict[str, str] = {}  # local of a fact -> local of its values
        self.unset: dict[str, None] = {}  # locals that some place may find without a value yet
        self.reads_official = False

    @abstractmethod
    def true(self, node: tree.Node, known: Known) -> Test:
        """Returns a test that is true only if the node is."""

    @abstractmethod
    def false(self, node: tree.Node, known: Known, *, not_true: bool = False) -> Test:
        """Returns a test that is true only if the node is false; `not_true`: right after its `true` came out false."""

    @abstractmethod
    def part(self, node: tree.Node, variable: str) -> str:
        """Writes a function of the node with one more variable, and returns its name."""

    def prologue(self) -> list[str]:
        """Returns the statements that stand before the expressions written so far."""
        lines = ["official = scope.world.official"] if self.reads_official else []
        lines += [f"{values} = NOTHING if {fact} is None else {fact}.values" for fact, values in self.values_of.items()]
        return lines + [f"{name} = UNSET" for name in self.unset]

    def value(self, node: tree.Node, known: Known) -> tuple[str, Known]:
        """Returns an expression for the value of a node, and what is known after it."""
        match node:
            case tree.Clause():
                return self.value(node.item, known)
            case tree.Literal_():
                return self.plan.constant(node.value), known
            case tree.Param():
                return self.plan.constant(self.plan.param(node.name)), known
            case tree.Var():
                return self._variable(node), known
            case _ if is_test(node):
                yes = self.true(node, known)
                no = self.false(node, yes.if_false, not_true=True)
                return f"(True if {yes.text} else False if {no.text} else None)", known
            case _:
                return self._kept(node, known)

    def operand(self, node: tree.Node, known: Known) -> Operand:
        """Returns how to work out a value and how to read it again."""
        if isinstance(node, tree.Literal_ | tree.Param):
            text = self.plan.constant(constant_of(node, self.plan))
            return Operand(text, text, text != "None", known)
        text, after = self.value(node, known)
        if is_test(node):
            name = f"t{next(self.plan.serial)}"
            return Operand(f"({name} := {text})", name, False, after)
        return Operand(text, self.locals.get(_key(node), text), False, after)

    def fact(self, node: tree.Node, known: Known) -> tuple[str, Known]:
        """Returns an expression for the fact a node stands for, following a reference."""
        text, after = self.value(node, known)
        return (text if isinstance(node, tree.Var) else f"fact_of(scope, {self.plan.constant(node.type.of)}, {text})"), after

    def _variable(self, node: tree.Var) -> str:
        if node.name == "official":
            self.reads_official = True
            return "official"
        if node.name not in self.variables:
            raise EngineError("a condition reads a name that its rule does not bind")
        return self.variables[node.name]

    def _kept(self, node: tree.Node, known: Known) -> tuple[str, Known]:
        """Returns an expression that works a value out and keeps it in a local, or reads it from there."""
        key = _key(node)
        if key in known:
            return self.locals[key], known
        was_written = key in self.locals
        name = self.locals.setdefault(key, f"x{next(self.plan.serial)}")
        text, after = _WRITERS[type(node)](self, node, known)
        if not was_written or self._is_cheap(node):
            return f"({name} := {text})", after | {key}
        # Some path through the text has worked it out already; a collection is never walked twice.
        self.unset[name] = None
        return f"({name} if {name} is not UNSET else ({name} := {text}))", known | {key}

    def _is_cheap(self, node: tree.Node) -> bool:
        return isinstance(node, tree.Field) and isinstance(node.base, tree.Var) and not self.plan.is_defined(node.base.type.of, node.name)

    def _field(self, node: tree.Field, known: Known) -> tuple[str, Known]:
        plan, kind, name = self.plan, node.base.type.of, self.plan.constant(node.name)
        fact, after = self.fact(node.base, known)
        if not isinstance(node.base, tree.Var):
            return f"field_of(scope, {fact}, {name})", after
        if plan.defined is not None and plan.is_defined(kind, node.name):
            return f"defined(scope, {fact}, {name})", after
        text = f"{self.values_of.setdefault(fact, f'v{len(self.values_of)}')}[{name}]"
        if plan.is_spelled(kind, node.name):
            text = f"at({text}, scope.day)"
        if plan.defined is None:
            text = f"(defined(scope, {fact}, {name}) if {plan.constant((kind, node.name))} in scope.definitions else {text})"
        return text, after

    def _same(self, node: tree.Compare, known: Known) -> tuple[str, Known]:
        left, known = self.value(node.left, known)
        right, known = self.value(node.right, known)
        return f"same({left}, {right})", known

    def _arith(self, node: tree.Arith, known: Known) -> tuple[str, Known]:
        left = self.operand(node.left, known)
        right = self.operand(node.right, left.known)
        checks = [f"{side.text} is not None" for side in (left, right) if not side.is_constant]
        return f"({left.name} {node.op} {right.name} if {' and '.join(checks) or True} else None)", known

    def _call(self, node: tree.Call, known: Known) -> tuple[str, Known]:
        if node.function not in FUNCTIONS:
            raise EngineError("a condition calls a function that does not exist")
        arguments = ["scope.world"]
        for argument in node.args:
            text, known = (self.fact if argument.type.name == "fact" else self.value)(argument, known)
            arguments.append(text)
        return f"call_{node.function}({', '.join(arguments)})", known

    def _members(self, source: tree.Node, known: Known) -> str:
        if isinstance(source, tree.Collection):
            return f"elements(scope, {self.plan.constant(source.type.of)})"
        assert isinstance(source, tree.RelatedTo)
        is_fact = source.base.type.name == "fact"
        base, _ = (self.fact if is_fact else self.value)(source.base, known)
        kind = source.base.type.of if is_fact else ""
        return f"elements_of(scope, {base}, {self.plan.constant(kind)}, {self.plan.constant(source.name)})"

    def _macro(self, node: tree.Macro, known: Known) -> tuple[str, Known]:
        around = ", ".join(self.parameters)
        members, body = self._members(node.source, known), self.part(node.body, node.var)
        if node.value is None:
            return f"{_HELPERS[node.macro]}({members}, {body}, {around})", known
        return f"extreme({node.macro == 'latest'}, {members}, {body}, {self.part(node.value, node.var)}, {around})", known

    def _total(self, node: tree.Total, known: Known) -> tuple[str, Known]:
        keys = "".join(f"{self.part(key, node.var)}, " for key in node.same)
        up_to = self.part(node.up_to, node.var) if node.up_to else "None"
        where = self.part(node.where, node.var) if node.where else "None"
        own = self._variable(tree.Var(node.var))
        parts = f"{own}, ({keys}), {up_to}, {where}, {self.part(node.summand, node.var)}"
        text = f"total({self.plan.constant(node)}, {self._members(node.source, known)}, {parts}, {', '.join(self.parameters)})"
        return text, known


def is_test(node: tree.Node) -> bool:
    """Tells whether a node is written as a pair of tests rather than as a value."""
    if isinstance(node, tree.Compare):
        return not is_same(node)
    return isinstance(node, tree.Not | tree.All | tree.Any_ | tree.Disputed | tree.Member)


def is_same(node: tree.Compare) -> bool:
    """Tells whether a comparison needs the three-valued equality: of entities and facts, or of two values that may be ranges."""
    name = node.left.type.name
    constant = isinstance(node.left, tree.Literal_ | tree.Param) or isinstance(node.right, tree.Literal_ | tree.Param)
    return node.op == "==" and name not in PLAIN and not (name in ORDERED and constant)


def constant_of(node: tree.Literal_ | tree.Param, plan: Plan) -> Any:
    return node.value if isinstance(node, tree.Literal_) else plan.param(node.name)


def _key(node: tree.Node) -> Any:
    return id(node) if isinstance(node, tree.Macro | tree.Total) else node


_HELPERS = {"exists": "exists", "all": "every", "count": "count"}

_WRITERS: Mapping[type, Callable[[Any, Any, Known], tuple[str, Known]]] = {
    tree.Field: ValueWriter._field,
    tree.Compare: ValueWriter._same,
    tree.Arith: ValueWriter._arith,
    tree.Call: ValueWriter._call,
    tree.Macro: ValueWriter._macro,
    tree.Total: ValueWriter._total,
}
