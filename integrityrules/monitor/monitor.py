"""The monitor: facts come and go, findings appear, change and go, each told once it is durable.

May not decide, find or store by itself. Serves any number of threads, one call at a time; starts none.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import RLock
from types import EllipsisType, TracebackType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Self

from integrityrules.decide.outcome import ATTENTION, is_at_or_above
from integrityrules.engine import Engine
from integrityrules.errors import UsageError
from integrityrules.facts.model import Fact
from integrityrules.monitor.acts import (
    Act,
    Advance,
    Checker,
    Correct,
    State,
    check_kind,
    read_act,
    read_day,
    read_fact,
    read_windows,
)
from integrityrules.monitor.change import Change
from integrityrules.monitor.choice import Choice, choose_matcher
from integrityrules.monitor.errors import MonitorError
from integrityrules.monitor.records import Name, Said
from integrityrules.monitor.working import Cause, Working

if TYPE_CHECKING:  # imported where they are used: they bring databases along
    from integrityrules.monitor.store import Store
    from integrityrules.trail import Trail

FactLike = Fact | Mapping[str, Any]


class Standing(NamedTuple):
    """A finding as it stands: whose (empty for what the registers say by themselves), and its public form."""

    official: str
    finding: Mapping[str, Any]


class Monitor:
    """A live working memory of many officials and registers.

    Args:
        engine: rules, calendars, registers and the key of finding ids.
        as_of: the day everything is looked at; `None` for the day of the store, or else today.
        store: a file that keeps facts, findings and changes; `None` for memory only.
        matcher: `auto`, `indexed` or `durable-rules`; see `Monitor.matcher`.
        on_change: called with each change once it is durable, and at the next start again with those it raised an error for.
        trail: an open trail; each change is an entry of it before it is told.

    Raises:
        MonitorError: `store-locked`, `unreadable-store`; `no-durable-rules`, it is asked for and cannot be imported.
        DeclarationError: `goes-back`, the store has been looking at a later day.

    Example:
        >>> from datetime import date
        >>> from integrityrules import Gift, load_engine
        >>> from integrityrules.monitor import Monitor
        >>> with Monitor(load_engine(), as_of=date(2026, 3, 2)) as monitor:
        ...     gift = Gift(id="g1", giver_relation="vendor", accepted=True, received_on=date(2026, 1, 19))
        ...     print(sorted({change.what for change in monitor.state(gift, official="o1")}))
        ['appeared']
    """

    def __init__(
        self,
        engine: Engine,
        *,
        as_of: date | None = None,
        store: str | Path | None = None,
        matcher: Literal["auto", "indexed", "durable-rules"] = "auto",
        on_change: Callable[[Change], None] | None = None,
        trail: Trail | None = None,
    ) -> None:
        self._lock = RLock()
        self._choice, make_matcher = choose_matcher(matcher)
        self._on_change = on_change
        self._trail = trail
        self._run = uuid.uuid4().hex
        self._kept: list[Change] = []
        self._last_seq = self._position = 0
        self._state: Literal["open", "failed", "closed"] = "open"
        self._store = _open_store(store)
        try:
            stored = self._store.as_of if self._store else None
            self._working = Working(engine, stored or as_of or date.today(), make_matcher)
            try:
                self._begin(as_of)
            except BaseException:
                self._working.close()
                raise
        except BaseException:
            if self._store:
                self._store.close()
            raise

    def _begin(self, as_of: date | None) -> None:
        """Makes the memory again from the store; what other rules or days make of it are changes."""
        before: dict[Name, tuple[bytes, Mapping[str, Any]]] = {}
        if self._store:
            self._run, self._last_seq, self._position = self._store.id, self._store.last_seq, self._store.position
            self._working.apply(self._store.acts())
            before = {(one.official or None, one.id, one.place): (one.stamp, one.form) for one in self._store.findings()}
            self._record(self._store.unrecorded())
        said = [found for found, _ in self._working.settle()]
        stamps = self._working.desk.stamps()
        changed = [_anew(one, before) for one in said if before.get(one.name, (None,))[0] != stamps[one.name]]
        went = [Said("went", name, form, None) for name, (_, form) in before.items() if name not in stamps]
        with self._mutating():
            self._tell([], [(one, ()) for one in (*changed, *went)], None)
        if as_of is not None and as_of != self._working.memory.as_of:
            self.advance(as_of)

    # ---- facts come and go -----------------------------------------------------------------------------------------------------------

    def state(self, fact: FactLike, official: str | None = None, *, kind: str = "") -> tuple[Change, ...]:
        """States a fact.

        Args:
            fact: a model, or a mapping of its fields with its `kind` (or with `kind` given beside it).
            official: the id of the official whose declaration it is; none for a fact of a register and for an official.

        Returns:
            the findings that appeared, changed or went because of it.

        Raises:
            DeclarationError: the fact cannot be read; `duplicate-id`, `other-official`, `no-official`, `wrong-official`, `unknown-kind`.
                Everything is as before.
            MonitorError: `monitor-closed`, `monitor-failed`, `store-failed`.
            TrailError: a change could not be recorded; it is recorded when the store is opened again.
        """
        return self._do([State(*read_fact(fact, kind=kind, official=official))])

    def correct(self, fact: FactLike, *, kind: str = "") -> tuple[Change, ...]:
        """Replaces what a source said of a fact. Returns and raises as `state`; `no-such-fact` where it said nothing."""
        return self._do([Correct(read_fact(fact, kind=kind, needs_official=False)[0])])

    def withdraw(self, kind: str, id: str, *, stated_by: str | EllipsisType | None = ...) -> tuple[Change, ...]:
        """Takes a fact back, or only what one source (`stated_by`) said of it. Returns and raises as `state`; `no-such-fact`."""
        only = {} if stated_by is ... else {"stated_by": stated_by}
        return self._do([read_act({"withdraw": check_kind(kind), "id": id, **only})])

    def declare_in_full(self, kinds: Mapping[str, Any] | Iterable[str], official: str | None = None) -> tuple[Change, ...]:
        """Says which kinds an official (or, without one, the registers) declare in full, as in a dossier; `False` takes it back."""
        return self._do([read_windows(kinds if isinstance(kinds, Mapping) else list(kinds), official)])

    def advance(self, as_of: date | str) -> tuple[Change, ...]:
        """Looks at everything on a later day: deadlines pass, and what was still to come happens. `goes-back` for an earlier one."""
        return self._do([Advance(read_day(as_of))])

    def load(self, records: Iterable[Mapping[str, Any] | Act], *, position: int | None = None) -> tuple[Change, ...]:
        """Does many acts as one: all or none, decided and made durable once.

        Args:
            records: mappings as `acts.read_act` describes them (`{"state": "gift", "official": "o1", "id": "g1", ...}`).
            position: how far the caller has read its input, kept with what follows; see `Monitor.position`.

        Returns:
            what all of them together changed. Raises as `state`.
        """
        return self._do([record if isinstance(record, Act) else read_act(record) for record in records], position)

    def use(self, engine: Engine) -> tuple[Change, ...]:
        """Replaces rules, calendars and the engine's registers, and decides everything again."""
        with self._mutating():
            self._working.use(engine)
            return self._tell([], self._working.settle(), None)

    # ---- what stands -----------------------------------------------------------------------------------------------------------------

    def findings(
        self, official: str | None = None, *, fact: tuple[str, str] | None = None, at_or_above: str | None = None
    ) -> tuple[Standing, ...]:
        """Returns the findings as they stand, in the order of attention.

        Args:
            official: of one official; the empty text for what the registers say by themselves; `None` for all.
            fact: kind and id of the fact they are about.
            at_or_above: a state; only findings at or above it in the order of attention.
        """
        with self._reading():
            desk = self._working.desk
            chosen = None if official is None else desk.of_official(official or None)
            found = [Standing(name[0] or "", form) for name, form in desk.forms(chosen)]
        if fact is not None:
            found = [one for one in found if (one.finding["fact"]["kind"], one.finding["fact"]["id"]) == tuple(fact)]
        if at_or_above is not None:
            found = [one for one in found if is_at_or_above(one.finding["state"], at_or_above)]
        return tuple(sorted(found, key=lambda one: (ATTENTION.index(one.finding["state"]), one.official, one.finding["rule"])))

    def finding(self, id: str, official: str | None = None) -> Standing | None:
        """Returns the finding of an id, or `None` if there is none.

        Raises:
            UsageError: `ambiguous`; a fact of a register can be a finding for several officials: name one.
        """
        found = [one for one in self.findings(official) if one.finding["id"] == id]
        if len({one.official for one in found}) > 1:
            raise UsageError("several officials have a finding of this id: name the official", code="ambiguous")
        return found[0] if found else None

    def changes(self, since: int = 0) -> tuple[Change, ...]:
        """Returns the changes with a number above `since` that were not forgotten, in order. With a store, also those before a restart."""
        with self._reading():
            if self._store:
                return tuple(self._store.changes(since))
            return tuple(change for change in self._kept if change.seq > since)

    def forget_changes(self, up_to: int) -> None:
        """Forgets the changes up to a number, once whoever reads them has them for good. Numbers are never used again."""
        with self._reading():
            self._kept = [change for change in self._kept if change.seq > up_to]
            if self._store:
                self._store.forget_changes(up_to)

    @property
    def as_of(self) -> date:
        """The day everything is looked at."""
        return self._working.memory.as_of

    @property
    def last_seq(self) -> int:
        """The number of the last change; 0 before the first."""
        return self._last_seq

    @property
    def position(self) -> int:
        """How far the caller had read its input when the last `load` that said so was made durable; 0 if none did."""
        return self._position

    @property
    def matcher(self) -> Choice:
        """What finds the declarations a fact touches, and why it was chosen."""
        return self._choice

    @property
    def run(self) -> str:
        """What tells the numbers of this monitor's changes from those of another: lasting with a store, else random."""
        return self._run

    def __len__(self) -> int:
        """How many facts are in memory, those of the engine's registers included."""
        return len(self._working.memory)

    # ---- one call at a time ------------------------------------------------------------------------------------------------------------

    def _do(self, acts: list[Act], position: int | None = None) -> tuple[Change, ...]:
        with self._reading():
            Checker(self._working.memory).check_all(acts)
            with self._mutating():
                self._working.apply(acts)
                return self._tell(acts, self._working.settle(), position)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with self._lock:
            if self._state == "closed":
                raise MonitorError("the monitor is closed", code="monitor-closed")
            if self._state == "failed":
                raise MonitorError("an earlier call failed half-way; open the monitor again from its store", code="monitor-failed")
            yield

    @contextmanager
    def _mutating(self) -> Iterator[None]:
        """Whatever fails once something was changed leaves a memory that nobody may go on with."""
        with self._reading():
            self._state = "failed"
            yield
            self._state = "open"

    def _tell(self, acts: list[Act], said: list[tuple[Said, tuple[Cause, ...]]], position: int | None) -> tuple[Change, ...]:
        """Numbers what changed, makes it durable, records it and tells it."""
        memory = self._working.memory
        changes = tuple(
            Change(self._last_seq + number, one.what, one.name[0] or "", one.form, memory.as_of, cause)
            for number, (one, cause) in enumerate(said, start=1)
        )
        self._last_seq += len(changes)
        self._position = self._position if position is None else position
        if self._store:
            self._keep(self._store, acts, changes, [one for one, _ in said])
        else:
            self._kept += changes
        self._record(changes)
        self._state = "open"  # all is durable; what a listener raises is its own affair
        for change in changes if self._on_change else ():
            self._on_change(change)  # type: ignore[misc]
        return changes

    def _keep(self, store: Store, acts: list[Act], changes: tuple[Change, ...], said: list[Said]) -> None:
        from integrityrules.monitor.store import Kept

        stamps = self._working.desk.stamp_of
        gone = [(one.name[0] or "", *one.name[1:]) for one in said if one.what == "went"]
        kept = [Kept(one.name[0] or "", *one.name[1:], stamps(one), one.form) for one in said if one.what != "went"]
        state = {"last_seq": str(self._last_seq), "position": str(self._position), "as_of": self.as_of.isoformat()}
        store.commit(acts, changes, gone, kept, state, is_recorded=self._trail is None)

    def _record(self, changes: Iterable[Change]) -> None:
        """Makes entries of changes; those of an earlier run that were recorded already stay one entry."""
        waiting = list(changes)
        if self._trail is None or not waiting:
            return
        from integrityrules.trail.standing import append_changes

        append_changes([change.data() for change in waiting], run=self._run, log=self._trail.log, keyring=self._trail.keys)
        if self._store:
            self._store.mark_recorded(waiting[-1].seq)

    def close(self) -> None:
        """Gives everything back; what is in the store stays. Closing twice is no error."""
        with self._lock:
            if self._state == "closed":
                return
            self._state = "closed"
            self._working.close()
            if self._store:
                self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def _open_store(path: str | Path | None) -> Store | None:
    if path is None:
        return None
    from integrityrules.monitor.store import Store

    return Store(Path(path))


def _anew(said: Said, before: Mapping[Name, Any]) -> Said:
    return said._replace(what="changed") if said.name in before else said


__all__ = ["FactLike", "Monitor", "Standing"]
