"""What a finding can lead to: possible sanctions, at the consequence's own day, only in the states it lists.

May not decide findings. Rows that cannot be ruled out are all shown; nothing here says that a sanction will be imposed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from integrityrules.decide.days import act_segments
from integrityrules.decide.outcome import Decision
from integrityrules.decide.walk import Walk
from integrityrules.facts.values import Truth, all_of, bounds, ranged
from integrityrules.facts.world import Item
from integrityrules.language.scope import Compiled, Scope
from integrityrules.rulebook.program import Choice, Program, Rule, Sanction, SanctionForm


class PossibleSanction(NamedTuple):
    """One sanction a finding can lead to.

    Attributes:
        rule: the consequence that names it.
        choice: its row: the sanction, its level and the citation of the row.
        forms: the forms it can take on the day they are dated by.
        certain: this row is the only one left, and nothing it rests on is unknown. Whether it is imposed is for people.
        scope, event: what its conditions were read in, for the questions that would narrow a range.
    """

    rule: Rule
    choice: Choice
    forms: tuple[SanctionForm, ...]
    certain: bool
    scope: Scope
    event: Item

    @property
    def sanction(self) -> Sanction:
        return self.choice.sanction


class Following(NamedTuple):
    """A consequence in force after a decision, in a state it lists: its version, its surroundings, and whether it surely is in force."""

    rule: Rule
    scope: Scope
    surely: bool
    event: Item


def possible_sanctions(walk: Walk, decision: Decision) -> tuple[PossibleSanction, ...]:
    """Returns the sanctions a decision can lead to, in the order of the consequences' ids and rows."""
    found = {following.rule.id: tuple(_rows(following, decision)) for following in consequences_of(walk, decision)}
    return tuple(row for id in sorted(found) for row in found[id])


def consequences_of(walk: Walk, decision: Decision) -> Iterator[Following]:
    """Yields the consequences of a decision that applies, each on its own day, whoever they bind and whatever their rows."""
    if decision.outcome != "applies":
        return
    days = walk.law.consequence_days.get(decision.rule.id, ())
    event = finding_event(decision) if days else None
    for dated_by in days:
        assert event is not None
        day = decision.day if dated_by is None else dated_by.run(decision.scope, decision.fact, decision.partner, event)
        for rule, scope, surely in _in_force(walk, decision, dated_by, day):
            if decision.state in rule.if_state:
                yield Following(rule, scope, surely, event)


def finding_event(decision: Decision) -> Item:
    """Returns what a consequence reads as `finding`: its state, the day it is due and the day it was done."""
    duty = decision.duty
    due = ranged(duty.earliest, duty.latest) if duty else None
    return Item("finding", decision.rule.id, {"state": decision.state, "due_on": due, "done_on": duty.done if duty else None})


def _in_force(walk: Walk, decision: Decision, dated_by: Compiled | None, day: Any) -> Iterator[tuple[Rule, Scope, bool]]:
    """Yields the consequences of one kind of day in the version of that day, and whether they are in force on all of it."""
    if day is None:
        for rule, program, surely in _ever(walk, decision.rule, dated_by):
            yield rule, walk.scope(program, rule.layer, _last_piece(walk, program)), surely
        return
    segments = act_segments(day, walk.world.as_of, walk.changes) or []
    found = _versions(decision.rule.id, dated_by, [(walk.program(segment.day), segment.day) for segment in segments])
    for rule, program, last_day, surely in found:
        yield rule, walk.scope(program, rule.layer, last_day), surely


def _ever(walk: Walk, rule: Rule, dated_by: Compiled | None) -> list[tuple[Rule, Program, bool]]:
    """Returns the consequences of a rule that may have been in force on some day up to `as_of`; for all dossiers of that day the same."""
    as_of, law, key = walk.world.as_of, walk.law, ("ever", None if dated_by is None else dated_by.node)
    kept = rule.kept.get(key)
    if kept is None or kept[0] != as_of or kept[1] is not law:
        days = [segment.day for segment in act_segments(None, as_of, law.cuts) or []]
        found = _versions(rule.id, dated_by, [(walk.program(day), day) for day in days])
        kept = rule.kept[key] = as_of, law, [(rule, program, surely) for rule, program, _, surely in found]
    return kept[2]


def _last_piece(walk: Walk, program: Program) -> Any:
    """Returns the last days of a program, up to `as_of`, in which no attribute of the official changes."""
    last = walk.world.as_of if program.end is None else min(program.end, walk.world.as_of)
    place = bisect_right(walk.changes, last)
    return ranged(walk.changes[place - 1] if place else None, last)


def _versions(id: str, dated_by: Compiled | None, programs: Sequence[tuple[Program, Any]]) -> list[tuple[Rule, Program, Any, bool]]:
    """Returns the consequences that follow a rule in some programs: the last version of each, its program and days, and whether in all."""
    latest: dict[str, tuple[Rule, Program, Any]] = {}
    times: dict[str, int] = {}
    for program, day in programs:
        for rule in program.consequences.get(id, ()):
            if (rule.dated_by.node if rule.dated_by else None) == (dated_by.node if dated_by else None):
                latest[rule.id] = rule, program, day
                times[rule.id] = times.get(rule.id, 0) + (rule.in_force is True)
    return [(*found, times[id] == len(programs)) for id, found in latest.items()]


def _rows(following: Following, decision: Decision) -> Iterator[PossibleSanction]:
    rule, scope, surely, event = following
    bound = decision.fact, decision.partner, event
    binds: Truth = True if rule.only_for is None else rule.only_for.run(scope, *bound)
    if binds is False:
        return
    rows = [(choice, True if choice.when is None else choice.when.run(scope, *bound)) for choice in rule.choices]
    left = [(choice, holds) for choice, holds in rows if holds is not False]
    for choice, holds in left:
        certain = len(left) == 1 and all_of(binds, holds) is True and surely
        yield PossibleSanction(rule, choice, _forms(choice.sanction, scope), certain, scope, event)


def _forms(sanction: Sanction, scope: Scope) -> tuple[SanctionForm, ...]:
    """Returns the forms in use on the day they are dated by; where that day is a range, every one that may be."""
    first, last = (scope.world.as_of,) * 2 if sanction.dated_by == "as_of" else bounds(scope.day)
    return tuple(form for form in sanction.forms if _may_be_in_use(form, first, last))


def _may_be_in_use(form: SanctionForm, first: date | None, last: date | None) -> bool:
    began = form.start is None or last is None or form.start <= last
    return began and (form.end is None or first is None or form.end >= first)
