"""What a catalogue says, in both languages and without any layout: rulesets, rules, instruments of law, data read.

May not know a rulebook, HTML or Markdown. `gather` makes it; `html` and `markdown` lay it out, so that both say the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from integrityrules.facts.vocabulary import Text

NOT_SEEN = "not_seen"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a condition; `depth` 0 is the outermost."""

    depth: int
    text: str


@dataclass(frozen=True, slots=True)
class Lines:
    """A condition in both languages, line by line."""

    id: tuple[Line, ...]
    en: tuple[Line, ...]

    def in_language(self, language: str) -> tuple[Line, ...]:
        return self.en if language == "en" else self.id


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a rule in words: its trigger, its condition, a deadline, what it defines."""

    label: Text
    lines: Lines


@dataclass(frozen=True, slots=True)
class Basis:
    """A citation.

    Args:
        source: key of the instrument; `title` is its short name.
        at: the place in it, or `not_seen`.
        verified: how well it was verified, as a code.
        period: when it carries what cites it; empty where always.
        review_by: the day after which it needs a fresh look, or `None`.
    """

    source: str
    title: Text
    at: str
    verified: str
    period: Text
    review_by: date | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """Another rule, by its id."""

    id: str
    title: Text
    period: Text


@dataclass(frozen=True, slots=True)
class LimitValue:
    """What the law sets a parameter to in one period."""

    period: Text
    value: Text
    basis: tuple[Basis, ...]


@dataclass(frozen=True, slots=True)
class Limit:
    """A parameter over time.

    Args:
        owner: the ruleset that sets these values; a layer's values stand beside the nation's.
        layer: the title of that ruleset where it is an agency's layer, else empty.
        remark: unit, and the direction in which an agency may differ.
        read_by: ids of the rules that read it directly.
    """

    name: str
    title: Text
    owner: str
    layer: Text
    remark: Text
    values: tuple[LimitValue, ...]
    read_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """One form a sanction takes, with its own period."""

    title: Text
    period: Text
    basis: tuple[Basis, ...]


@dataclass(frozen=True, slots=True)
class SanctionRow:
    """One row of a consequence: what is possible, and when."""

    title: Text
    level: Text
    when: Lines | None
    basis: tuple[Basis, ...]
    forms: tuple[Form, ...]


Said = tuple[Text, Text]
"""A label and a value."""


@dataclass(frozen=True, slots=True)
class Version:
    """A rule in one period.

    Args:
        facts: what is said of this version only, label by label.
        parts: its trees in words.
        exempted_by, exempts, follows, followed_by: the rules it is joined with.
        remedies: the consequences that follow it, with the states they follow from.
    """

    period: Text
    title: Text
    facts: tuple[Said, ...]
    basis: tuple[Basis, ...]
    parts: tuple[Part, ...]
    sanctions: tuple[SanctionRow, ...]
    note: Text | None
    exempted_by: tuple[Link, ...] = ()
    exempts: tuple[Link, ...] = ()
    follows: tuple[Link, ...] = ()
    followed_by: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseEntry:
    """A case that says something of a rule.

    Args:
        expected: outcome and state in words, each with how many facts of the case it is expected of.
        source: title, publisher, url and citation of an official case; empty for a case of our own.
        assumed: what the source left silent.
        agrees: false where rule and authority differ; `why` then says so.
    """

    name: str
    place: str
    expected: tuple[tuple[Text, int], ...]
    source: Mapping[str, str]
    assumed: tuple[str, ...]
    agrees: bool
    why: Text | None


@dataclass(frozen=True, slots=True)
class Instance:
    """A stricter instance of a rule of the nation, made by an agency's layer."""

    id: str
    ruleset: str
    title: Text
    agencies: tuple[str, ...]
    period: Text
    limits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleEntry:
    """A rule with all its versions, the newest first.

    Args:
        kind, track, executability: codes of the newest version.
        verified: the codes of its citations, the strongest first.
        place: file and line of the newest version.
        facts: what is said of every version alike.
        limits: the parameters it reads directly.
        reads: the fields it reads directly, as `kind.field`.
        notes: what lint says of it, as `code: sentence`.
    """

    id: str
    ruleset: str
    kind: str
    track: str
    executability: str
    verified: tuple[str, ...]
    title: Text
    place: str
    facts: tuple[Said, ...]
    versions: tuple[Version, ...]
    limits: tuple[Limit, ...]
    cases: tuple[CaseEntry, ...]
    instances: tuple[Instance, ...]
    reads: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """One ruleset.

    Args:
        facts: version, status, and for a layer whom it binds and when.
        basis: what a layer rests on.
        instances: of a layer, the stricter instances it makes of rules of the nation.
    """

    id: str
    version: str
    title: Text
    facts: tuple[Said, ...]
    basis: tuple[Basis, ...]
    rules: tuple[RuleEntry, ...]
    limits: tuple[Limit, ...]
    instances: tuple[Instance, ...]


@dataclass(frozen=True, slots=True)
class Encoded:
    """What rests on a place in the law: a rule, a parameter, a sanction or a layer, by its id."""

    what: str
    id: str
    title: Text
    verified: str
    period: Text


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Why a place is not encoded, or only in part."""

    ruleset: str
    why: Text
    partly: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A place in an instrument, with what encodes it and what is left out of it."""

    at: str
    encoded: tuple[Encoded, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class Instrument:
    """An instrument of law or other source, with every place of it that a ruleset speaks of, in their order."""

    id: str
    title: Text
    citation: str
    urls: tuple[str, ...]
    review_by: date | None
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class FieldUse:
    """A field that a ruleset reads.

    Args:
        path: `kind.field`.
        uses: codes of what it is read for (`condition`, `deadline`, ...).
        rules: ids of the rules that read it themselves.
        needed_by: ids of the rules whose outcome it can change.
        articles: the citations of the rules that read it.
        derived: a definition can give its value, so that it need not always be asked.
        identifies: it holds a person or an organisation, known by identifiers.
    """

    path: str
    kind: Text
    label: Text
    sensitivity: str
    asked_of: str
    uses: tuple[str, ...]
    rules: tuple[str, ...]
    needed_by: tuple[str, ...]
    articles: tuple[Basis, ...]
    derived: bool
    identifies: bool


@dataclass(frozen=True, slots=True)
class DataUse:
    """What one ruleset reads."""

    ruleset: str
    version: str
    title: Text
    fields: tuple[FieldUse, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Rulesets, the law they rest on, and the data they read.

    Args:
        data: for each ruleset what it reads, through definitions and exemptions too.
        not_read: fields of the vocabulary that no rule reads, as `kind.field` with their labels.
        digests: SHA-256 of each ruleset's files, by its id.
    """

    chapters: tuple[Chapter, ...]
    instruments: tuple[Instrument, ...]
    data: tuple[DataUse, ...]
    not_read: tuple[tuple[str, Text], ...]
    digests: Mapping[str, str] = field(default_factory=dict)

    def rules(self) -> Mapping[str, RuleEntry]:
        """Returns every rule by its id."""
        return {rule.id: rule for chapter in self.chapters for rule in chapter.rules}

    def labels(self) -> Mapping[str, FieldUse]:
        """Returns every field that is read, by its path."""
        return {use.path: use for data in self.data for use in data.fields}


Json = dict[str, Any]
