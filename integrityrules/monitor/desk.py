"""Decides the declarations that were touched, and says which findings appeared, changed or went.

May not find out what is touched. Every finding comes from `decide`; whose turn it is comes from the matcher and the agenda.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from integrityrules.decide.finding import Finding
from integrityrules.decide.forms import public_finding
from integrityrules.engine import Engine
from integrityrules.facts.entity import Entity
from integrityrules.facts.values import ONE_DAY, Range
from integrityrules.language.runtime import same
from integrityrules.monitor.agenda import Agenda
from integrityrules.monitor.joins import Joins
from integrityrules.monitor.matcher import Touched, near
from integrityrules.monitor.memory import KINDS, OFFICIAL, REGISTERS, Entry, Memory, together
from integrityrules.monitor.part import Part, family_of
from integrityrules.monitor.records import Declaration, Families, Name, Record, Said, name_of, packed, stamp_of_form, unpacked
from integrityrules.monitor.ways import About, Narrow
from integrityrules.monitor.world import MemoryWorld


class Desk:
    """Keeps the findings of every declaration.

    Args:
        engine: rules, calendars and key.
        joins: of the engine's rulebook.
        memory: what is read.
    """

    def __init__(self, engine: Engine, joins: Joins, memory: Memory) -> None:
        self._engine = engine
        self._joins = joins
        self._memory = memory
        self._found: dict[Declaration, dict[Name, Record]] = {}
        # What was found about facts of registers for officials, from either side.
        self._officials_of: dict[Entry, dict[str, None]] = {}
        self._registers_of: dict[str, dict[Entry, None]] = {}
        self._parts: dict[frozenset[str], Part] = {}
        self._open: dict[tuple[str, str], tuple[date, int, bool]] = {}
        self.daily: dict[Declaration, None] = {}
        self.due: Agenda[Declaration] = Agenda()

    def __len__(self) -> int:
        return sum(map(len, self._found.values()))

    def use(self, engine: Engine, joins: Joins) -> list[Declaration]:
        """Decides by other rules from now on; returns everything that there is or was something found about."""
        self._engine, self._joins = engine, joins
        self.due, self.daily, self._open, self._parts = Agenda(), {}, {}, {}
        return [*self._found, *self.everything()]

    # ---- whose turn it is ------------------------------------------------------------------------------------------------------------

    def expand(self, touched: Touched) -> Iterator[Declaration]:
        """Yields the declarations that are meant."""
        kind, entry, owner, _ = touched
        about = self._joins.about[kind]
        if kind not in REGISTERS:
            if entry is not None:
                yield entry.owner, entry
            elif owner is not None:
                yield from ((owner, own) for own in self._memory.own(owner, kind))
            else:
                yield from ((own.owner, own) for own in list(self._memory.shelves[kind].present))
        elif owner is not None:
            yield from ((owner, other) for other in self._of_owner(about, kind, owner) if entry is None or other is entry)
        elif entry is not None:
            yield from self.of_register(entry)
        else:
            for other in list(self._memory.shelves[kind].present):
                yield from self.of_register(other)

    def itself(self, entry: Entry) -> Iterator[Declaration]:
        """Yields the declarations that a fact itself is."""
        if entry.kind == OFFICIAL:
            yield from self.of_owner(entry.id)
        elif entry.kind in REGISTERS:
            yield from self.of_register(entry)
        else:
            yield entry.owner, entry

    def of_owner(self, owner: str) -> Iterator[Declaration]:
        """Yields everything that is decided for an official."""
        for kind, about in self._joins.about.items():
            found = self._of_owner(about, kind, owner) if kind in REGISTERS else self._memory.own(owner, kind)
            yield from ((owner, entry) for entry in found)

    def everything(self) -> Iterator[Declaration]:
        """Yields every declaration there is."""
        for shelf in self._memory.shelves.values():
            for entry in list(shelf.present):
                if entry.kind != OFFICIAL:
                    yield from self.itself(entry)

    def of_register(self, entry: Entry) -> Iterator[Declaration]:
        """Yields a fact of a register as it is looked at of no official, and for each official that rules about it speak of."""
        about = self._joins.about.get(entry.kind)
        if (None, entry) in self._found or len(entry.sources) > 1 or (about is not None and about.is_shared):
            yield None, entry
        owners = dict.fromkeys(self._officials_of.get(entry, ()))
        if about is not None and about.personal:
            owners |= dict.fromkeys(self._paired(about, entry))
        yield from ((owner, entry) for owner in owners)

    def _paired(self, about: About, entry: Entry) -> Iterable[str]:
        """Returns the officials that rules about a fact of a register may speak of."""
        if about.pairings is None:
            return list(self._memory.owners)
        item = entry.item(self._memory.as_of)
        found: dict[str, None] = {}
        for pairing in about.pairings if item is not None else ():
            entity = item.values.get(pairing.field)  # type: ignore[union-attr]
            if entity is None and not pairing.surely:
                return list(self._memory.owners)
            index = self._memory.shelves[OFFICIAL].index(pairing.attribute, self._memory.as_of)
            if isinstance(entity, Entity):
                near = index.sharing(entity) if pairing.surely else (*index.near(entity), *index.unknown)
                found |= dict.fromkeys(official.id for official in near)
            if not pairing.surely:
                found |= dict.fromkeys(id for id in self._memory.owners if self._memory.official(id) is None)
        return found

    def _of_owner(self, about: About, kind: str, owner: str) -> Iterable[Entry]:
        """Returns the facts of a register that are looked at for an official."""
        shelf = self._memory.shelves[kind]
        if not about.personal:
            return ()
        if about.pairings is None:
            return list(shelf.present)
        official = self._memory.official(owner)
        item = official.item(self._memory.as_of) if official else None
        found: dict[Entry, None] = {}
        for pairing in about.pairings:
            entity = item.values.get(pairing.attribute) if item else None
            if isinstance(entity, Entity):
                index = shelf.index(pairing.field, self._memory.as_of)
                near = index.sharing(entity) if pairing.surely else (*index.near(entity), *index.unknown)
                found |= dict.fromkeys(near)
            elif not pairing.surely:
                return list(shelf.present)
        found |= {entry: None for entry in self._registers_of.get(owner, ()) if entry.kind == kind}
        return found

    # ---- deciding --------------------------------------------------------------------------------------------------------------------

    def reached(self, touched: Touched, fact: Entry) -> Iterator[tuple[Declaration, frozenset[str]]]:
        """Yields the declarations that are meant, each with the rules by which the fact may matter to it."""
        about = self._joins.about[touched.kind]
        families = frozenset(about.ways[touched.way])
        narrows = {family: found for family in families if (found := about.narrows.get((family, touched.way)))}
        for declaration in self.expand(touched):
            left = families if not narrows else self._mattering(declaration, families, narrows, fact)
            if left:
                yield declaration, left

    def _mattering(
        self, declaration: Declaration, families: frozenset[str], narrows: Mapping[str, set[Narrow]], fact: Entry
    ) -> frozenset[str]:
        """Returns the rules by which a fact may count for a declaration, or by which something was found that lists what it reads."""
        said = {record.family for record in self._found.get(declaration, {}).values()}
        return frozenset(
            family
            for family in families
            if family in said or family not in narrows or any(self._may_hold(declaration, narrow, fact) for narrow in narrows[family])
        )

    def _may_hold(self, declaration: Declaration, narrow: Narrow, fact: Entry) -> bool:
        """Tells whether an equality of a fact with something near a declaration may hold."""
        owner, entry = declaration
        memory = self._memory
        item = fact.item(memory.as_of)
        value = None if item is None else item.values.get(narrow.field)
        if value is None:
            return True
        for way in narrow.places:
            if way and owner is None:
                return True
            near = [entry] if not way else memory.own(owner or "", way[0].kind)
            if way and way[0].kind == OFFICIAL and not near:
                return True
            for other in near:
                theirs = other.item(memory.as_of)
                if theirs is None or same(value, theirs.values.get(narrow.other)) is not False:
                    return True
        return False

    def decide(self, declarations: Mapping[Declaration, Families]) -> list[Said]:
        """Decides declarations again, each by some rules or by all; returns what is not as it was."""
        said: list[Said] = []
        for (owner, families), entries in _grouped(declarations).items():
            alone = [entry for entry in entries if self._needs_its_own_world(entry)]
            together = [entry for entry in entries if not self._needs_its_own_world(entry)]
            for part in ([entry] for entry in alone):
                said += self._decide(owner, part, families)
            if together:
                said += self._decide(owner, together, families)
        return said

    def _needs_its_own_world(self, entry: Entry) -> bool:
        about = self._joins.about.get(entry.kind)
        return about is not None and about.near is not None

    def _decide(self, owner: str | None, entries: list[Entry], families: Families) -> Iterator[Said]:
        found: dict[Entry, list[Finding]] = {entry: [] for entry in entries}
        for finding in self._findings(owner, entries, families):
            found[self._memory.shelves[finding.fact_kind].entries[finding.fact]].append(finding)
        for entry in entries:
            yield from self._replace((owner, entry), found[entry], families)

    def _findings(self, owner: str | None, entries: list[Entry], families: Families) -> Iterator[Finding]:
        """Yields what some rules find about some facts for one official, or for none."""
        memory = self._memory
        judged = [(entry.kind, entry.id) for entry in entries if memory.shelves[entry.kind].find(entry.id) is entry]
        if not judged or (owner is not None and owner not in memory.owners):
            return
        world = MemoryWorld(memory, owner, self._engine.calendars, self._near(entries))
        for finding in self._engine.evaluate_world(world, judged, self._part(families)).findings:
            if families is not None and family_of(finding.rule) not in families:
                continue
            # What registers say by themselves is said once, of no official.
            if owner is None or finding.fact_kind not in REGISTERS or self._is_personal(finding):
                yield finding

    def _part(self, families: Families) -> Part | None:
        """Returns the law of some rules; the same ones come again and again."""
        if families is None:
            return None
        found = self._parts.get(families)
        if found is None:
            found = self._parts[families] = Part(self._engine.rulebook, families)
        return found

    def _is_personal(self, finding: Finding) -> bool:
        about = self._joins.about.get(finding.fact_kind)
        return about is not None and finding.rule in about.personal

    def _near(self, entries: list[Entry]) -> dict[str, Iterable[Entry]]:
        """Returns the only facts of its register that a fact is added up with."""
        (entry, *others) = entries
        about = self._joins.about.get(entry.kind)
        fields = about.near if about is not None and not others else None
        values = together(entry, fields, self._memory.as_of) if fields else None
        return {} if values is None or fields is None else {KINDS[entry.kind].plural: near(self._memory, entry.kind, fields, values)}

    def _replace(self, declaration: Declaration, findings: list[Finding], families: Families) -> Iterator[Said]:
        owner, entry = declaration
        before = self._found.pop(declaration, {})
        now = {} if families is None else {name: record for name, record in before.items() if record.family not in families}
        for finding in findings:
            name = name_of(owner, finding.id, now)
            form = public_finding(finding)
            record = now[name] = self._recorded(finding, form)
            earlier = before.get(name)
            if earlier is None:
                yield Said("appeared", name, form, declaration)
            elif earlier.stamp != record.stamp:
                yield Said("changed", name, form, declaration)
        for name, record in before.items():
            if name not in now:
                yield Said("went", name, unpacked(record.form), declaration)
        if now:
            self._found[declaration] = now
        self._note(owner, entry, bool(now))
        self._watch(declaration, now)

    def _recorded(self, finding: Finding, form: Mapping[str, Any]) -> Record:
        as_of = self._memory.as_of
        routes = finding.duty.routes if finding.duty else ()
        days = [day + ONE_DAY for route in routes for day in (route.earliest, route.latest) if day is not None and as_of <= day < date.max]
        return Record(family_of(finding.rule), stamp_of_form(form, as_of), packed(form), as_of, min(days, default=None))

    def _note(self, owner: str | None, entry: Entry, is_found: bool) -> None:
        if owner is None or entry.kind not in REGISTERS:
            return
        if is_found:
            self._officials_of.setdefault(entry, {})[owner] = None
            self._registers_of.setdefault(owner, {})[entry] = None
        elif owner in self._officials_of.get(entry, ()):
            for known, key, other in ((self._officials_of, entry, owner), (self._registers_of, owner, entry)):
                del known[key][other]  # type: ignore[index, arg-type]
                if not known[key]:  # type: ignore[index]
                    del known[key]  # type: ignore[arg-type]

    # ---- what time alone can change ----------------------------------------------------------------------------------------------------

    def _watch(self, declaration: Declaration, now: Mapping[Name, Record]) -> None:
        """Notes when a declaration is to be decided again although nothing is stated."""
        self.due.put(declaration, min((record.due for record in now.values() if record.due is not None), default=None))
        if self._is_clocked(declaration):
            self.daily[declaration] = None
        else:
            self.daily.pop(declaration, None)

    def _is_clocked(self, declaration: Declaration) -> bool:
        """Tells whether its conditions reckon from a day that is still to come, and so from the day it is looked at."""
        owner, entry = declaration
        about = self._joins.about.get(entry.kind)
        if about is None or entry not in self._memory.shelves[entry.kind].present:
            return False
        return about.always_clocked or any(self._is_open(owner, kind, name) for kind, name in about.clocked)

    def _is_open(self, owner: str | None, kind: str, name: str) -> bool:
        """Tells whether a day of a field is still to come on some fact that may be read: of the official, or of a register."""
        memory = self._memory
        if kind not in REGISTERS:
            return owner is not None and any(_is_later(entry, name, memory.as_of) for entry in memory.own(owner, kind))
        shelf = memory.shelves[kind]
        known = self._open.get((kind, name))
        if known is None or known[:2] != (memory.as_of, shelf.version):
            is_open = any(_is_later(entry, name, memory.as_of) for entry in shelf.present)
            known = self._open[kind, name] = memory.as_of, shelf.version, is_open
        return known[2]

    # ---- reading ---------------------------------------------------------------------------------------------------------------------

    def forms(self, declarations: Iterable[Declaration] | None = None) -> Iterator[tuple[Name, dict[str, Any]]]:
        """Yields the findings of some declarations, or of all, as of today."""
        chosen = list(self._found if declarations is None else declarations)
        old = [one for one in chosen if any(record.as_of != self._memory.as_of for record in self._found.get(one, {}).values())]
        self.decide(dict.fromkeys(old))  # only what counts days looks otherwise than when it was last said
        for declaration in chosen:
            for name, record in self._found.get(declaration, {}).items():
                yield name, unpacked(record.form)

    def of_official(self, owner: str | None) -> list[Declaration]:
        """Returns the declarations with findings of an official."""
        if owner is None:
            return [one for one in self._found if one[0] is None]
        return [one for one in self.of_owner(owner) if one in self._found]

    def stamp_of(self, said: Said) -> bytes:
        """Returns the digest of a finding that stands."""
        assert said.declaration is not None
        return self._found[said.declaration][said.name].stamp

    def stamps(self) -> dict[Name, bytes]:
        """Returns the digest of every finding."""
        return {name: record.stamp for records in self._found.values() for name, record in records.items()}


def _grouped(declarations: Mapping[Declaration, Families]) -> dict[tuple[str | None, Families], list[Entry]]:
    found: dict[tuple[str | None, Families], list[Entry]] = {}
    for (owner, entry), families in declarations.items():
        found.setdefault((owner, families), []).append(entry)
    return found


def _is_later(entry: Entry, name: str, as_of: date) -> bool:
    item = entry.item(as_of)
    value = None if item is None else item.values.get(name)
    return value.__class__ is Range and value.lo.__class__ is date and value.lo > as_of
