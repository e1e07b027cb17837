"""The typed tree as SQL expressions with the three values of `interpret`, over the columns of frames.

May not know rules. Text of an author never gets in, except constants, which `texts.literal` quotes. What cannot be said exactly is
unknown, and `doubt` tells so: information is monotone, so that this can widen an answer and never turn it round.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from integrityrules.facts.vocabulary import Related, Type, Vocabulary
from integrityrules.language import tree
from integrityrules.language.sql.calls import CALLS
from integrityrules.language.sql.compare import compared, same
from integrityrules.language.sql.definitions import defined
from integrityrules.language.sql.frames import Frame
from integrityrules.language.sql.macros import macro, total
from integrityrules.language.sql.relations import Relations, Subject
from integrityrules.language.sql.texts import all_of, any_of, case, is_atom, negation, unknown
from integrityrules.language.sql.values import Ordered, Plain, Value, constant, unknown_value

Env: TypeAlias = Mapping[str, Subject]
"""What each variable of a tree stands for."""


@dataclass(frozen=True, slots=True, eq=False)
class Law:
    """What the law defines on the rule's day.

    Args:
        params: values by name; codes as a set.
        definitions: what defines a field, by (kind, field).
        open_world: decide as if more facts than the declared might exist.
        either_world: what is worked out over what was declared must not be settled otherwise if more exists: a field is unknown where what
            rules derive from collections contradicts what was declared of it.
    """

    params: Mapping[str, Any]
    definitions: Mapping[tuple[str, str], tuple[tree.Definition, ...]]
    open_world: bool = False
    either_world: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What a tree comes to.

    Args:
        value: columns of the rows, or expressions on them.
        is_exact: it is what `interpret` gives; else it may be unknown, or wider, where that is settled.
    """

    value: Value
    is_exact: bool


class Reader:
    """Reads the trees of one law over the rows of one statement. Equal trees about the same facts are worked out once.

    Args:
        shallow: macros and totals are left unknown, so that nothing is paired up.
    """

    def __init__(self, relations: Relations, law: Law, *, shallow: bool = False) -> None:
        self.relations = relations
        self.law = law
        self.shallow = shallow
        self._known: dict[Any, Told] = relations.known
        self._free: dict[int, tuple[tree.Node, frozenset[str]]] = {}
        self._reads: dict[int, tuple[tree.Node, int]] = {}
        self._in_doubt = False

    def told(self, node: tree.Node, env: Env | None = None) -> Told:
        """Returns what a tree comes to, and whether that is exact."""
        env = self.relations.variables if env is None else env
        subjects = tuple((name, env[name]) for name in sorted(self.free(node)) if name in env)
        key = (node, subjects, self._law_read(node), self.shallow)
        found = self._known.get(key)
        if found is None:
            outer, self._in_doubt = self._in_doubt, False
            value = _READERS[type(node)](self, node, env)
            found = self._known[key] = Told(value, not self._in_doubt)
            self._in_doubt = outer
        self._in_doubt |= not found.is_exact
        return found

    def value(self, node: tree.Node, env: Env) -> Value:
        return self.told(node, env).value

    def truth(self, node: tree.Node, env: Env) -> str:
        """Returns the text of a condition."""
        value = self.value(node, env)
        assert isinstance(value, Plain)
        return value.text

    def ordered(self, node: tree.Node, env: Env) -> Ordered:
        """Returns a number or a day."""
        value = self.value(node, env)
        assert isinstance(value, Ordered)
        return value

    def doubt(self) -> None:
        """Notes that what is being worked out may be unknown where `interpret` knows."""
        self._in_doubt = True

    def _law_read(self, node: tree.Node) -> int:
        """Returns a number for what a tree reads of the law, so that what laws have in common is worked out once for all of them."""
        found = self._reads.get(id(node))
        if found is None or found[0] is not node:
            params, keys = set[str](), set[tuple[str, str]]()
            self._gather(node, params, keys)
            defined = tuple((key, self.law.definitions[key]) for key in sorted(keys))
            said = tuple((name, self.law.params[name]) for name in sorted(params)), defined, self.law.open_world, self.law.either_world
            found = self._reads[id(node)] = node, self.relations.laws.setdefault(said, len(self.relations.laws))
        return found[1]

    def _gather(self, node: tree.Node, params: set[str], keys: set[tuple[str, str]]) -> None:
        for part in tree.walk(node):
            if isinstance(part, tree.Param):
                params.add(part.name)
            key = (part.base.type.of, part.name) if isinstance(part, tree.Field) else ("", "")
            if key in self.law.definitions and key not in keys:
                keys.add(key)
                for definition in self.law.definitions[key]:
                    for inner in (definition.value, definition.when):
                        if inner is not None:
                            self._gather(inner, params, keys)

    def depends_on_world(self, node: tree.Node) -> bool:
        """Tells whether a tree may come to something else where more facts exist than the declared."""
        for part in tree.walk(node):
            if isinstance(part, tree.Macro | tree.Total):
                return True
            key = (part.base.type.of, part.name) if isinstance(part, tree.Field) else ("", "")
            inner = [said for one in self.law.definitions.get(key, ()) for said in (one.value, one.when) if said is not None]
            if any(map(self.depends_on_world, inner)):
                return True
        return False

    # ---- names -----------------------------------------------------------------------------------------------------------

    def free(self, node: tree.Node) -> frozenset[str]:
        """Returns the variables a tree reads that it does not bind itself."""
        found = self._free.get(id(node))
        if found is None or found[0] is not node:
            names = {node.name} if isinstance(node, tree.Var) else {name for part in tree.children(node) for name in self.free(part)}
            if isinstance(node, tree.Macro):
                names = (names - {node.var}) | self.free(node.source)
            if isinstance(node, tree.Total):
                names.add(node.var)
            found = self._free[id(node)] = node, frozenset(names)
        return found[1]

    def home(self, node: tree.Node, env: Env) -> Frame:
        """Returns the outermost frame that has everything a tree reads."""
        frames = [env[name].frame for name in self.free(node) if name in env]
        return max(frames, key=lambda frame: frame.depth, default=self.relations.root)

    def subject(self, node: tree.Node, env: Env) -> Subject:
        """Returns the fact a tree stands for, following a reference."""
        if isinstance(node, tree.Var):
            return env.get(node.name) or self.relations.variables.get(node.name) or self.relations.nothing(node.type.of)
        value = self.value(node, env)
        assert isinstance(value, Plain)
        frame = self.home(node, env)
        if not self.relations.is_certain(node.type.of):
            self.doubt()
        return self.relations.find(frame, node.type.of, frame.work_out(value.text, "reference"))

    def related(self, node: tree.RelatedTo) -> Related:
        """Returns what a reverse reference is."""
        vocabulary, base = self.relations.vocabulary, node.base.type
        return vocabulary.kinds[base.of].related[node.name] if base.name == "fact" else vocabulary.entity_related[node.name]

    def is_stored(self, node: tree.Node, variable: str) -> bool:
        """Tells whether a tree is a field of a variable that no rule defines and no spell changes."""
        return is_stored(node, variable, self.law, self.relations.vocabulary)

    def field_type(self, kind: str, name: str) -> Type:
        return self.relations.vocabulary.kinds[kind].fields[name].type


def is_stored(node: tree.Node, variable: str, law: Law, vocabulary: Vocabulary) -> bool:
    """Tells whether a tree is a field of a variable that no rule defines and no spell changes."""
    if not isinstance(node, tree.Field) or not isinstance(node.base, tree.Var) or node.base.name != variable:
        return False
    kind = node.base.type.of
    return (kind, node.name) not in law.definitions and not vocabulary.kinds[kind].fields[node.name].spelled


def _literal(reader: Reader, node: tree.Literal_, env: Env) -> Value:
    return constant(node.value, node.type)


def _param(reader: Reader, node: tree.Param, env: Env) -> Value:
    return constant(reader.law.params[node.name], node.type)


def _var(reader: Reader, node: tree.Var, env: Env) -> Value:
    return Plain(reader.subject(node, env).id)


def _field(reader: Reader, node: tree.Field, env: Env) -> Value:
    subject = reader.subject(node.base, env)
    key = (subject.kind, node.name)
    if key in reader.law.definitions:
        return defined(reader, subject, key, node.type)
    return reader.relations.field(subject, node.name, node.type)


def _not(reader: Reader, node: tree.Not, env: Env) -> Value:
    return Plain(negation(reader.truth(node.item, env)))


def _all(reader: Reader, node: tree.All, env: Env) -> Value:
    return Plain(all_of(reader.truth(item, env) for item in node.items))


def _any(reader: Reader, node: tree.Any_, env: Env) -> Value:
    return Plain(any_of(reader.truth(item, env) for item in node.items))


def _disputed(reader: Reader, node: tree.Disputed, env: Env) -> Value:
    if not node.items:
        return Plain(unknown("bool"))
    texts = [reader.home(node, env).work_out(reader.truth(item, env), "reading") for item in node.items]
    return Plain(case((all_of(texts), "TRUE"), (negation(any_of(texts)), "FALSE"), otherwise=unknown("bool")))


def _compare(reader: Reader, node: tree.Compare, env: Env) -> Value:
    left, right, as_of = reader.value(node.left, env), reader.value(node.right, env), reader.relations.as_of
    if node.op in ("==", "!="):
        equal = same(left, right, as_of)
        return Plain(equal if node.op == "==" else negation(equal))
    assert isinstance(left, Ordered)
    assert isinstance(right, Ordered)
    return Plain(compared(node.op, left, right, as_of))  # type: ignore[arg-type]  # one of the four orders


def _member(reader: Reader, node: tree.Member, env: Env) -> Value:
    if isinstance(node.options, tree.Param):
        found = [tree.Literal_(option, node.item.type) for option in sorted(reader.law.params[node.options.name])]
    else:
        found = list(node.options)  # type: ignore[arg-type]  # literals, or one parameter
    item = reader.value(node.item, env)
    if found and (isinstance(item, Plain) or (isinstance(item, Ordered) and item.is_exact)):
        texts = [option.lo if isinstance(option, Ordered) else option.text for option in (_constant(reader, o, env) for o in found)]
        return Plain(f"({item.lo if isinstance(item, Ordered) else item.text} IN ({', '.join(texts)}))")
    return Plain(any_of(same(item, reader.value(option, env), reader.relations.as_of) for option in found))


def _constant(reader: Reader, node: tree.Node, env: Env) -> Plain | Ordered:
    value = reader.value(node, env)
    assert isinstance(value, Plain | Ordered)
    return value


def _arith(reader: Reader, node: tree.Arith, env: Env) -> Value:
    left, right = reader.ordered(node.left, env), reader.ordered(node.right, env)
    if node.op == "*":
        factor, other = (left, right) if left.constant is not None else (right, left)
        ends = _times(other, factor)
    elif node.op == "+":
        ends = (f"({left.lo} + {right.lo})", f"({left.hi} + {right.hi})")
    else:
        ends = (f"({left.lo} - {right.hi})", f"({left.hi} - {right.lo})")
    frame = reader.home(node, env)
    return Ordered(*(frame.work_out(end, "number") for end in ends))


def _times(value: Ordered, factor: Ordered) -> tuple[str, str]:
    assert factor.constant is not None, "one side of a product is a constant or a parameter"
    if factor.constant == 0:
        zero = case((value.is_stated, "0"), otherwise=unknown("int"))
        return zero, zero
    ends = (f"({value.lo} * {factor.lo})", f"({value.hi} * {factor.lo})")
    return ends if factor.constant > 0 else ends[::-1]


def _call(reader: Reader, node: tree.Call, env: Env) -> Value:
    value = CALLS[node.function](reader, node, env)
    if isinstance(value, Ordered) and not value.stored:
        frame = reader.home(node, env)
        return Ordered(*(end if is_atom(end) else frame.work_out(end, node.function) for end in (value.lo, value.hi)))
    return value


def _macro(reader: Reader, node: tree.Macro | tree.Total, env: Env) -> Value:
    if reader.shallow:
        reader.doubt()
        return unknown_value(node.type)
    return macro(reader, node, env) if isinstance(node, tree.Macro) else total(reader, node, env)


def _clause(reader: Reader, node: tree.Clause, env: Env) -> Value:
    return reader.value(node.item, env)


_READERS: Mapping[type, Callable[[Reader, Any, Env], Value]] = {
    tree.Literal_: _literal,
    tree.Param: _param,
    tree.Var: _var,
    tree.Field: _field,
    tree.Not: _not,
    tree.All: _all,
    tree.Any_: _any,
    tree.Disputed: _disputed,
    tree.Compare: _compare,
    tree.Member: _member,
    tree.Arith: _arith,
    tree.Call: _call,
    tree.Macro: _macro,
    tree.Total: _macro,
    tree.Clause: _clause,
}

__all__ = ["Env", "Law", "Reader", "Told", "is_stored"]
