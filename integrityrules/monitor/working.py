"""The monitor without its edges: acts go in, findings that are not as they were come out. Pure: no file, no clock, no thread.

May not decide (the desk does) nor find what is touched (the matcher does).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from integrityrules.engine import Engine
from integrityrules.facts.catalogue import PLURALS
from integrityrules.facts.model import Fact
from integrityrules.facts.resolve import Keys
from integrityrules.facts.values import ONE_DAY
from integrityrules.monitor.acts import Act, Advance, Correct, Declare, State, Withdraw
from integrityrules.monitor.agenda import Agenda
from integrityrules.monitor.desk import Desk
from integrityrules.monitor.joins import Joins, joins_of
from integrityrules.monitor.matcher import Matcher
from integrityrules.monitor.memory import KINDS, OFFICIAL, REGISTERS, STREAM, Entry, Memory, Source
from integrityrules.monitor.records import Declaration, Families, Said

Cause = tuple[str, str]
MakeMatcher = Callable[[Joins, Memory], Matcher]


class _Touch:
    """Why a declaration is decided again, and by which rules."""

    __slots__ = ("_families", "causes", "is_whole")

    def __init__(self) -> None:
        self.causes: dict[Cause, None] = {}
        self.is_whole = False
        self._families: set[str] = set()

    def add(self, why: tuple[Cause, ...], families: Families) -> None:
        self.causes.update(dict.fromkeys(why))
        if families is None:
            self.is_whole = True
        else:
            self._families |= families

    @property
    def chosen(self) -> Families:
        return None if self.is_whole else frozenset(self._families)


class Working:
    """The working memory with everything that follows from it.

    Args:
        engine: rules, calendars and registers.
        as_of: the day everything is looked at.
        make_matcher: what finds the declarations that a fact touches.
    """

    def __init__(self, engine: Engine, as_of: date, make_matcher: MakeMatcher) -> None:
        self.memory = Memory(as_of)
        self._make_matcher = make_matcher
        self._days: Agenda[Entry] = Agenda()
        self._windows: Agenda[str | None] = Agenda()
        self._touched: dict[Declaration, _Touch] = {}
        self._engine = engine
        self._joins = joins_of(engine.rulebook)
        self.desk = Desk(engine, self._joins, self.memory)
        self.matcher = make_matcher(self._joins, self.memory)
        self._take_registers(engine)

    @property
    def engine(self) -> Engine:
        return self._engine

    def apply(self, acts: Iterable[Act]) -> None:
        """Does what was checked before; what follows is worked out by `settle`."""
        for act in acts:
            match act:
                case State(fact, official):
                    self._put(fact, official)
                case Correct(fact):
                    self._put(fact, None)
                case Withdraw():
                    self._withdraw(act)
                case Declare():
                    self._declare(act)
                case Advance(as_of):
                    self._advance(as_of)

    def settle(self) -> list[tuple[Said, tuple[Cause, ...]]]:
        """Decides what was touched; returns what is not as it was, each with the facts that touched it."""
        touched, self._touched = self._touched, {}
        self.memory.gone.clear()
        declarations = {declaration: touch.chosen for declaration, touch in touched.items()}
        said = self.desk.decide(declarations)
        return [(one, tuple(touched[one.declaration].causes)) for one in said if one.declaration is not None]

    def use(self, engine: Engine) -> None:
        """Replaces rules, calendars and registers; everything is touched."""
        for entry in list(self.memory.all()):
            sources = [source for source in entry.sources if source[0] != STREAM]
            if sources:
                self._drop(entry, sources, ())
        joins = joins_of(engine.rulebook)
        if {kind: about.ways for kind, about in joins.about.items()} != {kind: about.ways for kind, about in self._joins.about.items()}:
            self.matcher.close()
            self.matcher = self._make_matcher(joins, self.memory)
            for entry in list(self.memory.all()):
                self.matcher.add(entry)
        self._engine, self._joins = engine, joins
        everything = self.desk.use(engine, joins)
        self._take_registers(engine)
        self._touch(everything)

    def _take_registers(self, engine: Engine) -> None:
        self.memory.engine_windows = {}
        for number, registers in enumerate(engine.registers):
            keys = Keys(registers.entities)  # type: ignore[arg-type]
            for plural in PLURALS:
                for fact in registers.facts(plural):
                    self._put(fact, None, number, keys)
            for plural, window in registers.declared_in_full.items():  # type: ignore[union-attr]
                self.memory.engine_windows.setdefault(plural, window)
                self._plan_windows(None)

    # ---- facts -----------------------------------------------------------------------------------------------------------------------

    def _put(self, fact: Fact, owner: str | None, register: int = STREAM, keys: Keys | None = None) -> None:
        """Takes in what a source says of a fact, whether or not it said something before."""
        kind, id = fact.kind_of_fact.name, fact.id
        why = ((kind, id),) if register == STREAM else ()
        before = self.memory.find(kind, id)
        if before is not None:
            self._touch_around(before, why)
            self.matcher.remove(before)
        is_new = owner is not None and owner not in self.memory.owners
        entry = self.memory.put(fact, owner, register, keys)
        self.matcher.add(entry)
        self._touch_around(entry, why)
        if is_new and owner is not None:
            self._touch(self.desk.of_owner(owner), why)
        self._days.put(entry, min(entry.next_days(self.memory.as_of), default=None))

    def _withdraw(self, act: Withdraw) -> None:
        entry = self.memory.find(act.kind, act.id)
        assert entry is not None
        sources = [source for source in entry.sources if source[0] == STREAM and (act.every_source or source[1] == act.stated_by)]
        self._drop(entry, sources, ((act.kind, act.id),))

    def _drop(self, entry: Entry, sources: list[Source], why: tuple[Cause, ...]) -> None:
        """Takes back what some sources say of a fact."""
        self._touch_around(entry, why)
        self.matcher.remove(entry)
        is_last = len(sources) == len(entry.sources)
        owned = self.memory.owners.get(entry.owner) if entry.owner is not None else None
        if is_last and owned is not None and sum(map(len, owned.facts.values())) == 1 and not owned.windows:
            self._touch(self.desk.of_owner(owned.id), why)
        for source in sources:
            self.memory.drop(entry, source)
        if is_last:
            self._days.put(entry, None)
            if entry.kind == OFFICIAL:  # of whom nothing is known now: rules about registers may speak of them more than before
                self._touch(self.desk.of_owner(entry.id), why)
            return
        self.matcher.add(entry)
        self._touch_around(entry, why)
        self._days.put(entry, min(entry.next_days(self.memory.as_of), default=None))

    def _touch_around(self, entry: Entry, why: tuple[Cause, ...]) -> None:
        """Touches what a fact is, and every declaration that it may matter to."""
        if entry not in self.memory.shelves[entry.kind].present:
            return
        self._touch(self.desk.itself(entry), why)
        for touched in set(self.matcher.touched(entry)):
            for declaration, families in self.desk.reached(touched, entry):
                self._touch((declaration,), why, families)

    def _touch(self, declarations: Iterable[Declaration], why: tuple[Cause, ...] = (), families: Families = None) -> None:
        for declaration in declarations:
            touch = self._touched.get(declaration)
            if touch is None:
                touch = self._touched[declaration] = _Touch()
            touch.add(why, families)

    # ---- what is declared in full ------------------------------------------------------------------------------------------------------

    def _declare(self, act: Declare) -> None:
        windows = self.memory.windows if act.official is None else self.memory.owner(act.official).windows
        is_new = act.official is not None and not windows and not self.memory.owners[act.official].facts
        if act.official is not None:
            self._touch(self.desk.of_owner(act.official))
        for plural, window in act.windows.items():
            if window is None:
                windows.pop(plural, None)
            else:
                windows[plural] = window
            if act.official is None:
                self._touch(self._reading(plural))
        if act.official is not None:
            self._touch(self.desk.of_owner(act.official) if is_new or windows else ())
            self.memory.leave_if_empty(act.official)
        self._plan_windows(act.official)

    def _reading(self, plural: str) -> Iterator[Declaration]:
        """Yields every declaration whose conditions may ask whether all facts of a kind are here."""
        for kind, about in self._joins.about.items():
            if about.reads(plural):
                for entry in list(self.memory.shelves[kind].present):
                    yield from self.desk.itself(entry)

    def _plan_windows(self, owner: str | None) -> None:
        """Notes when a period that was declared in full no longer reaches the day of looking."""
        if owner is not None:
            windows = list(self.memory.owners[owner].windows.values()) if owner in self.memory.owners else []
        else:
            windows = [*self.memory.windows.values(), *self.memory.engine_windows.values()]
        ends = [last + ONE_DAY for _, last in windows if last is not None and self.memory.as_of <= last < date.max]
        self._windows.put(owner, min(ends, default=None))

    # ---- time ------------------------------------------------------------------------------------------------------------------------

    def _advance(self, as_of: date) -> None:
        before = self.memory.as_of
        if as_of == before:
            return
        coming = list(self._days.take(as_of))
        # What they touched as they were is found before the day moves on: a source that comes to speak can change a key.
        for entry in coming:
            self._touch_around(entry, ((entry.kind, entry.id),))
            self.matcher.remove(entry)
        self.memory.as_of = as_of
        for entry in coming:
            self.memory.refile(entry)
        for entry in coming:
            self.matcher.add(entry)
            self._touch_around(entry, ((entry.kind, entry.id),))
            self._days.put(entry, min(entry.next_days(as_of), default=None))
        for owner in list(self._windows.take(as_of)):
            self._touch(self.desk.everything() if owner is None else self.desk.of_owner(owner))
            self._plan_windows(owner)
        self._touch(self.desk.due.take(as_of))
        self._touch(list(self.desk.daily))
        if any(before < day <= as_of for cut in self._joins.days for day in _around(cut)):
            self._touch(self.desk.everything())
        for kind, about in self._joins.about.items():
            if any(_comes_up(month_day, before, as_of) for month_day in about.yearly):
                for entry in list(self.memory.shelves[kind].present):
                    self._touch(self.desk.itself(entry))

    def close(self) -> None:
        self.matcher.close()


def _around(day: date) -> Iterator[date]:
    yield day
    if date.min < day < date.max:
        yield from (day - ONE_DAY, day + ONE_DAY)


def _comes_up(month_day: tuple[int, int], before: date, as_of: date) -> bool:
    """Tells whether a day of the year lies after one day, up to another."""
    return any(before < date(year, *month_day) <= as_of for year in range(before.year, as_of.year + 1))


__all__ = ["KINDS", "OFFICIAL", "REGISTERS", "Cause", "MakeMatcher", "Working"]
