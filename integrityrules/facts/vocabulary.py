"""The description of what can be declared: types, fields, kinds, code lists. Derived from the models, read by every other room.

May not know any law. Knows the shape of facts, not their values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

Sensitivity = Literal["public", "internal", "personal", "special", "forbidden"]
Addressee = Literal["official", "hr", "upg", "procurement", "finance", "register", "examiner", "authority"]
TypeName = Literal["bool", "int", "money", "percent", "date", "string", "code", "days", "entity", "fact", "event", "collection", "none"]


@dataclass(frozen=True, slots=True)
class Type:
    """The type of a field or of an expression.

    Args:
        name: which type. `money` is whole rupiah, `percent` basis points, `days` a number of days, `event` the `occurrence` or
            `finding` a rule part may read.
        of: for `code` the id of its code list; for `fact` and `collection` the kind; else the empty string.
    """

    name: TypeName
    of: str = ""

    def __str__(self) -> str:
        return f"{self.name}({self.of})" if self.of else self.name


BOOL, INT, MONEY, PERCENT = Type("bool"), Type("int"), Type("money"), Type("percent")
DATE, STRING, DAYS, ENTITY = Type("date"), Type("string"), Type("days"), Type("entity")
ORDERED = frozenset({"int", "money", "percent", "date", "days"})


@dataclass(frozen=True, slots=True)
class Text:
    """A text in both languages: `id` for officials and officers, `en` for developers."""

    id: str
    en: str

    def in_language(self, language: str) -> str:
        return self.en if language == "en" else self.id


@dataclass(frozen=True, slots=True)
class CodeList:
    """A closed list of codes with their labels.

    Args:
        within: the id of a longer list that has every code of this one with the same meaning, or the empty string. A parameter of this
            list may be tested against a field of the longer one.
    """

    id: str
    title: Text
    codes: Mapping[str, Text]
    within: str = ""


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of a kind.

    Args:
        name: as in conditions (`value_idr`).
        type: what it holds; `fact` for a reference to another fact by its id.
        label, question: shown to people; the question asks for the field when it is missing.
        unit: for people, empty where the type says it.
        sensitivity: how it must be protected.
        asked_of: who can know it.
        spelled: its value may be given as spells over time.
        filed: it belongs to a filed document, so that `stated(x)` may ask whether it is there.
    """

    name: str
    type: Type
    label: Text
    question: Text
    unit: str = ""
    sensitivity: Sensitivity = "personal"
    asked_of: Addressee = "official"
    spelled: bool = False
    filed: bool = False


@dataclass(frozen=True, slots=True)
class Related:
    """A reverse reference: `package.bids` is every bid whose `package` is this package.

    Args:
        name: as in conditions (`bids`).
        kind: the kind of its elements (`bid`).
        by: the field of the element that points back (`package`).
        complete: the field of the parent that says all are there (`bids_complete`), or the empty string.
    """

    name: str
    kind: str
    by: str
    complete: str = ""


@dataclass(frozen=True, slots=True)
class KindSpec:
    """One kind of fact.

    Args:
        name, plural: `gift`, `gifts`; the plural names the collection in dossiers and conditions.
        dated_by: the field that says when the act happened, or the empty string for a lasting fact.
        span: the fields of the first and last day of a lasting fact (`("from", "until")`), or `None`.
        register: it belongs to no single official.
    """

    name: str
    plural: str
    label: Text
    fields: Mapping[str, FieldSpec]
    dated_by: str = ""
    span: tuple[str, str] | None = None
    register: bool = False
    related: Mapping[str, Related] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every kind and code list, and what is known of an entity through registers (`entity.held_by`)."""

    kinds: Mapping[str, KindSpec]
    code_lists: Mapping[str, CodeList]
    entity_related: Mapping[str, Related]

    def kind_of_plural(self, plural: str) -> KindSpec | None:
        return next((kind for kind in self.kinds.values() if kind.plural == plural), None)
