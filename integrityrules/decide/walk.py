"""Every rule about every fact of a world, on the days each must be judged: world -> decisions.

May not know what a finding looks like. The answer of one rule on one fact and day is `decide`'s.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Protocol

from integrityrules.decide.days import (
    Segment,
    act_segments,
    changes,
    occurrence_event,
    occurrences,
    shared_span,
    span_segments,
)  # fmt: skip
from integrityrules.decide.deadlines import duty_state
from integrityrules.decide.decide import NOT_RAISED, decide
from integrityrules.decide.outcome import Decision, State, Verdict
from integrityrules.decide.steady import steady
from integrityrules.facts.values import ONE_DAY, Spells, bounds
from integrityrules.facts.vocabulary import Text, Vocabulary
from integrityrules.facts.world import Item, World, span_of
from integrityrules.language.interpret import elements
from integrityrules.language.scope import Compiled, Scope
from integrityrules.rulebook.program import Lane, Program, Rule

FINDINGS = ("applies", "undetermined")
NOTHING: frozenset[str] = frozenset()


class Law(Protocol):
    """What the walk needs of a rulebook."""

    @property
    def vocabulary(self) -> Vocabulary: ...
    @property
    def cuts(self) -> Sequence[date]: ...
    @property
    def lanes(self) -> Mapping[str, tuple[Lane, ...]]: ...
    @property
    def consequence_days(self) -> Mapping[str, tuple[Compiled | None, ...]]: ...
    @property
    def defined_kinds(self) -> frozenset[str]: ...
    @property
    def parameter_titles(self) -> Mapping[str, Text]: ...
    def program_on(self, day: date) -> Program: ...


class Walk:
    """One pass over one world. Keeps the scopes it has opened, so that rules of one day share what definitions gave."""

    def __init__(self, law: Law, world: World) -> None:
        self.law = law
        self.world = world
        self.changes = changes(world, law.cuts)
        self._scopes: dict[tuple[int, str, Any], Scope] = {}
        official = () if world.official is None else world.official.values.items()
        self._dated = frozenset(name for name, value in official if value.__class__ is Spells)

    def facts(self) -> Iterator[Item]:
        """Yields every fact that some rule is about, in the order of the vocabulary."""
        for name in self.law.lanes:
            yield from self.world.items.get(self.law.vocabulary.kinds[name].plural, ())

    def decisions(self, fact: Item) -> Iterator[Decision]:
        """Yields what every rule says about a fact, in the order of the lanes and the rule ids."""
        for lane in self.law.lanes.get(fact.kind, ()):
            yield from self._lane(lane, fact)

    def scope(self, program: Program, layer: str, day: Any) -> Scope:
        """Returns the open-world scope of a program, a layer and a day; the same one each time."""
        key = (id(program), layer, day)
        found = self._scopes.get(key)
        if found is None:
            law = program.surroundings[layer]
            found = self._scopes[key] = Scope(self.world, day, True, law.params, law.definitions, law.compiled)
        return found

    def program(self, day: Any) -> Program:
        """Returns the program of a day, or of a piece of days in which nothing changes (`None`: all of history, one program)."""
        first, last = bounds(day)
        return self.law.program_on(last or first or self.world.as_of)

    def _lane(self, lane: Lane, fact: Item) -> Iterator[Decision]:
        if lane.every is not None:
            yield from self._yearly(lane, fact, lane.every)
        elif lane.partner is not None:
            yield from self._pairs(lane, fact)
        else:
            kind = self.law.vocabulary.kinds[fact.kind]
            if lane.dated_by is None and kind.span is not None:
                yield from self._lasting(lane, fact, None, span_of(fact, kind))
                return
            day = self._day_of(lane, fact, None, None)
            if not isinstance(day, date) and self._is_idle(lane, fact):
                yield from self._not_raised(lane, fact)
            else:
                yield from self._act(lane, fact, None, day, None)

    def _is_idle(self, lane: Lane, fact: Item) -> bool:
        """Tells whether no rule of a lane is raised by a fact, whatever the day: then no version of the law need be tried."""
        if lane.triggers is None:
            return False
        scope = self.scope(self.law.program_on(self.world.as_of), "", self.world.as_of)
        return not any(trigger.run(scope, fact, None, None) is True for trigger in lane.triggers)

    def _not_raised(self, lane: Lane, fact: Item) -> Iterator[Decision]:
        """Says of the rules of today's law that what would raise them is not known to have happened."""
        as_of = self.world.as_of
        program = self.law.program_on(as_of)
        for rule in program.rules.get((lane.about, lane.key), ()):
            yield decision_of(rule, NOT_RAISED, self.scope(program, rule.layer, as_of), fact, None, None, None)

    def _day_of(self, lane: Lane, fact: Item, partner: Item | None, event: Item | None) -> Any:
        """Returns the day a lane's rules are dated by; read in the surroundings of the day the dossier is looked at."""
        if lane.dated_by is None:
            kind = self.law.vocabulary.kinds[fact.kind]
            return fact.values.get(kind.dated_by) if kind.dated_by else self.world.as_of
        as_of = self.world.as_of
        return lane.dated_by.run(self.scope(self.law.program_on(as_of), "", as_of), fact, partner, event)

    def _act(self, lane: Lane, fact: Item, partner: Item | None, day: Any, event: Item | None) -> Iterator[Decision]:
        """Judges an act: once where its day is known, else in every version of the law in which it may lie."""
        segments = act_segments(day, self.world.as_of, self.changes)
        if not segments:
            return
        if len(segments) == 1:
            yield from self._judged(lane, segments[0], fact, partner, event)
            return
        versions: dict[str, list[Decision | None]] = {id: [] for id in lane.rules}
        here: dict[str, Decision] = {}
        later: Program | None = None
        # From the last backwards: of several decisions that say the same, the last one stands.
        for segment in reversed(segments):
            program = self.program(segment.day)
            known = NOTHING if later is None else self._steady(program, later, lane)
            here = {id: decision for id, decision in here.items() if id in known}
            here |= {decision.rule.id: decision for decision in self._judged(lane, segment, fact, partner, event, known)}
            for id, decisions in versions.items():
                decisions.append(here.get(id))
            later = program
        for decisions in versions.values():
            decisions.reverse()
            merged = _merge_versions(decisions, day)
            if merged is not None:
                yield merged

    def _lasting(self, lane: Lane, fact: Item, partner: Item | None, span: tuple[Any, Any]) -> Iterator[Decision]:
        """Judges a lasting fact in every legal period it overlaps; equal neighbours become one."""
        # For each rule its decisions, each with its first and last day: they grow in place, for most segments only make one longer.
        found: dict[str, list[list[Any]]] = {}
        before: tuple[Program, bool, date | None] | None = None
        for segment in span_segments(*span, self.world.as_of, self.changes):
            first, last = bounds(segment.day)
            program = self.program(segment.day)
            known = NOTHING
            if before is not None and before[1] is segment.sure and _is_next(before[2], first):
                known = self._steady(before[0], program, lane)
                for id in known & found.keys():
                    found[id][-1][2] = last
            before = program, segment.sure, last
            for decision in self._judged(lane, segment, fact, partner, None, known):
                earlier = found.get(decision.rule.id)
                if earlier is None:
                    found[decision.rule.id] = [[decision, first, last]]
                elif _is_next(earlier[-1][2], first) and _continues(earlier[-1][0], decision):
                    earlier[-1][2] = last
                else:
                    earlier.append([decision, first, last])
        for lasting in found.values():
            yield from (decision._replace(start=first, end=last) for decision, first, last in lasting)

    def _steady(self, earlier: Program, later: Program, lane: Lane) -> frozenset[str]:
        """Returns the rules of a lane that say the same of a fact in two neighbouring segments, whatever it is."""
        return steady(earlier, later, lane, self.law.vocabulary).through(self._dated)

    def _yearly(self, lane: Lane, fact: Item, every: tuple[int, int]) -> Iterator[Decision]:
        """Judges the yearly occurrences of a lasting fact, one by one."""
        kind = self.law.vocabulary.kinds[fact.kind]
        first_year = self.law.cuts[0].year if self.law.cuts else self.world.as_of.year
        for day, sure in occurrences(*span_of(fact, kind), every, self.world.as_of, first_year):
            event = occurrence_event(day)
            dated = self._day_of(lane, fact, None, event) if lane.dated_by else day
            for decision in self._act(lane, fact, None, dated, event):
                yield _unsure(decision, "span_uncertain")._replace(occurrence=day) if not sure else decision._replace(occurrence=day)

    def _pairs(self, lane: Lane, fact: Item) -> Iterator[Decision]:
        """Judges a fact with every other it is paired with, over the days both last."""
        assert lane.partner is not None
        kinds = self.law.vocabulary.kinds
        as_of = self.world.as_of
        scope = self.scope(self.law.program_on(as_of), "", as_of)
        partners, _, _ = elements(lane.partner.node, scope, {lane.partner.names.fact: fact})
        for partner, belongs in partners:
            if partner is fact or (partner.kind == fact.kind and partner.id == fact.id):
                continue
            if lane.dated_by is not None:
                for decision in self._act(lane, fact, partner, self._day_of(lane, fact, partner, None), None):
                    yield decision if belongs else _unsure(decision, "partner_uncertain")
                continue
            own, other = span_of(fact, kinds[fact.kind]), span_of(partner, kinds[partner.kind])
            shared = shared_span(own, other)
            if shared is not None:
                for decision in self._lasting(lane, fact, partner, shared):
                    yield decision if belongs else _unsure(decision, "partner_uncertain")
            else:
                yield from self._apart(lane, fact, partner, own)

    def _apart(self, lane: Lane, fact: Item, partner: Item, own: tuple[Any, Any]) -> Iterator[Decision]:
        """Says of two facts that share no day that the rules in force then do not apply to them."""
        day = bounds(own[0])[1] or bounds(own[0])[0] or self.world.as_of
        program = self.program(day)
        for rule in program.rules.get((lane.about, lane.key), ()):
            yield decision_of(rule, Verdict("does_not_apply"), self.scope(program, rule.layer, day), fact, partner, None, day)

    def _judged(
        self, lane: Lane, segment: Segment, fact: Item, partner: Item | None, event: Item | None, without: frozenset[str] = NOTHING
    ) -> Iterator[Decision]:
        """Judges every rule of a lane in one segment; of two versions, one of which gave way to the other on an unknown day, both.

        Args:
            without: ids of rules of which it is known what they say.
        """
        program = self.program(segment.day)
        national = self.scope(program, "", segment.day)
        uncertain: dict[str, list[Rule]] = {}
        # A rule about a register that reads the official has nobody to be about where only registers are looked at.
        alone = self.world.official is None and self.law.vocabulary.kinds[fact.kind].register
        for rule in program.rules.get((lane.about, lane.key), ()):
            if rule.id in without or (alone and rule.reads_official):
                continue
            if rule.in_force:
                scope = self.scope(program, rule.layer, segment.day) if rule.layer else national
                yield _judge(rule, scope, segment, fact, partner, event)
            else:
                uncertain.setdefault(rule.id, []).append(rule)
        for versions in uncertain.values():
            if not _hand_over(versions):
                yield from (_judge(rule, self.scope(program, rule.layer, segment.day), segment, fact, partner, event) for rule in versions)
                continue
            # One of the two is in force for certain: what both say stands, else it is undetermined.
            sure = [(replace(rule, in_force=True), self.scope(program, rule.layer, segment.day)) for rule in versions]
            judged = [_judge(rule, scope, segment, fact, partner, event) for rule, scope in sure]
            merged = _merge_versions(judged, segment.day)
            if merged is not None:
                yield merged._replace(reason="legal_start") if merged.reason else merged


def _judge(rule: Rule, scope: Scope, segment: Segment, fact: Item, partner: Item | None, event: Item | None) -> Decision:
    verdict = decide(rule, scope, fact, partner, event)
    decision = decision_of(rule, verdict, scope, fact, partner, event, segment.day)
    return decision if segment.sure else _unsure(decision, "span_uncertain")


def _hand_over(versions: Sequence[Rule]) -> bool:
    """Tells whether of two versions of a rule the later begins the day after the earlier ends, whichever day that was."""
    if len(versions) != 2:
        return False
    earlier, later = sorted(versions, key=lambda rule: bounds(rule.period[0])[0] or date.min)
    ends, starts = bounds(earlier.period[1]), bounds(later.period[0])
    return None not in ends and tuple(day + ONE_DAY for day in ends) == starts


def decision_of(rule: Rule, verdict: Verdict, scope: Scope, fact: Item, partner: Item | None, event: Item | None, day: Any) -> Decision:
    """Returns a verdict with its state and, for a duty, its deadline."""
    if verdict is NOT_RAISED:  # most are
        return Decision(rule, fact, partner, day, None, None, None, "not_raised", "", False, (), (), None, "", scope, event)
    outcome, as_far, by, unless_shown, reason = verdict
    duty = None
    state: State = ""
    if outcome in FINDINGS:
        if rule.kind == "duty":
            duty = duty_state(rule, scope, (fact, partner, event))
        state = "undetermined" if outcome == "undetermined" else _state(rule, duty.state if duty else "indicated")
    return Decision(
        rule, fact, partner, day, None, None, None, outcome, state, as_far, by, unless_shown, duty, reason, scope, event
    )  # fmt: skip


def _state(rule: Rule, state: State) -> State:
    """Returns the state of a rule that applies: only a citation that was seen lets it say more than that a person should look."""
    if rule.kind == "indicator" or not any(cite.verified in ("confirmed", "one_source") for cite in rule.cite):
        return "review"
    return state


def _unsure(decision: Decision, reason: Any) -> Decision:
    """Returns a decision on a fact that may not have lasted then, or may not be paired: it never says more than undetermined."""
    if decision.outcome != "applies":
        return decision
    return decision._replace(outcome="undetermined", state="undetermined", reason=reason)


def _is_next(end: date | None, start: date | None) -> bool:
    """Tells whether a segment begins the day after another ends."""
    return end is not None and start is not None and start - ONE_DAY == end


def _continues(earlier: Decision, later: Decision) -> bool:
    """Tells whether two decisions on neighbouring segments say the same under the same rule and parameters."""
    if earlier.outcome != later.outcome or earlier.rule.period != later.rule.period:
        return False
    alike = earlier.outcome == "not_raised" or (
        (earlier.state, earlier.by, earlier.unless_shown, earlier.as_far_as_declared, earlier.reason)
        == (later.state, later.by, later.unless_shown, later.as_far_as_declared, later.reason)
    )
    return alike and all(earlier.scope.params[name] == later.scope.params[name] for name in earlier.rule.reads_params)


def _merge_versions(decisions: Sequence[Decision | None], day: Any) -> Decision | None:
    """Returns one decision on an act whose day spans versions of the law: theirs if they agree, else undetermined."""
    made = [decision for decision in decisions if decision is not None]
    if not made:
        return None
    findings = [decision for decision in made if decision.outcome in FINDINGS]
    if not findings:
        return made[-1]
    last = findings[-1]._replace(day=day)
    same = len(findings) == len(decisions) and len({(found.outcome, found.state) for found in findings}) == 1
    if same:
        return last._replace(duty=_widest(findings))
    return last._replace(outcome="undetermined", state="undetermined", reason="versions_differ", duty=_widest(findings))


def _widest(findings: Sequence[Decision]) -> Any:
    """Returns the last duty with a deadline that covers every version's."""
    duties = [found.duty for found in findings if found.duty is not None]
    if not duties:
        return None
    firsts, lasts = [duty.earliest for duty in duties], [duty.latest for duty in duties]
    earliest = None if None in firsts else min(firsts)  # type: ignore[type-var]
    latest = None if None in lasts else max(lasts)  # type: ignore[type-var]
    return duties[-1]._replace(earliest=earliest, latest=latest)
