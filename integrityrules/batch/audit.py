"""An audit: every dossier of an input through the engine, with an account of every row that was read.

May not decide anything, nor hide a failure: a dossier that fails is listed, and the audit is incomplete.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Protocol

from integrityrules.batch.beside import Beside, Pair, own_facts
from integrityrules.decide.evaluation import Evaluation
from integrityrules.decide.finding import Finding
from integrityrules.decide.outcome import Decision
from integrityrules.engine import Engine
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
        registers: what the registers say by themselves (bidders under common control, for instance), of no official; `None` where
            the input has none, or their evaluation failed.
    """

    as_of: date
    audited: tuple[Audited, ...]
    failed: tuple[Failed, ...]
    declarations: Declarations
    registers: Audited | None = None

    @property
    def is_complete(self) -> bool:
        """Tells whether every row was read and every dossier evaluated."""
        return self.declarations.is_complete and not self.failed

    @property
    def rejected(self) -> tuple[Problem, ...]:
        """What could not be read, with sheet, row, column and reason."""
        return self.declarations.rejected

    def findings(self) -> list[tuple[Audited, Finding]]:
        """Returns every finding with its official: by the order of attention, then by the day it is due, then as in the input.

        What the registers say by themselves is said once, of no official, although it is true beside every dossier.
        """
        alone = self.registers.evaluation.findings if self.registers else ()
        said = {(finding.id, finding.state) for finding in alone}
        found = [(self.registers, finding) for finding in alone] if self.registers else []
        found += [
            (one, finding)
            for one in self.audited
            for finding in one.evaluation.findings
            if not said or (finding.id, finding.state) not in said
        ]
        return sorted(found, key=lambda pair: (pair[1].attention(), pair[1].due_on or date.max))

    def exempt(self) -> Iterator[tuple[Audited, Decision]]:
        """Yields every decision that a fact is exempt from a rule, with its official; of a fact in a register once, of no official."""
        shared = [self.registers] if self.registers else []
        said: set[tuple[str, str, str]] = set()
        for one in (*shared, *self.audited):
            for decision in one.evaluation.decisions:
                name = decision.rule.id, decision.fact.kind, decision.fact.id
                if decision.outcome == "exempt" and name not in said:
                    yield one, decision
                    if one is self.registers:
                        said.add(name)


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
    dossiers, registers = declarations.dossiers, declarations.registers
    alone = evaluated(engine, Dossier(as_of=as_of), registers, as_of) if registers.has_facts else None
    # What registers say whoever the official is, is said once. An engine that records is asked about everything, so that it can be again.
    judge: Callable[[Dossier], Audited | Failed] = partial(evaluated, engine, registers=registers, as_of=as_of)
    if isinstance(alone, Audited) and isinstance(engine, Engine):
        judge = partial(judged, engine, registers=registers, as_of=as_of, about=Beside(engine.rulebook))
    for number, dossier in enumerate(dossiers, start=1):
        found = judge(dossier)
        if isinstance(found, Audited):
            audited.append(found)
        else:
            failed.append(found)
        if progress is not None:
            progress(number, len(dossiers))
    if isinstance(alone, Failed):
        failed.append(alone)
    return Audit(as_of, tuple(audited), tuple(failed), declarations, alone if isinstance(alone, Audited) else None)


def evaluated(engine: Evaluates, dossier: Dossier, registers: Registers, as_of: date) -> Audited | Failed:
    """Evaluates one dossier of many: what goes wrong with it is told by a code, and is no reason to stop."""
    return _attempt(dossier, lambda: engine.evaluate(dossier, as_of=as_of, registers=(registers,)))


def judged(engine: Engine, dossier: Dossier, registers: Registers, as_of: date, about: Beside | Sequence[Pair]) -> Audited | Failed:
    """Evaluates one dossier of many, about some facts; the others are only read.

    Args:
        about: kind and id of the facts; or what tells which facts of registers to judge besides all of the dossier.
    """

    def attempt() -> Evaluation:
        world = engine.resolve(dossier, as_of=as_of, registers=(registers,))
        if isinstance(about, Beside):
            return engine.evaluate_world(world, dict.fromkeys((*own_facts(world, dossier), *about.facts(world))))
        return engine.evaluate_world(world, about)

    return _attempt(dossier, attempt)


def _attempt(dossier: Dossier, evaluate: Callable[[], Evaluation]) -> Audited | Failed:
    official = dossier.official.id if isinstance(dossier.official, Official) else ""
    try:
        evaluation = evaluate()
        return Audited(official, _agency(evaluation), evaluation)
    except IntegrityRulesError as error:
        return Failed(official, error.code)
    except Exception:  # a bug of ours must not take the other officials' results with it, nor print their data
        return Failed(official, "engine")


def _agency(evaluation: Evaluation) -> str:
    official = evaluation.world.official
    return (declared_value(official, "agency", evaluation.as_of) or "") if official else ""
