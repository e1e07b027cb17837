"""The recorder: an engine whose every answer is in the log before anybody sees it.

May not decide. The engine knows nothing of it. INVARIANT: no evaluation leaves this module unless its entry is durable.
"""

from __future__ import annotations

import itertools
import threading
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import TracebackType
from typing import Any, NamedTuple, Self

from integrityrules.decide.evaluation import Evaluation
from integrityrules.engine import Engine
from integrityrules.errors import DeclarationError, IntegrityRulesError, Problem
from integrityrules.facts.dossier import Dossier, Registers
from integrityrules.trail.canonical import NotCanonicalError, encode, parse
from integrityrules.trail.content import Content, calendar_content, register_content, ruleset_content
from integrityrules.trail.disposition import Disposed, disposition_entry
from integrityrules.trail.keys import Keyring
from integrityrules.trail.log import Log, NotDurableError, Receipt, TrailError
from integrityrules.trail.record import Received, Setting, entry_head, evaluation_entry, reads_of, subject_id
from integrityrules.trail.vault import Sealed, Vault, seal

BATCH = 1000
"""Entries of one group commit: from there on more at once is hardly faster (AUDIT 4.1)."""


class Recorded(NamedTuple):
    """An evaluation whose entry is in the log.

    Args:
        receipt: where it is, and its leaf hash.
        entry: what was hashed.
    """

    evaluation: Evaluation
    receipt: Receipt
    entry: Mapping[str, Any]


class _Prepared(NamedTuple):
    evaluation: Evaluation
    entry: dict[str, Any]
    body: bytes
    key: str
    sealed: Sealed | None


class Recorder:
    """Evaluates dossiers and records every evaluation. Serves any number of threads.

    Args:
        engine: what evaluates.
        log: where entries go.
        keyring: keys of the log's subjects.
        vault: keeps the inputs, sealed, so that they can be replayed without the caller; `None`: the caller keeps them.
        run: id of this run, for its entries; random if empty. Something that tells nothing of a person.

    Raises:
        TrailError: the log cannot store the rulesets.
    """

    def __init__(self, engine: Engine, log: Log, keyring: Keyring, vault: Vault | None = None, *, run: str = "") -> None:
        self._engine = engine
        self._log = log
        self._keyring = keyring
        self._vault = vault
        self._numbers = itertools.count()
        self._lock = threading.Lock()
        self._registers: dict[int, tuple[Registers, Content]] = {}
        self._evaluated = self._failed = 0
        rulesets, calendars = ruleset_content(engine.rulebook), calendar_content(engine.calendars.values())
        self._setting = Setting(run or uuid.uuid4().hex, rulesets.refs, calendars.refs, [], reads_of(engine.rulebook))
        for content in (rulesets, calendars):
            self._keep(content)

    @property
    def run(self) -> str:
        """Id of this run."""
        return self._setting.run

    def evaluate(self, dossier: Dossier, *, as_of: date | None = None, registers: Iterable[Registers] = ()) -> Evaluation:
        """Evaluates one dossier as the engine does, and returns the evaluation once its entry is durable; see `record`."""
        return self.record(dossier, as_of=as_of, registers=registers).evaluation

    def record(
        self,
        dossier: Dossier,
        *,
        as_of: date | None = None,
        registers: Iterable[Registers] = (),
        received: bytes | None = None,
        key: str = "",
    ) -> Recorded:
        """Evaluates one dossier and records it.

        Args:
            as_of, registers: as for `Engine.evaluate`.
            received: the bytes the dossier was read from; their keyed digest goes into the entry.
            key: of the request, so that a request that is repeated is recorded once; only a keyed digest of it is kept.

        Returns:
            the evaluation with its receipt. It is withheld by raising unless the entry is durable.

        Raises:
            DeclarationError: as the engine raises; or `not-canonical`, a text of the dossier cannot be written down exactly.
            NotDurableError: the entry may not be there.
            TrailError: `key-conflict`, the request was recorded before with another outcome; or the log, keys or vault fail.
        """
        prepared = self._prepare(dossier, as_of, tuple(registers), received, key)
        if key:
            found = self._log.find_key(prepared.key)
            if found is not None:
                return self._recorded_before(prepared, found)
        (receipt,) = self._append([prepared])
        return Recorded(prepared.evaluation, receipt, prepared.entry)

    def batch(self, size: int = BATCH) -> Batch:
        """Returns a context in which entries are made durable `size` at a time. Use nothing of it before the context has ended well."""
        return Batch(self, size)

    def record_dispositions(self, disposed: Sequence[Disposed]) -> list[Receipt]:
        """Records what officers decided about findings, as this run met it; durable when it returns. See `trail.disposition`.

        Raises:
            DeclarationError: `not-canonical`, a text cannot be written down exactly.
            NotDurableError: an entry may not be there.
        """
        ids = [str(next(self._numbers)) for _ in disposed]
        try:
            prepared = [disposition_entry(one, self._keyring, run=self.run, id=id) for one, id in zip(disposed, ids, strict=True)]
        except NotCanonicalError as error:
            problem = Problem("disposition", 0, 0, "not-canonical", error.reason, "replace the characters that are not text")
        else:
            if self._vault is not None:
                self._vault.put([sealed for one in prepared for sealed in one.sealed])
            bodies, keys = [one.body for one in prepared], [f"{self.run}/{id}" for id in ids]
            return self._log.append_many(bodies, keys=keys) if prepared else []
        raise DeclarationError(problems=[problem])

    def close_run(self, *, read: int, rejected: int = 0, received: bytes | None = None) -> Receipt:
        """Records the account of the run: of what was read, how much was evaluated, failed, and was rejected.

        An evaluation that was never logged leaves no trace by itself; only numbers that do not add up show it.

        Args:
            read: how many dossiers were read, the registers counted as one where they are evaluated by themselves.
            rejected: how many rows could not be read.
            received: the whole input, for its keyed digest.
        """
        counts = {"read": read, "evaluated": self._evaluated, "failed": self._failed, "rejected": rejected}
        digest = None if received is None else self._keyring.log_key.digest("received", received)
        entry = entry_head("run", self.run, "end") | {"counts": counts, "input": digest}
        return self._log.append(encode(entry), key=f"{self.run}/end")

    def _prepare(self, dossier: Dossier, as_of: date | None, registers: tuple[Registers, ...], data: bytes | None, key: str) -> _Prepared:
        """Evaluates and makes the entry; keeps everything the entry refers to."""
        if as_of is not None:
            dossier = dossier.model_copy(update={"as_of": as_of})
        try:
            evaluation = self._engine.evaluate(dossier, registers=registers)
            received = Received(dossier, self._keyring.subject(subject_id(dossier)), data)
            setting = replace(self._setting, registers=self._register_refs((*self._engine.registers, *registers)))
            id = self._keyring.log_key.mac("request", key) if key else str(next(self._numbers))
            entry = evaluation_entry(evaluation, received, setting, id=id)
            body, sealed = encode(entry), None
            if self._vault is not None:
                box = seal(received.key, received.name, encode(received.form))
                sealed = Sealed(received.name, received.key.pseudonym, box)
        except NotCanonicalError as error:
            self._count(failed=1)
            problem = Problem(error.place or "dossier", 0, 0, "not-canonical", error.reason, "replace the characters that are not text")
        except IntegrityRulesError:
            self._count(failed=1)
            raise
        else:
            return _Prepared(evaluation, entry, body, id if key else f"{self.run}/{id}", sealed)
        raise DeclarationError(problems=[problem])

    def _append(self, prepared: list[_Prepared]) -> list[Receipt]:
        """Makes entries durable, all or none."""
        if not prepared:
            return []
        try:
            # Inputs first: an entry that is there can be decided again; a kept input without an entry harms nobody.
            if self._vault is not None:
                self._vault.put([one.sealed for one in prepared if one.sealed is not None])
            receipts = self._log.append_many([one.body for one in prepared], keys=[one.key for one in prepared])
        except TrailError:
            self._count(failed=len(prepared))
            raise
        except Exception:  # whatever a store raises: nobody may take it for success, and its text may quote the entry
            receipts = []
        if len(receipts) != len(prepared):
            self._count(failed=len(prepared))
            raise NotDurableError("the entry may not be in the log; the evaluation is withheld")
        self._count(evaluated=len(prepared))
        return receipts

    def _recorded_before(self, prepared: _Prepared, receipt: Receipt) -> Recorded:
        """Returns the earlier record of a request; it must say the same, except for the run it was made in."""
        entry = parse(self._log.read(receipt.index))
        if {**entry, "run": "", "engine": ""} != {**parse(prepared.body), "run": "", "engine": ""}:
            raise TrailError("this request was recorded before, with another input or outcome", code="key-conflict")
        return Recorded(prepared.evaluation, receipt, entry)

    def _register_refs(self, registers: tuple[Registers, ...]) -> list[dict[str, Any]]:
        return [ref for register in registers for ref in self._register(register).refs]

    def _register(self, register: Registers) -> Content:
        """Returns the content of a register, sealed and stored when it is first met, or met again after its key was erased."""
        with self._lock:
            found = self._registers.get(id(register))
            if found is None or any(self._keyring.find(ref["name"], kind="register") is None for ref in found[1].refs):
                found = register, register_content([register], self._keyring)
                self._keep(found[1])
                self._registers[id(register)] = found
            return found[1]

    def _keep(self, content: Content) -> None:
        for digest, data in content.blobs.items():
            self._log.put_blob(digest, data)

    def _count(self, *, evaluated: int = 0, failed: int = 0) -> None:
        with self._lock:
            self._evaluated += evaluated
            self._failed += failed


class Batch:
    """Evaluates many dossiers with few commits; made by `Recorder.batch`.

    What it returns is not durable yet. Leaving the context makes it so, or raises: until then show nothing of it to anybody.
    """

    def __init__(self, recorder: Recorder, size: int) -> None:
        self._recorder = recorder
        self._size = size
        self._waiting: list[_Prepared] = []
        self._receipts: list[Receipt] = []
        self._lost: TrailError | None = None

    @property
    def receipts(self) -> tuple[Receipt, ...]:
        """Of what is durable, in the order of evaluation."""
        return tuple(self._receipts)

    def evaluate(self, dossier: Dossier, *, as_of: date | None = None, registers: Iterable[Registers] = ()) -> Evaluation:
        """Evaluates one dossier as the engine does. Raises as `Recorder.record`; after a failure to store, always."""
        if self._lost is not None:
            raise self._lost
        try:
            prepared = self._recorder._prepare(dossier, as_of, tuple(registers), None, "")
        except TrailError as error:
            self._lost = error
            raise
        self._waiting.append(prepared)
        if len(self._waiting) >= self._size:
            self.flush()
        return prepared.evaluation

    def flush(self) -> None:
        """Makes everything durable. Raises NotDurableError or TrailError, now and at every later call, if something is not."""
        if self._lost is not None:
            raise self._lost
        waiting, self._waiting = self._waiting, []
        try:
            self._receipts += self._recorder._append(waiting)
        except TrailError as error:
            self._lost = error
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if error is None:
            self.flush()
