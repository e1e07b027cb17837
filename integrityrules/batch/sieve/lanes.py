"""A lane of rules -> the statements that propose what any of them may find something about, in every period in one pass.

May not run anything. The days of a fact, its yearly occurrences, its partners and the pieces of its official's time become rows; a rule is
asked of the rows that lie in its days. It follows `decide.walk`, and where that would look, this looks too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from integrityrules.batch.sieve.judge import Actors, Judge
from integrityrules.batch.sieve.tables import FIRST_DAY, LAST_DAY, OFFICIAL, SHARD
from integrityrules.batch.sieve.versions import Version, versions_of
from integrityrules.facts.calendar import WorkCalendar
from integrityrules.facts.vocabulary import Vocabulary
from integrityrules.language import tree
from integrityrules.language.sql import Bound, Law, Layout, Reader, Relations, Rows, Statement, Subject, Table, is_stored, statement_of
from integrityrules.language.sql.frames import OVER, Frame
from integrityrules.language.sql.macros import conjuncts, elements
from integrityrules.language.sql.pairs import Pairs, pair_up
from integrityrules.language.sql.texts import FALSE, TRUE, all_of, any_of, literal, not_false
from integrityrules.language.sql.values import Numbers, Ordered
from integrityrules.rulebook.plan import Plan
from integrityrules.rulebook.program import Lane

OCCURRENCE = Table("", {"on": "exact"})
FIRST_YEAR = 1900
"""Days before it are not read as days by a stage."""


@dataclass(frozen=True, slots=True, eq=False)
class House:
    """What all statements of a sieve share."""

    vocabulary: Vocabulary
    layout: Layout
    timeline: Table
    as_of: date
    calendars: Mapping[str, WorkCalendar]
    plans: Sequence[Plan]
    today: Law

    def without_officials(self) -> House:
        """Returns the house in which nothing is known of any official, nor of what they declare."""
        own = frozenset(kind.name for kind in self.vocabulary.kinds.values() if not kind.register)
        return replace(self, layout=replace(self.layout, elsewhere=self.layout.elsewhere | own))

    def relations(self, rows: Rows) -> Relations:
        found = Relations(rows, self.layout, self.vocabulary, self.as_of, self.calendars)
        found.variables.setdefault(OFFICIAL, found.nothing(OFFICIAL))
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """Rows of facts, each with the days it is about.

    Args:
        first, last: columns; never NULL.
        rough: the two-valued test that nobody knows what the fact says, or its partner.
        unsure: the partner may be someone nobody knows.
    """

    relations: Relations
    frame: Frame
    actors: Actors
    first: str = ""
    last: str = ""
    rough: str = FALSE
    unsure: bool = False


def lane_statements(house: House, lane: Lane) -> Iterator[Statement]:
    """Yields the statements of a lane for the officials of a shard."""
    versions = versions_of(house.plans, lane.about, lane.key, house.as_of)
    if not house.vocabulary.kinds[lane.about].register:
        if versions:
            yield from _lane(house, lane, versions, own_facts(house, lane.about))
        return
    keyed: dict[tuple[str, str] | None, list[Version]] = {}
    for version in versions:
        if version.reads_official or _readsown_facts(house, version):
            keyed.setdefault(_key(house, lane, version), []).append(version)
    for key, group in sorted(keyed.items(), key=str):
        if key is None:
            nobody = house.without_officials()
            yield from _lane(nobody, lane, group, register_facts(nobody, lane.about), everyone=True)
        else:
            yield from _lane(house, lane, group, _concerned(house, lane.about, *key))


def register_statements(house: House, lane: Lane) -> Iterator[Statement]:
    """Yields the statements of a lane for what registers say by themselves, of no official."""
    if house.vocabulary.kinds[lane.about].register:
        versions = [version for version in versions_of(house.plans, lane.about, lane.key, house.as_of) if not _asks_official(version)]
        if versions:
            yield from _lane(house, lane, versions, register_facts(house, lane.about))


def _asks_official(version: Version) -> bool:
    return any(kind == OFFICIAL for kind, _ in version.placed.reads.fields)


def _readsown_facts(house: House, version: Version) -> bool:
    """Tells whether a rule reads facts that belong to an official."""
    kinds = [house.vocabulary.kind_of_plural(plural) for plural in version.placed.reads.plurals]
    return any(kind is not None and not kind.register for kind in kinds)


# ---- where the rows come from ---------------------------------------------------------------------------------------------


def own_facts(house: House, kind: str) -> Standing:
    """Returns the facts of a kind of a shard's officials."""
    table = house.layout.tables[kind]
    rows = Rows(f"{table.name} AS f", {"row__id": f"f.{table.id}"}, f"f.{table.owner}", {kind: Bound(kind, "f", table)})
    relations = house.relations(rows)
    return Standing(relations, relations.root, Actors(relations.variables[kind]))


def register_facts(house: House, kind: str) -> Standing:
    """Returns the facts of a register, of no official."""
    table = house.layout.tables[kind]
    relations = house.relations(Rows(f"{table.name} AS f", {"row__id": "f.id"}, "", {kind: Bound(kind, "f", table)}))
    fact = relations.variables[kind]
    return Standing(relations, relations.root, Actors(fact), rough=fact.column(table.rough) if table.rough else FALSE)


def _concerned(house: House, kind: str, field: str, own: str) -> Standing:
    """Returns the facts of a register with the officials of a shard whom an entity of theirs may name."""
    official = house.layout.tables[OFFICIAL]
    rows = Rows(f"{official.name} AS o", {"row__official": "o.official"}, "o.official", {OFFICIAL: Bound(OFFICIAL, "o", official)})
    relations = house.relations(rows)
    person = relations.stored(relations.variables[OFFICIAL], own, house.vocabulary.kinds[OFFICIAL].fields[own].type)
    assert isinstance(person, Numbers)
    pairs = pair_up(relations, relations.root, kind, {field: person})
    assert pairs is not None
    return Standing(relations, pairs.frame, Actors(pairs.element), rough=pairs.rough)


def _key(house: House, lane: Lane, version: Version) -> tuple[str, str] | None:
    """Returns the entity of a register's fact, and that of the official, that a rule's trigger demands to be the same."""
    if lane.about in house.layout.elsewhere or version.placed.typed.raised_when is None:
        return None
    name = version.placed.typed.names.fact
    for item in conjuncts(version.placed.typed.raised_when):
        if isinstance(item, tree.Compare) and item.op == "==" and item.left.type.name == "entity":
            for theirs, own in ((item.left, item.right), (item.right, item.left)):
                if _is_plain(house, theirs, name, version.law) and _is_plain(house, own, OFFICIAL, version.law):
                    assert isinstance(theirs, tree.Field)
                    assert isinstance(own, tree.Field)
                    return theirs.name, own.name
    return None


def _is_plain(house: House, node: tree.Node, variable: str, law: Law) -> bool:
    return is_stored(node, variable, law, house.vocabulary)


# ---- the days they are about ----------------------------------------------------------------------------------------------


def _lane(house: House, lane: Lane, versions: Sequence[Version], rows: Standing, *, everyone: bool = False) -> Iterator[Statement]:
    first, last = _needed(versions, house.as_of)
    if lane.every is not None:
        rows = _yearly(house, lane, _spanned(house, rows), first, last)
    elif lane.partner is not None:
        for paired in _paired(house, lane, _spanned(house, rows)):
            yield _statement(house, _within(paired, first, last), versions, everyone)
        return
    elif lane.dated_by is not None:
        rows = _dated(house, lane, rows)
    else:
        rows = _spanned(house, rows)
    yield _statement(house, _within(rows, first, last), versions, everyone)


def _needed(versions: Sequence[Version], as_of: date) -> tuple[date, date]:
    """Returns the first and last day on which any of some versions is in force, up to the day of the run."""
    return min(version.first or date.min for version in versions), min(as_of, max(version.last or date.max for version in versions))


def _spanned(house: House, rows: Standing) -> Standing:
    """Returns rows with the span of the fact, or its own day; a kind that has neither is about today."""
    kind = house.vocabulary.kinds[rows.actors.fact.kind]
    if not kind.span and not kind.dated_by:
        today = literal(house.as_of)
        return replace(rows, first=today, last=today)
    return _between(rows, *rows.relations.span(rows.actors.fact))


def _between(rows: Standing, start: Ordered, end: Ordered) -> Standing:
    first = f"COALESCE({start.stored or start.lo}, {FIRST_DAY})"
    last = f"COALESCE({end.stored or end.hi}, {LAST_DAY})"
    return replace(rows, first=rows.frame.work_out(first, "first"), last=rows.frame.work_out(last, "last"))


def _dated(house: House, lane: Lane, rows: Standing) -> Standing:
    """Returns rows with the day or days their rules are dated by."""
    assert lane.dated_by is not None
    reader = Reader(rows.relations, house.today)
    day = reader.ordered(lane.dated_by.node, rows.actors.under(lane.dated_by.names, rows.relations))
    return _between(rows, day, day)


def _yearly(house: House, lane: Lane, rows: Standing, first: date, last: date) -> Standing:
    """Returns a row for each yearly day inside a lasting fact."""
    assert lane.every is not None
    years = range(max(FIRST_YEAR, first.year - 1), last.year + 2)
    days = [date(year, *lane.every) for year in years]
    values = ", ".join(f"({literal(day)})" for day in days if day <= house.as_of)
    on = f'y."on" BETWEEN {rows.first} AND {rows.last}'
    frame = rows.frame.extend("yearly", f'{OVER} AS p JOIN (VALUES {values}) AS y("on") ON {on}')
    event = Subject(frame, "occurrence", OCCURRENCE, lambda column: frame.base("y", column, frame.name))
    frame.key = (*rows.frame.key, event.column("on"))
    yearly = replace(rows, frame=frame, actors=replace(rows.actors, event=event))
    if lane.dated_by is not None:
        return _dated(house, lane, yearly)
    return replace(yearly, first=event.column("on"), last=event.column("on"))


def _paired(house: House, lane: Lane, rows: Standing) -> Iterator[Standing]:
    """Yields rows with each partner and the days both last, and rows of which some partner is not known."""
    assert lane.partner is not None
    relations, reader = rows.relations, Reader(rows.relations, house.today)
    env = rows.actors.under(lane.partner.names, relations)
    kind = lane.partner.node.type.of
    found = elements(reader, lane.partner.node, env, rows.frame, {})
    doubt = TRUE if found is None else found.pairs.doubt
    if found is not None:
        yield _with_partner(house, lane, rows, found.pairs, found.belongs)
    if doubt != FALSE:
        alone = _copied(rows, doubt)
        yield replace(alone, actors=replace(alone.actors, partner=relations.nothing(kind)), unsure=True)


def _copied(rows: Standing, where: str) -> Standing:
    """Returns the rows that fulfil a condition as rows of their own."""
    frame = rows.frame.extend("doubtful", f"{OVER} AS p WHERE {where}")
    frame.key = rows.frame.key
    return replace(rows, frame=frame)


def _with_partner(house: House, lane: Lane, rows: Standing, pairs: Pairs, belongs: str) -> Standing:
    relations, partner = rows.relations, pairs.element
    other = [f"{partner.id} <> {rows.actors.fact.id}"] if partner.kind == rows.actors.fact.kind else []
    pairs.frame.keep(all_of([not_false(belongs), *other]))
    rough = any_of([rows.rough, pairs.rough])
    paired = replace(rows, frame=pairs.frame, actors=replace(rows.actors, partner=partner), rough=rough)
    if lane.dated_by is not None:
        return _dated(house, lane, paired)
    theirs = _between(paired, *relations.span(partner))
    first = pairs.frame.work_out(f"GREATEST({rows.first}, {theirs.first})", "first")
    return replace(paired, first=first, last=pairs.frame.work_out(f"LEAST({rows.last}, {theirs.last})", "last"))


def _within(rows: Standing, first: date, last: date) -> Standing:
    """Returns the rows that have a day among some days."""
    rows.frame.keep(all_of([f"{rows.first} <= {literal(last)}", f"{rows.last} >= {literal(first)}", f"{rows.first} <= {rows.last}"]))
    return rows


# ---- what rules say of them -----------------------------------------------------------------------------------------------


def _statement(house: House, rows: Standing, versions: Sequence[Version], everyone: bool) -> Statement:
    if not everyone and rows.relations.owner and any(version.reads_official for version in versions):
        rows = on_timeline(house, rows)
    actors = all_in(rows)
    shallow = Judge(rows.relations, actors, shallow=True, unsure=rows.unsure)
    cheap = _any(shallow, rows, versions, house.as_of)
    if shallow.is_exact:
        return proposed(rows, actors, cheap, everyone)
    rows.frame.keep(cheap)
    return proposed(rows, actors, _any(Judge(rows.relations, actors, unsure=rows.unsure), rows, versions, house.as_of), everyone)


def on_timeline(house: House, rows: Standing) -> Standing:
    """Returns a row for each piece of the official's time that the days of a row touch."""
    relations = rows.relations
    on = f"t.official = {relations.owner} AND t.first_day <= {rows.last} AND t.last_day >= {rows.first}"
    frame = rows.frame.extend("dated", f"{OVER} AS p JOIN {house.timeline.name} AS t ON {on}")
    official = Subject(frame, OFFICIAL, house.timeline, lambda column: frame.base("t", column, frame.name), on_day=True)
    frame.key = (*rows.frame.key, official.column("first_day"))
    first = frame.work_out(f"GREATEST({rows.first}, {official.column('first_day')})", "first")
    last = frame.work_out(f"LEAST({rows.last}, {official.column('last_day')})", "last")
    relations.variables[OFFICIAL] = official
    return replace(rows, frame=frame, first=first, last=last)


def all_in(rows: Standing) -> Actors:
    """Returns the actors as columns of the last frame, so that nothing is worked out for rows that are dropped on the way."""

    def moved(subject: Subject | None) -> Subject | None:
        return None if subject is None else replace(subject, frame=rows.frame)

    actors = rows.actors
    return Actors(replace(actors.fact, frame=rows.frame), moved(actors.partner), moved(actors.event))


def _any(judge: Judge, rows: Standing, versions: Sequence[Version], as_of: date) -> str:
    """Returns the test that some version may find something about a row, on a day on which it is in force."""
    found = [all_of([in_days(rows, version.first, version.last, as_of), judge.proposes(version)]) for version in versions]
    return any_of([rows.rough, *found])


def in_days(rows: Standing, first: date | None, last: date | None, as_of: date) -> str:
    until = TRUE if last is None or last >= as_of else f"{rows.first} <= {literal(last)}"
    return all_of([until, TRUE if first is None else f"{rows.last} >= {literal(first)}"])


def proposed(rows: Standing, actors: Actors, where: str, everyone: bool) -> Statement:
    fact, owner = actors.fact, rows.relations.owner or "CAST(NULL AS VARCHAR)"
    frame = rows.frame
    if everyone:
        frame.keep(where)
        frame, where = frame.extend("everyone", f"{OVER} AS p CROSS JOIN {SHARD}officials AS o"), TRUE
        owner = frame.base("o", "official", frame.name)
    select: dict[str, Any] = {"official": owner, "kind": literal(fact.kind), "id": fact.id}
    return statement_of(frame, select, where, distinct=True)
