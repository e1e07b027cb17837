"""An audit: every dossier of an input through the engine, with an account of every row that was read.

May not decide anything, nor hide a failure: a dossier that fails is listed, and the audit is incomplete.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from integrityrules.decide.evaluation import Evaluation
from integrityrules.decide.finding import Finding
from integrityrules.decide.outcome import ATTENTION, Decision
from integrityrules.errors import IntegrityRulesError, Problem
from integrityrules.facts.dossier import Dossier, Registers
from integrityrules.facts.official import Official
from integrityrules.language.interpret import declared_value
from integrityrules.tables import Declarations


class Evaluates(Protocol):
    """What an audit needs of an engine; one that records what it says is another."""

    def evaluate(self, dossier: Dossier, *, as_of: date | None = None, registers: Iterable[Registers] = ()) -> Evaluation: ...


@dataclass(frozen=True, slots=True)
class Audited:
    """One official of an audit and everything said about them.

    Args:
        official: id as in the input.
        agency: as declared for the day of the audit, or empty.
        evaluation: the result.
    """

    official: str
    agency: str
    evaluation: Evaluation


@dataclass(frozen=True, slots=True)
class Failed:
    """A dossier whose evaluation failed: its official, and the code of what went wrong."""

    official: str
    code: str


@dataclass(frozen=True, slots=True)
class Audit:
    """The result of an audit.

    Args:
        as_of: the day it was made for.
        audited: one for each dossier that was evaluated, in the order of the input.
        failed: one for each dossier that could not be.
        declarations: what was read, with every row that was rejected.
    """

    as_of: date
    audited: tuple[Audited, ...]
    failed: tuple[Failed, ...]
    declarations: Declarations

    @property
    def is_complete(self) -> bool:
        """Tells whether every row was read and every dossier evaluated."""
        return self.declarations.is_complete and not self.failed

    @property
    def rejected(self) -> tuple[Problem, ...]:
        """What could not be read, with sheet, row, column and reason."""
        return self.declarations.rejected

    def findings(self) -> list[tuple[Audited, Finding]]:
        """Returns every finding with its official: by the order of attention, then by the day it is due, then as in the input."""
        found = [(one, finding) for one in self.audited for finding in one.evaluation.findings]
        return sorted(found, key=lambda pair: (pair[1].attention(), pair[1].due_on or date.max))

    def exempt(self) -> Iterator[tuple[Audited, Decision]]:
        """Yields every decision that a fact is exempt from a rule, with its official."""
        for one in self.audited:
            for decision in one.evaluation.decisions:
                if decision.outcome == "exempt":
                    yield one, decision

    def reaches(self, state: str) -> bool:
        """Tells whether a finding is at or above a state in the order of attention."""
        limit = ATTENTION.index(state)
        return any(finding.attention() <= limit for _, finding in self.findings())


def audit(engine: Evaluates, declarations: Declarations, *, as_of: date, progress: Callable[[int, int], None] | None = None) -> Audit:
    """Evaluates every dossier of an input.

    Args:
        engine: what evaluates them.
        declarations: what `read_declarations` gave.
        as_of: the day it is made for.
        progress: called with the number done and the number in all, after each dossier.

    Returns:
        the audit; a dossier that fails is in `failed`, and the others go on.
    """
    audited: list[Audited] = []
    failed: list[Failed] = []
    dossiers = declarations.dossiers
    for number, dossier in enumerate(dossiers, start=1):
        official = dossier.official.id if isinstance(dossier.official, Official) else ""
        try:
            evaluation = engine.evaluate(dossier, as_of=as_of, registers=(declarations.registers,))
            audited.append(Audited(official, _agency(evaluation), evaluation))
        except IntegrityRulesError as error:
            failed.append(Failed(official, error.code))
        except Exception:  # a bug of ours must not take the other officials' results with it, nor print their data
            failed.append(Failed(official, "engine"))
        if progress is not None:
            progress(number, len(dossiers))
    return Audit(as_of, tuple(audited), tuple(failed), declarations)


def _agency(evaluation: Evaluation) -> str:
    official = evaluation.world.official
    return (declared_value(official, "agency", evaluation.as_of) or "") if official else ""
