"""Totals as figures that may be shown: all of them, or without groups so small that they speak of persons.

May not show cases: whoever asks to hide small groups gets numbers only. AUDIT P8.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from integrityrules.decide.outcome import ATTENTION, State
from integrityrules.report.content import Count, Groups, Totals
from integrityrules.report.suppression import Cell, hidden_cells, hidden_parts

HIDE_BELOW = 10
"""Officials in the smallest group that is shown where small ones are to be hidden, unless another number is asked for."""


@dataclass(frozen=True, slots=True)
class Table:
    """Groups by state.

    Args:
        rows: names of the groups, those with most that needs attention first; by name where numbers may be hidden.
        columns: the states that some group has.
        cells: number of findings; `None` is hidden, what is not there is 0.
        totals: of each row.
        is_shown: `False` where the table would show a small group however many numbers it hides; then it is empty.
    """

    rows: tuple[str, ...] = ()
    columns: tuple[State, ...] = ()
    cells: Mapping[Cell, int | None] = field(default_factory=dict)
    totals: Mapping[str, int | None] = field(default_factory=dict)
    is_shown: bool = True

    def cell(self, row: str, state: State) -> int | None:
        """Returns the number of findings of a group in a state, `None` where it is hidden."""
        return self.cells.get((row, state), 0)


@dataclass(frozen=True, slots=True)
class Figures:
    """What may be shown of the totals.

    Args:
        findings, acts, officials: how many there are; `None` where they are hidden.
        states: number of findings in each state, in the order of attention.
        small_states: states left out of every number because too few officials are in them.
        agencies, topics, tracks: tables by state.
        due: by week, what is still to be done; empty where it would show a small group.
        below: officials in the smallest group that is shown, or 0 where nothing is hidden.
    """

    findings: int | None
    acts: int | None
    officials: int | None
    states: Mapping[State, int]
    small_states: tuple[State, ...]
    agencies: Table
    topics: Table
    tracks: Table
    due: Mapping[date, int | None]
    below: int = 0

    @property
    def hides_something(self) -> bool:
        """Tells whether a number is missing somewhere."""
        tables = (self.agencies, self.topics, self.tracks)
        numbers = (self.findings, *self.due.values(), *(number for table in tables for number in table.cells.values()))
        return bool(self.small_states) or None in numbers or not all(table.is_shown for table in tables)


def figures_of(totals: Totals, *, hide_below: int = 0) -> Figures:
    """Returns the figures of some totals.

    Args:
        hide_below: hide every number about fewer officials than that, and as many others as it takes that none of the hidden ones can be
            worked out from those that are shown. 0 hides nothing.
    """
    small = tuple(state for state, count in totals.by_state.items() if count.officials < hide_below)
    states = {state: count.findings for state, count in totals.by_state.items() if state not in small}
    if totals.officials < hide_below and totals.findings:
        nothing = Table(is_shown=False)
        return Figures(None, None, None, {}, tuple(totals.by_state), nothing, nothing, nothing, {}, hide_below)
    return Figures(
        findings=sum(states.values()),
        acts=None if small else totals.acts,
        officials=None if small else totals.officials,
        states=states,
        small_states=small,
        agencies=_table(totals.by_agency, tuple(states), hide_below),
        topics=_table(totals.by_topic, tuple(states), hide_below),
        tracks=_table(totals.by_track, tuple(states), hide_below),
        due=_weeks(totals.due, hide_below) if "due" not in small else {},
        below=hide_below,
    )


def _table(groups: Groups, columns: Sequence[State], hide_below: int) -> Table:
    counts: dict[Cell, Count] = {
        (name, state): count for name, states in groups.items() for state, count in states.items() if state in columns
    }
    names = list(dict.fromkeys(name for name, _ in counts))
    # The place of a row would tell between which numbers its hidden ones lie.
    rows = tuple(sorted(names) if hide_below else sorted(names, key=lambda name: _attention(counts, name)))
    numbers = {cell: count.findings for cell, count in counts.items()}
    totals = dict.fromkeys(rows, 0)
    for (row, _), number in numbers.items():
        totals[row] += number
    hidden = hidden_cells(counts, hide_below)
    if hidden is None:
        return Table(is_shown=False)
    return Table(
        rows=rows,
        columns=tuple(state for state in columns if any(state == found for _, found in counts)),
        cells={cell: None if cell in hidden else number for cell, number in numbers.items()},
        totals={row: None if (row, "") in hidden else number for row, number in totals.items()},
    )


def _attention(counts: Mapping[Cell, Count], name: str) -> tuple[object, ...]:
    """Returns what sorts groups: the one with most in the state that needs most attention first."""
    return (*(-counts[name, state].findings if (name, state) in counts else 0 for state in ATTENTION), name)


def _weeks(due: Mapping[date, Count], hide_below: int) -> Mapping[date, int | None]:
    hidden = hidden_parts({week.isoformat(): count for week, count in due.items()}, hide_below)
    if hidden is None:
        return {}
    return {week: None if week.isoformat() in hidden else count.findings for week, count in due.items()}
