"""Where facts stand: which table has the facts of a kind, and how each field stands in its columns.

May not know what is in the tables. A layout is data: a warehouse with other names or other columns is another layout.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, TypeAlias

from integrityrules.facts.identity import SCHEMES
from integrityrules.facts.vocabulary import KindSpec

Form: TypeAlias = Literal["exact", "later", "range"] | tuple[str, ...]
"""How a field stands in columns.

`exact`: one column that is NULL where the value is unknown. `later`: the same for a day, where any day after `as_of` stands for some day
after `as_of`. `range`: `<field>__lo` and `<field>__hi`, NULL for an open end. An entity: the schemes that have a column (`<field>` for
`own`, else `<field>_<scheme>`).
"""


@dataclass(frozen=True, slots=True)
class Table:
    """The table of the facts of one kind. Nothing is known of a field without a form.

    Args:
        name: as it is written after FROM.
        forms: by field.
        id: the column of the id, unique among the facts of one owner.
        owner: the column that says to whose dossier a fact belongs, or empty for a register, which is read with every dossier.
        rough: the column that is true where the others may not hold what the fact says, nor whether there is one; or empty. What they say
            of the facts and entities it refers to is so, if it is anything.
    """

    name: str
    forms: Mapping[str, Form]
    id: str = "id"
    owner: str = ""
    rough: str = ""

    def columns_of(self, name: str) -> tuple[str, ...]:
        """Returns the columns in which a field stands; none where nothing is known of it."""
        form = self.forms.get(name)
        if form is None:
            return ()
        if isinstance(form, tuple):
            return tuple(scheme_column(name, scheme) for scheme in form)
        return (f"{name}__lo", f"{name}__hi") if form == "range" else (name,)


def scheme_column(name: str, scheme: str) -> str:
    """Returns the column of an entity's number in one scheme."""
    return name if scheme == "own" else f"{name}_{scheme}"


def forms_of(kind: KindSpec) -> Mapping[str, Form]:
    """Returns the forms of a table with every field of a kind, days as facts have them, entities with every scheme."""
    forms: dict[str, Form] = {}
    for name, spec in kind.fields.items():
        forms[name] = SCHEMES if spec.type.name == "entity" else "later" if spec.type.name == "date" else "exact"
    return MappingProxyType(forms)


@dataclass(frozen=True, slots=True)
class Layout:
    """Every table that a condition may read.

    Args:
        tables: by kind of fact; there are no facts of a kind without one. That of `official` has the official's id in `owner`.
        spells: a table `(owner, kind, id, field, value, from, until)` of the values that held for periods, or empty. The field has no other
            value then; ends are NULL where they are unknown.
        windows: a table `(owner, plural, first, last)` of what is declared in full, both days included, NULL for an open end; or empty.
        work_days, work_ranks: the tables that `work_days` describes.
        elsewhere: the kinds of which there are facts that no table has.
        ranged_spells: `value`, `from` and `until` of spells stand in two columns each, `value__lo` and so on.
    """

    tables: Mapping[str, Table]
    spells: str = ""
    windows: str = ""
    work_days: str = "work_days"
    work_ranks: str = "work_ranks"
    ranged_spells: bool = False
    elsewhere: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Bound:
    """What a variable stands for: a row of a relation.

    Args:
        kind: the kind of fact or event.
        alias: of the relation, as it is written in FROM.
        table: how its fields stand.
        on_day: its fields that change over time are those of the rule's day.
        is_optional: the row may be missing (all its columns NULL).
    """

    kind: str
    alias: str
    table: Table
    on_day: bool = False
    is_optional: bool = False

    @property
    def prefix(self) -> str:
        """What the names of its columns begin with."""
        return f"{self.kind}_{self.alias}"


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows a condition is asked of.

    Args:
        source: what stands after FROM, and WHERE if any.
        key: expressions that are never NULL and tell the rows apart, by a name that begins with `row__`.
        owner: an expression for whose dossier a row belongs to, or empty where only registers are looked at.
        variables: by name in the tree; `official` among them where there is one.
        day: the first and the last day the rule's day can be.
    """

    source: str
    key: Mapping[str, str]
    owner: str
    variables: Mapping[str, Bound]
    day: tuple[str, str] = field(default=("CAST(NULL AS DATE)", "CAST(NULL AS DATE)"))
