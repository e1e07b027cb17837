"""Rows paired with the facts of a collection: each row of a frame with every fact that may belong, and whether others may.

May not read trees. Facts of a dossier are few, and paired all; a register has millions, and is met by its keys only, with what a missing
key could hide told as a doubt.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from integrityrules.facts.identity import SCHEMES
from integrityrules.language.sql.compare import born_as, is_old
from integrityrules.language.sql.frames import OVER, Frame
from integrityrules.language.sql.layout import Table, scheme_column
from integrityrules.language.sql.relations import Relations, Subject
from integrityrules.language.sql.texts import FALSE, TRUE, all_of, any_of, case, negation, quoted
from integrityrules.language.sql.values import Numbers

UNSTABLE = ("nip", "npwp")
"""Schemes in which two numbers may name the same although they differ."""

Keys = Mapping[str, str | Numbers]
"""What fields of an element must equal for it to belong: columns of one expression each, or one entity."""


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Rows with elements.

    Args:
        frame: one row for each pair.
        element: the fact that stands beside the row.
        rough: the two-valued test that nobody knows what the fact says, nor whether there is one.
        doubt: the two-valued test, on the rows above, that facts may belong which are not paired.
    """

    frame: Frame
    element: Subject
    rough: str = FALSE
    doubt: str = FALSE

    def unless_rough(self, text: str) -> str:
        """Returns an expression, or NULL where the fact is rough."""
        return text if self.rough == FALSE else f"CASE WHEN NOT {self.rough} THEN {text} END"


def pair_up(relations: Relations, frame: Frame, kind: str, keys: Keys) -> Pairs | None:
    """Returns the rows of a frame paired with the facts of a kind that may belong; `None` if nothing narrows a register down.

    Args:
        keys: what an element must not certainly differ in.
    """
    table = relations.layout.tables.get(kind)
    if kind in relations.layout.elsewhere:
        return None
    if table is None or (table.owner and not relations.owner):
        below = frame.extend(kind, f"{OVER} AS p WHERE FALSE")
        return Pairs(below, relations.nothing(kind))
    if table.owner:
        return _of_owner(relations, frame, kind, table, keys)
    entity = next(((name, key) for name, key in keys.items() if isinstance(key, Numbers)), None)
    plain = {name: key for name, key in keys.items() if isinstance(key, str) and table.forms.get(name) == "exact"}
    if plain:
        on = all_of(f"e.{quoted(name)} = {key}" for name, key in plain.items())
        return _paired(relations, frame, kind, table, on, _plain_doubt(frame, table, plain))
    if entity is not None and isinstance(table.forms.get(entity[0]), tuple):
        return _by_entity(relations, frame, kind, table, *entity)
    return None


def _of_owner(relations: Relations, frame: Frame, kind: str, table: Table, keys: Keys) -> Pairs:
    """Pairs facts of one dossier: by the keys where they are known, else each with each."""
    owner = _beside(table, f"e.{quoted(table.owner)} = {relations.owner}")
    known = list(_columns_of(table, keys))
    if not known:
        return _made(relations, frame, kind, table, [owner], FALSE)
    alike = all_of(f"{theirs} = {own}" for theirs, own in known)
    own_unknown = any_of(f"{own} IS NULL" for _, own in known)
    theirs_unknown = all_of([*(f"{own} IS NOT NULL" for _, own in known), any_of(f"{theirs} IS NULL" for theirs, _ in known)])
    return _made(relations, frame, kind, table, [f"{owner} AND {test}" for test in (alike, own_unknown, theirs_unknown)], FALSE)


def _columns_of(table: Table, keys: Keys) -> Iterator[tuple[str, str]]:
    """Yields the columns of elements and what they must equal, where one column says it all."""
    for name, key in keys.items():
        form = table.forms.get(name)
        if isinstance(key, str) and form == "exact":
            yield f"e.{quoted(name)}", key
        elif (
            isinstance(key, Numbers)
            and isinstance(form, tuple)
            and len(form) == 1
            and tuple(key.by_scheme) == form
            and form[0] not in UNSTABLE
        ):
            yield f"e.{quoted(table.columns_of(name)[0])}", key.by_scheme[form[0]]


def _paired(relations: Relations, frame: Frame, kind: str, table: Table, on: str, doubt: str) -> Pairs:
    return _made(relations, frame, kind, table, [_beside(table, on)], doubt)


def _beside(table: Table, on: str) -> str:
    """Returns the source of facts with the rows they belong to: engines hash what comes second, and rows are few or narrow."""
    return f"{table.name} AS e JOIN {OVER} AS p ON {on}"


def _made(relations: Relations, frame: Frame, kind: str, table: Table, sources: Sequence[str], doubt: str) -> Pairs:
    below = frame.extend(kind, *sources)
    element = relations.element(below, kind, table, "e")
    below.key = (*frame.key, element.id)
    return Pairs(below, element, element.column(table.rough) if table.rough else FALSE, doubt)


# ---- registers ------------------------------------------------------------------------------------------------------------


def _plain_doubt(frame: Frame, table: Table, keys: Mapping[str, str]) -> str:
    """Returns whether an element may belong of which a key is not known, or any if the row's own is not."""
    some = any_of(f"{quoted(name)} IS NULL" for name in keys)
    census = _Census(frame, table)
    own = any_of(f"{key} IS NULL" for key in keys.values())
    return frame.work_out(any_of([census.has(some), all_of([own, census.has(TRUE)])]), "doubt")


class _Census:
    """What there is in a register: one row of counts beside each row of a frame."""

    def __init__(self, frame: Frame, table: Table) -> None:
        self.frame = frame
        self.table = table

    def has(self, test: str) -> str:
        """Returns the two-valued test that some fact of the register fulfils a condition on its columns."""
        query = f"(SELECT COUNT(*) AS n FROM {self.table.name} WHERE {test})"
        return f"({self.frame.look_up(query, []).column('n')} > 0)"


def _by_entity(relations: Relations, frame: Frame, kind: str, table: Table, name: str, own: Numbers) -> Pairs:
    """Pairs by every scheme that both sides have; facts without a shared scheme may belong too, and are the doubt."""
    theirs = Numbers({s: quoted(scheme_column(name, s)) for s in SCHEMES if s in table.forms[name]})
    shared = [scheme for scheme in SCHEMES if scheme in own.by_scheme and scheme in theirs.by_scheme]
    doubt = frame.work_out(_entity_doubt(_Census(frame, table), own, theirs), "doubt")
    if not shared:
        return _paired(relations, frame, kind, table, FALSE, doubt)
    if len(shared) == 1:
        return _paired(relations, frame, kind, table, _meets(shared[0], own, theirs, "e"), doubt)
    met = _met(frame, table, [_meets(scheme, own, theirs, "e") for scheme in shared])
    return _made(relations, frame, kind, table, [met], doubt)


def _met(frame: Frame, table: Table, meetings: list[str]) -> str:
    """Returns the source of the rows with the elements that meet them in one way or another, each once."""
    keys = ", ".join(f"{column} AS k{index}" for index, column in enumerate(frame.key))
    id = f"e.{quoted(table.id)}"
    ways = " UNION ".join(f"SELECT {keys}, {id} AS id FROM {OVER} AS p JOIN {table.name} AS e ON {meets}" for meets in meetings)
    on = " AND ".join(f"m.k{index} = {column}" for index, column in enumerate(frame.key))
    return f"{OVER} AS p JOIN ({ways}) AS m ON {on} JOIN {table.name} AS e ON {id} = m.id"


def _meets(scheme: str, own: Numbers, theirs: Numbers, alias: str) -> str:
    mine, other = own.by_scheme[scheme], f"{alias}.{theirs.by_scheme[scheme]}"
    return f"{born_as(mine)} = {born_as(other)}" if scheme == "nip" else f"{mine} = {other}"


def _entity_doubt(census: _Census, own: Numbers, theirs: Numbers) -> str:
    """Returns whether a fact may belong that shares no scheme with the row's entity, or has the other form of its tax number."""
    known = [scheme for scheme in SCHEMES if scheme in own.by_scheme and scheme in theirs.by_scheme]
    disjoint = []
    for mask in range(1 << len(known)):
        mine = [scheme for index, scheme in enumerate(known) if mask >> index & 1]
        here = all_of(f"{own.by_scheme[s]} IS {'NOT ' if s in mine else ''}NULL" for s in known)
        none = all_of(f"{theirs.by_scheme[s]} IS NULL" for s in mine)
        disjoint.append((here, census.has(none)))
    doubts = [f"({case(*disjoint)})" if len(disjoint) > 1 else disjoint[0][1]]
    if "npwp" in known:
        old, their_old = is_old(own.by_scheme["npwp"]), is_old(theirs.by_scheme["npwp"])
        doubts.append(all_of([f"COALESCE({old}, FALSE)", census.has(negation(their_old))]))
        doubts.append(all_of([f"COALESCE({negation(old)}, FALSE)", census.has(their_old)]))
    return any_of(doubts)
