"""The only module that imports yaml: text in, a small tree of positioned texts out, with everything refused that YAML would guess at.

May not know what a ruleset is. Events are read one by one (no recursion, no composed graph), after StrictYAML and the "Norway problem".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml

from integrityrules.errors import Problem
from integrityrules.language.tree import Pos

MAX_CHARACTERS = 1_000_000
MAX_DEPTH = 40
MAX_NODES = 40_000
MAX_PROBLEMS = 50  # of one kind of mistake in one file, so that a binary file does not print a million lines
MAX_SHOWN = 240  # characters of the author's text in a message

_PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# Everything but printable text: control and invisible characters, other line ends, and the bidirectional marks that can hide code.
_REFUSED = re.compile("[^\n\x20-\x7e\xa0-\u200a\u2010-\u2027\u202f-\u205f\u2070-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_LINE = re.compile(r"^(?P<lead>\s*(?:- +)*(?:[\w.@-]+: +)?)(?P<text>\S.*?)(?P<comment>\s+#.*)?$")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A scalar as it was written, never interpreted.

    Args:
        text: the characters, with quotes and folds resolved.
        plain: it was written without quotes, so that it may be a number or `true`.
        pos: where its first character stands.
        broken: a problem of it was already reported; readers pass over it in silence.
    """

    text: str
    plain: bool
    pos: Pos
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    items: tuple[YamlNode, ...]
    pos: Pos


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping, in the order it was written. `flow` is true of the inline form `{a: b}`."""

    entries: tuple[tuple[Leaf, YamlNode], ...]
    flow: bool
    pos: Pos


YamlNode: TypeAlias = Leaf | Listing | Table


@dataclass(frozen=True, slots=True)
class Document:
    """One read file: its tree (`None` where it has none), its lines for messages, and what was wrong with it."""

    file: str
    root: YamlNode | None
    lines: tuple[str, ...]
    problems: tuple[Problem, ...]

    def line(self, number: int) -> str:
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""


def read_yaml(text: str, *, file: str) -> Document:
    """Returns the tree of one YAML document and every problem of its form.

    Never raises: a text that cannot be read at all gives a document without a root and at least one problem. Refused are tags, anchors,
    aliases, duplicate keys, several documents, directives, tabs and control characters, nesting deeper than `MAX_DEPTH` and texts longer
    than `MAX_CHARACTERS`; scalars are never turned into numbers, dates or booleans here.
    """
    if len(text) > MAX_CHARACTERS:
        problem = Problem(file, 0, 0, "yaml-too-large", f"the file has more than {MAX_CHARACTERS} characters", "split it")
        return Document(file, None, (), (problem,))
    text = text.replace("\r\n", "\n")
    problems = list(_refused_characters(text, file))
    clean = _REFUSED.sub(" ", text)
    repaired: list[Problem] = []
    for _ in range(max(1, min(MAX_PROBLEMS, MAX_CHARACTERS // (len(clean) + 1)))):
        builder = _Builder(file, tuple(clean.split("\n")))
        try:
            builder.read(clean)
        except yaml.YAMLError as error:
            line, problem, corrected = _syntax_problem(error, builder)
            repaired.append(problem)
            if corrected is not None:
                # One bad leaf must not hide the other problems of the file: read on with the line as it was probably meant.
                lines = list(builder.lines)
                lines[line - 1] = corrected
                clean = "\n".join(lines)
                continue
        break
    return Document(file, builder.root, tuple(text.split("\n")), tuple(sorted([*problems, *repaired, *builder.problems])))


def quoted_line(line: str) -> str | None:
    """Returns the line with its text in single quotes, without indentation and comment, or `None` where that cannot be the cure."""
    found = _LINE.match(line) if len(line) <= MAX_SHOWN else None
    if found is None or not _wants_quotes(found["text"]):
        return None
    return f"{found['lead']}{quote(found['text'])}"


def quote(text: str) -> str:
    """Returns the text as a single-quoted YAML scalar."""
    return "'" + text.replace("'", "''") + "'"


def _wants_quotes(text: str) -> bool:
    if text[0] in "{[|>#?":
        return False
    complete = len(text) > 1 and text[0] in "'\"" and text[-1] == text[0] and text[0] not in text[1:-1]
    return not complete


def _refused_characters(text: str, file: str) -> Iterator[Problem]:
    for count, found in enumerate(_REFUSED.finditer(text)):
        if count == MAX_PROBLEMS:
            return
        line = text.count("\n", 0, found.start()) + 1
        column = found.start() - text.rfind("\n", 0, found.start())
        if found[0] == "\t":
            yield Problem(file, line, column, "yaml-tab", "a tab is not allowed", "use spaces")
        else:
            message = f"the invisible or control character U+{ord(found[0]):04X} is not allowed"
            yield Problem(file, line, column, "yaml-character", message, "remove it")


def _syntax_problem(error: yaml.YAMLError, builder: _Builder) -> tuple[int, Problem, str | None]:
    """Returns the line, the problem, and the corrected line where quoting is the likely cure."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
    reason = str(getattr(error, "problem", None) or "this is not YAML").lower()
    places = [line] + [m.line + 1 for m in [getattr(error, "context_mark", None)] if m is not None]
    for place in places:
        source = builder.lines[place - 1] if 0 < place <= len(builder.lines) else ""
        corrected = quoted_line(source)
        if corrected is not None and corrected != source:
            message = "this text is not one YAML scalar and must be quoted"
            return place, Problem(builder.file, place, _text_column(source), "quote-needed", message, _write(corrected)), corrected
    return line, Problem(builder.file, line, column, "yaml-syntax", f"this is not YAML: {reason}", "check quotes and indentation"), None


def _text_column(line: str) -> int:
    found = _LINE.match(line[:MAX_SHOWN])
    return found.start("text") + 1 if found else 1


def _write(line: str) -> str:
    return f"write `{line.strip()}`"


@dataclass(slots=True)
class _Frame:
    table: bool
    flow: bool
    pos: Pos
    items: list[Any] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    key: Leaf | None = None


class _Builder:
    """Builds the tree from events with a stack of its own; collects what it refuses and goes on."""

    def __init__(self, file: str, lines: tuple[str, ...]) -> None:
        self.file = file
        self.lines = lines
        self.root: YamlNode | None = None
        self.problems: list[Problem] = []
        self._stack: list[_Frame] = []
        self._nodes = 0

    def read(self, text: str) -> None:
        documents = 0
        for event in yaml.parse(text, Loader=_PARSER):
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._problem(event, "yaml-documents", "a second document begins here", "one file holds one document; remove `---`")
                    return
                if event.version or event.tags:
                    self._problem(event, "yaml-directive", "YAML directives are not allowed", "remove the line that starts with `%`")
            elif not self._take(event) or len(self.problems) >= MAX_PROBLEMS:
                return
        if self.root is None and not self.problems:
            self._report(Pos(self.file, 1, 1), "yaml-empty", "the file holds nothing", "write `key: value` lines, or remove the file")

    def _take(self, event: Any) -> bool:
        """Adds one event; false where reading must stop."""
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self._problem(event, "yaml-too-large", f"the file has more than {MAX_NODES} values", "split it")
            return False
        if isinstance(event, yaml.ScalarEvent):
            self._add(self._leaf(event))
        elif isinstance(event, yaml.AliasEvent):
            self._problem(event, "yaml-alias", "aliases (`*`) are not allowed", self._cure(event, "repeat the text, or quote it"))
            self._add(Leaf("", False, self._pos(event), broken=True))
        elif isinstance(event, yaml.SequenceStartEvent | yaml.MappingStartEvent):
            self._refuse_decoration(event)
            self._stack.append(_Frame(isinstance(event, yaml.MappingStartEvent), bool(event.flow_style), self._pos(event)))
            if len(self._stack) > MAX_DEPTH:
                self._problem(event, "yaml-too-deep", f"this is nested deeper than {MAX_DEPTH} levels", "name a part of it as a definition")
                return False
        elif isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
            frame = self._stack.pop()
            self._add(Table(tuple(frame.items), frame.flow, frame.pos) if frame.table else Listing(tuple(frame.items), frame.pos))
        return True

    def _add(self, node: YamlNode) -> None:
        if not self._stack:
            self.root = node
            return
        frame = self._stack[-1]
        if not frame.table:
            frame.items.append(node)
        elif frame.key is None:
            frame.key = self._key(node, frame)
        else:
            frame.items.append((frame.key, node))
            frame.key = None

    def _key(self, node: YamlNode, frame: _Frame) -> Leaf:
        if not isinstance(node, Leaf):
            self._report(node.pos, "yaml-key", "a key must be one word", "write `key: value`")
            return Leaf("", False, node.pos, broken=True)
        if node.text in frame.keys and not node.broken:
            message = f"the key `{node.text[:MAX_SHOWN]}` is already in this mapping"
            self._report(node.pos, "yaml-duplicate-key", message, "remove one, or rename it")
            return Leaf(node.text, node.plain, node.pos, broken=True)
        frame.keys.add(node.text)
        return node

    def _leaf(self, event: Any) -> Leaf:
        broken = self._refuse_decoration(event)
        return Leaf(event.value, not event.style, self._text_pos(event), broken)

    def _refuse_decoration(self, event: Any) -> bool:
        """Reports a tag or an anchor; a leaf such as `!gift.accepted` arrives here as a tag."""
        if event.tag is not None:
            cure = self._cure(event, "put the whole text in single quotes")
            self._problem(event, "yaml-tag", "a text that starts with `!` is read by YAML as a tag", f"{cure}; or use `not`")
        if event.anchor is not None:
            cure = self._cure(event, "remove it, or quote the text")
            self._problem(event, "yaml-anchor", "anchors (`&`) are not allowed", cure)
        return event.tag is not None or event.anchor is not None

    def _cure(self, event: Any, otherwise: str) -> str:
        """Returns the corrected line where the event is all the text of its line, else a general remedy."""
        line = self.lines[event.start_mark.line] if event.start_mark.line < len(self.lines) else ""
        corrected = quoted_line(line)
        at_text = _text_column(line) == event.start_mark.column + 1
        return _write(corrected) if corrected and at_text else otherwise

    def _pos(self, event: Any) -> Pos:
        return Pos(self.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def _text_pos(self, event: Any) -> Pos:
        """Returns where the first character of a scalar stands: behind its quote, or on the line below `>-`."""
        pos = self._pos(event)
        if event.style in ("'", '"'):
            return Pos(self.file, pos.line, pos.column + 1)
        if event.style in (">", "|") and pos.line < len(self.lines):
            below = self.lines[pos.line]
            return Pos(self.file, pos.line + 1, len(below) - len(below.lstrip()) + 1)
        return pos

    def _problem(self, event: Any, code: str, message: str, suggestion: str) -> None:
        self._report(self._pos(event), code, message, suggestion)

    def _report(self, pos: Pos, code: str, message: str, suggestion: str) -> None:
        if len(self.problems) < MAX_PROBLEMS or code == "yaml-too-large":
            self.problems.append(Problem(self.file, pos.line, pos.column, code, message, suggestion))
