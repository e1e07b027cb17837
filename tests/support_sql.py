"""Random worlds as tables, many in one database, and the statement that gives what trees come to in each of them.

Text only: DuckDB and PostgreSQL are opened by the tests that use this.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from support_trees import AS_OF, EVENT_FIELDS, LATER, NAMES, Case, tree_vocabulary

from integrityrules.facts.calendar import WorkCalendar
from integrityrules.facts.entity import Entity
from integrityrules.facts.identity import SCHEMES
from integrityrules.facts.values import Range, Spell, Spells, bounds
from integrityrules.facts.vocabulary import ORDERED, Type
from integrityrules.facts.world import Item, World
from integrityrules.language import tree
from integrityrules.language.sql import Bound, Form, Law, Layout, Reader, Relations, Rows, Statement, Table, Told, statement_of
from integrityrules.language.sql.texts import literal, sql_type
from integrityrules.language.sql.values import Numbers, Ordered, Plain
from integrityrules.language.sql.work_days import work_days, work_ranks

STILL_TO_COME = date(9999, 12, 31)
KINDS = ("official", "gift", "package", "bid", "link", "role", "finding")


def types_of(kind: str) -> Mapping[str, Type]:
    """Returns the type of each field of a kind of fact or event."""
    spec = tree_vocabulary().kinds.get(kind)
    return {name: field.type for name, field in spec.fields.items()} if spec else EVENT_FIELDS


def layout(*, ranged: bool, shared: bool = False) -> Layout:
    """Returns a layout of the tables below.

    Args:
        ranged: numbers and days stand in two columns each; else in one.
        shared: registers belong to nobody.
    """
    tables = {}
    for kind in KINDS:
        spec = tree_vocabulary().kinds.get(kind)
        forms: dict[str, Form] = {name: _form(type, ranged) for name, type in types_of(kind).items()}
        is_shared = shared and spec is not None and spec.register
        tables[kind] = Table(f"t_{kind}", forms, owner="" if is_shared else "owner")
    return Layout(tables, spells="spells", windows="windows", ranged_spells=ranged)


def _form(type: Type, ranged: bool) -> Form:
    if type.name == "entity":
        return SCHEMES
    if type.name in ORDERED and ranged:
        return "range"
    return "later" if type.name == "date" else "exact"


# ---- worlds as tables -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Loaded:
    """Worlds and the statements that put them into a database."""

    cases: Sequence[Case]
    layout: Layout
    statements: Sequence[str]


def load(cases: Sequence[Case], *, ranged: bool, shared: bool = False) -> Loaded:
    """Returns cases as tables; where not `ranged`, what is known as a range only is not known.

    Args:
        shared: registers are not told apart by owner: give cases whose registers cannot meet.
    """
    where = layout(ranged=ranged, shared=shared)
    cases = [known_apart(case if ranged else without_ranges(case)) for case in cases]
    rows: dict[str, list[tuple[Any, ...]]] = {f"t_{kind}": [] for kind in KINDS} | {"cases": [], "spells": [], "windows": []}
    for number, case in enumerate(cases):
        owner = f"w{number:04}"
        items = [item for found in case.world.items.values() for item in found]
        for item in (*items, case.event, *([case.world.official] if case.world.official else [])):
            rows[f"t_{item.kind}"].append((owner, item.id, *_cells(item, where)))
            rows["spells"] += [(owner, item.kind, item.id, *spell) for spell in _spells(item, where)]
        rows["cases"].append((owner, case.fact.id, case.partner.id, *bounds(case.day)))
        rows["windows"] += [(owner, plural, *window) for plural, window in case.world.complete.items()]
    return Loaded(cases, where, [*_created(where), *(text for name, found in rows.items() for text in _inserts(name, found))])


def calendar_statements(calendars: Mapping[str, WorkCalendar]) -> Iterator[str]:
    """Yields what makes the tables of working days."""
    yield f"CREATE TABLE work_days AS {work_days(calendars)}"
    yield f"CREATE TABLE work_ranks AS {work_ranks()}"


def _created(where: Layout) -> Iterator[str]:
    for kind in KINDS:
        table = where.tables[kind]
        columns = [f'"{column}" {sql_type(type.name)}' for name, type in types_of(kind).items() for column in table.columns_of(name)]
        yield f"CREATE TABLE {table.name} (owner VARCHAR, id VARCHAR, {', '.join(columns)})"
    yield "CREATE TABLE cases (owner VARCHAR, fact VARCHAR, partner VARCHAR, first_day DATE, last_day DATE)"
    yield "CREATE TABLE windows (owner VARCHAR, plural VARCHAR, first DATE, last DATE)"
    ends = ("__lo", "__hi") if where.ranged_spells else ("",)
    columns = [f'"{name}{end}" {kind}' for name, kind in (("value", "VARCHAR"), ("from", "DATE"), ("until", "DATE")) for end in ends]
    yield f"CREATE TABLE spells (owner VARCHAR, kind VARCHAR, id VARCHAR, field VARCHAR, {', '.join(columns)})"


def _inserts(name: str, rows: Sequence[tuple[Any, ...]]) -> Iterator[str]:
    for start in range(0, len(rows), 500):
        yield f"INSERT INTO {name} VALUES " + ", ".join(f"({', '.join(map(literal, row))})" for row in rows[start : start + 500])


def _cells(item: Item, where: Layout) -> Iterator[Any]:
    for name, form in where.tables[item.kind].forms.items():
        value = item.values.get(name)
        if isinstance(form, tuple):
            yield from (getattr(value, scheme, None) for scheme in form)
        elif value.__class__ is Spells:
            yield from [None] * len(where.tables[item.kind].columns_of(name))
        elif form == "range":
            yield from bounds(value)
        else:
            yield STILL_TO_COME if value == LATER else value


def _spells(item: Item, where: Layout) -> Iterator[tuple[Any, ...]]:
    for name, value in item.values.items():
        for spell in value if isinstance(value, Spells) else ():
            ends = [*bounds(spell.value), *bounds(spell.start), *bounds(spell.end)]
            texts = [None if end is None else str(end).lower() for end in ends[:2]]
            if where.ranged_spells:
                yield (name, *texts, *ends[2:])
            else:
                yield name, texts[0], spell.start, STILL_TO_COME if spell.end == LATER else spell.end


def without_ranges(case: Case) -> Case:
    """Returns the case with nothing in it that is known as a range only, except days still to come."""

    def plain(value: Any) -> Any:
        if value.__class__ is Spells:
            return Spells(Spell(plain(spell.value), spell.start, spell.end) for spell in value)
        return None if value.__class__ is Range and value != LATER else value

    return _changed(case, plain)


def known_apart(case: Case) -> Case:
    """Returns the case with nothing known of entities without a number: one such object is itself, which no column can say."""

    def known(value: Any) -> Any:
        return None if isinstance(value, Entity) and not any(getattr(value, scheme) for scheme in SCHEMES) else value

    return _changed(case, known)


def _changed(case: Case, change: Callable[[Any], Any]) -> Case:
    return with_items(case, lambda item: Item(item.kind, item.id, {name: change(value) for name, value in item.values.items()}))


def with_items(case: Case, changed: Callable[[Item], Item]) -> Case:
    """Returns the case with every fact changed."""
    after = {id(item): changed(item) for found in case.world.items.values() for item in found}
    old = case.world
    items = {plural: tuple(after[id(item)] for item in found) for plural, found in old.items.items()}
    world = World(old.vocabulary, old.as_of, items, old.complete, old.calendars, changed(old.official) if old.official else None)
    return replace(case, world=world, fact=after[id(case.fact)], partner=after[id(case.partner)], event=changed(case.event))


def under(case: Case, setting: Case) -> Case:
    """Returns the case with the parameters, definitions, calendars and openness of another."""
    old = case.world
    world = World(old.vocabulary, old.as_of, old.items, old.complete, setting.world.calendars, old.official)
    return replace(case, world=world, params=setting.params, definitions=setting.definitions, open_world=setting.open_world)


# ---- statements -----------------------------------------------------------------------------------------------------------


def statement(nodes: Iterable[tree.Node], loaded: Loaded, setting: Case) -> tuple[Statement, list[Told]]:
    """Returns the statement that gives trees' values in every case, ordered by nothing, with the case's number first."""
    tables = loaded.layout.tables
    rows = Rows(
        "cases AS c JOIN t_gift AS g ON g.owner = c.owner AND g.id = c.fact JOIN t_role AS r ON r.owner = c.owner AND r.id = c.partner"
        " JOIN t_finding AS f ON f.owner = c.owner LEFT JOIN t_official AS o ON o.owner = c.owner",
        {"row__case": "c.owner"},
        "c.owner",
        {
            NAMES.fact: Bound("gift", "g", tables["gift"]),
            NAMES.partner: Bound("role", "r", tables["role"]),
            NAMES.event: Bound("finding", "f", tables["finding"]),
            "official": Bound("official", "o", tables["official"], is_optional=True),
        },
        ("c.first_day", "c.last_day"),
    )
    relations = Relations(rows, loaded.layout, tree_vocabulary(), AS_OF, setting.world.calendars)
    reader = Reader(relations, Law(setting.params, setting.definitions, setting.open_world))
    told = [reader.told(node) for node in nodes]
    select = {"c0": "row__case"} | {f"v{i}_{j}": text for i, one in enumerate(told) for j, text in enumerate(texts_of(one))}
    return statement_of(relations.root, select), told


def texts_of(told: Told) -> list[str]:
    """Returns the expressions of a value."""
    match told.value:
        case Plain(text):
            return [text]
        case Ordered(lo=lo, hi=hi):
            return [lo, hi]
        case Numbers(by_scheme):
            return [by_scheme.get(scheme, "NULL") for scheme in SCHEMES]
    raise AssertionError


def expected(value: Any, told: Told) -> tuple[Any, ...]:
    """Returns what the expressions of a value give where it is what a tree comes to."""
    if isinstance(told.value, Plain):
        return (value.id if isinstance(value, Item) else value,)
    if isinstance(told.value, Ordered):
        return bounds(value)
    return tuple(getattr(value, scheme, None) for scheme in SCHEMES)


__all__ = ["calendar_statements", "expected", "layout", "load", "statement", "texts_of", "under", "with_items"]
