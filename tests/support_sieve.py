"""Resolved dossiers as the columns of a stage, many in one database, and what the sieve must propose of them.

The columns are made from the facts themselves, not by `batch.stage`: so a mistake of staging is none of these tests'.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from integrityrules.decide.evaluation import evaluate_world
from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.facts.entity import Entity
from integrityrules.facts.identity import SCHEMES
from integrityrules.facts.values import Range, Spells
from integrityrules.facts.vocabulary import KindSpec
from integrityrules.facts.world import Item, World
from integrityrules.language.sql.texts import quoted, sql_type
from integrityrules.rulebook.compile import Rulebook

STILL_TO_COME = date(9999, 12, 31)
Proposal = tuple[str | None, str | None, str | None]


@dataclass(frozen=True)
class Staged:
    """Worlds of one day in one database.

    Args:
        connection: to a database with the tables that a sieve reads.
        worlds: by the official's id there; those of registers only by an empty id and a number.
    """

    connection: duckdb.DuckDBPyConnection
    worlds: Mapping[str, World]


def stage_worlds(worlds: Sequence[World]) -> Staged:
    """Returns a database with many worlds; ids, keys and numbers are made different, so that registers of one do not meet another's."""
    rows: dict[str, list[tuple[Any, ...]]] = {kind.plural: [] for kind in VOCABULARY.kinds.values()}
    spells: list[tuple[Any, ...]] = []
    rough: set[str] = set()
    for number, world in enumerate(worlds):
        mark, owner = f"~{number}", f"o~{number}"
        for item in (item for found in world.items.values() for item in found):
            kind = VOCABULARY.kinds[item.kind]
            cells, is_rough = _row(item, kind, mark, world)
            found = list(_spells(item, owner, world))
            is_rough |= any(None in spell for spell in found)
            id = owner if item.kind == "official" else item.id + (mark if kind.register else "")
            rows[kind.plural].append((0, None if kind.register else owner, id, 1, *cells, is_rough))
            spells += [] if is_rough else found
            rough |= {owner} if is_rough and not kind.register else set()
    connection = duckdb.connect()
    connection.execute("CREATE SCHEMA facts; CREATE SCHEMA cells")
    for kind in VOCABULARY.kinds.values():
        names = [f"{quoted(column)} {type}" for column, type in _columns(kind)]
        head = "shard USMALLINT, official VARCHAR, id VARCHAR, line BIGINT"
        connection.execute(f"CREATE TABLE facts.{kind.plural} ({head}, {', '.join(names)}, rough BOOLEAN NOT NULL)")
        _insert(connection, f"facts.{kind.plural}", rows[kind.plural])
    columns = "official VARCHAR, kind VARCHAR, id VARCHAR, field VARCHAR, value VARCHAR"
    connection.execute(f'CREATE TABLE facts.spells (shard USMALLINT, {columns}, "from" DATE, until DATE)')
    _insert(connection, "facts.spells", [(0, *spell) for spell in spells])
    connection.execute("CREATE TABLE facts.rough_officials (shard USMALLINT, official VARCHAR)")
    _insert(connection, "facts.rough_officials", [(0, owner) for owner in sorted(rough)])
    connection.execute("CREATE TABLE cells.officials AS SELECT line, shard, official AS official_id FROM facts.officials")
    return Staged(connection, {f"o~{number}": world for number, world in enumerate(worlds)})


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
    if rows:
        columns = [list(column) for column in zip(*rows, strict=True)]
        connection.execute(f"INSERT INTO {table} SELECT {', '.join(['UNNEST(?)'] * len(columns))}", columns)


def _columns(kind: KindSpec) -> Iterator[tuple[str, str]]:
    for spec in kind.fields.values():
        yield spec.name, sql_type(spec.type.name)
        if spec.type.name == "entity":
            yield from ((f"{spec.name}_{scheme}", "VARCHAR") for scheme in SCHEMES if scheme != "own")


def _row(item: Item, kind: KindSpec, mark: str, world: World) -> tuple[list[Any], bool]:
    cells: list[Any] = []
    rough = bool(item.contradicted)
    for spec in kind.fields.values():
        value = item.values.get(spec.name)
        if spec.type.name == "entity":
            numbers = {scheme: getattr(value, scheme) for scheme in SCHEMES} if isinstance(value, Entity) else {}
            marked = {scheme: number and number + mark for scheme, number in numbers.items()}
            cells += [marked.get("own"), *(marked.get(scheme) for scheme in SCHEMES if scheme != "own")]
            rough |= isinstance(value, Entity) and spec.filed and not any(numbers.values())
            continue
        cell, is_rough = (STILL_TO_COME, False) if world.is_later(value) else _cell(value)
        is_marked = spec.type.name == "fact" and VOCABULARY.kinds[spec.type.of].register and cell is not None
        cells.append(f"{cell}{mark}" if is_marked else cell)
        rough |= is_rough
    return cells, rough


def _cell(value: Any) -> tuple[Any, bool]:
    if value.__class__ is Range:
        return None, True
    return (None, False) if value.__class__ is Spells else (value, False)


def _spells(item: Item, owner: str, world: World) -> Iterator[tuple[Any, ...]]:
    id = owner if item.kind == "official" else item.id
    for name, value in item.values.items():
        for spell in value if isinstance(value, Spells) else ():
            until = STILL_TO_COME if world.is_later(spell.end) else spell.end
            ends = [end if end.__class__ is date else None for end in (spell.start, until)]
            yield owner, item.kind, id, name, str(spell.value).lower() if isinstance(spell.value, bool) else str(spell.value), *ends


def wanted(rulebook: Rulebook, staged: Staged) -> Iterator[tuple[Proposal, str]]:
    """Yields what must be proposed, and the rule because of which."""
    for owner, world in staged.worlds.items():
        mark = owner.removeprefix("o")
        for finding in evaluate_world(rulebook, world).findings:
            fact = finding.decision.fact
            register = VOCABULARY.kinds[fact.kind].register
            id = owner if fact.kind == "official" else fact.id + (mark if register else "")
            yield (owner if world.official is not None else None, fact.kind, id), finding.decision.rule.id


def is_in(proposal: Proposal, proposed: set[Proposal]) -> bool:
    """Tells whether something is proposed, by itself or with everything about its official, or as a register's own."""
    owner, kind, id = proposal
    everything: Iterable[Proposal] = ((owner, None, None), (None, None, None))
    register = VOCABULARY.kinds[str(kind)].register
    return proposal in proposed or any(one in proposed for one in everything) or (register and (None, kind, id) in proposed)


def without_ranges(world: World) -> World:
    """Returns the world without what is known as a range only, which makes a fact rough."""

    def plain(value: Any) -> Any:
        return None if value.__class__ is Range and not world.is_later(value) else value

    items = {
        plural: tuple(Item(item.kind, item.id, {name: plain(value) for name, value in item.values.items()}, item.basis) for item in found)
        for plural, found in world.items.items()
    }
    return World(world.vocabulary, world.as_of, items, world.complete, world.calendars, items["officials"][0], world.not_read)
