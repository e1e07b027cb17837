"""Records of one official -> one dossier, by asking the models; rows they refuse are named, and the rest is asked again.

May not know files, cells or other officials.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from integrityrules.errors import DeclarationError, Problem
from integrityrules.facts.catalogue import MODELS
from integrityrules.facts.dossier import Dossier, Registers
from integrityrules.facts.many import ManyFacts
from integrityrules.facts.model import Fact
from integrityrules.facts.reading import read_dossier, read_registers
from integrityrules.tables.records import Record

_FACT = re.compile(r"^(\w+)\[(\d+)\](?:\.?(.*))$")
_OFFICIAL = re.compile(r"^official(?:\.(\w+)(?:\[(\d+)\])?.*)?$")
_IN_FULL = re.compile(r"^declared_in_full\.(\w+)")


MODEL_OF = {model.kind_of_fact.name: model for model in MODELS}


class Owners:
    """Which record stands behind each place of the data given to the models.

    Args:
        records: all records of the input.
        places: positions of the good ones among them.
        many: makes facts of what the rows say.
    """

    def __init__(self, records: Sequence[Record], places: list[int], many: ManyFacts) -> None:
        self.records, self.places, self.many = records, places, many

    def without(self, refused: Iterable[int]) -> Owners:
        gone = set(refused)
        return Owners(self.records, [n for n in self.places if n not in gone], self.many)

    def official(self) -> int | None:
        return next((n for n in self.places if self.records[n].sheet.role == "officials"), None)

    def facts(self) -> dict[str, list[int]]:
        """Returns the positions of facts by plural, in the order of the input."""
        found: dict[str, list[int]] = defaultdict(list)
        for n in self.places:
            if self.records[n].sheet.role == "facts":
                found[self.records[n].sheet.kind.plural].append(n)
        return found

    def spells(self, kind: str, id: str | None) -> dict[str, list[int]]:
        """Returns the positions of the periods of one fact by field."""
        found: dict[str, list[int]] = defaultdict(list)
        for n in self.places:
            record = self.records[n]
            if record.sheet.role == "spells" and record.sheet.kind.name == kind and record.id == id:
                found[record.data["field"]].append(n)
        return found

    def spelled(self, n: int) -> Mapping[str, Any]:
        """Returns the data of a fact with its periods in place of plain values."""
        record = self.records[n]
        if not record.sheet.spelled:
            return record.data
        periods = self.spells(record.sheet.kind.name, record.id)
        lists = {field: [_period(self.records[m]) for m in places] for field, places in periods.items()}
        return {**record.data, **lists}

    def fact(self, n: int, data: Mapping[str, Any]) -> Fact | Mapping[str, Any]:
        """Returns the fact of a row from its data; where it is refused, the data, of which the models say what is wrong with them."""
        return self.many.read(MODEL_OF[self.records[n].sheet.kind.name], data) or data


def _period(record: Record) -> dict[str, Any]:
    return {key: value for key, value in record.data.items() if key != "field"}


Refused = list[tuple[int, Problem]]


def settle_dossier(owners: Owners, lost: Iterable[int], as_of: date) -> tuple[Dossier | None, Refused]:
    """Returns the dossier of the rows that the models take, and why the others are refused.

    Args:
        owners: the rows of one official that could be read.
        lost: positions of the official's rows that were rejected before; their kinds are incomplete, and what they may have said about a
            dated attribute makes its plain value doubtful.

    Returns:
        `None` for the dossier if the official's own row is refused.
    """
    refused: Refused = _contradicting_periods(owners)
    gone = {n for n, _ in refused} | set(lost)
    while True:
        owners = owners.without(gone)
        if owners.official() is None:
            return None, refused
        try:
            return read_dossier(_dossier_data(owners, gone, as_of)), refused
        except DeclarationError as error:
            found = [_placed(owners, problem) for problem in error.problems]
        refused += found
        gone |= {n for n, _ in found}


def settle_registers(owners: Owners, untold_kinds: Callable[[Iterable[int]], set[str]]) -> tuple[Registers, Refused]:
    """Returns the registers of the rows that the models take, and why the others are refused.

    Args:
        untold_kinds: gives the kinds of which rows are missing, from the positions refused here.
    """
    refused: Refused = []
    while True:
        gone = {n for n, _ in refused}
        kept, untold = owners.without(gone), untold_kinds(gone)
        data = {plural: [kept.fact(n, _unfinished(kept, n, untold)) for n in places] for plural, places in kept.facts().items()}
        try:
            return read_registers(data), refused
        except DeclarationError as error:
            refused += [_placed(kept, problem) for problem in error.problems]


def _unfinished(owners: Owners, n: int, untold: set[str]) -> dict[str, Any]:
    """Returns the data of a fact without the statement that all of its children are here, where some were rejected."""
    related = owners.records[n].sheet.kind.related.values()
    silent = {item.complete for item in related if item.kind in untold}
    return {key: value for key, value in owners.spelled(n).items() if key not in silent} | {"id": owners.records[n].id}


def _dossier_data(owners: Owners, gone: set[int], as_of: date) -> dict[str, Any]:
    place = owners.official()
    assert place is not None
    record = owners.records[place]
    doubtful = {owners.records[n].data.get("field") for n in gone if _is_period_of(owners.records[n], record)}
    official = {key: value for key, value in owners.spelled(place).items() if key not in doubtful or isinstance(value, list)}
    incomplete = {owners.records[n].sheet.kind.plural for n in gone if owners.records[n].sheet.kind is not record.sheet.kind}
    return {
        "as_of": as_of,
        "official": owners.fact(place, {**official, "id": record.id}),
        "declared_in_full": dict(record.in_full),
        "incomplete": sorted(incomplete),
        **{
            plural: [owners.fact(n, {**owners.spelled(n), "id": owners.records[n].id}) for n in places]
            for plural, places in owners.facts().items()
        },
    }


def _is_period_of(record: Record, owner: Record) -> bool:
    return record.sheet.role == "spells" and record.sheet.kind is owner.sheet.kind and record.id == owner.id


def _contradicting_periods(owners: Owners) -> Refused:
    """Finds periods whose field also has a plain value that is none of theirs; neither can be taken."""
    found: Refused = []
    for n in owners.places:
        record = owners.records[n]
        if record.sheet.role == "spells" or not record.sheet.spelled:
            continue
        for field, places in owners.spells(record.sheet.kind.name, record.id).items():
            plain = record.data.get(field)
            if plain is not None and all(owners.records[m].data["value"] != plain for m in places):
                advice = "leave the plain column blank, or correct one of them"
                message = f"`{field}` also has a plain value, which no period of it has"
                found += [(m, owners.records[m].problem("contradicts-plain-value", message, advice)) for m in places]
    return found


def further_problems(record: Record) -> list[Problem]:
    """Returns what the models refuse in a row that is rejected already, so that all of its problems come together."""
    if record.sheet.role == "spells":
        return []
    data = {**record.data, "id": record.id or "x"}
    named = {"official": data} if record.sheet.role == "officials" else {record.sheet.kind.plural: [data]}
    try:
        read_dossier({"as_of": date(2000, 1, 1), **named})
    except DeclarationError as error:
        paths = [_FACT.sub(r"\3", problem.where).removeprefix("official").lstrip(".") for problem in error.problems]
        return [_at_row(record, path, problem) for path, problem in zip(paths, error.problems, strict=True)]
    return []


def _placed(owners: Owners, problem: Problem) -> tuple[int, Problem]:
    """Returns the position of the record a problem of the models is about, and the problem at its row and column.

    A problem that no row explains is put on the official, so that nothing is taken in spite of it.
    """
    path = problem.where
    if (fact := _FACT.match(path)) and fact[1] in owners.facts():
        n = owners.facts()[fact[1]][int(fact[2])]
        return n, _at_row(owners.records[n], fact[3], problem)
    own = owners.official()
    if (window := _IN_FULL.match(path)) and own is not None:
        return own, _at_row(owners.records[own], f"{window[1]}_in_full", problem)
    place = owners.places[0] if own is None else own
    official = _OFFICIAL.match(path)
    if official and official[2] is not None:
        periods = owners.spells(owners.records[place].sheet.kind.name, owners.records[place].id).get(official[1], [])
        if int(official[2]) < len(periods):
            n = periods[int(official[2])]
            return n, _at_row(owners.records[n], "value", problem)
    return place, _at_row(owners.records[place], (official and official[1]) or "", problem)


def _at_row(record: Record, path: str, problem: Problem) -> Problem:
    """Moves a problem of a field to the row and column it came from."""
    parts = re.split(r"[.\[]", path) if path else []
    column = record.columns.get("_".join(parts[:2]), 0) if len(parts) > 1 else 0
    column = column or (record.columns.get(parts[0], 0) if parts else 0)
    where = "" if column or not path else f"`{path}`: "
    return record.problem(problem.code, f"{where}{problem.message}", problem.suggestion, column)
