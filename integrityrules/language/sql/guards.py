"""For which rows a step matters: the others need not be paired up, whatever it would come to for them.

May not write SQL but tests of parts of a condition. INVARIANT: where a guard is not true, the condition comes to the same for any value
of the step; a guard may be true too often, never too seldom.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from integrityrules.language.sql.frames import Frame, Join
from integrityrules.language.sql.texts import TRUE, Joined, all_of, any_of, columns_in

SIBLINGS = 2
"""How many conjunctions and disjunctions around a test are asked; more would be said of fewer rows, in longer texts."""


def guards_of(frame: Frame, where: str, always: Iterable[str] = ()) -> Mapping[str, str]:
    """Returns the guard of each step that only some rows of a frame need, by its name.

    Args:
        where: the condition of the result.
        always: what is wanted of every row besides; steps that it rests on have no guard.
    """
    reach = _Reach(frame)
    unguarded = {name for text in (*always, *frame.sources, *frame.filters.values()) for name in reach.steps(text)}
    found: dict[str, list[str]] = {name: [TRUE] for name in unguarded}
    for test, around in _tests(where, (), reach):
        for name in reach.steps(test):
            found.setdefault(name, []).append(all_of(part for parts in around[-SIBLINGS:] for part in parts))
    guards = {name: any_of(guards) for name, guards in found.items()}
    return {name: guard for name, guard in guards.items() if guard != TRUE}


def _tests(text: str, around: tuple[tuple[str, ...], ...], reach: _Reach) -> Iterator[tuple[str, tuple[tuple[str, ...], ...]]]:
    """Yields each test that reads a step, with what must be so of the tests beside it, and beside those around it, for it to matter."""
    if not isinstance(text, Joined):
        if reach.steps(text):
            yield text, around
        return
    beside = [part for part in text.parts if not reach.steps(part)]
    asked = tuple(beside if text.word == "AND" else [f"({part} IS NOT TRUE)" for part in beside])
    for part in text.parts:
        yield from _tests(part, (*around, asked), reach)


class _Reach:
    """Tells which steps of a frame a text rests on."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._found: dict[str, frozenset[str]] = {}

    def steps(self, text: str) -> frozenset[str]:
        return frozenset(step for name in columns_in(text) for step in self._of_column(name))

    def _of_column(self, name: str) -> frozenset[str]:
        column = self._frame.query.columns.get(name)
        if column is None:
            return frozenset()
        if name not in self._found:
            self._found[name] = frozenset()  # what a column rests on does not rest on it
            found = self.steps(column.text) | self._of_frame(column.frame)
            if column.join is not None:
                found |= self._of_join(column.join)
            self._found[name] = found
        return self._found[name]

    def _of_join(self, join: Join) -> frozenset[str]:
        if join.step is None:
            return self.steps(join.text)
        own = {join.step.name} if join.frame is self._frame else set[str]()
        texts = (join.text, *join.step.texts, *join.frame.key)
        return frozenset(own).union(*map(self.steps, texts), self._of_frame(join.step.frame))

    def _of_frame(self, frame: Frame | None) -> frozenset[str]:
        if frame is None or frame is self._frame:
            return frozenset()
        return frozenset().union(*map(self.steps, (*frame.sources, *frame.filters.values())), self._of_frame(frame.above))
