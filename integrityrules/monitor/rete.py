"""The ways of `joins` as rules of durable-rules: equality joins and a test of the record's type, nothing else.

May not decide, and says nothing that is not decided again. Ways that are no equality, or on which something unknown lies, are walked over
indexes instead. What was measured of durable-rules, and what follows from it, is in docs/decisions/0023; each finding has its test.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from hashlib import blake2b
from itertools import count
from threading import Lock
from typing import Any, ClassVar, NamedTuple

from durable import engine as durable

from integrityrules.facts.entity import Entity
from integrityrules.monitor.errors import MonitorError
from integrityrules.monitor.index import looks_for, marks_of
from integrityrules.monitor.joins import Joins
from integrityrules.monitor.matcher import Touched, touched_by_way
from integrityrules.monitor.memory import REGISTERS, Entry, Memory, together
from integrityrules.monitor.ways import Step, Way

WAYS_IN_A_RULESET = 16
"""More than 64 tests that match one value are an error, and several hundred hang while they are compiled."""

EMPTIED_UP_TO = 50_000
"""Records that are retracted one by one when a monitor is closed: about a second. Larger sessions are deleted at once."""

_ONE_AT_A_TIME = Lock()
"""Of the whole process: first use from several threads can lose most facts."""


class Host(durable.Host):  # type: ignore[misc]
    """A host without its two timer threads, which would never end; nothing here uses timers or queued actions."""

    def _run(self) -> None:
        """Starts nothing."""


class Mark(NamedTuple):
    """One kind of record made of a fact: its type, and where its key is read."""

    type: str
    how: str
    field: str = ""
    fields: tuple[str, ...] = ()


class Lowered(NamedTuple):
    """A way as a rule: pairs of marks that agree in their key, each pair beginning at the fact where the one before it ended.

    Attributes:
        about: the kind of declaration.
        way: where it leads.
        joins: for each step the mark of the fact it leaves, and of the fact it comes to.
        owned: the place of the first mark whose fact is an official's declaration, or -1.
    """

    about: str
    way: Way
    joins: tuple[tuple[Mark, Mark], ...]
    owned: int


def lower(about: str, way: Way) -> Lowered | None:
    """Returns a way as joins, or `None` where it is not made of equalities, or needs none."""
    begins_at_official = way[0].how == "own"
    steps = way[1:] if begins_at_official else way
    kinds = [way[0].kind if begins_at_official else about, *(step.kind for step in steps)]
    joins = [_join(kind, step) for kind, step in zip(kinds, steps, strict=False)]
    if not joins or None in joins:
        return None
    owned = next((place for place, kind in enumerate(kinds) if kind not in REGISTERS), -1)
    return Lowered(about, way, tuple(join for join in joins if join is not None), owned)


def _join(kind: str, step: Step) -> tuple[Mark, Mark] | None:
    match step.how:
        case "ref":
            return Mark(f"names {kind}.{step.field}", "text", step.field), Mark(f"is {step.kind}", "id")
        case "of":
            return Mark(f"is {kind}", "id"), Mark(f"names {step.kind}.{step.by}", "text", step.by)
        case "entity":
            return Mark(f"looks {kind}.{step.field}", "looks", step.field), Mark(f"marks {step.kind}.{step.by}", "marks", step.by)
        case "same" if kind in REGISTERS and step.fields:
            both = Mark(f"alike {kind} {' '.join(step.fields)}", "alike", fields=step.fields)
            return both, both
        case _:
            return None


Fired = tuple[Lowered, int, int]
"""A rule that was matched, with the number of the fact it begins at, and of the declaration on its way (0 for none)."""


class Session:
    """The rulesets of some ways, with what their rules note when they fire.

    Attributes:
        marks: by kind of fact, the records to make of it, each with its ruleset.
        fired: what was matched since somebody put an empty set there.
    """

    idle: ClassVar[dict[tuple[Lowered, ...], list[Session]]] = {}
    numbers: ClassVar[Iterator[int]] = count()

    def __init__(self, rules: tuple[Lowered, ...]) -> None:
        self.rules = rules
        self.host = Host()
        self.fired: set[Fired] = set()
        self.marks: dict[str, list[tuple[str, Mark]]] = defaultdict(list)
        self.rulesets: list[str] = []
        for first in range(0, len(rules), WAYS_IN_A_RULESET):
            self._register(f"monitor-{next(self.numbers)}", rules[first : first + WAYS_IN_A_RULESET])

    def _register(self, name: str, rules: tuple[Lowered, ...]) -> None:
        # A definition is changed by registering it: it is made here and used once.
        definition = {f"w{number}": {"all": _clauses(rule), "run": self._noting(rule)} for number, rule in enumerate(rules)}
        self.host.register_rulesets({name: definition})
        self.rulesets.append(name)
        for mark in sorted({mark for rule in rules for join in rule.joins for mark in join}):
            self.marks[mark.type.split(" ")[1].split(".")[0]].append((name, mark))

    def _noting(self, rule: Lowered) -> Callable[[Any], None]:
        """Returns the action of a rule. It only notes: what an action raises would be kept as text where nobody looks."""
        place = _clause_of(rule, rule.owned)

        def note(closure: Any) -> None:
            matched = closure._m
            self.fired.add((rule, matched["c0"]["n"], matched[place]["n"] if place else 0))

        return note

    def put_back(self) -> None:
        """Keeps the emptied session for the next one who needs these ways: what it takes is used again, and does not grow."""
        with _ONE_AT_A_TIME:
            self.idle.setdefault(self.rules, []).append(self)

    def delete(self) -> None:
        """Deletes the rulesets. durable-rules gives back only a small part of what their records take."""
        with _ONE_AT_A_TIME:
            for name in self.rulesets:
                durable.durable_rules_engine.delete_ruleset(self.host.get_ruleset(name)._handle)
        self.rulesets = []


def _session_of(rules: tuple[Lowered, ...]) -> Session:
    """Returns an empty session of some ways: one that was left, or a new one."""
    with _ONE_AT_A_TIME, _translated():
        left = Session.idle.get(rules)
        return left.pop() if left else Session(rules)


class DurableMatcher:
    """Keeps a record in durable-rules for each key by which a fact joins; what a new record completes names the declarations.

    Args:
        joins: the ways.
        memory: read for what cannot be lowered.

    Raises:
        MonitorError: `matcher-failed`, durable-rules refused a rule or a record.
    """

    name = "durable-rules"

    def __init__(self, joins: Joins, memory: Memory) -> None:
        self._memory = memory
        self._walked: dict[str, list[tuple[str, Way]]] = defaultdict(list)
        self._lowered: dict[str, list[Lowered]] = defaultdict(list)
        self._serial = count(1)
        self._taken: set[int] = set()
        self._entries: dict[int, Entry] = {}
        self._numbers: dict[Entry, int] = {}
        self._records: dict[Entry, list[tuple[str, dict[str, Any]]]] = {}
        self._is_closed = False
        self._fresh: tuple[Entry, set[Fired]] | None = None
        found = [(kind, way) for kind, about in joins.about.items() for way in sorted(about.ways)]
        lowered = []
        for kind, way in found:
            rule = lower(kind, way)
            if rule is None:
                self._walked[way[-1].kind].append((kind, way))
            else:
                lowered.append(rule)
                self._lowered[way[-1].kind].append(rule)
        self._session = _session_of(tuple(lowered))

    # ---- facts come and go -----------------------------------------------------------------------------------------------------------

    def add(self, entry: Entry) -> None:
        """Makes the records of a fact that is there as of today."""
        self._fresh = None
        records = self._made(entry)
        if not records:
            return
        number = self._numbers[entry] = next(self._serial)
        self._entries[number] = entry
        self._records[entry] = [(ruleset, {"id": self._new_id(), "n": number, **record}) for ruleset, record in records]
        self._fresh = entry, self._asserted(self._records[entry])

    def remove(self, entry: Entry) -> None:
        """Takes the records of a fact out."""
        self._fresh = None
        self._retract(self._records.pop(entry, []))
        number = self._numbers.pop(entry, None)
        if number is not None:
            del self._entries[number]

    def touched(self, entry: Entry) -> Iterator[Touched]:
        """Yields what a fact touches."""
        memory = self._memory
        for kind, way in self._walked.get(entry.kind, ()):
            yield from touched_by_way(memory, kind, way, entry)
        rules = self._lowered.get(entry.kind, ())
        loose = {rule for rule in rules if _may_be_loose(memory, rule)}
        for rule in loose:
            yield from touched_by_way(memory, rule.about, rule.way, entry)
        if len(loose) < len(rules):
            for rule, first, owned in self._completed(entry):
                yield self._named(rule, self._entries[first], self._entries.get(owned))

    def _completed(self, entry: Entry) -> set[Fired]:
        """Returns what the records of a fact complete: as they were added, or as they would if they were added now."""
        if self._fresh is not None and self._fresh[0] is entry:
            return self._fresh[1]
        records = self._records.get(entry, [])
        again = [(ruleset, {**record, "id": self._new_id()}) for ruleset, record in records]
        found = self._asserted(again)
        self._retract(again)
        return found

    def _named(self, rule: Lowered, first: Entry, owned: Entry | None) -> Touched:
        if rule.way[0].how == "own":
            return Touched(rule.about, None, first.owner, rule.way)
        return Touched(rule.about, first, owned.owner if owned is not None else None, rule.way)

    def _made(self, entry: Entry) -> list[tuple[str, dict[str, Any]]]:
        """Returns the records of a fact without their ids; a key that is unknown makes none: no join ever meets a missing field."""
        item = entry.item(self._memory.as_of)
        if item is None:
            return []
        found = []
        for ruleset, mark in self._session.marks.get(entry.kind, ()):
            found += [
                (ruleset, {"t": mark.type, "k": _digest(key)}) for key in _keys(mark, entry, item.values.get(mark.field), self._memory)
            ]
        return found

    def _asserted(self, records: Iterable[tuple[str, dict[str, Any]]]) -> set[Fired]:
        fired = self._session.fired = set()
        with _ONE_AT_A_TIME, _translated():
            for ruleset, record in records:  # one at a time: in a batch, one without a match would stop them all
                with suppress(durable.MessageNotHandledException):  # it matched nothing; it is kept nevertheless
                    self._session.host.assert_fact(ruleset, dict(record))
        return fired

    def _retract(self, records: Iterable[tuple[str, dict[str, Any]]]) -> None:
        with _ONE_AT_A_TIME, _translated():
            for ruleset, record in records:
                with suppress(durable.MessageNotHandledException):
                    self._session.host.retract_fact(ruleset, dict(record))
                self._taken.discard(identity(record["id"]))

    def _new_id(self) -> str:
        """Returns an id whose identity in durable-rules is that of no record that is there."""
        while True:
            id = str(next(self._serial))
            if (hashed := identity(id)) not in self._taken:
                self._taken.add(hashed)
                return id

    def close(self) -> None:
        """Gives everything back. A small session is emptied, for the next monitor of these rules; a large one is deleted."""
        if self._is_closed:
            return
        self._is_closed = True
        if sum(map(len, self._records.values())) <= EMPTIED_UP_TO:
            for records in self._records.values():
                self._retract(records)
            self._session.put_back()
        else:
            self._session.delete()
        self._records.clear()
        self._entries.clear()
        self._numbers.clear()


def identity(id: str) -> int:
    """Returns what durable-rules tells records apart by: FNV-1a of 32 bits. Two ids that share it are refused as one."""
    hashed = 0x811C9DC5
    for byte in id.encode():
        hashed = (hashed ^ byte) * 0x01000193 & 0xFFFFFFFF
    return hashed


def _clauses(rule: Lowered) -> list[dict[str, Any]]:
    """Returns the patterns of a rule: each tests the type first, then what must be equal to an earlier one."""
    clauses: list[dict[str, Any]] = []
    for place, (left, right) in enumerate(rule.joins):
        if place == 0:
            clauses.append({"c0": {"t": left.type}})
        elif rule.joins[place - 1][1] != left:
            clauses.append(_pattern(f"c{len(clauses)}", left, "n", f"c{len(clauses) - 1}"))
        clauses.append(_pattern(f"c{len(clauses)}", right, "k", f"c{len(clauses) - 1}"))
    return clauses


def _pattern(name: str, mark: Mark, field: str, of: str) -> dict[str, Any]:
    return {name: {"$and": [{"t": mark.type}, {field: {of: field}}]}}


def _clause_of(rule: Lowered, node: int) -> str:
    """Returns the name of a pattern that stands for the fact at a place of a way; empty for none."""
    if node < 0:
        return ""
    clause = 0
    for place in range(node):
        if place and rule.joins[place - 1][1] != rule.joins[place][0]:
            clause += 1
        clause += 1
    return f"c{clause}"


def _keys(mark: Mark, entry: Entry, value: Any, memory: Memory) -> list[str]:
    match mark.how:
        case "id":
            return [entry.id]
        case "alike":
            values = together(entry, mark.fields, memory.as_of)
            return [] if values is None else [repr(values)]
        case "text":
            return [] if value is None else [value]
        case _ if not isinstance(value, Entity):
            return []
        case "looks":
            return looks_for(value)
        case _:
            return marks_of(value)


def _digest(key: str) -> str:
    """Returns a key as plain ASCII text: equal keys stay equal, no declared value gets there, and no text is one that it cannot take."""
    return blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _may_be_loose(memory: Memory, rule: Lowered) -> bool:
    """Tells whether something unknown lies on a way, so that facts may belong together that share no key."""
    way = rule.way[1:] if rule.way[0].how == "own" else rule.way
    source = rule.way[0].kind if rule.way[0].how == "own" else rule.about
    for place, step in enumerate(way):
        if _is_loose(memory, source, step, is_followed=place + 1 < len(way)):
            return True
        source = step.kind
    return False


def _is_loose(memory: Memory, source: str, step: Step, *, is_followed: bool) -> bool:
    shelves, as_of = memory.shelves, memory.as_of
    if step.how == "ref":
        index = shelves[source].index(step.field, as_of)
        return is_followed and bool(index.unknown or index.dangling)
    if step.how == "of":
        return bool(shelves[step.kind].index(step.by, as_of).unknown)
    if step.how == "same":
        return bool(shelves[step.kind].alike(step.fields, as_of).unknown)
    return shelves[source].index(step.field, as_of).is_apart(shelves[step.kind].index(step.by, as_of))


class _translated:
    """Turns what durable-rules raises into an error of ours: a refusal is never taken for `no match`, and its text repeats records."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if error is not None and isinstance(error, Exception) and not isinstance(error, MonitorError):
            raise MonitorError(f"durable-rules refused a rule or a record ({type(error).__name__})", code="matcher-failed") from None
