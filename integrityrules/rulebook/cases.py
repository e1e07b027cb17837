"""Text of a `*.cases.yaml` -> cases: plain data of a dossier, and what each rule must say about it.

May not evaluate anything, nor build a dossier: values get the types the vocabulary gives their fields, and `read_dossier` does the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from integrityrules.errors import Problem, RulesetError
from integrityrules.facts.model import OWN_FIELDS
from integrityrules.facts.vocabulary import KindSpec, Text, Type, Vocabulary
from integrityrules.language.tree import Pos
from integrityrules.rulebook.reader import Reader, near_miss, shown
from integrityrules.rulebook.source import SANCTION_LEVELS, STATES
from integrityrules.rulebook.yaml_door import Leaf, Listing, Table, YamlNode, read_yaml

OUTCOMES = ("applies", "exempt", "does_not_apply", "undetermined", "not_raised", "not_in_force")
CASE_STATES = (*STATES, "undetermined")
SOURCE_KEYS = ("id", "title", "publisher", "url", "citation")
NONE = "none"

_DAYS = ("due_on", "due_latest", "done_on", "from", "until")
_IDS = ("consequences", "forms", "certain", "by", "unless_shown", "questions")
_PICKS = ("about", "with", "segment")
EXPECT_KEYS = (*_PICKS, "outcome", "state", *_DAYS, *_IDS, "levels", "as_far_as_declared", "reason", "working_days_left")
_NUMBERS = ("int", "money", "days", "percent")


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a case asserts of one rule.

    Args:
        rule: id, with `@layer` for a layer's instance.
        about: id of the fact, or empty where only one is judged.
        partners: ids of partners, or yearly days (`2025-12-31`), that pick one finding among several.
        segment: a day in the segment of a lasting fact that is meant, or `None`.
        values: what must be seen, by key: texts, booleans, numbers, days (`None` for `none`: there is none), tuples of ids.
    """

    rule: str
    about: str
    partners: tuple[str, ...]
    segment: date | None
    values: Mapping[str, Any]
    pos: Pos


@dataclass(frozen=True, slots=True)
class Case:
    """A test of rules.

    Args:
        dossier: what `read_dossier` takes.
        registers: what `read_registers` takes, or `None`.
        source: where an official case was published, by `SOURCE_KEYS`; empty for a case of our own.
        assumed: what the source left silent and the case filled in.
        agrees: false where rule and authority differ; `why` then says so, and what is expected is the rule's outcome.
    """

    name: str
    dossier: Mapping[str, Any]
    registers: Mapping[str, Any] | None
    expect: tuple[Expectation, ...]
    source: Mapping[str, str]
    assumed: tuple[str, ...]
    agrees: bool
    why: Text | None
    pos: Pos


def parse_cases(text: str, *, file: str, vocabulary: Vocabulary) -> tuple[Case, ...]:
    """Returns the cases of a file, in order.

    Raises:
        RulesetError: with every problem: unknown keys, kinds, fields and codes of an expectation, two cases of one name. Values of
            fields are judged later, by `read_dossier`.
    """
    reader = Reader(read_yaml(text, file=file))
    values = reader.table(reader.document.root, "a cases file", required=("cases",)) or {}
    reading = _Reading(reader, vocabulary)
    cases = reader.listed(values.get("cases"), "`cases`", reading.case)
    names: set[str] = set()
    for case in cases:
        if case.name in names:
            reader.report(case.pos, "duplicate-id", f"another case is called {shown(case.name)}", "say what differs in the name")
        names.add(case.name)
    if reader.problems:
        raise RulesetError(problems=sorted(reader.problems))
    return cases


def parse_dossier(text: str, *, file: str, vocabulary: Vocabulary) -> dict[str, Any]:
    """Returns what a dossier written in YAML declares, as `read_dossier` takes it; `as_of` is absent where the file does not give it.

    Raises:
        RulesetError: with every problem of the file's form. Values of fields are judged later, by `read_dossier`.
    """
    reader = Reader(read_yaml(text, file=file))
    reading = _Reading(reader, vocabulary)
    known = ("as_of", "declared_in_full", "incomplete", "official", "entities", *reading.kinds)
    values = reader.table(reader.document.root, "a dossier", optional=known) or {}
    found = reading.facts(values)
    if "as_of" in values:
        found["as_of"] = reader.text(values["as_of"], "`as_of`")
    if reader.problems:
        raise RulesetError(problems=sorted(reader.problems))
    return found


def parse_registers(text: str, *, file: str, vocabulary: Vocabulary) -> dict[str, Any]:
    """Returns what registers written in YAML hold, as `read_registers` takes it.

    Raises:
        RulesetError: with every problem of the file's form. Values of fields are judged later, by `read_registers`.
    """
    reader = Reader(read_yaml(text, file=file))
    found = _Reading(reader, vocabulary).registers(reader.document.root) or {}
    if reader.problems:
        raise RulesetError(problems=sorted(reader.problems))
    return dict(found)


def check_cases(cases: Iterable[Case], rule_ids: Iterable[str], layers: Iterable[str] = ()) -> list[Problem]:
    """Returns a problem for each expectation about a rule, or an instance of a layer, that does not exist."""
    known, bound = set(rule_ids), set(layers)
    problems = []
    for expectation in (expectation for case in cases for expectation in case.expect):
        id, at, layer = expectation.rule.partition("@")
        if id not in known or (at and layer not in bound):
            close = near_miss(expectation.rule, known)
            pos = expectation.pos
            problems.append(Problem(pos.file, pos.line, pos.column, "unknown-rule", f"{shown(expectation.rule)} is not a rule", close))
    return problems


class _Reading:
    def __init__(self, reader: Reader, vocabulary: Vocabulary) -> None:
        self.reader = reader
        self.kinds = {kind.plural: kind for name, kind in vocabulary.kinds.items() if name != "official"}
        self.official = vocabulary.kinds.get("official")

    def case(self, node: YamlNode) -> Case | None:
        reader = self.reader
        about_dossier = ("declared_in_full", "incomplete", "official", "entities", *self.kinds)
        about_case = ("source", "assumed", "registers", "agrees", "why")
        values = reader.table(node, "a case", required=("name", "as_of", "expect"), optional=(*about_dossier, *about_case))
        if values is None:
            return None
        agrees = reader.boolean(values.get("agrees"), "`agrees`") is not False
        if not agrees and "why" not in values:
            message = "a case on which rule and authority differ needs the key `why`"
            reader.report(values["agrees"], "missing-key", message, "add `why: ...`")
        return Case(
            name=reader.text(values.get("name"), "the name of a case"),
            dossier={"as_of": reader.text(values.get("as_of"), "`as_of`"), **self.facts(values)},
            registers=self.registers(values.get("registers")),
            expect=tuple(self.expect(values.get("expect"))),
            source=self.source(values.get("source")),
            assumed=self.assumed(values.get("assumed")),
            agrees=agrees,
            why=self.why(values.get("why")),
            pos=node.pos,
        )

    # ---- about the case --------------------------------------------------------------------------------------------------

    def source(self, node: YamlNode | None) -> Mapping[str, str]:
        if isinstance(node, Leaf):
            return {"title": self.reader.text(node, "`source`")}
        values = self.reader.table(node, "`source`", optional=SOURCE_KEYS) or {}
        return {key: self.reader.text(value, f"`{key}`") for key, value in values.items()}

    def assumed(self, node: YamlNode | None) -> tuple[str, ...]:
        if isinstance(node, Leaf):
            return (self.reader.text(node, "`assumed`"),)
        return self.reader.words(node, "`assumed`")

    def why(self, node: YamlNode | None) -> Text | None:
        if isinstance(node, Leaf):
            text = self.reader.text(node, "`why`")
            return Text(text, text)
        return self.reader.titled(node, "reason")

    # ---- facts -----------------------------------------------------------------------------------------------------------

    def registers(self, node: YamlNode | None) -> Mapping[str, Any] | None:
        if node is None:
            return None
        plurals = [plural for plural, kind in self.kinds.items() if kind.register]
        values = self.reader.table(node, "`registers`", optional=("entities", "declared_in_full", *plurals))
        return None if values is None else self.facts(values)

    def facts(self, values: Mapping[str, YamlNode]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        if "declared_in_full" in values:
            found["declared_in_full"] = self.windows(values["declared_in_full"])
        if "incomplete" in values:
            found["incomplete"] = list(self.reader.words(values["incomplete"], "`incomplete`"))
        if "official" in values and self.official is not None:
            found["official"] = self.fact(values["official"], self.official)
        if "entities" in values:
            entries = self.reader.entries(values["entities"], "`entities`") or ()
            found["entities"] = {key.text: self.value(value, Type("entity"), f"`{key.text}`") for key, value in entries}
        for plural, kind in self.kinds.items():
            if plural in values:
                found[plural] = [self.fact(item, kind) for item in self.reader.items(values[plural], f"`{plural}`")]
        return found

    def windows(self, node: YamlNode) -> Any:
        if not isinstance(node, Table):
            return [self.plural(item) for item in self.reader.items(node, "`declared_in_full`")]
        found: dict[str, Any] = {}
        for key, value in self.reader.entries(node, "`declared_in_full`") or ():
            whole = isinstance(value, Leaf)
            found[self.plural(key)] = self.value(value, Type("bool" if whole else "date"), f"`{key.text}`")
        return found

    def plural(self, node: YamlNode) -> str:
        name = self.reader.text(node, "a kind")
        if name and name not in self.kinds:
            self.reader.report(node, "unknown-kind", f"{shown(name)} is not a kind of fact", near_miss(name, self.kinds))
        return name

    def fact(self, node: YamlNode, kind: KindSpec) -> dict[str, Any]:
        known = (*OWN_FIELDS, *kind.fields)
        values = self.reader.table(node, f"a {kind.name}", optional=known) or {}
        return {name: self.value(value, _type_of(kind, name), f"`{name}`") for name, value in values.items()}

    def value(self, node: YamlNode, type_: Type, what: str) -> Any:
        """Returns a value as YAML wrote it, with the type its field has; spells and bounds are read part by part."""
        if isinstance(node, Listing):
            return [self.value(item, type_, what) for item in node.items]
        if isinstance(node, Table):
            entries = self.reader.entries(node, what) or ()
            days = ("from", "until", "rate_on", "currency")
            return {key.text: self.value(item, Type("date") if key.text in days else type_, f"`{key.text}`") for key, item in entries}
        leaf = self.reader.leaf(node, what)
        if leaf is None:
            return None
        if type_.name == "bool":
            return self.reader.boolean(leaf, what)
        is_number = leaf.plain and type_.name in _NUMBERS and leaf.text.isascii() and leaf.text.isdigit()
        return self.reader.integer(leaf, what) if is_number else leaf.text

    # ---- what is expected ------------------------------------------------------------------------------------------------

    def expect(self, node: YamlNode | None) -> Iterable[Expectation]:
        for key, value in self.reader.entries(node, "`expect`") or ():
            for item in value.items if isinstance(value, Listing) else (value,):
                yield from self.expectation(key, item)

    def expectation(self, key: Leaf, node: YamlNode) -> Iterable[Expectation]:
        reader = self.reader
        values = reader.table(node, "an expectation", optional=EXPECT_KEYS)
        if values is None:
            return
        said = {name: self.expected(name, value) for name, value in values.items() if name not in _PICKS}
        if not said:
            reader.report(node, "missing-key", f"nothing is expected of {shown(key.text)}", "add `outcome: ...`")
        yield Expectation(
            rule=key.text,
            about=reader.text(values.get("about"), "`about`"),
            partners=reader.words(values.get("with"), "`with`"),
            segment=reader.day(values.get("segment"), "`segment`"),
            values=said,
            pos=key.pos,
        )

    def expected(self, name: str, node: YamlNode) -> Any:
        reader = self.reader
        if name == "outcome":
            return reader.one_of(node, "outcome", OUTCOMES)
        if name == "state":
            return reader.one_of(node, "state", CASE_STATES)
        if name in _DAYS:
            return None if isinstance(node, Leaf) and node.text == NONE else reader.day(node, f"`{name}`")
        if name in _IDS:
            return reader.words(node, f"`{name}`")
        if name == "levels":
            return reader.some_of(node, "level of sanction", SANCTION_LEVELS)
        if name == "as_far_as_declared":
            return reader.boolean(node, f"`{name}`")
        return reader.integer(node, f"`{name}`") if name == "working_days_left" else reader.text(node, f"`{name}`")


def _type_of(kind: KindSpec, field: str) -> Type:
    return kind.fields[field].type if field in kind.fields else Type("string")
