"""What is evaluated: one official, their declarations, and the day it is looked at. And registers, which belong to no single official.

May not know any rule. Problems of all parts come together, each with its path (`gifts[2].value_idr`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Annotated, Any, ClassVar, Self, TypeAlias

from pydantic import Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from integrityrules.facts.activity import Activity
from integrityrules.facts.appointment import Appointment, Leave
from integrityrules.facts.catalogue import PLURALS
from integrityrules.facts.conduct import Absence, Conduct, FacilityUse
from integrityrules.facts.conflict import ConflictDeclaration, OfficialDecision
from integrityrules.facts.contest import Candidacy, Contest
from integrityrules.facts.entity import Entity, parse_entity
from integrityrules.facts.gift import Gift
from integrityrules.facts.model import Fact, Strict
from integrityrules.facts.official import Official
from integrityrules.facts.parsing import parse_day
from integrityrules.facts.problems import Found, Unreadable, at, unknown_kind, unreadable
from integrityrules.facts.procurement import Bid, CompanyLink, Package, ProcurementRole
from integrityrules.facts.relationship import Relationship
from integrityrules.facts.side_position import FormerOffice, SidePosition
from integrityrules.facts.values import Range
from integrityrules.facts.wealth_report import WealthReport
from integrityrules.facts.world import Window


@dataclass(frozen=True, slots=True)
class _Reads:
    """The reader of one part of a dossier; part of its annotation."""

    read: Callable[[Any], Any]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)


def _gather(parts: Iterable[tuple[str, Callable[[Any], Any], Any]]) -> list[Any]:
    """Returns what each reader makes of its part; raises all their problems together."""
    values: list[Any] = []
    found: list[Found] = []
    for path, read, data in parts:
        try:
            values.append(at(path, read, data))
        except Unreadable as error:
            found += error.found
    if found:
        raise Unreadable(found)
    return values


def _facts(model: type[Fact]) -> _Reads:
    def read(data: object) -> tuple[Any, ...]:
        if not isinstance(data, list | tuple):
            raise unreadable("wrong-type", f"expected a list of `{model.kind_of_fact.plural}`")
        facts = tuple(_gather((f"[{index}]", model.read, item) for index, item in enumerate(data)))
        _refuse_duplicates(facts)
        return facts

    return _Reads(read)


def _refuse_duplicates(facts: tuple[Fact, ...]) -> None:
    """One id may recur only where another source states the fact."""
    first: dict[tuple[str, str | None], int] = {}
    found = []
    for index, fact in enumerate(facts):
        earlier = first.setdefault((fact.id, fact.stated_by), index)
        if earlier != index:
            hint = "give each fact its own id, or say in `stated_by` that another source states the same fact"
            found.append(Found(f"[{index}].id", "duplicate-id", f"the id is that of number [{earlier}], from the same source", hint))
    if found:
        raise Unreadable(found)


def _read_entities(data: object) -> dict[str, Entity]:
    if not isinstance(data, Mapping):
        raise unreadable("wrong-type", "expected a mapping of keys to entities")
    # A key can be a name: problems point to it by number.
    parts = [(f"[{index}]", _keyed_entity, item) for index, item in enumerate(data.items())]
    return dict(_gather(parts))


def _keyed_entity(item: tuple[object, object]) -> tuple[str, Entity]:
    key, data = item
    if not isinstance(key, str) or not 0 < len(key) <= 200:
        raise unreadable("wrong-type", "the key of an entity is a text of 1 to 200 characters")
    return key, parse_entity(data)


def _read_windows(data: object) -> dict[str, Window]:
    if isinstance(data, Mapping):
        items: Iterable[tuple[Any, Any]] = data.items()
    elif isinstance(data, list | tuple | set | frozenset):
        items = ((plural, True) for plural in data)
    else:
        raise unreadable("wrong-type", "expected a list of kinds, or a mapping of kinds to periods", "for example `[gifts]`")
    return {plural: window for plural, window in _gather(("", _window, item) for item in items) if window is not None}


_WINDOW_EXAMPLE = "for example `{from: 2025-01-01, until: 2025-12-31}`"


def _window(item: tuple[object, object]) -> tuple[str, Window | None]:
    plural, said = item
    if not isinstance(plural, str) or plural not in PLURALS:
        raise Unreadable([unknown_kind(plural, "declared in full", tuple(PLURALS))])
    if said is True:
        return plural, (None, None)
    if said is False:
        return plural, None
    if isinstance(said, tuple) and len(said) == 2:
        said = {"from": said[0], "until": said[1]}
    if not isinstance(said, Mapping) or not said or not said.keys() <= {"from", "until"}:
        raise unreadable("wrong-type", "expected true, or the first and last day", _WINDOW_EXAMPLE, plural)
    first, last = (None if said.get(name) is None else at(f"{plural}.{name}", _plain_day, said[name]) for name in ("from", "until"))
    if first is not None and last is not None and first > last:
        raise unreadable("ends-before-start", "the period ends before it starts", path=plural)
    return plural, (first, last)


def _plain_day(data: object) -> date:
    day = parse_day(data)
    if isinstance(day, Range):
        raise unreadable("wrong-day", "expected one day", "for example `2026-01-20`")
    return day  # type: ignore[no-any-return]


def _read_plurals(data: object) -> frozenset[str]:
    if not isinstance(data, list | tuple | set | frozenset):
        raise unreadable("wrong-type", "expected a list of kinds", "for example `[gifts]`")
    found = [unknown_kind(item, "incomplete", tuple(PLURALS)) for item in data if not isinstance(item, str) or item not in PLURALS]
    if found:
        raise Unreadable(found)
    return frozenset(data)


Entities: TypeAlias = Annotated[Mapping[str, Entity | Mapping[str, Any]], _Reads(_read_entities)]
DeclaredInFull: TypeAlias = Annotated[Mapping[str, Any] | list[str] | tuple[str, ...], _Reads(_read_windows)]
Plurals: TypeAlias = Annotated[Iterable[str], _Reads(_read_plurals)]


class Registers(Strict):
    """Facts that belong to no single official, given once and read with many dossiers.

    Args:
        entities: the people and organisations its facts name, by key; a key means the same only inside one `Registers` or dossier.
        declared_in_full: the registers that have every fact, as in a dossier.
        packages, bids, company_links, contests, candidacies: the facts.
    """

    called: ClassVar[str] = "registers"

    entities: Entities = Field(default_factory=dict)
    declared_in_full: DeclaredInFull = Field(default_factory=dict)
    packages: Annotated[list[Package] | tuple[Package, ...], _facts(Package)] = ()
    bids: Annotated[list[Bid] | tuple[Bid, ...], _facts(Bid)] = ()
    company_links: Annotated[list[CompanyLink] | tuple[CompanyLink, ...], _facts(CompanyLink)] = ()
    contests: Annotated[list[Contest] | tuple[Contest, ...], _facts(Contest)] = ()
    candidacies: Annotated[list[Candidacy] | tuple[Candidacy, ...], _facts(Candidacy)] = ()

    @property
    def has_facts(self) -> bool:
        """Whether there is any fact in them."""
        return any((self.packages, self.bids, self.company_links, self.contests, self.candidacies))

    @cached_property
    def resolved_by_day(self) -> dict[date, Any]:
        """A place where `resolve` keeps what it made of these registers, by `as_of`."""
        return {}

    def __copy__(self) -> Self:
        return super().__copy__()._afresh()

    def __deepcopy__(self, memo: dict[int, Any] | None = None) -> Self:
        return super().__deepcopy__(memo)._afresh()

    def _afresh(self) -> Self:
        """Drops what was kept: a copy may be made to be changed (`model_copy(update=...)`)."""
        self.__dict__.pop("resolved_by_day", None)
        return self

    def facts(self, plural: str) -> tuple[Any, ...]:
        """Returns the facts of a kind by its plural, in the order they were given."""
        found: tuple[Any, ...] = self.__dict__.get(plural, ())
        return found


class Dossier(Registers):
    """One official, their declarations, and the day they are looked at. Registers may be given with it.

    Args:
        as_of: the day it is looked at; later facts are neither judged nor read.
        official: the official, or `None` where only registers are looked at.
        entities: people and organisations by key. A fact names one by its key; a key that is not here is a number of scheme `own`.
        declared_in_full: kinds of which nothing was left out: a list of plurals, or a mapping of plurals to `true` or to the first and last
            day (`from`, `until`, both included, a missing one open).
        incomplete: kinds of which something was lost on the way in; this outweighs `declared_in_full`.

    Raises:
        DeclarationError: listing every problem of every part, never a value.

    >>> dossier = Dossier(as_of="2026-03-02", official={"employment": "pns"}, gifts=[{"id": "g1", "received_on": "2026-02"}])
    >>> dossier.gifts[0].received_on
    Range(datetime.date(2026, 2, 1), datetime.date(2026, 2, 28))
    """

    called: ClassVar[str] = "dossier"

    as_of: Annotated[date | str, _Reads(_plain_day)]
    official: Annotated[Official | Mapping[str, Any] | None, _Reads(lambda data: None if data is None else Official.read(data))] = None
    incomplete: Plurals = frozenset()
    appointments: Annotated[list[Appointment] | tuple[Appointment, ...], _facts(Appointment)] = ()
    leaves: Annotated[list[Leave] | tuple[Leave, ...], _facts(Leave)] = ()
    gifts: Annotated[list[Gift] | tuple[Gift, ...], _facts(Gift)] = ()
    relationships: Annotated[list[Relationship] | tuple[Relationship, ...], _facts(Relationship)] = ()
    wealth_reports: Annotated[list[WealthReport] | tuple[WealthReport, ...], _facts(WealthReport)] = ()
    procurement_roles: Annotated[list[ProcurementRole] | tuple[ProcurementRole, ...], _facts(ProcurementRole)] = ()
    side_positions: Annotated[list[SidePosition] | tuple[SidePosition, ...], _facts(SidePosition)] = ()
    former_offices: Annotated[list[FormerOffice] | tuple[FormerOffice, ...], _facts(FormerOffice)] = ()
    official_decisions: Annotated[list[OfficialDecision] | tuple[OfficialDecision, ...], _facts(OfficialDecision)] = ()
    conflict_declarations: Annotated[list[ConflictDeclaration] | tuple[ConflictDeclaration, ...], _facts(ConflictDeclaration)] = ()
    activities: Annotated[list[Activity] | tuple[Activity, ...], _facts(Activity)] = ()
    absences: Annotated[list[Absence] | tuple[Absence, ...], _facts(Absence)] = ()
    facility_uses: Annotated[list[FacilityUse] | tuple[FacilityUse, ...], _facts(FacilityUse)] = ()
    conducts: Annotated[list[Conduct] | tuple[Conduct, ...], _facts(Conduct)] = ()
