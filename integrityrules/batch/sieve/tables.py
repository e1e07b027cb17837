"""The tables a sieve reads: the facts of some shards, the registers, and the timeline of each official.

May not know rules. What `facts.*` of a stage holds is fixed by `batch.stage`; here is how conditions find it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from integrityrules.facts.vocabulary import KindSpec, Vocabulary
from integrityrules.language.sql import Form, Layout, Table, forms_of
from integrityrules.language.sql.texts import literal, quoted, sql_type

OFFICIAL = "official"
FIRST_DAY, LAST_DAY = "DATE '0001-01-01'", "DATE '9999-12-31'"
"""Stand for open ends, so that days can be compared without asking each time whether there is an end."""

SHARD = "shard_"
"""Begins the names of the views of the shards that are looked at together."""
REGISTER = "register_"
"""Begins the names of the views of registers: what a stage has of them, and what is read with every dossier besides."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What only the data tell; the defaults are right for any data, and slower.

    Args:
        schemes: for each (kind, field) of an entity, the schemes in which anyone has a number.
        sound: the registers, by kind, without a rough row.
        elsewhere: the kinds of registers that the tables do not hold for certain.
    """

    schemes: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    sound: frozenset[str] = frozenset()
    elsewhere: frozenset[str] = frozenset()


def layout_of(vocabulary: Vocabulary, contents: Contents) -> Layout:
    """Returns where the facts of some shards stand, and those of the registers."""
    tables = {kind.name: _table(kind, contents) for kind in vocabulary.kinds.values()}
    return Layout(MappingProxyType(tables), spells=f"{SHARD}spells", elsewhere=contents.elsewhere)


def _table(kind: KindSpec, contents: Contents) -> Table:
    forms = _forms(kind, contents)
    if kind.register:
        return Table(f"{REGISTER}{kind.plural}", forms, rough="" if kind.name in contents.sound else "rough")
    return Table(SHARD + kind.plural, forms, id="official" if kind.name == OFFICIAL else "id", owner="official")


def _forms(kind: KindSpec, contents: Contents) -> Mapping[str, Form]:
    return {
        name: contents.schemes.get((kind.name, name), form) if isinstance(form, tuple) else form for name, form in forms_of(kind).items()
    }


def timeline_table(vocabulary: Vocabulary, contents: Contents) -> Table:
    """Returns the table of what officials were, one row for each piece of time in which nothing about them changes."""
    return Table("timeline", _forms(vocabulary.kinds[OFFICIAL], contents), id="official", owner="official")


# ---- statements -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Relation:
    """A temporary relation that statements read.

    Args:
        name, query: of it.
        is_kept: it is worked out once, not each time it is read.
    """

    name: str
    query: str
    is_kept: bool = False


def register_relations(vocabulary: Vocabulary, rows: Mapping[str, Sequence[Sequence[Any]]]) -> Iterator[Relation]:
    """Yields the registers: what a stage has of them, and what is read with every dossier besides.

    Args:
        rows: by plural, the latter, in the order of the columns.
    """
    for kind in vocabulary.kinds.values():
        if kind.register:
            columns = list(fact_columns(kind))
            selected = ", ".join(quoted(name) for name, _ in columns)
            stage = f"SELECT {selected} FROM facts.{kind.plural}"
            if found := rows.get(kind.plural):
                yield Relation(f"more_{kind.plural}", _values(columns, found), is_kept=True)
                stage += f" UNION ALL SELECT {selected} FROM more_{kind.plural}"
            yield Relation(REGISTER + kind.plural, stage)


def fact_columns(kind: KindSpec) -> Iterator[tuple[str, str]]:
    """Yields name and type of the columns of a kind in a stage."""
    yield from (("shard", "INTEGER"), ("official", "VARCHAR"), ("id", "VARCHAR"))
    for name, form in forms_of(kind).items():
        type = sql_type(kind.fields[name].type.name)
        yield from ((column, type) for column in Table("", {name: form}).columns_of(name))
    yield "rough", "BOOLEAN"


def _values(columns: Sequence[tuple[str, str]], rows: Sequence[Sequence[Any]]) -> str:
    typed = ", ".join(f"CAST(c{n} AS {type}) AS {quoted(name)}" for n, (name, type) in enumerate(columns))
    values = ",\n  ".join(f"({', '.join(map(literal, row))})" for row in rows)
    return f"SELECT {typed} FROM (VALUES\n  {values}\n) AS v({', '.join(f'c{n}' for n in range(len(columns)))})"


def among(shards: range) -> str:
    """Returns the test that a row is of some neighbouring shards."""
    return f"shard BETWEEN {shards.start} AND {shards.stop - 1}"


def shard_relations(vocabulary: Vocabulary, shards: range | None) -> Iterator[Relation]:
    """Yields the facts of the officials of some shards, or of all (`None`), and their timelines."""
    where = "" if shards is None else f" WHERE {among(shards)}"
    for kind in vocabulary.kinds.values():
        if not kind.register:
            yield Relation(f"{SHARD}{kind.plural}", f"SELECT * FROM facts.{kind.plural}{where}")
    columns = 'official AS owner, kind, id, field, value, "from", until'
    yield Relation(f"{SHARD}spells", f"SELECT {columns} FROM facts.spells{where}")
    yield Relation("timeline", timeline(vocabulary), is_kept=True)


def timeline(vocabulary: Vocabulary) -> str:
    """Returns the query of the timeline of the officials of a shard. A field has either one value throughout, or spells."""
    kind = vocabulary.kinds[OFFICIAL]
    spelled = [spec for spec in kind.fields.values() if spec.spelled]
    values = ", ".join(f"MAX(CASE WHEN s.field = {literal(spec.name)} THEN s.value END) AS {quoted(spec.name)}" for spec in spelled)
    plain = [f"o.{quoted(column)}" for column in _columns(kind, spelled)]
    changing = [
        f"COALESCE(CAST(h.{quoted(spec.name)} AS {sql_type(spec.type.name)}), o.{quoted(spec.name)}) AS {quoted(spec.name)}"
        for spec in spelled
    ]
    alone = [f"o.{quoted(spec.name)}" for spec in spelled]
    return f"""WITH spells AS (SELECT * FROM {SHARD}spells WHERE kind = '{OFFICIAL}'),
starts AS (
  SELECT owner AS official, {FIRST_DAY} AS day FROM spells
  UNION SELECT owner, "from" FROM spells
  UNION SELECT owner, CAST(until + 1 AS DATE) FROM spells WHERE until < {LAST_DAY}
),
pieces AS (
  SELECT official, day AS first_day,
    COALESCE(CAST(LEAD(day) OVER (PARTITION BY official ORDER BY day) - 1 AS DATE), {LAST_DAY}) AS last_day
  FROM starts
),
held AS (
  SELECT p.official, p.first_day, {values}
  FROM pieces AS p JOIN spells AS s ON s.owner = p.official AND s."from" <= p.first_day AND s.until >= p.last_day
  GROUP BY p.official, p.first_day
)
SELECT p.official, p.first_day, p.last_day, {", ".join([*plain, *changing])}
FROM pieces AS p JOIN {SHARD}officials AS o ON o.official = p.official
LEFT JOIN held AS h ON h.official = p.official AND h.first_day = p.first_day
UNION ALL
SELECT o.official, {FIRST_DAY}, {LAST_DAY}, {", ".join([*plain, *alone])}
FROM {SHARD}officials AS o LEFT JOIN (SELECT DISTINCT owner FROM spells) AS s ON s.owner = o.official WHERE s.owner IS NULL"""


def _columns(kind: KindSpec, spelled: Iterable[object]) -> Iterator[str]:
    for name, form in forms_of(kind).items():
        if kind.fields[name] not in spelled:
            yield from Table("", {name: form}).columns_of(name)
