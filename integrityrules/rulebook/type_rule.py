"""Parses and checks the texts of one rule: `RuleSource` -> `TypedRule`, with every problem of its expressions.

May not know periods or other rules, except which facts an exemption or a consequence is about. The language does the checking.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from integrityrules.errors import Problem, RulesetError
from integrityrules.facts.vocabulary import BOOL, DATE, INT, Type, Vocabulary
from integrityrules.language import tree
from integrityrules.language.check import check
from integrityrules.language.parse import parse_expression
from integrityrules.language.scope import Names
from integrityrules.rulebook.book import Book
from integrityrules.rulebook.reader import near_miss
from integrityrules.rulebook.source import (
    ClauseSource,
    CombinedSource,
    ConditionSource,
    DeadlineSource,
    Expression,
    RouteSource,
    RulesetSource,
    RuleSource,
    TotalSource,
)
from integrityrules.rulebook.typed import TypedDeadline, TypedRoute, TypedRule, collection_type, reads_of

MAX_FOLDED_LINES = 60
OCCURRENCE, FINDING = Type("event", "occurrence"), Type("event", "finding")


class Typer:
    """Types the trees of one rule.

    Attributes:
        problems: what is wrong with them.
    """

    def __init__(self, book: Book, ruleset: RulesetSource, rule: RuleSource, vocabulary: Vocabulary) -> None:
        self.book = book
        self.ruleset = ruleset
        self.rule = rule
        self.vocabulary = vocabulary
        self.problems: list[Problem] = []
        self.params = book.types_of(ruleset if ruleset.layer else None)
        self.types: dict[str, Type] = {"official": Type("fact", "official")} if "official" in vocabulary.kinds else {}

    def typed(self, about: str, partner: tuple[str, Type] | None, event: str) -> TypedRule:
        """Returns the rule with its trees.

        Args:
            about: the kind of fact; empty where what it exempts or follows is of several kinds.
            partner: name and type of the partner of what it exempts or follows, if they share one.
            event: `occurrence`, `finding` or empty.
        """
        rule = self.rule
        if about:
            self.types[about] = Type("fact", about)
        partner_tree = self._partner()
        if rule.partner is not None:
            type_ = collection_type(partner_tree)
            partner = (rule.partner[0], type_) if type_ else None
            self._check_name(rule.partner[0], rule.partner[1])
        if partner is not None:
            self.types[partner[0]] = partner[1]
        names = Names(about, partner[0] if partner else "", event)
        if event:
            self.types[event] = OCCURRENCE if event == "occurrence" else FINDING
        defines, field_type = self._defines()
        parts = TypedRule(
            ruleset=self.ruleset,
            source=rule,
            about=about,
            names=names,
            dated_by=self._dated_by(about),
            raised_when=self.condition(rule.raised_when),
            when=self.condition(rule.when),
            partner=partner_tree,
            routes=tuple(self._route(route) for route in rule.routes),
            names_rules={named.text: named.pos for named in (*rule.exempts, *rule.follows)},
            defines=defines,
            value=self._value(about, field_type) if defines else None,
            only_for=self.condition(rule.only_for),
            choices=tuple(self.condition(choice.when) for choice in rule.choices),
            scale_by=self._scale(),
        )
        return replace(parts, reads=reads_of(parts.trees(), self.vocabulary), complete=not self.problems)

    # ---- expressions and conditions ------------------------------------------------------------------------------------

    def expression(self, source: Expression | None, expected: Type | None) -> tree.Node | None:
        """Returns a typed tree, or `None` after reporting why there is none."""
        return self._checked(self._parsed(source), expected)

    def condition(self, source: ConditionSource | None) -> tree.Node | None:
        """Returns the typed tree of a condition, or `None` after reporting everything that is wrong in it."""
        before = len(self.problems)
        typed = self._checked(self._parsed(source), BOOL)
        return typed if len(self.problems) == before else None

    def _checked(self, node: tree.Node | None, expected: Type | None) -> tree.Node | None:
        if node is None:
            return None
        allowed = self.rule.kind == "indicator"
        typed, problems = check(
            node, names=self.types, params=self.params, vocabulary=self.vocabulary, expected=expected, allow_stated=allowed
        )
        self.problems += problems
        return None if problems else typed

    def _parsed(self, source: ConditionSource | None) -> tree.Node | None:
        """Returns the untyped tree of what is written; a leaf that cannot be parsed is left out after it was reported."""
        if source is None:
            return None
        if isinstance(source, ClauseSource):
            item = self._parsed(source.item)
            cite = self.book.citations(self.ruleset, source.cite)
            return tree.Clause(item, source.label, cite, pos=source.pos) if item is not None else None
        if isinstance(source, CombinedSource):
            return _combined(source, [item for item in (self._parsed(part) for part in source.items) if item is not None])
        pos = source.pos
        try:
            return parse_expression(source.text, file=pos.file, line=pos.line, column=pos.column, source=self._written(source))
        except RulesetError as error:
            self.problems += error.problems
            return None

    def _written(self, source: Expression) -> str:
        """Returns the file from an expression on if it is folded over several lines, as far as it can reach; else nothing."""
        lines = self.book.lines_of(self.ruleset, source.pos.file)[source.pos.line - 1 :][:MAX_FOLDED_LINES]
        first = lines[0][source.pos.column - 1 :] if lines else ""
        return "" if first.startswith(source.text) else "\n".join([first, *lines[1:]])

    # ---- parts of rules --------------------------------------------------------------------------------------------------

    def _partner(self) -> tree.Node | None:
        if self.rule.partner is None:
            return None
        source = self.rule.partner[1]
        node = self.expression(source, None)
        if node is not None and collection_type(node) is None:
            self._report(source.pos, "not-a-collection", f"`{source.text}` is not a collection", "write for example `procurement_roles`")
            return None
        return node

    def _check_name(self, name: str, source: Expression) -> None:
        taken = {*self.types, "params", "occurrence", "finding", *(kind.plural for kind in self.vocabulary.kinds.values())}
        if name in taken:
            self._report(source.pos, "name-taken", f"the name `{name}` already means something else", "choose another, for example `other`")

    def _dated_by(self, about: str) -> tree.Node | None:
        """Returns what the rule's day is read from; the kind's own day needs no words."""
        node = self.expression(self.rule.dated_by, DATE)
        spec = self.vocabulary.kinds.get(about)
        own = isinstance(node, tree.Field) and isinstance(node.base, tree.Var) and node.base.name == about and spec is not None
        return None if own and isinstance(node, tree.Field) and spec is not None and node.name == spec.dated_by else node

    def _route(self, route: RouteSource) -> TypedRoute:
        return TypedRoute(route, self._deadline(route.deadline), self.expression(route.done_on, DATE))

    def _deadline(self, source: DeadlineSource) -> TypedDeadline:
        after = tuple(node for start in source.after if (node := self.expression(start, DATE)) is not None)
        return TypedDeadline(source, self.expression(source.count, INT), after, self.expression(source.of, INT))

    def _defines(self) -> tuple[tuple[str, str] | None, Type | None]:
        source = self.rule.defines
        if source is None:
            return None, None
        kind, _, name = source.text.partition(".")
        spec = self.vocabulary.kinds.get(kind)
        if spec is None:
            self._report(source.pos, "unknown-kind", f"`{kind[:60]}` is not a kind of fact", near_miss(kind, self.vocabulary.kinds))
            return None, None
        if name not in spec.fields:
            close = near_miss(name, spec.fields)
            self._report(source.pos, "unknown-field", f"`{source.text[:60]}` is not a field of {kind}", close)
            return None, None
        return (kind, name), spec.fields[name].type

    def _value(self, about: str, field_type: Type | None) -> tree.Node | None:
        value = self.rule.value
        if isinstance(value, TotalSource):
            return self._total(value, about, field_type)
        return self.expression(value, field_type)

    def _total(self, source: TotalSource, about: str, field_type: Type | None) -> tree.Node | None:
        before = len(self.problems)
        summand, over = self._parsed(source.summand), self._parsed(source.over)
        same = tuple(self._parsed(part) for part in source.same)
        up_to, where = self._parsed(source.up_to), self._parsed(source.where)
        if summand is None or over is None or len(self.problems) > before:
            return None
        keys = tuple(key for key in same if key is not None)
        return self._checked(tree.Total(summand, over, about, keys, up_to, where, pos=source.pos), field_type)

    def _scale(self) -> tree.Node | None:
        scale = self.rule.scale
        if scale is None:
            return None
        node = self.expression(scale.by, None)
        if node is not None and node.type.name not in ("int", "days"):
            self._report(scale.by.pos, "wrong-type", f"a scale needs a number, and this is {node.type}", "write a number or a count")
            return None
        return node

    def _report(self, pos: tree.Pos, code: str, message: str, suggestion: str) -> None:
        self.problems.append(Problem(pos.file, pos.line, pos.column, code, message, suggestion))


def _combined(source: CombinedSource, items: Sequence[tree.Node]) -> tree.Node | None:
    nodes = tuple(items)
    if not nodes:
        return None
    if source.combinator == "all":
        return tree.All(nodes, pos=source.pos)
    if source.combinator == "any":
        return tree.Any_(nodes, pos=source.pos)
    if source.combinator == "disputed":
        return tree.Disputed(nodes, pos=source.pos)
    return tree.Not(tree.Any_(nodes, pos=source.pos), pos=source.pos)
