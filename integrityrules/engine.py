"""The main path: a dossier and its registers -> the law of each fact's day -> decisions -> findings.

May not read files, clocks or globals. One engine serves any number of threads: it is never changed once made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from integrityrules.decide.evaluation import Evaluation, evaluate_world
from integrityrules.facts.calendar import WorkCalendar
from integrityrules.facts.dossier import Dossier, Registers
from integrityrules.facts.resolve import resolve
from integrityrules.rulebook.compile import Rulebook


class Engine:
    """Evaluates dossiers against a rulebook.

    Args:
        rulebook: checked rulesets; its programs are compiled once per period, when first needed, and kept.
        calendars: working-day calendars by id.
        registers: facts that belong to no single official (packages, bids, company links), read with every dossier.
        key: secret that makes finding ids unguessable (at most 64 bytes count); empty for none.
    """

    def __init__(
        self,
        rulebook: Rulebook,
        calendars: Iterable[WorkCalendar] = (),
        *,
        registers: Iterable[Registers] = (),
        key: bytes = b"",
    ) -> None:
        self._rulebook = rulebook
        self._registers = tuple(registers)
        self._calendars: Mapping[str, WorkCalendar] = {calendar.id: calendar for calendar in calendars}
        self._key = key

    @property
    def rulebook(self) -> Rulebook:
        """The rules it evaluates."""
        return self._rulebook

    @property
    def calendars(self) -> Mapping[str, WorkCalendar]:
        """The working-day calendars, by id."""
        return self._calendars

    @property
    def registers(self) -> tuple[Registers, ...]:
        """The registers that are read with every dossier."""
        return self._registers

    def evaluate(
        self, dossier: Dossier, *, as_of: date | None = None, registers: Iterable[Registers] = (), explain: bool = False
    ) -> Evaluation:
        """Evaluates one dossier.

        Args:
            dossier: one official, what they declared, and the registers that belong to it.
            as_of: the day it is looked at, in place of the dossier's own.
            registers: read with this dossier, besides those of the engine.
            explain: work out now why each rule came out as it did (`evaluation.explanations`), not when it is asked for.

        Returns:
            the evaluation; what is unknown is in it, never an error.

        Raises:
            DeclarationError: the dossier contradicts itself (one id for two facts of one source).
        """
        if as_of is not None:
            dossier = dossier.model_copy(update={"as_of": as_of})
        world = resolve(dossier, vocabulary=self._rulebook.vocabulary, calendars=self._calendars, registers=(*self._registers, *registers))
        evaluation = evaluate_world(self._rulebook, world, self._key)
        if explain:
            evaluation.explanations  # noqa: B018  # worked out once and kept
        return evaluation
