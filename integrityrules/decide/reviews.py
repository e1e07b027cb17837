"""What the declaration itself makes a person look at: sources that disagree, definitions that say otherwise.

May not accuse: the state is always `review`. These rules belong to no law; their ruleset is the library itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from integrityrules.decide.decide import APPLIES
from integrityrules.decide.outcome import Decision
from integrityrules.decide.walk import Walk, decision_of
from integrityrules.facts.values import bounds
from integrityrules.facts.vocabulary import Text
from integrityrules.facts.world import Item, span_of
from integrityrules.language.interpret import declared_value
from integrityrules.language.runtime import contradiction
from integrityrules.language.scope import Scope
from integrityrules.rulebook.program import Rule

RULESET = "integrityrules"

TITLES = {
    "declaration.sources-disagree": Text("Sumber tidak sepakat tentang suatu data", "Sources disagree on a field"),
    "declaration.definitions-disagree": Text("Definisi tidak sepakat tentang suatu data", "Definitions disagree on a field"),
    "declaration.contradicts-definition": Text(
        "Data yang dinyatakan berbeda dari yang diturunkan dari aturan", "What was declared differs from what the rules derive"
    ),
}


def _rule(id: str, field: str, item: Item) -> Rule:
    """Returns the review of one field as a rule, so that it travels like every other finding."""
    return Rule(
        id=f"{id}:{field}", ruleset=RULESET, version="1", digest="", layer="", kind="indicator", title=TITLES[id], about=item.kind,
        track="declaration", bearer="official", executability="human", burden="open", cite=(), note=None, in_force=True,
        dated_by=None, raised_when=None, when=None,
    )  # fmt: skip


def reviews(walk: Walk, items: Iterable[Item]) -> Iterator[Decision]:
    """Yields one decision for each contradicted field of each of some facts."""
    for item in items:
        if item.contradicted or item.kind in walk.law.defined_kinds:  # most registers are neither
            yield from _of_item(walk, item)


def _of_item(walk: Walk, item: Item) -> Iterator[Decision]:
    day = _day(walk, item)
    scope = walk.scope(walk.law.program_on(day), "", day)
    for field in item.contradicted:
        yield decision_of(_rule("declaration.sources-disagree", field, item), APPLIES, scope, item, None, None, day)
    for field, which in _contradictions(item, scope):
        id = "declaration.definitions-disagree" if which == "definitions" else "declaration.contradicts-definition"
        yield decision_of(_rule(id, field, item), APPLIES, scope, item, None, None, day)


def _contradictions(item: Item, scope: Scope) -> Iterator[tuple[str, str]]:
    for (kind, field), definitions in scope.definitions.items():
        if kind != item.kind:
            continue
        declared = declared_value(item, field, scope.day)
        if declared is None and len(definitions) == 1:
            continue
        functions = scope.compiled[kind, field]
        said = [(True if when is None else when(scope, item, None, None), value(scope, item, None, None)) for value, when in functions]
        which = contradiction(declared, said)
        if which:
            yield field, which


def _day(walk: Walk, item: Item) -> date:
    """Returns the day whose definitions speak of a fact: its own, or the last it lasted, or the day it is looked at."""
    kind = walk.law.vocabulary.kinds[item.kind]
    ends = span_of(item, kind) if kind.span or kind.dated_by else (None, None)
    last: date | None = bounds(ends[1])[1] or bounds(ends[0])[1]
    return min(last, walk.world.as_of) if last else walk.world.as_of
