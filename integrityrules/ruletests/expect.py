"""What a case expects against what was observed: readable differences, expected value first.

May not run anything. An expectation asserts only the keys it names; where several decisions are meant, each must be as expected.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from integrityrules.decide.finding import Finding
from integrityrules.decide.outcome import Outcome
from integrityrules.rulebook.cases import Expectation
from integrityrules.rulebook.program import Lane
from integrityrules.ruletests.observe import Observation


def _exempting(finding: Finding) -> tuple[str, ...]:
    return tuple(sorted(finding.decision.by))


READERS: Mapping[str, Callable[[Finding], Any]] = {
    "outcome": lambda finding: finding.outcome,
    "state": lambda finding: finding.state,
    "due_on": lambda finding: finding.due_on,
    "due_latest": lambda finding: finding.due_latest,
    "done_on": lambda finding: finding.done_on,
    "from": lambda finding: finding.segment[0],
    "until": lambda finding: finding.segment[1],
    "consequences": lambda finding: tuple(possible.sanction.id for possible in finding.consequences),
    "forms": lambda finding: tuple(form.id for possible in finding.consequences for form in possible.forms),
    "certain": lambda finding: tuple(str(possible.certain).lower() for possible in finding.consequences),
    "levels": lambda finding: tuple(possible.sanction.level for possible in finding.consequences),
    "by": _exempting,
    "unless_shown": lambda finding: tuple(sorted(finding.unless_shown)),
    "as_far_as_declared": lambda finding: finding.decision.as_far_as_declared,
    "reason": lambda finding: finding.reason,
    "working_days_left": lambda finding: finding.working_days_left,
    "questions": lambda finding: tuple(sorted(question.path for question in finding.questions)),
}
"""How each thing that can be expected is read off a finding."""

SORTED = frozenset({"by", "unless_shown", "questions"})
"""Lists whose order means nothing."""

KILLING = frozenset(READERS) - {"reason", "questions", "working_days_left"}
"""What a mutant must change to die: an outcome with what exempts, a state, a date or a sanction. Words and questions do not count."""


def differences(expectation: Expectation, seen: Observation, keys: Collection[str] = READERS.keys()) -> Iterator[str]:
    """Yields a sentence for each way in which what was observed is not what is expected.

    Args:
        keys: what to compare; other expectations are passed over.
    """
    lane = seen.lane_of(expectation.rule)
    if lane is None:
        yield f"`{expectation.rule}`: expected a duty, a prohibition or an indicator, and there is none of this name"
        return
    if expectation.about and not _is_declared(lane, expectation.about, seen):
        yield f"{_named(expectation, '')}: expected a {lane.about} of this id, and the case has none"
        return
    for pick in expectation.partners or ("",):
        found = [finding for finding in seen.findings(expectation.rule) if _is_meant(finding, expectation, pick)]
        name = _named(expectation, pick)
        for finding in found:
            yield from _compared(expectation, finding, name, keys)
        if not found:
            yield from _silent(expectation, _silence(lane, expectation, pick, seen), name, keys)


def _is_declared(lane: Lane, id: str, seen: Observation) -> bool:
    return seen.fact(lane.about, id) is not None or (lane.about, id) in seen.world.not_read


def _is_meant(finding: Finding, expectation: Expectation, pick: str) -> bool:
    decision = finding.decision
    if expectation.about and decision.fact.id != expectation.about:
        return False
    if pick:
        day = decision.occurrence.isoformat() if decision.occurrence else ""
        if pick not in (day, decision.partner.id if decision.partner else ""):
            return False
    day_meant = expectation.segment
    if day_meant is None:
        return True
    start, end = finding.segment
    return (start is None or start <= day_meant) and (end is None or day_meant <= end)


def _silence(lane: Lane, expectation: Expectation, pick: str, seen: Observation) -> Outcome:
    if expectation.about:
        return seen.silence(lane, seen.fact(lane.about, expectation.about), pick, expectation.segment)
    if lane.about == "official":
        facts = [seen.world.official] if seen.world.official else []
    else:
        facts = list(seen.world.items.get(seen.rulebook.vocabulary.kinds[lane.about].plural, ()))
    outcomes = {seen.silence(lane, fact, pick, expectation.segment) for fact in facts}
    return "not_in_force" if "not_in_force" in outcomes else "not_raised"


def _compared(expectation: Expectation, finding: Finding, name: str, keys: Collection[str]) -> Iterator[str]:
    for key, expected in expectation.values.items():
        if key in keys:
            actual = READERS[key](finding)
            if (tuple(sorted(expected)) if key in SORTED else expected) != actual:
                yield f"{name}: expected {key} {shown(expected)}, got {shown(actual)}"


def _silent(expectation: Expectation, outcome: Outcome, name: str, keys: Collection[str]) -> Iterator[str]:
    """Compares with a rule that decided nothing: it has an outcome, and nothing else."""
    for key, expected in expectation.values.items():
        if key == "outcome" and key in keys and expected != outcome:
            yield f"{name}: expected outcome {shown(expected)}, got {shown(outcome)}"
        elif key != "outcome" and key in keys and expected not in (None, (), "", False):
            yield f"{name}: expected {key} {shown(expected)}, and the rule is {outcome}"


def _named(expectation: Expectation, pick: str) -> str:
    about = f" about {expectation.about}" if expectation.about else ""
    partner = f" with {pick}" if pick else ""
    day = f" on {expectation.segment}" if expectation.segment else ""
    return f"`{expectation.rule}`{about}{partner}{day}"


def shown(value: Any) -> str:
    """Returns an expected or observed value as a case would write it."""
    if value is None:
        return "none"
    if isinstance(value, tuple):
        return f"[{', '.join(map(str, value))}]"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


__all__ = ["KILLING", "READERS", "differences", "shown"]
