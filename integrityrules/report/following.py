"""Beside each finding of an audit, what earlier work says of it: the baseline, and the dispositions of officers.

May not decide: a disposition that has expired, or that was made for a state that needed less attention, holds nothing back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from integrityrules.decide.outcome import ATTENTION, State
from integrityrules.report.baseline import Baseline, needs_more_attention
from integrityrules.report.content import FollowUp, Standing
from integrityrules.tables.dispositions import Disposition


class Followed(NamedTuple):
    """What earlier work says of one finding; see `content.Case`."""

    standing: Standing = "new"
    disposition: Disposition | None = None
    stands: bool = False

    @property
    def is_open(self) -> bool:
        return self.standing != "known" and not self.stands


NOT_FOLLOWED = Followed()


class Following:
    """Looks findings up, and counts what it answers.

    Args:
        as_of: the day of the audit.
        baseline: what was found before, or `None`.
        dispositions: of officers; of each finding at most one.
    """

    def __init__(self, as_of: date, baseline: Baseline | None = None, dispositions: Iterable[Disposition] = ()) -> None:
        self._as_of = as_of
        self._baseline = baseline
        self._dispositions = {(one.official, one.finding): one for one in dispositions}
        self._known: Counter[State] = Counter()
        self._disposed: Counter[str] = Counter()
        self._met: set[str] = set()
        self._expired: list[Disposition] = []
        self._outgrown: list[Disposition] = []
        self._unused = dict(self._dispositions)

    @property
    def has_dispositions(self) -> bool:
        """Tells whether officers wrote anything."""
        return bool(self._dispositions)

    def look(self, official: str, finding: str, state: State) -> Followed:
        """Returns what is known of a finding; ask once for each."""
        standing = self._standing(official, finding, state)
        disposition = self._dispositions.get((official, finding))
        self._unused.pop((official, finding), None)
        stands = disposition is not None and self._stands(disposition, state)
        if disposition is not None and stands:
            self._disposed[disposition.decided] += 1
        elif standing == "known":
            self._known[state] += 1
        return Followed(standing, disposition, stands)

    def _standing(self, official: str, finding: str, state: State) -> Standing:
        if self._baseline is None:
            return "new"
        name = self._baseline.fingerprint(official, finding)
        before = self._baseline.findings.get(name)
        if before is None:
            return "new"
        self._met.add(name)
        return "worse" if needs_more_attention(state, before) else "known"

    def _stands(self, disposition: Disposition, state: State) -> bool:
        if not disposition.decided:
            return False
        if disposition.expires is None or disposition.expires < self._as_of:
            self._expired.append(disposition)
            return False
        if disposition.state in ATTENTION and needs_more_attention(state, disposition.state):
            self._outgrown.append(disposition)
            return False
        return True

    def summary(self) -> FollowUp:
        """Returns what was answered so far; of the whole audit, once every finding was looked up."""
        gone = None if self._baseline is None else len(self._baseline.findings.keys() - self._met)
        known = {state: self._known[state] for state in ATTENTION if self._known[state]}
        return FollowUp(
            known, gone, dict(sorted(self._disposed.items())), tuple(self._expired), tuple(self._outgrown), tuple(self._unused.values())
        )
