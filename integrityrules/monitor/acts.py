"""What can be done to a monitor, read from models or plain data, and checked against what was stated before.

May not change anything: an act that is refused leaves everything as it was. Messages name kinds and fields, never an id or a value.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar, TypeAlias

from integrityrules.errors import DeclarationError, Problem
from integrityrules.facts.catalogue import MODELS, PLURALS
from integrityrules.facts.dossier import Registers
from integrityrules.facts.model import Fact
from integrityrules.facts.parsing import parse_day
from integrityrules.facts.problems import Unreadable, declaration_error, near_miss, safe_name
from integrityrules.facts.reading import read_model
from integrityrules.facts.world import Window
from integrityrules.monitor.memory import OFFICIAL, REGISTERS, STREAM, Memory

_MODELS = {model.kind_of_fact.name: model for model in MODELS}
_VERBS = ("state", "correct", "withdraw", "declare_in_full", "advance")


@dataclass(frozen=True, slots=True)
class State:
    """A fact is stated; `official` is whose declaration it is, `None` for a register."""

    fact: Fact
    official: str | None


@dataclass(frozen=True, slots=True)
class Correct:
    """A source says something else of a fact than before."""

    fact: Fact


@dataclass(frozen=True, slots=True)
class Withdraw:
    """A source takes back what it said of a fact; with `every_source` all do."""

    kind: str
    id: str
    stated_by: str | None = None
    every_source: bool = True


@dataclass(frozen=True, slots=True)
class Declare:
    """Kinds are declared in full for some days, or (`None`) no longer; `official` is `None` for the registers."""

    windows: Mapping[str, Window | None]
    official: str | None


@dataclass(frozen=True, slots=True)
class Advance:
    """Everything is looked at on a later day."""

    as_of: date


Act: TypeAlias = State | Correct | Withdraw | Declare | Advance


def refusal(code: str, message: str, suggestion: str = "", where: str = "fact") -> DeclarationError:
    return DeclarationError(problems=[Problem(where, 0, 0, code, message, suggestion)])


def read_act(data: object) -> Act:
    """Returns the act that a record describes.

    - `{"state": KIND, "official": ID, ...fields}`; `official` only for declarations; `{"kind": KIND, ...}` is the same where the kind
      has no field of that name,
    - `{"correct": KIND, ...fields}`,
    - `{"withdraw": KIND, "id": ID}`, of one source only with `"stated_by": ...`,
    - `{"declare_in_full": KINDS, "official": ID}` as in a dossier; `false` for a kind takes it back,
    - `{"advance": DAY}`.

    Raises:
        DeclarationError: listing every problem, never a value.
    """
    if not isinstance(data, Mapping):
        raise refusal("wrong-type", "a record is a mapping", _EXAMPLE, "record")
    verbs = [verb for verb in _VERBS if verb in data]
    if not verbs and "kind" in data:
        return State(*read_fact(data, official=data.get("official")))
    if len(verbs) != 1:
        raise refusal(
            "wrong-record", "a record has one of `state`, `correct`, `withdraw`, `declare_in_full`, `advance`", _EXAMPLE, "record"
        )
    (verb,) = verbs
    rest = {key: value for key, value in data.items() if key != verb}
    if verb == "state":
        return State(*read_fact(rest, kind=data[verb], official=rest.pop("official", None)))
    if verb == "correct":
        return Correct(read_fact(rest, kind=data[verb], official=rest.pop("official", None), needs_official=False)[0])
    if verb == "withdraw":
        return _withdrawal(data[verb], rest)
    if verb == "declare_in_full":
        return read_windows(data[verb], rest.pop("official", None))
    return Advance(read_day(data[verb]))


_EXAMPLE = 'for example `{"state": "gift", "official": "o1", "id": "g1"}`'


def read_fact(data: object, *, kind: object = "", official: object = None, needs_official: bool = True) -> tuple[Fact, str | None]:
    """Returns the fact that a model or plain data is, and the official whose declaration it is (`None` for a register)."""
    if isinstance(data, Fact):
        fact = data
    elif isinstance(data, Mapping):
        named = kind or data.get("kind")
        drop = () if kind else ("kind",)
        fact = _read(named, {key: value for key, value in data.items() if key not in (*drop, "official")})
        official = data.get("official", official)
    else:
        raise refusal("wrong-type", "a fact is a model, or a mapping with its kind and fields", _EXAMPLE)
    return fact, _owner(fact, official, needs_official)


def _read(kind: object, data: Mapping[Any, Any]) -> Fact:
    found = _MODELS[check_kind(kind)]
    return read_model(found, data, found.kind_of_fact.name)


def check_kind(kind: object) -> str:
    """Returns the name of a kind of facts, after checking that there is one of that name."""
    if not isinstance(kind, str) or kind not in _MODELS:
        suggestion = near_miss(kind, tuple(_MODELS)) or "see docs/declarations.md for the kinds"
        raise refusal("unknown-kind", f"{safe_name(kind)} is no kind of fact", suggestion)
    return kind


def _owner(fact: Fact, official: object, needs_official: bool) -> str | None:
    kind = fact.kind_of_fact.name
    if official is not None and (not isinstance(official, str) or not 0 < len(official) <= 200):
        raise refusal("wrong-type", "`official` is the id of an official, a text of 1 to 200 characters", where=kind)
    if kind == OFFICIAL:
        if official not in (None, fact.id):
            raise refusal("wrong-official", "an official is their own: leave `official` out", where=kind)
        return fact.id
    if kind in REGISTERS:
        if official is not None:
            raise refusal("wrong-official", f"a `{kind}` belongs to a register and to no official: leave `official` out", where=kind)
        return None
    if official is None and needs_official:
        raise refusal("no-official", f"a `{kind}` is declared by an official: name them in `official`", _EXAMPLE, kind)
    return official if isinstance(official, str) else None


def _withdrawal(kind: object, rest: Mapping[Any, Any]) -> Withdraw:
    name = check_kind(kind)
    id, source = rest.get("id"), rest.get("stated_by")
    if not isinstance(id, str) or not isinstance(source, str | None) or not rest.keys() <= {"id", "stated_by"}:
        raise refusal("wrong-record", "a withdrawal names a kind, an `id` and perhaps `stated_by`, each a text", where=name)
    return Withdraw(name, id, source, "stated_by" not in rest)


def read_windows(said: Any, official: object = None) -> Declare:
    """Returns the kinds that are declared in full, as a dossier reads them; `False` for a kind takes it back."""
    if official is not None and not isinstance(official, str):
        raise refusal("wrong-type", "`official` is the id of an official", where="declare_in_full")
    given = said if isinstance(said, Mapping) else dict.fromkeys(said, True) if isinstance(said, list | tuple | set | frozenset) else said
    registers = read_model(Registers, {"declared_in_full": given}, "declare_in_full")
    windows: dict[str, Window | None] = dict(registers.declared_in_full)  # type: ignore[arg-type]
    return Declare({plural: windows.get(plural) for plural in PLURALS if plural in given}, official)


def read_day(data: object) -> date:
    """Returns one day."""
    try:
        day = parse_day(data)
    except Unreadable as error:
        raise declaration_error(error.found, "as_of") from None
    if day.__class__ is not date:
        raise refusal("wrong-day", "expected one day", "for example `2026-03-02`", "as_of")
    return day


@dataclass(slots=True)
class Checker:
    """Checks acts one after another, each against the memory and the acts before it."""

    memory: Memory
    _owners: dict[tuple[str, str], str | None] = field(default_factory=dict)
    _sources: dict[tuple[str, str], frozenset[str | None]] = field(default_factory=dict)
    _as_of: date | None = None

    NOTHING: ClassVar[frozenset[str | None]] = frozenset()

    def check_all(self, acts: Iterable[Act]) -> None:
        """Raises DeclarationError for the first act that cannot be done."""
        for act in acts:
            self.check(act)

    def check(self, act: Act) -> None:
        match act:
            case State():
                self._state(act)
            case Correct():
                if act.fact.stated_by not in self._stated(act.fact.kind_of_fact.name, act.fact.id):
                    raise _nothing_there(act.fact.kind_of_fact.name, "correct")
            case Withdraw():
                stated = self._stated(act.kind, act.id)
                if not stated or not (act.every_source or act.stated_by in stated):
                    raise _nothing_there(act.kind, "withdraw")
                self._sources[act.kind, act.id] = self.NOTHING if act.every_source else stated - {act.stated_by}
            case Advance():
                if act.as_of < (self._as_of or self.memory.as_of):
                    raise refusal("goes-back", "the monitor has been looking at a later day already", "days only move on", "as_of")
                self._as_of = act.as_of

    def _state(self, act: State) -> None:
        kind, id, source = act.fact.kind_of_fact.name, act.fact.id, act.fact.stated_by
        stated = self._stated(kind, id)
        if source in stated or (kind == OFFICIAL and stated):  # a dossier has one official, said by one source
            hint = "correct it, or say in `stated_by` that another source states the same fact"
            raise refusal("duplicate-id", "this source has stated a fact of this kind and id already", hint, kind)
        if (stated or self._from_engine(kind, id)) and self._owner(kind, id) != act.official:
            raise refusal("other-official", "the fact of this kind and id is another official's", "give each fact its own id", kind)
        self._owners[kind, id] = act.official
        self._sources[kind, id] = stated | {source}

    def _stated(self, kind: str, id: str) -> frozenset[str | None]:
        known = self._sources.get((kind, id))
        if known is None:
            entry = self.memory.find(kind, id)
            known = frozenset(by for place, by in entry.sources if place == STREAM) if entry else self.NOTHING
        return known

    def _from_engine(self, kind: str, id: str) -> bool:
        entry = self.memory.find(kind, id)
        return entry is not None and any(place != STREAM for place, _ in entry.sources)

    def _owner(self, kind: str, id: str) -> str | None:
        if (kind, id) in self._owners:
            return self._owners[kind, id]
        entry = self.memory.find(kind, id)
        return entry.owner if entry else None


def _nothing_there(kind: str, verb: str) -> DeclarationError:
    return refusal("no-such-fact", f"there is nothing to {verb}: no fact of this kind and id was stated by this source", where=kind)
