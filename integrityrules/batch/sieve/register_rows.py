"""Facts of registers that no stage has (contests that come with the rulesets) as rows of the tables a sieve reads.

May not know rules. The columns are those of `facts.*` of a stage: values on the day of the run, NULL where they are unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from integrityrules.facts.dossier import Dossier, Registers
from integrityrules.facts.entity import Entity
from integrityrules.facts.identity import SCHEMES
from integrityrules.facts.resolve import resolve
from integrityrules.facts.values import Range, Spells
from integrityrules.facts.vocabulary import KindSpec, Vocabulary
from integrityrules.facts.world import Item, World

STILL_TO_COME = date(9999, 12, 31)


def register_rows(registers: Sequence[Registers], vocabulary: Vocabulary, as_of: date) -> Mapping[str, list[tuple[Any, ...]]]:
    """Returns the rows of some registers by the plural of their kind."""
    world = resolve(Dossier(as_of=as_of), vocabulary=vocabulary, registers=registers)
    kinds = [kind for kind in vocabulary.kinds.values() if kind.register and world.items.get(kind.plural)]
    return {kind.plural: [_row(item, kind, world) for item in world.items[kind.plural]] for kind in kinds}


def _row(item: Item, kind: KindSpec, world: World) -> tuple[Any, ...]:
    cells = [cell for name, spec in kind.fields.items() for cell in _cells(item.values.get(name), spec.type.name == "entity", world)]
    rough = bool(item.contradicted) or any(_is_rough(value, world) for value in item.values.values())
    return (0, None, item.id, *cells, rough)


def _cells(value: Any, is_entity: bool, world: World) -> Iterator[Any]:
    if is_entity:
        yield from (getattr(value, scheme, None) for scheme in SCHEMES)
    elif world.is_later(value):
        yield STILL_TO_COME
    else:
        yield None if isinstance(value, Range | Spells) else value


def _is_rough(value: Any, world: World) -> bool:
    is_named_only = isinstance(value, Entity) and not any(getattr(value, scheme) for scheme in SCHEMES)
    return is_named_only or (isinstance(value, Range | Spells) and not world.is_later(value))
