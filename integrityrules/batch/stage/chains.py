"""Chains of control over companies -> `meta.chains`, as facts, and rows of `facts.company_links`: no row that was read says them.

May not say what a chain is (`facts.control`). SQL only leaves out the links that certainly are no step of one, so that a register of a
million links is not read into memory; the others are read by Python, as everything is that becomes a fact.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from integrityrules.batch.stage.cells import cells_of
from integrityrules.batch.stage.database import literal, load, name
from integrityrules.batch.stage.facts import columns_of, facts_of
from integrityrules.batch.stage.opened import Stage
from integrityrules.batch.stage.plain import END_OF_DAYS
from integrityrules.batch.stage.sources import Work
from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.facts.control import Chain, chains_of
from integrityrules.facts.dossier import Registers
from integrityrules.facts.entity import Entity
from integrityrules.facts.identity import SCHEMES
from integrityrules.facts.resolve import Keys, item_of
from integrityrules.facts.values import Range
from integrityrules.facts.writing import fact_data
from integrityrules.tables.layout import sheets_of

LINKS = sheets_of(VOCABULARY)["company_links"]
HOLDER, ORGANISATION = "holder", "organisation"
_NUMBERS = {"id": "VARCHAR", "role": "VARCHAR", "scheme": "VARCHAR", "number": "VARCHAR"}


def make_chains(work: Work, stage: Stage) -> None:
    """Writes out the chains of control among all company links of a stage.

    Args:
        stage: what was staged, with the columns of its facts.

    Raises:
        DeclarationError: `too-many-chains`.
    """
    if LINKS.name not in stage.rows_read():
        return
    steps = _find_steps(work, stage)
    chains = chains_of(part.registers for part in stage.links(f"id IN (SELECT id FROM {steps})"))
    columns = dict(columns_of(LINKS.kind))
    found = work.table()
    types = {"id": "VARCHAR", "steps": "VARCHAR", "fact": "VARCHAR", "is_read": "BOOLEAN", **columns, "rough": "BOOLEAN"}
    load(work.database, found, types, (_row(chain, stage.as_of, columns) for chain in chains), work.folder)
    work.database.execute(f"INSERT INTO meta.chains SELECT id, CAST(from_json(steps, '[\"VARCHAR\"]') AS VARCHAR[]), fact FROM {found}")
    values = ", ".join(name(column) for column in columns)
    work.database.execute(f"INSERT INTO {facts_of(LINKS)} SELECT 0, NULL, id, NULL, {values}, rough FROM {found} WHERE is_read")


# ---- which links may be steps --------------------------------------------------------------------------------------------


def _find_steps(work: Work, stage: Stage) -> str:
    """Returns a table with the ids of the links that may be steps, and of those that may have the name of a chain already.

    A step shares a number with the link before it or after it. Of rows that are not rough columns have the numbers; the others, and those
    of which columns have nothing because they are dated after the day, are read.
    """
    facts, cells, numbers = facts_of(LINKS), cells_of(LINKS), work.table()
    unsure = work.table()
    work.database.execute(
        f"CREATE TABLE {unsure} AS SELECT id FROM {facts} WHERE rough AND id IS NOT NULL"
        f" UNION SELECT c.id FROM {cells} AS c ANTI JOIN {facts} AS f ON f.line = c.line WHERE c.id IS NOT NULL"
    )
    read = (row for part in stage.links(f"id IN (SELECT id FROM {unsure})") for row in _numbers(part.registers))
    load(work.database, numbers, _NUMBERS, read, work.folder)
    for role in (HOLDER, ORGANISATION):
        for scheme in SCHEMES:
            column = name(role if scheme == "own" else f"{role}_{scheme}")
            work.database.execute(
                f"INSERT INTO {numbers} SELECT id, {literal(role)}, {literal(scheme)}, {column} FROM {facts}"
                f" WHERE NOT rough AND {column} IS NOT NULL"
            )
    met = f"SELECT scheme, number FROM {numbers} GROUP BY ALL HAVING count(DISTINCT role) = 2"
    steps = work.table()
    work.database.execute(
        f"CREATE TABLE {steps} AS SELECT id FROM {numbers} SEMI JOIN ({met}) USING (scheme, number)"
        f" UNION SELECT id FROM {cells} WHERE contains(id, '>')"
    )
    return steps


def _numbers(registers: Registers) -> Iterator[tuple[str, str, str, str]]:
    for link in registers.company_links:
        for role in (HOLDER, ORGANISATION):
            value = getattr(link, role)
            entity = Entity(own=value) if isinstance(value, str) else value
            for scheme in SCHEMES if entity is not None else ():
                number = getattr(entity, scheme)
                if number is not None:
                    yield link.id, role, scheme, number


# ---- a chain as a row ----------------------------------------------------------------------------------------------------


def _row(chain: Chain, as_of: date, columns: Mapping[str, str]) -> tuple[Any, ...]:
    """Returns the columns of a chain, in the order of the table it is loaded into."""
    link = chain.link
    head = link.id, json.dumps(chain.steps), json.dumps(fact_data(link))
    item = item_of(link, as_of, Keys())
    if item is None:  # a step is dated after the day
        return *head, False, *(None for _ in columns), False
    cells = [cell for spec in LINKS.kind.fields.values() for cell in _cells(item.values[spec.name], spec.type.name, as_of)]
    is_rough = any(isinstance(value, Range) and not _is_later(value, as_of) for value in item.values.values())
    return *head, True, *cells, is_rough


def _cells(value: Any, type: str, as_of: date) -> Iterator[Any]:
    """Yields the value of a field as columns have it; a range has none, but for the days that are still to come."""
    if type == "entity":
        yield from (getattr(value, scheme) for scheme in ("own", *(scheme for scheme in SCHEMES if scheme != "own")))
    elif isinstance(value, Range):
        yield END_OF_DAYS if _is_later(value, as_of) else None
    else:
        yield value


def _is_later(value: Range[Any], as_of: date) -> bool:
    return isinstance(value.lo, date) and value.lo > as_of
