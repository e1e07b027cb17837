"""A statement under construction: relations whose columns are worked out in layers, each layer a named query.

May not know trees or values. A text names columns only; in which layer each can be worked out follows from what it reads, and what
nothing reads is left out. There are no correlated subqueries: Spark has none, and engines are quicker without.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from integrityrules.language.sql.texts import TRUE, columns_in, is_atom, quoted

OVER = "{over}"
"""In a source of a frame: the layer of the frame above it."""


@dataclass(slots=True, eq=False)
class Join:
    """One LEFT JOIN that never multiplies rows: to a table on its unique key, or to what a step gave for each row.

    Args:
        guard: which rows the step is for; for the others it gives nothing, and nothing asks.
    """

    frame: Frame
    level: int
    alias: str
    text: str
    step: Step | None = None
    guard: str = TRUE

    def column(self, name: str) -> str:
        """Returns the column of the frame that holds a column of the joined relation."""
        return self.frame.add(f"{self.alias}__{name}", f"{self.alias}.{quoted(name)}", self.level, self)


@dataclass(slots=True, eq=False)
class Step:
    """What the rows of a frame come to for each row of the frame above it."""

    name: str
    frame: Frame
    where: str
    columns: Mapping[str, str]

    @property
    def texts(self) -> Iterator[str]:
        yield self.where
        yield from self.columns.values()


@dataclass(slots=True, eq=False)
class Column:
    """One column: where it is worked out, and from what."""

    frame: Frame
    level: int
    text: str
    join: Join | None = None


@dataclass(slots=True, eq=False)
class Frame:
    """Rows and the columns worked out for each.

    Args:
        query: what it is a part of.
        name: begins the names of its layers.
        sources: what stands after FROM in its first layer; the rows of several follow each other.
        above: the frame whose rows its rows extend.
        outside: the columns of frames above it that it reads.
        floor: the layer from which on only the rows that are kept are in it.
        filters: by layer, the condition of the rows that it and those after it have.
    """

    query: Query
    name: str
    sources: tuple[str, ...]
    key: tuple[str, ...] = ()
    above: Frame | None = None
    outside: set[str] = field(default_factory=set)
    joins: dict[str, Join] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    floor: int = 0
    filters: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for source in self.sources:
            self.read(source)

    @property
    def depth(self) -> int:
        return 0 if self.above is None else self.above.depth + 1

    def read(self, text: str) -> None:
        """Notes that the frame reads what a text names, so that the frames between hand it down."""
        for name in columns_in(text):
            column = self.query.columns.get(name)
            frame: Frame | None = self
            while column is not None and frame is not None and frame is not column.frame:
                frame.outside.add(name)
                frame = frame.above

    def level(self, text: str) -> int:
        """Returns the first layer that has everything a text names."""
        found = [self.query.columns[name] for name in columns_in(text) if name in self.query.columns]
        return max((column.level for column in found if column.frame is self), default=0)

    def add(self, name: str, text: str, level: int, join: Join | None = None) -> str:
        """Adds a column, if it is not there yet, and returns its name."""
        if name not in self.query.columns:
            self.query.columns[name] = Column(self, level, text, join)
            self.read(text)
        return name

    def base(self, alias: str, column: str, prefix: str) -> str:
        """Returns the column that holds a column of a relation named in the source."""
        return self.add(f"{prefix}__{column}", f"{alias}.{quoted(column)}", 0)

    def work_out(self, text: str, hint: str) -> str:
        """Returns a column that holds the value of an expression, the same one for the same text; a column or constant as it is."""
        if is_atom(text):
            return text
        if text not in self.texts:
            self.texts[text] = self.add(f"{hint}__{self.query.number()}", text, self.level(text) + 1)
        return self.texts[text]

    def look_up(self, table: str, on: Sequence[tuple[str, str]], also: Callable[[str], str] | None = None) -> Join:
        """Returns the LEFT JOIN of a table in which at most one row matches; the same one for the same arguments.

        Args:
            table: its name, or a query in parentheses.
            on: columns of the table and what each must equal.
            also: gives a further condition for the alias of the table.
        """
        number = self.query.number()
        tests = [f"{{alias}}.{quoted(column)} = {text}" for column, text in on] + ([also("{alias}")] if also else [])
        condition = " AND ".join(tests) or "TRUE"
        key = f"{table} ON {condition}"
        if key not in self.joins:
            alias = f"j{number}"
            text = f"LEFT JOIN {table} AS {alias} ON {condition.replace('{alias}', alias)}"
            self.read(text)
            self.joins[key] = Join(self, max(self.level(text), self.floor) + 1, alias, text)
        return self.joins[key]

    def settle(self) -> None:
        """Moves columns to layers behind all that they read, and that the guards of their steps read."""
        moved = True
        while moved:
            moved = False
            for column in self.query.columns.values():
                if column.frame is self and (least := self._least(column)) > column.level:
                    column.level, moved = least, True

    def _least(self, column: Column) -> int:
        join = column.join
        if join is None:
            return self.level(column.text) + 1 if columns_in(column.text) & self.query.columns.keys() else column.level
        read = [join.text, *((*join.step.frame.outside, *self.key, join.guard) if join.step else ())]
        join.level = max(join.level, *(self.level(text) + 1 for text in read))
        return join.level

    def extend(self, name: str, *sources: str) -> Frame:
        """Returns a frame whose rows are those of this one with something more; each source names this one's layer as `{over}`."""
        frame = Frame(self.query, f"{name}_{self.query.number()}", sources, self.key, self)
        self.query.frames.append(frame)
        return frame

    def sum_up(self, below: Frame, where: str, columns: Mapping[str, str]) -> Join:
        """Returns what the rows of a frame below come to for each row of this one; NULL for rows that have none.

        Args:
            where: which of its rows count.
            columns: aggregates by name.
        """
        step = Step(f"step_{self.query.number()}", below, where, columns)
        for text in step.texts:
            below.read(text)
        for name in self.key:
            below.read(name)
        on = " AND ".join(f"{step.name}.k{index} = {name}" for index, name in enumerate(self.key))
        level = max([self.floor, *(self.level(name) for name in (*below.outside, *self.key))]) + 1
        return Join(self, level, step.name, f"LEFT JOIN {step.name} ON {on}", step)

    def keep(self, where: str) -> None:
        """Drops the rows that do not fulfil a condition, before anything further is looked up or summed up."""
        self.read(where)
        self.floor = max(self.level(where), self.floor) + 1
        self.filters[self.floor] = where


class Query:
    """A statement: frames and the columns in them."""

    def __init__(self) -> None:
        self.columns: dict[str, Column] = {}
        self.frames: list[Frame] = []
        self._numbers = count(1)

    def number(self) -> int:
        return next(self._numbers)

    def root(self, source: str, key: Mapping[str, str]) -> Frame:
        """Returns the frame of the rows that are asked about."""
        frame = Frame(self, "rows", (source,))
        self.frames.append(frame)
        for name, text in key.items():
            frame.add(name, text, 0)
        frame.key = tuple(key)
        return frame
