"""Who and what is to be decided: proposed for the whole input at once, and kept for the shards in one file.

May not decide. What is not proposed certainly has no finding; what is proposed too much costs time, and changes nothing that is found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from integrityrules.batch.run.parquet import write_query
from integrityrules.batch.run.places import REGISTERS, Places
from integrityrules.batch.sieve import Sieve
from integrityrules.batch.sieve.sieve import PROPOSED
from integrityrules.batch.stage import Stage
from integrityrules.batch.stage.database import file
from integrityrules.engine import Engine
from integrityrules.errors import EngineError

Proposer = Callable[[Stage, Sieve], None]
"""Makes the temporary table `proposed(official, kind, id)` of everybody and of the registers, as `Sieve.propose` describes it."""

TOGETHER = 2_000_000
"""Officials that are looked at together: planning the statements takes as long for few as for many, and all take memory."""


def in_columns(stage: Stage, sieve: Sieve) -> None:
    """Proposes what the sieve lets through, by DuckDB."""
    sieve.propose(stage.database, [None, *_parts(stage)])


def _parts(stage: Stage) -> Iterator[range]:
    """Yields neighbouring shards that are looked at together."""
    ((officials,),) = stage.database.execute("SELECT count(*) FROM facts.officials").fetchall()
    parts = min(-(-officials // TOGETHER) or 1, stage.shards)
    borders = [stage.shards * part // parts for part in range(parts + 1)]
    yield from map(range, borders[:-1], borders[1:])


def everybody(stage: Stage, sieve: Sieve) -> None:
    """Proposes everybody and everything: always right, and slow."""
    # Whose row must be judged by Python may not be among the officials' facts at all.
    everyone = """SELECT NULL::VARCHAR AS official
        UNION SELECT official FROM facts.officials
        UNION SELECT official_id FROM cells.officials WHERE official_id IS NOT NULL"""
    columns = "official, NULL::VARCHAR AS kind, NULL::VARCHAR AS id"
    stage.database.execute(f"CREATE OR REPLACE TEMP TABLE {PROPOSED} AS SELECT {columns} FROM ({everyone})")


def write_proposals(stage: Stage, engine: Engine, places: Places, propose: Proposer) -> None:
    """Writes what is proposed, by shard, unless an earlier start of the run did.

    Facts of registers that came with the engine are in no stage: where rules are about them, they are judged beside everyone.

    Raises:
        EngineError: an official is proposed whom the input does not list, which is a bug of the proposer.
    """
    if places.proposed.exists():
        return
    kinds = engine.rulebook.vocabulary.kinds
    judged = [kinds[kind].plural for kind in engine.rulebook.lanes]
    if any(register.facts(plural) for register in engine.registers for plural in judged):
        propose = everybody
    propose(stage, Sieve(engine.rulebook, engine.calendars, stage.as_of, engine.registers))
    listed = "SELECT official_id FROM cells.officials WHERE official_id IS NOT NULL"
    strangers = f"SELECT 1 FROM {PROPOSED} WHERE official IS NOT NULL AND official NOT IN ({listed})"  # nobody is not in an empty list
    if stage.database.execute(f"{strangers} LIMIT 1").fetchall():
        raise EngineError("an official is proposed whom no shard has, and would not be decided")
    stage.database.execute("SET threads = 1")  # of which the file does not depend on who was first
    write_query(
        stage.database,
        f"""SELECT DISTINCT coalesce(l.shard, {REGISTERS}) AS shard, p.official, p.kind, p.id FROM {PROPOSED} AS p
        LEFT JOIN (SELECT DISTINCT official_id, shard FROM cells.officials) AS l ON l.official_id = p.official ORDER BY ALL""",
        places.proposed,
    )


def read_proposals(database: Any, places: Places, shard: int) -> None:
    """Makes the temporary table `proposed(official, kind, id)` of one shard, or of the registers."""
    query = f"SELECT official, kind, id FROM read_parquet({file(places.proposed)}) WHERE shard = ?"
    database.execute(f"CREATE OR REPLACE TEMP TABLE {PROPOSED} AS {query}", [shard])
