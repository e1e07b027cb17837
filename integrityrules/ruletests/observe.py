"""What the engine says about a case: every decision as a finding, and the outcome where a rule decides nothing at all.

May not know expectations. Runs the same walk as the engine, and no other meaning.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from integrityrules.decide.finding import Finding
from integrityrules.decide.outcome import Decision, Outcome
from integrityrules.decide.walk import Walk
from integrityrules.facts.calendar import WorkCalendar
from integrityrules.facts.reading import read_dossier, read_registers
from integrityrules.facts.resolve import resolve
from integrityrules.facts.values import bounds
from integrityrules.facts.world import Item, World, span_of
from integrityrules.rulebook.cases import Case
from integrityrules.rulebook.compile import Rulebook
from integrityrules.rulebook.program import Lane


def world_of(case: Case, rulebook: Rulebook, calendars: Mapping[str, WorkCalendar]) -> World:
    """Returns the resolved dossier of a case.

    Raises:
        DeclarationError: with everything in the case that is no dossier.
    """
    where = f"{case.pos.file}:{case.pos.line}"
    dossier = read_dossier(dict(case.dossier), where=where)
    registers = (read_registers(dict(case.registers), where=where),) if case.registers is not None else ()
    return resolve(dossier, vocabulary=rulebook.vocabulary, calendars=calendars, registers=registers)


class Observation:
    """Everything the rules of a rulebook say about one world; reviews of the declaration itself are not among them.

    Attributes:
        walk: the pass it was found in.
        decisions: by the id of their rule, in the order of the walk.
    """

    def __init__(self, rulebook: Rulebook, world: World) -> None:
        self.rulebook = rulebook
        self.world = world
        self.walk = Walk(rulebook, world)
        self.decisions: dict[str, list[Decision]] = {}
        for fact in self.walk.facts():
            for decision in self.walk.decisions(fact):
                self.decisions.setdefault(decision.rule.id, []).append(decision)

    def findings(self, rule: str) -> list[Finding]:
        """Returns what one rule decided, also where it found nothing, in the shape of findings."""
        return [Finding(decision, self.walk) for decision in self.decisions.get(rule, ())]

    def lane_of(self, rule: str) -> Lane | None:
        """Returns the lane of a duty, prohibition or indicator of any period; `None` if there is no such rule."""
        return next((lane for lanes in self.rulebook.lanes.values() for lane in lanes if rule in lane.rules), None)

    def fact(self, kind: str, id: str) -> Item | None:
        """Returns a fact of the world; the official for the kind `official`."""
        if kind == "official":
            return self.world.official
        return self.world.find(kind, id)

    def silence(self, lane: Lane, fact: Item | None, pick: str, day: date | None) -> Outcome:
        """Returns the outcome of a rule that decided nothing.

        `not_raised` where the act, the partner, the yearly day or the whole fact is still to come on the day the dossier is looked at, or
        never came; `not_in_force` where there was something to judge and no law for it.

        Args:
            fact: what it would be about; `None` where that is dated after `as_of` and not read.
            pick: the partner's id or the yearly day, or empty.
            day: a day in the segment that is meant, or `None`.
        """
        if fact is None or (pick and self._is_to_come(lane, pick)):
            return "not_raised"
        if day is not None or lane.partner is not None:
            return "not_in_force"
        if lane.every is not None:
            return "not_in_force" if pick or self._had_occurrence(lane, fact) else "not_raised"
        return "not_raised" if self._day_is_to_come(lane, fact) else "not_in_force"

    def _is_to_come(self, lane: Lane, pick: str) -> bool:
        if lane.every is not None:
            return pick > self.world.as_of.isoformat()
        return any(id == pick for _, id in self.world.not_read)

    def _had_occurrence(self, lane: Lane, fact: Item) -> bool:
        assert lane.every is not None
        start, end = (bounds(side) for side in span_of(fact, self.rulebook.vocabulary.kinds[fact.kind]))
        last = min(end[1] or self.world.as_of, self.world.as_of)
        year = date(last.year, *lane.every)
        latest = year if year <= last else date(last.year - 1, *lane.every)
        return start[0] is None or start[0] <= latest

    def _day_is_to_come(self, lane: Lane, fact: Item) -> bool:
        """Tells whether the day of an act is stated to be after `as_of`."""
        as_of = self.world.as_of
        day: Any
        if lane.dated_by is not None:
            day = lane.dated_by.run(self.walk.scope(self.rulebook.program_on(as_of), "", as_of), fact, None, None)
        else:
            kind = self.rulebook.vocabulary.kinds[fact.kind]
            day = fact.values.get(kind.dated_by) if kind.dated_by else None
        first = bounds(day)[0]
        return first is not None and first > as_of


__all__ = ["Observation", "world_of"]
