"""Follows the trees of one rule, through definitions too, and notes where they lead.

May not decide which way is gone: it notes all. INVARIANT: what a condition can read lies at the end of a way that is noted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.language import tree
from integrityrules.monitor.memory import KINDS, OFFICIAL, REGISTERS
from integrityrules.monitor.ways import ITSELF, NOWHERE, About, FieldKey, Narrow, Step, Way, Ways
from integrityrules.rulebook.typed import TypedRule

_ARITHMETIC = frozenset({"add_days", "add_months", "add_working_days", "days_between", "working_days_between", "year"})


class Reader:
    """Follows the trees of one rule, through definitions too, and notes where they lead."""

    def __init__(self, about: About, defined: Mapping[FieldKey, list[TypedRule]]) -> None:
        self.ways: Counter[Way] = Counter()
        self._narrows: dict[Way, list[Narrow]] = {}
        self.collections: set[tuple[str, ...] | None] = set()
        self._about = about
        self._defined = defined
        self._done: set[tuple[int, Ways]] = set()

    def rule(self, rule: TypedRule, variables: Mapping[str, Ways]) -> None:
        for root in rule.trees():
            self.visit(root, variables)
        for route in rule.routes:
            for start in (*route.deadline.after, route.deadline.of):
                self._clock(start)

    def visit(self, node: tree.Node, variables: Mapping[str, Ways]) -> Ways:
        """Notes everything a node reads; returns where the facts are that it stands for."""
        match node:
            case tree.Var():
                found = variables.get(node.name, NOWHERE)
                return self._noted({(Step("own", OFFICIAL),)}) if node.name == OFFICIAL else found
            case tree.Field():
                return self._field(node, variables)
            case tree.Collection():
                kind = node.type.of
                if kind in REGISTERS:
                    self.collections.add(None)
                return self._noted({(Step("all" if kind in REGISTERS else "own", kind),)})
            case tree.RelatedTo():
                return self._related(node, variables)
            case tree.Macro():
                source = self.visit(node.source, variables)
                narrow = self._narrow(node, variables)
                for way in source if narrow is not None else ():
                    self._narrows.setdefault(way, []).append(narrow)  # type: ignore[arg-type]
                inner = {**variables, node.var: source}
                self.visit(node.body, inner)
                if node.value is not None:
                    self.visit(node.value, inner)
            case tree.Total():
                self._total(node, variables)
            case _:
                if self._is_clocked(node):
                    self._clock(node)
                for child in tree.children(node):
                    self.visit(child, variables)
        return NOWHERE

    def _noted(self, ways: Iterable[Way]) -> Ways:
        found = frozenset(ways)
        self.ways.update(found)
        return found

    def narrows(self) -> dict[Way, set[Narrow]]:
        """Returns the equalities of the ways that are never gone without one."""
        return {way: set(found) for way, found in self._narrows.items() if len(found) == self.ways[way]}

    def _narrow(self, node: tree.Macro, variables: Mapping[str, Ways]) -> Narrow | None:
        """Returns an equality of an element with what is near the declaration, without which it adds nothing to a macro."""
        if node.macro == "all":
            return None
        for part in conjuncts(node.body):
            if not isinstance(part, tree.Compare) or part.op != "==" or part.left.type.name not in ("entity", "fact", "string", "code"):
                continue
            for mine, theirs in ((bare(part.left), bare(part.right)), (bare(part.right), bare(part.left))):
                if not (self._is_plain(mine) and self._is_plain(theirs)) or mine.base.name != node.var or theirs.base.name == node.var:  # type: ignore[union-attr]
                    continue
                variable = theirs.base.name  # type: ignore[union-attr]
                places = frozenset({(Step("own", OFFICIAL),)}) if variable == OFFICIAL else variables.get(variable, NOWHERE)
                if places and all(len(way) == 0 or (len(way) == 1 and way[0].how == "own") for way in places):
                    return Narrow(mine.name, places, theirs.name)  # type: ignore[union-attr]
        return None

    def _is_plain(self, node: tree.Node) -> bool:
        """Tells whether a node is a field, declared and defined by no rule, of a fact that has a name."""
        if not isinstance(node, tree.Field) or not isinstance(node.base, tree.Var) or node.base.type.name != "fact":
            return False
        kind = KINDS[node.base.type.of]
        return (kind.name, node.name) not in self._defined and not kind.fields[node.name].spelled

    def _field(self, node: tree.Field, variables: Mapping[str, Ways]) -> Ways:
        base = self.visit(node.base, variables)
        if node.base.type.name != "fact":
            return NOWHERE
        definitions = self._defined.get((node.base.type.of, node.name), [])
        for rule in definitions:
            if (id(rule), base) not in self._done:
                self._done.add((id(rule), base))
                self.rule(rule, {rule.names.fact: base})
        if node.type.name != "fact":
            return NOWHERE
        if definitions:
            return self._noted({(Step("all", node.type.of),)})
        return self._noted((*way, Step("ref", node.type.of, node.name)) for way in base)

    def _related(self, node: tree.RelatedTo, variables: Mapping[str, Ways]) -> Ways:
        base = node.base.type
        specs = KINDS[base.of].related if base.name == "fact" else VOCABULARY.entity_related
        spec = specs[node.name]
        if base.name == "fact":
            return self._noted((*way, Step("of", spec.kind, by=spec.by)) for way in self.visit(node.base, variables))
        named = self._entities(node.base, variables)
        if named is None:
            return self._noted({(Step("all", spec.kind),)})
        return self._noted((*way, Step("entity", spec.kind, name, spec.by)) for way, name in named)

    def _entities(self, node: tree.Node, variables: Mapping[str, Ways]) -> list[tuple[Way, str]] | None:
        """Returns the facts and fields an entity is read from, or `None` where that cannot be told from the tree."""
        self.visit(node, variables)
        match node:
            case tree.Clause():
                return self._entities(node.item, variables)
            case tree.Field() if (node.base.type.of, node.name) not in self._defined and node.base.type.name == "fact":
                return [(way, node.name) for way in self.visit(node.base, variables)]
            case tree.Call(function="first_stated"):
                parts = [self._entities(part, variables) for part in node.args]
                return None if None in parts else [found for part in parts if part is not None for found in part]
            case _:
                return None

    def _total(self, node: tree.Total, variables: Mapping[str, Ways]) -> None:
        kind = node.source.type.of
        if isinstance(node.source, tree.Collection) and variables.get(node.var) == ITSELF:
            fields = tuple(sorted({name for key in node.same if (name := self._plain(key, node.var))}))
            elements = self._noted({(Step("same", kind, fields=fields),)})
            if kind in REGISTERS:
                self.collections.add(fields)
        else:
            elements = self.visit(node.source, variables)
        parts = [part for part in (*node.same, node.up_to, node.where, node.summand) if part is not None]
        for ways in (variables.get(node.var, NOWHERE), elements):
            for part in parts:
                self.visit(part, {**variables, node.var: ways})

    def _plain(self, key: tree.Node, variable: str) -> str:
        """Returns the field that a key of a total is, if it is just a declared field of the element."""
        if not isinstance(key, tree.Field) or not isinstance(key.base, tree.Var) or key.base.name != variable:
            return ""
        return "" if (key.base.type.of, key.name) in self._defined else key.name

    def _is_clocked(self, node: tree.Node) -> bool:
        """Tells whether a node works out a day or a number of days, or compares one that was worked out."""
        if isinstance(node, tree.Call) and node.function in _ARITHMETIC:
            return True
        if isinstance(node, tree.Arith):
            return any(part.type.name == "date" for part in tree.walk(node))
        is_test = isinstance(node, tree.Compare | tree.Member) or (isinstance(node, tree.Call) and node.function != "first_stated")
        worked_out = is_test and any(
            (isinstance(part, tree.Call) and part.function in _ARITHMETIC) or self._is_defined_day(part) for part in tree.walk(node)
        )
        if worked_out and isinstance(node, tree.Call) and node.function == "happened":
            self._about.always_clocked = True
        return worked_out

    def _is_defined_day(self, node: tree.Node) -> bool:
        return isinstance(node, tree.Field) and node.type.name == "date" and (node.base.type.of, node.name) in self._defined

    def _clock(self, node: tree.Node | None) -> None:
        """Notes the days a node starts from."""
        for part in tree.walk(node) if node is not None else ():
            if isinstance(part, tree.Field) and part.base.type.name == "fact":
                self._about.clocked.add((part.base.type.of, part.name))
                for rule in self._defined.get((part.base.type.of, part.name), []):
                    for root in (rule.value, rule.when):
                        self._clock(root)
            elif isinstance(part, tree.Field) and part.base.type.name == "event" and part.name == "done_on":
                self._about.always_clocked = True
            elif isinstance(part, tree.Var) and part.type.name == "fact" and part.type.of in KINDS:
                self._about.clocked |= {(part.type.of, name) for name in KINDS[part.type.of].span or ()}


def conjuncts(node: tree.Node | None) -> Iterator[tree.Node]:
    if isinstance(node, tree.Clause):
        yield from conjuncts(node.item)
    elif isinstance(node, tree.All):
        for item in node.items:
            yield from conjuncts(item)
    elif node is not None:
        yield node


def bare(node: tree.Node) -> tree.Node:
    return bare(node.item) if isinstance(node, tree.Clause) else node
