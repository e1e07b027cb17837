"""Some officials of a finished run, decided anew by the code that decided them: for explanations, which no run keeps.

May not find anything that the run did not: it judges the facts of its findings, and no others.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice

from integrityrules.batch.audit import Audited, Failed, judged
from integrityrules.batch.beside import Pair
from integrityrules.batch.run.result import RunResult
from integrityrules.batch.run.settings import settings_of
from integrityrules.batch.run.shard import official_of
from integrityrules.batch.stage import Stage
from integrityrules.engine import Engine
from integrityrules.errors import EngineError
from integrityrules.facts.dossier import Dossier
from integrityrules.facts.resolve import resolved_registers

PIECE = 500
"""Officials that are read and decided together."""


def decided_anew(run: RunResult, engine: Engine, officials: Iterable[str]) -> Iterator[Audited]:
    """Yields the evaluations of some officials about whom a run found something; those of one shard together.

    Args:
        engine: the one the run was made with.
        officials: their ids; the empty id stands for the registers by themselves. Whoever has no finding is left out.

    Raises:
        UsageError: `other-run`, the engine is not the one the run was made with.
        EngineError: a dossier that could be evaluated no longer can, which is a bug of ours.
    """
    settings = settings_of(engine, as_of=run.as_of, shards=run.settings["shards"], input=run.settings["input"])
    settings.check_same(json.dumps(run.settings))
    names = iter(sorted(set(officials)))
    with Stage.open(run.folder) as stage:
        registers = resolved_registers((part.registers for part in stage.register_parts()), run.as_of)
        while piece := list(islice(names, PIECE)):
            about = _about(run, piece)
            dossiers = [Dossier(as_of=run.as_of)] if "" in about else []
            for shard, ids in _by_shard(stage, about):
                dossiers += stage.declarations(shard, ids).dossiers
            for dossier in dossiers:
                found = judged(engine, dossier, registers, run.as_of, about[official_of(dossier)])
                if isinstance(found, Failed):
                    raise EngineError("an official whom the run decided could not be decided again")
                yield found


def _about(run: RunResult, officials: list[str]) -> dict[str, list[Pair]]:
    """Returns the facts of the findings of each of some officials."""
    query = "SELECT DISTINCT official, fact_kind, fact FROM findings WHERE official IN (SELECT unnest(?::VARCHAR[])) ORDER BY ALL"
    found: dict[str, list[Pair]] = {}
    for official, kind, id in run.query(query, [officials]):
        found.setdefault(official, []).append((kind, id))
    return found


def _by_shard(stage: Stage, officials: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    query = "SELECT DISTINCT shard, official_id FROM cells.officials WHERE official_id IN (SELECT unnest(?::VARCHAR[])) ORDER BY ALL"
    found: dict[int, list[str]] = {}
    for shard, official in stage.database.execute(query, [[official for official in officials if official]]).fetchall():
        found.setdefault(shard, []).append(official)
    yield from found.items()
