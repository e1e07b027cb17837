"""The main path: a dossier and its registers -> the law of each fact's day -> decisions -> findings.

May not read files, clocks or globals. One engine serves any number of threads: it is never changed once made. Another process gets it
by `pickle`: as the texts it was made of, which are read there again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import blake2b
from typing import Any

from integrityrules.decide.evaluation import Evaluation, evaluate_world
from integrityrules.decide.walk import Law
from integrityrules.facts.calendar import WorkCalendar
from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.facts.dossier import Dossier, Registers
from integrityrules.facts.resolve import resolve
from integrityrules.facts.world import World
from integrityrules.rulebook.compile import Rulebook
from integrityrules.rulebook.read import parse_ruleset


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

    def __reduce__(self) -> tuple[Any, ...]:
        # Generated functions cannot travel, and need not: the texts say everything. Registers without what was resolved of them.
        if self._rulebook.vocabulary is not VOCABULARY:
            raise TypeError("an engine of another vocabulary cannot be pickled")
        texts = tuple(dict(ruleset.files) for ruleset in self._rulebook.rulesets)
        registers = tuple(register.model_copy() for register in self._registers)
        return _engine_of_texts, (texts, tuple(self._calendars.values()), registers, self._key)

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

    @property
    def key_mark(self) -> str:
        """What tells engines with different keys apart, and does not tell the key; empty where there is none."""
        return blake2b(b"integrityrules/engine", key=self._key[:64], digest_size=16).hexdigest() if self._key else ""

    def evaluate(
        self,
        dossier: Dossier,
        *,
        as_of: date | None = None,
        registers: Iterable[Registers] = (),
        about: Iterable[tuple[str, str]] | None = None,
        explain: bool = False,
    ) -> Evaluation:
        """Evaluates one dossier.

        Args:
            dossier: one official, what they declared, and the registers that belong to it.
            as_of: the day it is looked at, in place of the dossier's own.
            registers: read with this dossier, besides those of the engine.
            about: kind and id of the facts to judge, in this order (`[("gift", "g1")]`); the others are only read. `None`: all.
            explain: work out now why each rule came out as it did (`evaluation.explanations`), not when it is asked for.

        Returns:
            the evaluation; what is unknown is in it, never an error.

        Raises:
            DeclarationError: the dossier contradicts itself (one id for two facts of one source).
        """
        evaluation = self.evaluate_world(self.resolve(dossier, as_of=as_of, registers=registers), about)
        if explain:
            for explanation in evaluation.explanations:
                explanation.sections  # noqa: B018  # worked out once and kept
        return evaluation

    def resolve(self, dossier: Dossier, *, as_of: date | None = None, registers: Iterable[Registers] = ()) -> World:
        """Returns what conditions read of a dossier, beside the registers of the engine; arguments as for `evaluate`."""
        if as_of is not None and as_of != dossier.as_of:
            dossier = dossier.model_copy(update={"as_of": as_of})
        every = (*self._registers, *registers)
        return resolve(dossier, vocabulary=self._rulebook.vocabulary, calendars=self._calendars, registers=every)

    def evaluate_world(self, world: World, about: Iterable[tuple[str, str]] | None = None, law: Law | None = None) -> Evaluation:
        """Evaluates a dossier that is resolved already, as the monitor keeps them.

        Args:
            about: as for `evaluate`.
            law: some of the rules; `None` for all.
        """
        return evaluate_world(self._rulebook if law is None else law, world, self._key, about)


def _engine_of_texts(
    texts: tuple[dict[str, str], ...], calendars: tuple[WorkCalendar, ...], registers: tuple[Registers, ...], key: bytes
) -> Engine:
    rulebook = Rulebook([parse_ruleset(files, strict=False) for files in texts], VOCABULARY)
    return Engine(rulebook, calendars, registers=registers, key=key)
