"""How a field of a model is declared: what it holds (in its annotation) and the words about it (in its default).

May not know any kind of fact. `Holds` gives pydantic the reader and the catalogue the type: one source of truth.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, TypeAlias

from pydantic import Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from integrityrules.facts.amounts import ForeignMoney, parse_money, parse_percent, parse_whole
from integrityrules.facts.codes import CODE_LISTS
from integrityrules.facts.entity import Entity, parse_entity
from integrityrules.facts.parsing import parse_day, parse_spells
from integrityrules.facts.problems import listed, near_miss, unreadable
from integrityrules.facts.values import NOT_YET, ONGOING, Later, Range, Spells
from integrityrules.facts.vocabulary import BOOL, DATE, ENTITY, INT, MONEY, PERCENT, STRING, Addressee, Sensitivity, Text, Type

MOST_CHARACTERS = 1000


@dataclass(frozen=True, slots=True)
class Holds:
    """What a field holds; part of its annotation.

    Args:
        type: as the catalogue has it.
        spelled: it may be given as a list of `{value, from, until}`.
        later: the statements about the future that a day allows.
        lowest, highest: bounds of an `int`, both included.
    """

    type: Type
    spelled: bool = False
    later: tuple[Later, ...] = ()
    lowest: int = 0
    highest: int = 10**9

    def read(self, value: object) -> Any:
        """Returns the value in the form the model keeps; `None` stays `None`.

        Raises:
            Unreadable: with every problem of the value.
        """
        if value is None:
            return None
        return parse_spells(value, self._read_plain) if self.spelled else self._read_plain(value)

    def _read_plain(self, value: object) -> Any:
        return _READERS[self.type.name](self, value)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)


def _read_bool(holds: Holds, value: object) -> bool:
    if type(value) is not bool:
        raise unreadable("wrong-type", "expected true or false", "leave the field out if it is not known")
    return value


def _read_text(holds: Holds, value: object) -> str:
    if not isinstance(value, str):
        raise unreadable("wrong-type", "expected text", "quote numbers and dates that are meant as text")
    if not 0 < len(value.strip()) <= MOST_CHARACTERS:
        raise unreadable("blank", f"expected 1 to {MOST_CHARACTERS} characters", "leave the field out if it is not known")
    return value


def _read_code(holds: Holds, value: object) -> str:
    codes = CODE_LISTS[holds.type.of].codes
    if isinstance(value, str) and value in codes:
        return value
    hint = near_miss(value, list(codes)) or listed("the codes are", list(codes))
    raise unreadable("unknown-code", f"this is not a code of `{holds.type.of}`", hint)


def _read_entity(holds: Holds, value: object) -> str | Entity:
    if isinstance(value, str):
        return _read_text(holds, value)
    return parse_entity(value)


_READERS: Mapping[str, Callable[[Holds, Any], Any]] = {
    "bool": _read_bool,
    "int": lambda holds, value: parse_whole(value, holds.lowest, holds.highest),
    "money": lambda holds, value: parse_money(value),
    "percent": lambda holds, value: parse_percent(value),
    "date": lambda holds, value: parse_day(value, holds.later),
    "string": _read_text,
    "code": _read_code,
    "entity": _read_entity,
    "fact": _read_text,
}

_Rough: TypeAlias = Mapping[str, Any]

Flag: TypeAlias = Annotated[bool | None, Holds(BOOL)]
FlagSpells: TypeAlias = Annotated[bool | list[Any] | Spells | None, Holds(BOOL, spelled=True)]
Line: TypeAlias = Annotated[str | None, Holds(STRING)]
LineSpells: TypeAlias = Annotated[str | list[Any] | Spells | None, Holds(STRING, spelled=True)]
Rupiah: TypeAlias = Annotated[int | str | _Rough | Range[int] | ForeignMoney | None, Holds(MONEY)]
Percent: TypeAlias = Annotated[int | float | str | Decimal | _Rough | Range[int] | None, Holds(PERCENT)]
Year: TypeAlias = Annotated[int | str | _Rough | Range[int] | None, Holds(INT, lowest=1900, highest=2199)]
Count: TypeAlias = Annotated[int | str | _Rough | Range[int] | None, Holds(INT)]
Day: TypeAlias = Annotated[date | str | _Rough | Range[date] | None, Holds(DATE)]
DoneDay: TypeAlias = Annotated[date | str | _Rough | Range[date] | Later | None, Holds(DATE, later=(NOT_YET,))]
LastDay: TypeAlias = Annotated[date | str | _Rough | Range[date] | Later | None, Holds(DATE, later=(ONGOING,))]
Who: TypeAlias = Annotated[str | _Rough | Entity | None, Holds(ENTITY)]


def code(of: str, *, spelled: bool = False) -> Holds:
    """Returns what a field with a code of one list holds; for use inside `Annotated`."""
    return Holds(Type("code", CODE_LISTS[of].id), spelled=spelled)


def reference(kind: str) -> Holds:
    """Returns what a field with the id of another fact holds; for use inside `Annotated`."""
    return Holds(Type("fact", kind))


@dataclass(frozen=True, slots=True)
class Words:
    """What people are told and asked about a field."""

    label: Text
    question: Text
    unit: str
    sensitivity: Sensitivity
    asked_of: Addressee
    filed: bool


def about(
    label: tuple[str, str],
    question: tuple[str, str],
    *,
    unit: str = "",
    sensitivity: Sensitivity = "personal",
    asked_of: Addressee = "official",
    filed: bool = False,
    alias: str | None = None,
) -> Any:
    """Returns the default of a field: missing, with the words about it.

    Args:
        label, question: Indonesian and English; the question asks for the field when it is missing.
        unit: for people, empty where the type says it.
        sensitivity: how the value must be protected.
        asked_of: who can know it.
        filed: the field belongs to a filed document.
        alias: the name outside Python, where that is a Python word (`from`).
    """
    words = Words(Text(*label), Text(*question), unit, sensitivity, asked_of, filed)
    return Field(default=None, alias=alias, json_schema_extra={"words": words})  # type: ignore[dict-item]


FIRST_DAY_LABEL, LAST_DAY_LABEL = ("Berlaku sejak", "From"), ("Berlaku sampai", "Until")
