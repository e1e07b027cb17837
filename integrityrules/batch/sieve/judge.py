"""Whether a version of a rule may find anything about a fact: `decide` in columns, with unknown on the side of looking.

May not know days. INVARIANT: where `decide` finds something, in the open world or the closed one, this is true.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import combinations
from typing import Any

from integrityrules.batch.sieve.versions import Defining, Version
from integrityrules.facts.vocabulary import STRING, Type
from integrityrules.language import tree
from integrityrules.language.scope import Names
from integrityrules.language.sql import Law, Reader, Relations, Subject
from integrityrules.language.sql.compare import same
from integrityrules.language.sql.definitions import Said, statements
from integrityrules.language.sql.texts import FALSE, TRUE, all_of, any_of, is_true, literal, not_false, not_true
from integrityrules.language.sql.values import Ordered, Plain
from integrityrules.rulebook.plan import Placed


@dataclass(frozen=True, slots=True, eq=False)
class Actors:
    """Whom a rule is about in each row: the fact, its partner, and its occurrence."""

    fact: Subject
    partner: Subject | None = None
    event: Subject | None = None

    def under(self, names: Names, relations: Relations) -> dict[str, Subject]:
        """Returns what the names of a rule stand for."""
        named = ((names.fact, self.fact), (names.partner, self.partner), (names.event, self.event))
        return {**relations.variables, **{name: subject for name, subject in named if name and subject is not None}}


class Judge:
    """Writes what rules say of the rows of one statement.

    Args:
        shallow: macros and totals are left unknown: quick, and proposes more.
        unsure: nobody knows whether the partner is one, so that a trigger that is unknown may be true of whoever it is.
    """

    def __init__(self, relations: Relations, actors: Actors, *, shallow: bool = False, unsure: bool = False) -> None:
        self.relations = relations
        self.actors = actors
        self.shallow = shallow
        self.unsure = unsure
        self.is_exact = True
        self._readers: dict[int, Reader] = {}

    def proposes(self, version: Version) -> str:
        """Returns the two-valued test that a rule may find something about the facts of a row."""
        placed = version.placed
        tests = [*self._raised(placed, version.law), not_false(self._holds(placed, version, placed.typed.when))]
        for exemption in placed.exemptions:
            if exemption.in_force is True:
                tests.append(not_true(self._holds(exemption, version, exemption.typed.when)))
        return all_of(tests)

    def _raised(self, placed: Placed, law: Law) -> Iterator[str]:
        if placed.typed.raised_when is not None:
            told = self._reader(law).told(placed.typed.raised_when, self._env(placed))
            self.is_exact &= told.is_exact
            text: Any = told.value
            # What is unknown of the facts raises nothing; what could not be worked out may.
            yield is_true(text.text) if told.is_exact and not self.unsure else not_false(text.text)

    def _holds(self, placed: Placed, version: Version, node: tree.Node | None) -> str:
        told = None if node is None else self._reader(version.law).told(node, self._env(version.placed))
        self.is_exact &= told is None or told.is_exact
        text: Any = None if told is None else told.value
        return all_of([TRUE if told is None else text.text, *self._bound(placed, version)])

    def _bound(self, placed: Placed, version: Version) -> Iterator[str]:
        """Yields whether a layer binds the official's agency."""
        layer = placed.setting.layer
        if layer is not None and layer.layer is not None:
            agency: Any = self.relations.field(self.relations.variables["official"], "agency", STRING)
            yield f"({agency.text} IN ({', '.join(map(literal, sorted(layer.layer.agencies)))}))"

    def contradicts(self, defining: Defining) -> str:
        """Returns the two-valued test that definitions of a field may disagree, with each other or with what was declared."""
        reader, fact = self._reader(defining.law), self.actors.fact
        kind, name = defining.key
        node = tree.Field(tree.Var(kind, Type("fact", kind)), name, reader.field_type(kind, name))
        told = statements(reader, fact, defining.key, node.type)
        if told is None:
            return TRUE
        own, clash = Said(TRUE, told.declared), _clash if told.is_exact else partial(_may_clash, as_of=self.relations.as_of)
        among = any_of(clash(left, right) for left, right in combinations(told.said, 2))
        return any_of([among, all_of([own.is_stated, any_of(clash(one, own) for one in told.said)])])

    def _reader(self, law: Law) -> Reader:
        return self._readers.setdefault(id(law), Reader(self.relations, law, shallow=self.shallow))

    def _env(self, placed: Placed) -> dict[str, Subject]:
        return self.actors.under(placed.typed.names, self.relations)


def _clash(left: Said, right: Said) -> str:
    """Returns the two-valued test that two statements are both made, and cannot both be so."""
    if isinstance(left.value, Ordered) and isinstance(right.value, Ordered):
        apart = any_of([f"({left.value.lo} > {right.value.hi})", f"({right.value.lo} > {left.value.hi})"])
    else:
        assert isinstance(left.value, Plain)
        assert isinstance(right.value, Plain)
        apart = FALSE if left.value == right.value else f"({left.value.text} <> {right.value.text})"
    return all_of([left.speaks, right.speaks, is_true(apart)])


def _may_clash(left: Said, right: Said, as_of: date) -> str:
    """Returns the two-valued test that two statements may be made and differ, where what is not known of them may be known after all."""
    return all_of([not_false(left.when), not_false(right.when), not_true(same(left.value, right.value, as_of))])
