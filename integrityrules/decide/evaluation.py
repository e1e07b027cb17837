"""Everything said about one dossier: findings in the order of attention, and every other outcome with its explanation.

May not decide anything. Immutable; what is rarely looked at is worked out when it is asked for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property

from integrityrules.decide.explain import Explanation
from integrityrules.decide.finding import Finding
from integrityrules.decide.narrate import Language, Told, narrate, told
from integrityrules.decide.needed import Open, needed_questions, next_question, open_decisions
from integrityrules.decide.outcome import Decision
from integrityrules.decide.questions import Question
from integrityrules.decide.reviews import reviews
from integrityrules.decide.walk import FINDINGS, Law, Walk
from integrityrules.facts.world import Item, World


class Evaluation:
    """The result of evaluating one dossier.

    Args:
        walk: the pass that decided.
        decisions: what every rule in force said about every fact.
        key: secret that makes finding ids unguessable; empty for none.
    """

    def __init__(self, walk: Walk, decisions: Iterable[Decision], key: bytes = b"") -> None:
        self._walk = walk
        self._decisions = tuple(decisions)
        found = [Finding(decision, walk, key) for decision in self._decisions if decision.outcome in FINDINGS]
        found.sort(key=Finding.attention)
        self._findings = tuple(found)

    def __repr__(self) -> str:
        return f"<Evaluation as of {self.as_of}: {len(self._findings)} findings, {len(self._decisions)} decisions>"

    @property
    def as_of(self) -> date:
        """The day the dossier was looked at."""
        return self._walk.world.as_of

    @property
    def official(self) -> str:
        """Id of the official, or empty where only registers were looked at."""
        return self._walk.world.official.id if self._walk.world.official else ""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Outcomes worth a person's look, in the order of attention."""
        return self._findings

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """Every outcome of every rule in force, also of those that found nothing."""
        return self._decisions

    @property
    def not_read(self) -> tuple[tuple[str, str], ...]:
        """Kind and id of the facts dated after `as_of`: neither judged nor read."""
        return self._walk.world.not_read

    @property
    def world(self) -> World:
        return self._walk.world

    @property
    def law(self) -> Law:
        """The rulebook that was evaluated against."""
        return self._walk.law

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many decisions had each outcome."""
        return Counter(decision.outcome for decision in self._decisions)

    @cached_property
    def needed(self) -> tuple[Question, ...]:
        """Questions that settle every undetermined rule whatever the answers; none can be left out.

        What sources dispute, or an uncertain start of the law, no answer settles: such rules are left out.
        """
        return needed_questions(self._open)

    @cached_property
    def next_question(self) -> Question | None:
        """The needed question that settles most, or `None` if nothing is open."""
        return next_question(self._open, self.needed)

    @cached_property
    def _open(self) -> list[Open]:
        return open_decisions(self._decisions, self.world)

    @cached_property
    def explanations(self) -> tuple[Explanation, ...]:
        """Why each rule considered came out as it did, in the order of `decisions`: with near misses, also where nothing was found."""
        return tuple(self.explain(decision) for decision in self._decisions)

    def explain(self, decision: Decision) -> Explanation:
        """Returns why a decision came out as it did, also one that found nothing."""
        return Explanation(decision, self.world)

    def narrate(self, decision: Decision, language: Language = "id", *, full: bool = False) -> list[str]:
        """Returns why a decision came out as it did, in words; with declared values, for those who may see them."""
        return narrate(self.explain(decision), language, self._walk.law.parameter_titles, full=full)

    def told(self, decision: Decision, language: Language = "id", *, full: bool = False) -> list[Told]:
        """Returns the lines of `narrate`, each with its declared values apart, so that they can be left out."""
        return told(self.explain(decision), language, self._walk.law.parameter_titles, full=full)

    def decisions_of(self, rule: str, fact: str | None = None) -> tuple[Decision, ...]:
        """Returns the decisions of one rule, of one fact if its id is given; none where the rule was not in force."""
        return tuple(decision for decision in self._decisions if decision.rule.id == rule and (fact is None or decision.fact.id == fact))


def evaluate_world(law: Law, world: World, key: bytes = b"", about: Iterable[tuple[str, str]] | None = None) -> Evaluation:
    """Evaluates a resolved dossier under the law of each fact's own day.

    Args:
        law: the rulebook.
        world: the dossier, resolved as of its day.
        key: secret that makes finding ids unguessable; empty for none.
        about: kind and id of the facts to judge; the others are only read. `None`: all.
    """
    walk = Walk(law, world)
    judged: Iterable[Item]
    if about is None:
        judged, reviewed = walk.facts(), [item for items in world.items.values() for item in items]
    else:
        judged = reviewed = [item for kind, id in about if (item := world.find(kind, id)) is not None]
    decisions = [decision for fact in judged for decision in walk.decisions(fact)]
    decisions += reviews(walk, reviewed)
    return Evaluation(walk, decisions, key)
