"""A finding: an outcome worth a person's look, with everything that person needs, worked out when it is asked for.

May not decide anything. Holds values in memory; its public form holds only codes and references.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from hashlib import blake2b
from typing import Any

from integrityrules.decide.consequences import PossibleSanction, possible_sanctions
from integrityrules.decide.explain import Explanation
from integrityrules.decide.narrate import Language, Told, narrate, told
from integrityrules.decide.outcome import ATTENTION, Decision, Duty, Outcome, State
from integrityrules.decide.questions import Question
from integrityrules.decide.walk import Walk
from integrityrules.decide.wording import STATES
from integrityrules.facts.values import Spells
from integrityrules.facts.vocabulary import Text
from integrityrules.rulebook.program import Citation


class Finding:
    """One finding about one fact (or pair, segment, occurrence). Immutable; equal content gives an equal `id`.

    Args:
        decision: what was decided.
        walk: the pass it came from, for what is worked out later.
        key: secret of the caller that makes ids unguessable; empty for none.
    """

    def __init__(self, decision: Decision, walk: Walk, key: bytes = b"") -> None:
        self._decision = decision
        self._walk = walk
        self._key = key

    def __repr__(self) -> str:
        return f"<Finding {self.rule} {self.outcome} {self.state}>"

    @property
    def decision(self) -> Decision:
        """The bare decision, with the facts and the scope it was taken in."""
        return self._decision

    @property
    def rule(self) -> str:
        """Id of the rule; `rule@layer` for an agency's instance."""
        return self._decision.rule.id

    @property
    def title(self) -> Text:
        return self._decision.rule.title

    @property
    def ruleset(self) -> str:
        return self._decision.rule.ruleset

    @property
    def version(self) -> str:
        """Version of the ruleset."""
        return self._decision.rule.version

    @property
    def digest(self) -> str:
        """SHA-256 of the ruleset's content."""
        return self._decision.rule.digest

    @property
    def layer(self) -> str:
        """Id of the agency layer the rule comes from; empty for the nation."""
        return self._decision.rule.layer

    @property
    def tracks(self) -> tuple[str, ...]:
        """The track of its rule, or, where only the sanction decides that (ethics or discipline by phase), those of the possible ones."""
        own = self._decision.rule.track
        return (own,) if own else tuple(dict.fromkeys(possible.rule.track for possible in self.consequences))

    @property
    def track(self) -> str:
        """Its track; empty where it may be one or another, or none is known."""
        return self.tracks[0] if len(self.tracks) == 1 else ""

    @property
    def kind(self) -> str:
        return self._decision.rule.kind

    @property
    def bearer(self) -> str:
        """Who owes what the rule demands. What another bearer owes is never held against the official."""
        return self._decision.rule.bearer

    @property
    def executability(self) -> str:
        return self._decision.rule.executability

    @property
    def outcome(self) -> Outcome:
        return self._decision.outcome

    @property
    def state(self) -> State:
        """One of `ATTENTION`."""
        return self._decision.state

    @property
    def fact(self) -> str:
        """Id of the fact it is about."""
        return self._decision.fact.id

    @property
    def fact_kind(self) -> str:
        return self._decision.fact.kind

    @property
    def partner(self) -> str | None:
        """Id of the other fact of a pair."""
        return self._decision.partner.id if self._decision.partner else None

    @property
    def day(self) -> Any:
        """The day whose law was used: a day, a `Range` of days, or `None` where nothing is known of it."""
        return self._decision.day

    @property
    def segment(self) -> tuple[date | None, date | None]:
        """First and last day of the segment of a lasting fact; `None` twice for an act."""
        return self._decision.start, self._decision.end

    @property
    def occurrence(self) -> date | None:
        return self._decision.occurrence

    @property
    def duty(self) -> Duty | None:
        """Routes, deadlines and days done of a duty."""
        return self._decision.duty

    @property
    def due_on(self) -> date | None:
        """The earliest day on which the duty can be due: done by then, it is done in time on every reading."""
        return self.duty.earliest if self.duty else None

    @property
    def due_latest(self) -> date | None:
        """The latest day on which the duty can be due; `None` where the calendar or the start leaves it open."""
        return self.duty.latest if self.duty else None

    @property
    def done_on(self) -> Any:
        """The day it was done, a `Range`, or `None` where it was not or nothing says so."""
        done = self.duty.done if self.duty else None
        return None if self._walk.world.is_later(done) else done

    @property
    def working_days_left(self) -> int | None:
        """Working days that surely remain until `due_on`; `None` where it has passed or cannot be said."""
        return self.duty.working_days_left if self.duty else None

    @property
    def citations(self) -> tuple[Citation, ...]:
        return self._decision.rule.cite

    @property
    def outdated_sources(self) -> tuple[Citation, ...]:
        """Citations whose source was to be reviewed before `as_of`."""
        as_of = self._walk.world.as_of
        return tuple(cite for cite in self.citations if cite.review_by is not None and cite.review_by < as_of)

    @property
    def unless_shown(self) -> tuple[str, ...]:
        """The exemptions that would exempt, if what is missing were shown."""
        return self._decision.unless_shown

    @property
    def reason(self) -> str:
        """Why it is undetermined besides what is missing: a code of `wording.REASONS`, or empty."""
        if self._decision.reason or self.outcome != "undetermined" or not self._decision.rule.disputes:
            return self._decision.reason
        return "disputed" if self.explanation.is_disputed() else ""

    @cached_property
    def consequences(self) -> tuple[PossibleSanction, ...]:
        """Possible sanctions: never a statement that one will follow."""
        return possible_sanctions(self._walk, self._decision)

    @cached_property
    def explanation(self) -> Explanation:
        """Why, why not, and how far from the limit."""
        return Explanation(self._decision, self._walk.world)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """What is missing and whom to ask: of the rule, its deadline and its range of consequences."""
        asked = dict.fromkeys(self.explanation.questions())
        for sanction in self.consequences:
            if not sanction.certain:
                asked |= dict.fromkeys(self.explanation.questions_about(sanction))
        return tuple(asked)

    @cached_property
    def rests_on(self) -> tuple[str, ...]:
        """Paths of the fields that were read, such as `gift[g1].value_idr`."""
        return self.explanation.reads()

    @cached_property
    def basis(self) -> tuple[str, ...]:
        """How the facts it rests on are known (`declared`, `register`, `alleged`, `established`)."""
        return tuple(sorted({basis for item in self.explanation.items() for basis in item.basis}))

    @cached_property
    def assumptions(self) -> tuple[str, ...]:
        """Fields of the official that were given without days, and are taken to hold throughout."""
        official = self._walk.world.official
        if official is None:
            return ()
        given = {name: official.values.get(name) for name in self._decision.rule.spelled}
        return tuple(f"official.{name}" for name, value in sorted(given.items()) if value is not None and not isinstance(value, Spells))

    @cached_property
    def id(self) -> str:
        """Keyed hash of ruleset, rule, facts and segment: stable when a ruleset is released again or a value is corrected."""
        parts = [self.ruleset, self.rule, self.fact_kind, self.fact, self.partner or "", *_segment_words(self._decision)]
        return blake2b("\x1f".join(parts).encode(), digest_size=16, key=self._key[:64]).hexdigest()

    def summary(self, language: str = "id") -> str:
        """Returns one sentence without personal values: the rule, its state, and when it is due."""
        text = f"{self.title.in_language(language)}: {STATES[self.state].in_language(language)}"
        if self.due_on and self.state in ("due", "overdue", "unconfirmed", "undetermined"):
            text += (" — tenggat " if language == "id" else " — due ") + self.due_on.isoformat()
        return text

    def narrate(self, language: Language = "id", *, full: bool = False) -> list[str]:
        """Returns why, why not and how far from the limit, in lines; with declared values, for those who may see them."""
        return narrate(self.explanation, language, self._walk.law.parameter_titles, full=full)

    def told(self, language: Language = "id", *, full: bool = False) -> list[Told]:
        """Returns the lines of `narrate`, each with its declared values apart, so that they can be left out."""
        return told(self.explanation, language, self._walk.law.parameter_titles, full=full)

    def attention(self) -> int:
        """Returns its place in the order of attention, 0 first."""
        return ATTENTION.index(self.state)


def _segment_words(decision: Decision) -> Iterator[str]:
    """Yields what tells apart several findings of one rule on one fact: the occurrence, or the start of the segment."""
    if decision.occurrence:
        yield decision.occurrence.isoformat()
    if decision.start:
        yield decision.start.isoformat()
