"""Frames -> one runnable `WITH ... SELECT`: every layer and step that the result needs, each a named query, in an order that works.

May not decide what is asked. What the result does not rest on is left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from integrityrules.language.sql.frames import OVER, Frame, Join, Query, Step
from integrityrules.language.sql.guards import guards_of
from integrityrules.language.sql.texts import TRUE, any_of, columns_in


@dataclass(frozen=True, slots=True)
class Statement:
    """A query and the named queries it is made of.

    Args:
        steps: name and text of each, in order.
        result: the last SELECT.
    """

    steps: tuple[tuple[str, str], ...]
    result: str

    def text(self) -> str:
        """Returns the statement as one text; a query that several others read is marked to be worked out once."""
        shared = self._shared()
        named = [f"{name} AS {'MATERIALIZED ' if name in shared else ''}(\n  {text}\n)" for name, text in self.steps]
        return _with(named, self.result)

    def parts(self) -> tuple[list[tuple[str, str]], str]:
        """Returns the statement for an engine that would write out again what several queries read.

        Returns:
            name and text of each query that is to be worked out first, in order; and the text of the result, which reads them.
        """
        shared, first = self._shared(), []
        texts = dict(self.steps)
        for name, text in self.steps:
            if name in shared:
                first.append((name, self._alone(text, texts, shared)))
        return first, self._alone(self.result, texts, shared)

    def _shared(self) -> frozenset[str]:
        """Returns the steps that several read."""
        reads = Counter(name for text in (*(text for _, text in self.steps), self.result) for name in _read(text))
        return frozenset(name for name, _ in self.steps if reads[name] > 1)

    def _alone(self, text: str, texts: Mapping[str, str], shared: frozenset[str]) -> str:
        """Returns a text with the steps it rests on, but for shared ones."""
        needed: set[str] = set()
        open_ = [text]
        while open_:
            found = {name for name in _read(open_.pop()) if name in texts and name not in shared} - needed
            needed |= found
            open_ += [texts[name] for name in found]
        return _with([f"{name} AS (\n  {inner}\n)" for name, inner in self.steps if name in needed], text)


def _read(text: str) -> list[str]:
    return re.findall(r"(?:FROM|JOIN) (\w+)", text)


def _with(named: Sequence[str], result: str) -> str:
    return f"WITH {_COMMA.join(named)}\n{result}" if named else result


_COMMA = ",\n"


def statement_of(frame: Frame, select: Mapping[str, str], where: str = TRUE, *, distinct: bool = False) -> Statement:
    """Returns the statement that gives expressions for the rows of a frame.

    Args:
        select: expressions by the name of the column of the result.
        where: which rows are wanted.
    """
    texts = [*select.values(), where]
    for text in texts:
        frame.read(text)
    return _Writer(frame.query, texts, frame, guards_of(frame, where, select.values())).statement(frame, select, where, distinct)


class _Writer:
    """Writes one statement: first what is needed, then the layers that have it."""

    def __init__(self, query: Query, texts: Iterable[str], frame: Frame, guards: Mapping[str, str]) -> None:
        self.query = query
        self.needed: set[str] = set()
        self.frames: dict[str, Frame] = {}
        self.steps: dict[str, str] = {}
        self._need_frame(frame)
        self._need(texts)
        self.guards = self._guarded(frame, guards)

    def statement(self, frame: Frame, select: Mapping[str, str], where: str, distinct: bool) -> Statement:
        level = max(frame.floor, *(frame.level(text) for text in (*select.values(), where)))
        source = self._layer(frame, level)
        columns = ", ".join(f"{text} AS {name}" for name, text in select.items())
        filtered = "" if where == TRUE else f"\nWHERE {where}"
        result = f"SELECT {'DISTINCT ' if distinct else ''}{columns}\nFROM {source}{filtered}"
        return Statement(tuple(self.steps.items()), result)

    # ---- what is needed --------------------------------------------------------------------------------------------------

    def _need(self, texts: Iterable[str]) -> None:
        for name in (name for text in texts for name in columns_in(text)):
            column = self.query.columns.get(name)
            if column is None or name in self.needed:
                continue
            self.needed.add(name)
            self._need_frame(column.frame)
            self._need([column.text])
            if column.join is not None:
                self._need_join(column.join)

    def _need_join(self, join: Join) -> None:
        self._need([join.text])
        if join.step is not None:
            self._need_frame(join.step.frame)
            self._need([*join.step.texts, *join.frame.key])

    def _need_frame(self, frame: Frame) -> None:
        if frame.name in self.frames:
            return
        self.frames[frame.name] = frame
        self._need([*frame.sources, *frame.filters.values()])
        if frame.above is not None:
            self._need_frame(frame.above)

    # ---- which rows steps are for --------------------------------------------------------------------------------------------

    def _guarded(self, frame: Frame, guards: Mapping[str, str]) -> dict[str, str]:
        """Returns the guards of the frames below a frame, and moves what rests on their steps behind the layers that have the guards."""
        joins = dict.fromkeys(column.join for name, column in self.query.columns.items() if name in self.needed and column.frame is frame)
        found: dict[str, list[str]] = {}
        for join in joins:
            if join is not None and join.step is not None:
                found.setdefault(join.step.frame.name, []).append(guards.get(join.step.name, TRUE))
                join.guard = guards.get(join.step.name, TRUE)
        guarded = {name: guard for name, texts in found.items() if (guard := any_of(texts)) != TRUE}
        self._need(guarded.values())
        frame.settle()
        return guarded

    # ---- layers ----------------------------------------------------------------------------------------------------------

    def _layer(self, frame: Frame, level: int) -> str:
        """Returns the name of the layer that has everything up to a level, and writes it and what it rests on."""
        columns = {name: column for name, column in self.query.columns.items() if column.frame is frame and name in self.needed}
        added = {name: column for name, column in columns.items() if column.level == level}
        if level and not added and level not in frame.filters:
            return self._layer(frame, level - 1)
        name = f"{frame.name}_{level}"
        if name in self.steps:
            return name
        if level == 0:
            carried = sorted(frame.outside & self.needed)
            texts = [f"p.{column}" for column in carried] + [f"{column.text} AS {name}" for name, column in added.items()]
            over = self._over(frame, carried, self.guards.get(frame.name, TRUE))
            self.steps[name] = "\n  UNION ALL\n  ".join(f"SELECT {', '.join(texts)}\n  FROM {s.replace(OVER, over)}" for s in frame.sources)
            return name
        below = self._layer(frame, level - 1)
        joins = dict.fromkeys(column.join for column in added.values() if column.join is not None)
        for join in joins:
            if join.step is not None:
                self._step(join.step, join.frame)
        texts = ["r.*", *(f"{column.text} AS {name}" for name, column in added.items())]
        lines = [f"SELECT {', '.join(texts)}", f"FROM {below} AS r", *(join.text for join in joins)]
        lines += [f"WHERE {frame.filters[level]}"] if level in frame.filters else []
        self.steps[name] = "\n  ".join(lines)
        return name

    def _over(self, frame: Frame, carried: Sequence[str], guard: str) -> str:
        """Returns the layer of the frame above that has everything a frame carries on, or those of its rows that matter to it."""
        if frame.above is None:
            return ""
        layer = self._layer(frame.above, max([frame.above.floor, *(frame.above.level(text) for text in (*carried, guard))]))
        if guard == TRUE:
            return layer
        name = f"{frame.name}_for"
        self.steps[name] = f"SELECT {', '.join(carried)}\n  FROM {layer}\n  WHERE {guard}"
        return name

    def _step(self, step: Step, above: Frame) -> None:
        if step.name in self.steps:
            return
        level = max([step.frame.floor, *(step.frame.level(text) for text in step.texts)])
        source = self._layer(step.frame, level)
        keys = [f"{name} AS k{index}" for index, name in enumerate(above.key)]
        columns = [f"{text} AS {name}" for name, text in step.columns.items()]
        where = "" if step.where == TRUE else f"\n  WHERE {step.where}"
        self.steps[step.name] = f"SELECT {', '.join([*keys, *columns])}\n  FROM {source}{where}\n  GROUP BY {', '.join(above.key)}"
