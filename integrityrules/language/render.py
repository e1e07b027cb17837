"""Tree -> the words a lawyer or an official reads, in Indonesian and English, on one line or as an indented list.

May not know rules or values of facts. Labels of fields and codes stand in quotes, so that the words of the form are told from the
sentence's own. A clause with a label is rendered as its label, and on request with its condition behind it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from integrityrules.facts.vocabulary import FieldSpec, Text, Vocabulary
from integrityrules.language import tree, words
from integrityrules.language.formats import Language, kind_in_words, listed, quoted, unit_in_words, value_in_words
from integrityrules.language.functions import FUNCTIONS
from integrityrules.language.tree import Node

_COMPOUND = (tree.All, tree.Any_, tree.Disputed, tree.Macro)
_UNITS: Mapping[str, Any] = {"add_days": "day", "add_months": "month", "add_working_days": "working day"}


def render(
    node: Node,
    language: Language,
    *,
    vocabulary: Vocabulary,
    params: Mapping[str, object] | None = None,
    titles: Mapping[str, Text] | None = None,
    about: str = "",
    labels: bool = True,
    elements: Mapping[str, str] | None = None,
) -> str:
    """Returns a typed tree as one line, without capital and full stop.

    Args:
        params: values of parameters, shown behind their titles; none shows the titles only.
        titles: of parameters, by name.
        about: the name of the rule's fact, whose fields need no owner; without it, every variable named as its kind.
        labels: a label stands for its condition; if not, the condition follows it, so that a lawyer can check one against the other.
        elements: inside collections, the id of the element that each variable stands for.
    """
    return _Renderer(language, vocabulary, params or {}, titles or {}, about, labels, elements or {}).statement(node)


def render_opening(
    node: Node,
    language: Language,
    *,
    vocabulary: Vocabulary,
    titles: Mapping[str, Text] | None = None,
    about: str = "",
    elements: Mapping[str, str] | None = None,
) -> str:
    """Returns what begins a sentence about a collection, `some bid x of this package:`, for its elements to follow; else the sentence."""
    return _Renderer(language, vocabulary, {}, titles or {}, about, True, elements or {}).opening(node)


def render_lines(
    node: Node,
    language: Language,
    *,
    vocabulary: Vocabulary,
    params: Mapping[str, object] | None = None,
    titles: Mapping[str, Text] | None = None,
    about: str = "",
    labels: bool = True,
) -> list[str]:
    """Returns a typed tree as lines: each combinator a heading, what it combines below it, indented by two spaces and a dash."""
    renderer = _Renderer(language, vocabulary, params or {}, titles or {}, about, labels)
    return [f"{'  ' * (depth - 1)}- {text}" if depth else text for depth, text in renderer.lines(node)]


@dataclass(frozen=True, slots=True)
class _Renderer:
    """Renders statements (true or false, and their denials) and nouns (everything else)."""

    language: Language
    vocabulary: Vocabulary
    params: Mapping[str, object]
    titles: Mapping[str, Text]
    about: str
    labels: bool
    elements: Mapping[str, str] = field(default_factory=dict)

    def say(self, text: Text, *parts: str) -> str:
        return text.in_language(self.language).format(*parts)

    def claim(self, phrase: words.Statement, denied: bool, *parts: str) -> str:
        return phrase.in_language(self.language, denied=denied).format(*parts)

    # ---- statements

    def statement(self, node: Node, denied: bool = False) -> str:
        match node:
            case tree.Not(item):
                return self.statement(item, not denied)
            case tree.Clause(item, None):
                return self.statement(item, denied)
            case tree.Clause(item, Text() as label):
                return self.labelled(label, denied) + ("" if self.labels else self.say(words.CONDITION, self.statement(item)))
            case tree.All() | tree.Any_() | tree.Disputed():
                return self.junction(node, denied)
            case tree.Compare():
                return self.comparison(node, denied)
            case tree.Member():
                return self.membership(node, denied)
            case tree.Literal_(bool() as value):
                return self.claim(words.CONSTANT, value is denied)
            case tree.Macro(macro="exists" | "all"):
                phrase = words.EXISTS if node.macro == "exists" else words.EVERY
                return self.claim(phrase, denied, self.element(node), self.inside(node).statement(node.body))
            case tree.Call(function=name) if name in words.STATEMENTS:
                return self.claim(words.STATEMENTS[name], denied, *(self.noun(arg) for arg in node.args))
            case _ if node.type.name == "bool":
                return self.claim(words.FLAG, denied, self.noun(node))
            case _:
                return self.noun(node)

    def junction(self, node: tree.All | tree.Any_ | tree.Disputed, denied: bool) -> str:
        if len(node.items) == 1:
            return self.statement(node.items[0], denied)
        if not node.items:
            every = isinstance(node, tree.All)
            return self.say(words.NO_CONDITIONS["all" if every is not denied else "any"])
        if isinstance(node, tree.Disputed):
            # What is disputed stays so when it is denied: the readings are denied one by one.
            readings = [f"({self.statement(item, denied)})" for item in node.items]
            return self.say(words.DISPUTED, listed(readings, self.language, self.say(words.LAST_AND)))
        text = self.say(words.AND if isinstance(node, tree.All) else words.OR).join(self.part(item) for item in node.items)
        return self.claim(words.COMPOUND, denied, f"({text})" if denied else text)

    def labelled(self, label: Text, denied: bool) -> str:
        return self.claim(words.LABELLED, denied, label.in_language(self.language))

    def part(self, node: Node) -> str:
        """Renders a part of a longer sentence, in parentheses where its end would not be clear."""
        inner = node
        while isinstance(inner, tree.Not) or (isinstance(inner, tree.Clause) and inner.label is None):
            inner = inner.item
        text = self.statement(node)
        return f"({text})" if isinstance(inner, _COMPOUND) else text

    def comparison(self, node: tree.Compare, denied: bool) -> str:
        for side, other in ((node.right, node.left), (node.left, node.right)):
            if isinstance(side, tree.Literal_) and isinstance(side.value, bool):
                return self.statement(other, denied is (side.value is (node.op == "==")))
        op = words.DENIED_OPERATOR[node.op] if denied else node.op
        return self.say(_phrases(node)[op], self.noun(node.left), self.noun(node.right))

    def membership(self, node: tree.Member, denied: bool) -> str:
        if isinstance(node.options, tree.Param):
            return self.claim(words.IN_PARAMETER, denied, self.noun(node.item), self.noun(node.options))
        options = listed([self.noun(option) for option in node.options], self.language) if node.options else self.say(words.NO_OPTIONS)
        return self.claim(words.ONE_OF, denied, self.noun(node.item), options)

    # ---- nouns

    def noun(self, node: Node) -> str:
        match node:
            case tree.Literal_(value):
                return value_in_words(value, node.type, self.language, self.vocabulary)
            case tree.Param():
                return self.parameter(node)
            case tree.Var():
                return self.variable(node)
            case tree.Field():
                return self.field_of(node)
            case tree.Collection() | tree.RelatedTo():
                return self.facts(node)
            case tree.Arith():
                return self.say(words.ARITHMETIC[node.op], *(self.operand(side) for side in (node.left, node.right)))
            case tree.Call() if node.function in words.VALUES:
                return self.call(node)
            case tree.Macro(macro="count" | "earliest" | "latest"):
                return self.choice(node)
            case tree.Total():
                return self.total(node)
            case tree.Clause(item, None):
                return self.noun(item)
            case tree.Clause(item, Text() as label):
                return label.in_language(self.language) + ("" if self.labels else self.say(words.CONDITION, self.noun(item)))
            case _:
                return f"({self.statement(node)})"

    def parameter(self, node: tree.Param) -> str:
        title = self.titles.get(node.name)
        text = quoted(title.in_language(self.language) if title else node.name)
        value = self.params.get(node.name)
        return text if value is None else f"{text} ({value_in_words(value, node.type, self.language, self.vocabulary)})"

    def variable(self, node: tree.Var) -> str:
        if node.type.name == "event":
            return self.say(words.EVENTS[node.type.of])
        kind = kind_in_words(node.type.of, self.language, self.vocabulary)
        if node.name == "official":
            return self.say(words.OFFICIAL)
        if self.is_own(node):
            return self.say(words.THIS, kind)
        if self.elements.get(node.name, node.name) != node.name:
            return f"{kind} {self.elements[node.name]}"
        return self.say(words.THE_OTHER, kind) if node.name == "other" else kind if node.name == node.type.of else f"{kind} {node.name}"

    def is_own(self, node: Node) -> bool:
        """Tells whether a node is the fact that the rule is about."""
        if not isinstance(node, tree.Var) or node.name in self.elements:
            return False
        return node.name == (self.about or (node.type.of if node.name != "official" else ""))

    def field_of(self, node: tree.Field) -> str:
        label = quoted(self.label(node).in_language(self.language))
        # Beside an element of a collection, the rule's own fact needs to be named too.
        return label if self.is_own(node.base) and not self.elements else self.say(words.FIELD_OF, label, self.noun(node.base))

    def label(self, node: tree.Field) -> Text:
        if node.base.type.name == "event":
            return words.EVENT_FIELDS[node.name]
        kind = self.vocabulary.kinds.get(node.base.type.of)
        spec: FieldSpec | None = kind.fields.get(node.name) if kind else None
        return spec.label if spec else Text(node.name, node.name)

    def operand(self, node: Node) -> str:
        return f"({self.noun(node)})" if isinstance(node, tree.Arith) else self.noun(node)

    def call(self, node: tree.Call) -> str:
        name, args = node.function, node.args
        if name == "first_stated":
            return self.say(words.VALUES[name], listed([self.noun(arg) for arg in args], self.language))
        if name in _UNITS:
            text = self.moved(name, args[0], args[1])
        else:
            text = self.say(words.VALUES[name], *(self.noun(arg) for arg in args[:2]))
        extra = args[len([item for item in FUNCTIONS[name].parameters if not item.optional]) :]
        return self.say(words.BY_CALENDAR, text, self.noun(extra[0])) if extra else text

    def moved(self, name: str, day: Node, count: Node) -> str:
        """Renders a day some days or months after or before another."""
        if isinstance(count, tree.Literal_):
            number = abs(count.value)
            period = f"{number} {unit_in_words(_UNITS[name], number, self.language)}"
            return self.say(words.BEFORE if count.value < 0 else words.VALUES[name], self.noun(day), period)
        period = f"{self.noun(count)} {unit_in_words(_UNITS[name], None, self.language)}"
        return self.say(words.VALUES[name], self.noun(day), period)

    # ---- collections

    def facts(self, node: Node, many: bool = True) -> str:
        kind = kind_in_words(node.type.of, self.language, self.vocabulary, many=many)
        return self.say(words.OF_BASE, kind, self.noun(node.base)) if isinstance(node, tree.RelatedTo) else kind

    def element(self, node: tree.Macro, many: bool = False) -> str:
        """Renders a macro's element with its name and where it comes from: `bid x of this package`."""
        kind = f"{kind_in_words(node.source.type.of, self.language, self.vocabulary, many=many)} {node.var}"
        if isinstance(node.source, tree.RelatedTo):
            kind = self.say(words.OF_BASE, kind, self.noun(node.source.base))
        return kind

    def inside(self, node: tree.Macro) -> _Renderer:
        return replace(self, elements={**self.elements, node.var: node.var})

    def opening(self, node: Node, denied: bool = False) -> str:
        match node:
            case tree.Not(item):
                return self.opening(item, not denied)
            case tree.Clause(item, None):
                return self.opening(item, denied)
            case tree.Macro(macro="exists" | "all"):
                phrase = words.EXISTS if node.macro == "exists" else words.EVERY
                return self.claim(phrase, denied, self.element(node), "").rstrip()
            case _:
                return self.statement(node, denied)

    def choice(self, node: tree.Macro) -> str:
        inner = self.inside(node)
        phrase = {"count": words.COUNT, "earliest": words.EARLIEST, "latest": words.LATEST}[node.macro]
        value = inner.noun(node.value) if node.value is not None else ""
        return self.say(phrase, self.element(node, many=True), inner.statement(node.body), value)

    def total(self, node: tree.Total) -> str:
        text = self.say(words.TOTAL, self.noun(node.summand), self.facts(node.source))
        if node.where is not None:
            text += self.say(words.TOTAL_WHERE, self.statement(node.where))
        if node.same:
            keys = listed([self.noun(key) for key in node.same], self.language, self.say(words.LAST_AND))
            text += self.say(words.TOTAL_SAME, keys)
        if node.up_to is None:
            return text
        own = self.say(words.THIS, kind_in_words(node.source.type.of, self.language, self.vocabulary))
        return text + self.say(words.TOTAL_UP_TO, self.noun(node.up_to), own)

    # ---- lists

    def lines(self, node: Node, denied: bool = False, depth: int = 0) -> Iterator[tuple[int, str]]:
        """Yields each line with its depth."""
        match node:
            case tree.Not(item):
                yield from self.lines(item, not denied, depth)
            case tree.Clause(item, None):
                yield from self.lines(item, denied, depth)
            case tree.Clause(item, Text() as label) if not self.labels:
                (_, first), *below = self.lines(item)
                yield depth, self.labelled(label, denied) + self.say(words.CONDITION, first)
                yield from ((depth + further, line) for further, line in below)
            case tree.Disputed(items):
                yield depth, self.say(words.READINGS)
                for item in items:
                    yield from self.lines(item, denied, depth + 1)
            case tree.All(items) | tree.Any_(items) if len(items) > 1:
                yield depth, self.claim(words.ALL_OF if isinstance(node, tree.All) else words.ANY_OF, denied)
                for item in items:
                    yield from self.lines(item, False, depth + 1)
            case tree.Macro(macro="exists" | "all", body=tree.All() | tree.Any_() | tree.Disputed() | tree.Macro() as body):
                yield depth, self.opening(node, denied)
                inner = self.inside(node)
                for item in body.items if isinstance(body, tree.All) and body.items else (body,):
                    yield from inner.lines(item, False, depth + 1)
            case _:
                yield depth, self.statement(node, denied)


def _phrases(node: tree.Compare) -> Mapping[str, Text]:
    """Returns the phrases for what is compared."""
    types = {node.left.type.name, node.right.type.name}
    if "date" in types:
        return words.DATES
    if types & {"int", "money", "percent", "days"}:
        return words.NUMBERS
    return words.CODES if isinstance(node.right, tree.Literal_) else words.SAMENESS


__all__ = ["Language", "render", "render_lines", "render_opening"]
