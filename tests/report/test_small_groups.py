"""Small groups are hidden, and no hidden number can be worked out from those that are shown: tried by counting every table that fits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from integrityrules.report.content import Count, Totals
from integrityrules.report.figures import Table, figures_of
from integrityrules.report.suppression import Cell, hidden_cells, hidden_parts

ROWS, COLUMNS = ("A", "B", "C"), ("overdue", "indicated", "due")
COUNTS = st.integers(1, 7).flatmap(lambda findings: st.builds(Count, st.just(findings), st.integers(1, findings)))


@st.composite
def tables(draw: st.DrawFn) -> tuple[dict[Cell, Count], int]:
    """Draws a small table, in which no column is too small to be shown, and the smallest group to show."""
    below = draw(st.integers(2, 5))
    cells = draw(st.dictionaries(st.sampled_from([(row, column) for row in ROWS for column in COLUMNS]), COUNTS, min_size=1))
    columns: dict[str, int] = {}
    for (_, column), count in cells.items():
        columns[column] = columns.get(column, 0) + count.officials
    assume(all(officials >= below for officials in columns.values()))
    return cells, below


def totals_of(counts: Mapping[Cell, Count]) -> dict[Cell, int]:
    """Returns every number of a table with the totals of its rows."""
    numbers = {cell: count.findings for cell, count in counts.items()}
    for row, _ in counts:
        numbers[row, ""] = sum(count.findings for (name, _), count in counts.items() if name == row)
    return numbers


def possible(numbers: Mapping[Cell, int], hidden: set[Cell]) -> Iterator[dict[Cell, int]]:
    """Yields every table that shows the same: equal where shown, at least 1 where hidden, with the sums of rows and columns kept."""
    cells = sorted(cell for cell in hidden if cell[1])
    most = {cell: sum(number for (_, column), number in numbers.items() if column == cell[1]) for cell in cells}
    columns = {column for _, column in cells}
    wanted = {column: sum(number for (_, other), number in numbers.items() if other == column) for column in columns}

    def fill(index: int, found: dict[Cell, int]) -> Iterator[dict[Cell, int]]:
        if index == len(cells):
            yield from settle(found)
            return
        row, column = cells[index]
        later = sum(1 for _, other in cells[index + 1 :] if other == column)
        used = sum(
            found.get((name, column), numbers.get((name, column), 0))
            for name in ROWS
            if (name, column) in {*found, *numbers} - set(cells[index:])
        )
        left = wanted[column] - used
        for number in (left,) if not later else range(1, min(most[row, column], left - later) + 1):
            if number >= 1:
                yield from fill(index + 1, {**found, (row, column): number})

    def settle(found: dict[Cell, int]) -> Iterator[dict[Cell, int]]:
        whole = {**numbers, **found}
        for row in {row for row, _ in numbers}:
            total = sum(number for (name, column), number in whole.items() if name == row and column)
            if (row, "") in hidden:
                whole[row, ""] = total
            elif total != numbers[row, ""]:
                return
        yield whole

    yield from fill(0, {})


@settings(max_examples=100)
@given(tables())
def test_no_hidden_number_can_be_worked_out(drawn: tuple[dict[Cell, Count], int]) -> None:
    """Every number about few persons is hidden, and each hidden one has another value in some table that shows the same."""
    counts, below = drawn
    hidden, numbers = hidden_cells(counts, below), totals_of(counts)
    if hidden is None:
        return
    assert {cell for cell, count in counts.items() if count.officials < below} <= hidden <= numbers.keys()
    open_ = set(hidden)
    for table in possible(numbers, hidden):
        open_ -= {cell for cell in open_ if table[cell] != numbers[cell]}
        if not open_:
            break
    assert open_ == set()


@given(tables())
def test_what_is_hidden_in_a_line_is_no_small_group_either(drawn: tuple[dict[Cell, Count], int]) -> None:
    """Where a total is shown, the numbers hidden beneath it add up to at least as much as the smallest group."""
    counts, below = drawn
    hidden, numbers = hidden_cells(counts, below), totals_of(counts)
    for row in ROWS if hidden is not None else ():
        together = [number for (name, column), number in numbers.items() if name == row and column and (name, column) in hidden]
        assert not together or (row, "") in hidden or sum(together) >= below
    for column in (*COLUMNS, "") if hidden is not None else ():
        together = [number for (name, other), number in numbers.items() if other == column and (name, other) in hidden]
        assert not together or sum(together) >= below


@given(st.dictionaries(st.sampled_from("abcdef"), COUNTS), st.integers(2, 5))
def test_no_hidden_part_of_a_sum_can_be_worked_out(counts: dict[str, Count], below: int) -> None:
    """Hidden parts are never one alone, never all at their least, and together no small group."""
    hidden = hidden_parts(counts, below)
    if hidden is None:
        return
    assert {name for name, count in counts.items() if count.officials < below} <= hidden
    if hidden:
        total = sum(counts[name].findings for name in hidden)
        assert len(hidden) >= 2
        assert total > len(hidden)
        assert total >= below


@given(tables())
def test_nothing_is_hidden_without_need(drawn: tuple[dict[Cell, Count], int]) -> None:
    """A table without a small group is shown whole."""
    counts, _ = drawn
    small = min(count.officials for count in counts.values())
    assert hidden_cells(counts, small) == set()
    assert hidden_cells(counts, 0) == set()


def test_a_lone_small_cell_takes_others_with_it() -> None:
    """One small cell alone in its row and column would follow from the totals; the smallest cells that form a cycle with it are hidden."""
    counts = {
        ("A", "x"): Count(3, 3),
        ("A", "y"): Count(50, 50),
        ("B", "x"): Count(40, 40),
        ("B", "y"): Count(60, 60),
        ("C", "y"): Count(70, 70),
    }
    assert hidden_cells(counts, 10) == {("A", "x"), ("A", "y"), ("B", "x"), ("B", "y")}


def test_a_table_that_cannot_keep_its_secret_is_not_shown() -> None:
    """Ten agencies with one official each: the total of the state tells every one of them, whatever is hidden."""
    assert hidden_cells({(f"A{n}", "x"): Count(1, 1) for n in range(10)}, 10) is None
    assert hidden_cells({("A", "x"): Count(3, 3), ("B", "x"): Count(50, 50)}, 10) == {("A", "x"), ("A", ""), ("B", "x"), ("B", "")}


# ---- figures ---------------------------------------------------------------------------------------------------------------


def groups(**rows: dict[str, int]) -> dict[str, dict[str, Count]]:
    return {name: {state: Count(number, number) for state, number in states.items()} for name, states in rows.items()}


def example() -> Totals:
    agencies = groups(A={"overdue": 30, "due": 40, "met": 2}, B={"overdue": 4, "due": 20}, C={"overdue": 25, "due": 35})
    states = {"overdue": Count(59, 59), "due": Count(95, 95), "met": Count(2, 2)}
    weeks = {date(2026, 3, 2): Count(3, 3), date(2026, 3, 9): Count(80, 80), date(2026, 3, 16): Count(12, 12)}
    return Totals(156, 150, 120, states, agencies, {"t": states}, {"reporting": states}, weeks)  # type: ignore[arg-type]


def test_figures_show_everything_unless_asked() -> None:
    """By default every number is there."""
    figures = figures_of(example())
    assert (figures.findings, figures.acts, figures.officials) == (156, 150, 120)
    assert figures.states == {"overdue": 59, "due": 95, "met": 2}
    assert not figures.hides_something
    assert figures.agencies.rows == ("A", "C", "B")
    assert (figures.agencies.cell("B", "overdue"), figures.agencies.cell("B", "met"), figures.agencies.totals["B"]) == (4, 0, 24)


def test_figures_leave_small_states_out_and_hide_small_cells() -> None:
    """A state with few officials is left out of every number; a small cell and its complements are hidden; weeks too."""
    figures = figures_of(example(), hide_below=10)
    assert figures.small_states == ("met",)
    assert (figures.findings, figures.acts, figures.officials) == (154, None, None)
    assert figures.states == {"overdue": 59, "due": 95}
    assert "met" not in figures.agencies.columns
    assert figures.agencies.cell("B", "overdue") is None
    assert sum(number is None for number in figures.agencies.cells.values()) >= 4
    assert figures.agencies.rows == ("A", "B", "C"), "their order would tell what is hidden"
    assert figures.due == {date(2026, 3, 2): None, date(2026, 3, 9): 80, date(2026, 3, 16): None}
    assert figures.hides_something


def test_few_officials_in_all_leave_nothing_to_show() -> None:
    """An audit of fewer officials than the smallest group shows no number at all."""
    totals = Totals(3, 3, 3, {"due": Count(3, 3)}, groups(A={"due": 3}), {}, {}, {})  # type: ignore[arg-type]
    figures = figures_of(totals, hide_below=10)
    assert (figures.findings, figures.states, figures.agencies) == (None, {}, Table(is_shown=False))
    assert figures.hides_something


@pytest.mark.parametrize("below", [0, 10])
def test_nothing_found_is_no_secret(below: int) -> None:
    """No finding at all is shown as zero."""
    assert figures_of(Totals(), hide_below=below).findings == 0
