"""Makes small examples, and evaluates what their officials declare, without judging the registers beside each of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

from integrityrules import Engine, load_engine
from integrityrules.batch.example import Size, Written, write_example
from integrityrules.decide.evaluation import Evaluation, evaluate_world
from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.facts.resolve import resolve
from integrityrules.tables import Declarations, read_declarations

AS_OF = date(2026, 4, 30)
DECLARED = tuple(kind.plural for kind in VOCABULARY.kinds.values() if not kind.register and kind.name != "official")


@cache
def engine() -> Engine:
    return load_engine()


def made(folder: Path, officials: int, *, holes: float = 0.0, seed: int = 3, gifts: float = 2.8, format: str = "csv") -> Written:
    """Writes an example into a folder that is not there yet."""
    return write_example(folder, Size(officials, AS_OF, seed=seed, holes=holes, gifts=gifts), format=format)  # type: ignore[arg-type]


def declared(folder: Path) -> Declarations:
    return read_declarations(folder, as_of=AS_OF)


def evaluations(declarations: Declarations) -> Iterator[Evaluation]:
    """Yields what is said about each official's own declarations."""
    registers = (*engine().registers, declarations.registers)
    for dossier in declarations.dossiers:
        world = resolve(dossier, calendars=engine().calendars, registers=registers)
        facts = [(item.kind, item.id) for plural in DECLARED for item in world.items.get(plural, ())]
        yield evaluate_world(engine().rulebook, world, about=facts)
