"""The facts a condition can reach from a row: its variables, what their references name, what a table has for it.

May not read conditions. Every relation is reached by a join that says what is unknown; none drops a row whose key is unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from integrityrules.facts.calendar import WorkCalendar
from integrityrules.facts.values import ONE_DAY
from integrityrules.facts.vocabulary import ORDERED, Type, Vocabulary
from integrityrules.language.sql.compare import compared
from integrityrules.language.sql.frames import OVER, Frame, Query
from integrityrules.language.sql.layout import Bound, Layout, Rows, Table, scheme_column
from integrityrules.language.sql.texts import FALSE, all_of, any_of, literal, not_false, quoted, sql_type, unknown
from integrityrules.language.sql.values import Numbers, Ordered, Plain, Value, exact, unknown_value

OWNER = "row__owner"
DAY = ("row__first_day", "row__last_day")


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """A fact for each row of a frame.

    Args:
        column: gives the column of the frame that holds a column of the fact's table.
        on_day: fields that change over time are already those of the rule's day.
        is_optional: there may be no such fact; then all its columns are NULL.
    """

    frame: Frame
    kind: str
    table: Table
    column: Callable[[str], str]
    on_day: bool = False
    is_optional: bool = False

    @property
    def id(self) -> str:
        return self.column(self.table.id)


class Relations:
    """What is reached from the rows of one statement.

    Args:
        calendars: by id; one that is missing has Monday to Friday only.
    """

    def __init__(
        self, rows: Rows, layout: Layout, vocabulary: Vocabulary, as_of: date, calendars: Mapping[str, WorkCalendar]
    ) -> None:  # fmt: skip
        self.layout = layout
        self.vocabulary = vocabulary
        self.as_of = as_of
        self.calendars = calendars
        self.owner = OWNER if rows.owner else ""
        self.query = Query()
        owner = {OWNER: rows.owner} if rows.owner else {}
        self.root = self.query.root(rows.source, rows.key)
        for name, text in {**owner, DAY[0]: rows.day[0], DAY[1]: rows.day[1]}.items():
            self.root.add(name, text, 0)
        self.day = exact(DAY[0]) if rows.day[0] == rows.day[1] else Ordered(*DAY)
        self.variables = {name: self._variable(bound) for name, bound in rows.variables.items()}
        self.known: dict[Any, Any] = {}
        self.laws: dict[Any, int] = {}

    def _variable(self, bound: Bound) -> Subject:
        def column(name: str) -> str:
            return self.root.base(bound.alias, name, bound.prefix)

        return Subject(self.root, bound.kind, bound.table, column, bound.on_day, bound.is_optional)

    def nothing(self, kind: str) -> Subject:
        """Returns a fact of which nothing is known, not even that there is one."""
        return Subject(self.root, kind, Table("", {}), lambda _: unknown("string"), is_optional=True)

    def find(self, frame: Frame, kind: str, id: str) -> Subject:
        """Returns the fact that a reference names; one of which nothing is known if it is rough."""
        table = self.layout.tables.get(kind)
        if table is None or (table.owner and not self.owner):
            return self.nothing(kind)
        on = [(table.id, id), *([(table.owner, self.owner)] if table.owner else [])]
        join = frame.look_up(table.name, on, (lambda alias: f"NOT {alias}.{quoted(table.rough)}") if table.rough else None)
        return Subject(frame, kind, table, join.column, is_optional=True)

    def is_certain(self, kind: str) -> bool:
        """Tells whether all that is known of the facts of a kind stands in its table."""
        table = self.layout.tables.get(kind)
        return kind not in self.layout.elsewhere and (table is None or not table.rough)

    def element(self, frame: Frame, kind: str, table: Table, alias: str) -> Subject:
        """Returns the fact that stands under an alias in the source of a frame."""
        return Subject(frame, kind, table, lambda name: frame.base(alias, name, frame.name))

    # ---- fields ----------------------------------------------------------------------------------------------------------

    def field(self, subject: Subject, name: str, type: Type) -> Value:
        """Returns what a fact itself says of a field on the rule's day."""
        kind = self.vocabulary.kinds.get(subject.kind)
        spec = kind.fields.get(name) if kind else None
        value = self.stored(subject, name, type)
        if spec is None or not spec.spelled or subject.on_day or not self.layout.spells or not subject.table.name:
            return value
        return self._spelled(subject, name, type, value)

    def stored(self, subject: Subject, name: str, type: Type) -> Value:
        """Returns what stands in the columns of a field."""
        form = subject.table.forms.get(name)
        if form is None:
            return unknown_value(type)
        if isinstance(form, tuple):
            return Numbers({scheme: subject.column(scheme_column(name, scheme)) for scheme in form})
        columns = [subject.column(column) for column in subject.table.columns_of(name)]
        if type.name not in ORDERED:
            return Plain(columns[0])
        if form == "later":
            return self.later(columns[0])
        return Ordered(columns[0], columns[-1])

    def later(self, column: str) -> Ordered:
        as_of, after = literal(self.as_of), literal(self.as_of + ONE_DAY)
        low = f"CASE WHEN {column} > {as_of} THEN {after} ELSE {column} END"
        return Ordered(low, f"CASE WHEN {column} <= {as_of} THEN {column} END", stored=column)

    def span(self, subject: Subject) -> tuple[Ordered, Ordered]:
        """Returns first and last day of a fact: its span, or its own day twice."""
        kind = self.vocabulary.kinds[subject.kind]
        names = kind.span or (kind.dated_by, kind.dated_by)
        first, last = (self.stored(subject, name, Type("date")) for name in names)
        assert isinstance(first, Ordered)
        assert isinstance(last, Ordered)
        return first, last

    def covers(self, start: Ordered, end: Ordered, day: Ordered) -> str:
        """Returns whether a period covers a day, or every day of a range."""
        return all_of([compared("<=", start, day, self.as_of), compared("<=", day, end, self.as_of)])

    def _spelled(self, subject: Subject, name: str, type: Type, plain: Value) -> Value:
        """Returns the one value that the spells on the rule's day have; without spells, the plain value."""
        frame, owner = subject.frame, f"e.owner = {self.owner} AND " if subject.table.owner else ""
        where = f"{owner}e.kind = {literal(subject.kind)} AND e.field = {literal(name)} AND e.id = {subject.id}"
        below = frame.extend("spells", f"{OVER} AS p JOIN {self.layout.spells} AS e ON {where}")
        ends = ("__lo", "__hi") if self.layout.ranged_spells else ("", "")
        columns = {(part, end): below.base("e", f"{part}{end}", below.name) for part in ("value", "from", "until") for end in ends}
        start, until = (Ordered(columns[part, ends[0]], columns[part, ends[1]]) for part in ("from", "until"))
        held = below.work_out(self.covers(start, until, self.day), "held")
        sums = {"sure": f"MAX(CASE WHEN {held} THEN 1 ELSE 0 END)", "possible": "COUNT(*)"}
        for index, end in enumerate(dict.fromkeys(ends)):
            column = columns["value", end]
            sums |= {f"known{index}": f"COUNT({column})", f"least{index}": f"MIN({column})", f"most{index}": f"MAX({column})"}
        join = frame.sum_up(below, not_false(held), sums)
        agreed, texts = [f"{join.column('sure')} = 1"], []
        for index, _ in enumerate(dict.fromkeys(ends)):
            known, least, most = (join.column(f"{part}{index}") for part in ("known", "least", "most"))
            agreed.append(f"({known} = 0 OR ({known} = {join.column('possible')} AND {least} = {most}))")
            texts.append(f"CAST({least} AS {sql_type(type.name)})")
        found = [f"CASE WHEN {all_of(agreed)} THEN {text} ELSE {{}} END" for text in texts]
        if isinstance(plain, Ordered):
            low = frame.work_out(found[0].format(plain.lo), name)
            return Ordered(low, low if len(found) == 1 and plain.is_exact else frame.work_out(found[-1].format(plain.hi), name))
        assert isinstance(plain, Plain)
        return Plain(frame.work_out(found[0].format(plain.text), name))

    # ---- what is declared in full ----------------------------------------------------------------------------------------

    def is_complete(self, frame: Frame, plural: str, first: str = "", last: str = "") -> str:
        """Returns the two-valued test that all facts of a kind dated from `first` to `last` (open ends: ever, `as_of`) are there."""
        if not self.layout.windows or not self.owner:
            return FALSE
        join = self.root.look_up(self.layout.windows, [("owner", self.owner), ("plural", literal(plural))])
        start, end = join.column("first"), join.column("last")
        begins = any_of([f"{start} IS NULL", *([f"COALESCE({start} <= {first}, FALSE)"] if first else [])])
        until = f"COALESCE({last}, {literal(self.as_of)})" if last else literal(self.as_of)
        return frame.work_out(f"{join.column('owner')} IS NOT NULL AND {begins} AND ({end} IS NULL OR {end} >= {until})", "complete")
