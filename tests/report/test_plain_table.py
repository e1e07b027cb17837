"""Columns and paragraphs: nothing is lost, nothing is too wide."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from integrityrules.report.table import paragraphs, table

words = st.lists(st.text("abcXYZ.,:-", min_size=1, max_size=12), max_size=12).map(" ".join)


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[str], list[list[str]], list[int]]:
    columns = draw(st.integers(1, 5))
    row = st.lists(words, min_size=columns, max_size=columns)
    return draw(row), draw(st.lists(row, min_size=1, max_size=6)), draw(st.lists(st.integers(3, 20), min_size=columns, max_size=columns))


@given(tables())
def test_every_cell_is_whole_and_no_line_too_wide(given_table: tuple[list[str], list[list[str]], list[int]]) -> None:
    """A table holds every character of its rows, in lines no wider than its columns and the gaps between them."""
    headers, rows, widest = given_table
    lines = list(table(headers, rows, widest))
    kept = [column for column in range(len(headers)) if any(row[column] for row in rows)]
    assert all(len(line) <= sum(widest) + 2 * (len(widest) - 1) for line in lines)
    shown = "".join(lines).replace(" ", "")
    expected = "".join([headers[column] for column in kept] + [row[column] for row in rows for column in kept]).replace(" ", "")
    assert sorted(shown.replace("-", "")) == sorted(expected.replace("-", ""))


def test_a_column_without_words_is_left_out() -> None:
    """A column that is empty in every row takes no place."""
    assert list(table(["A", "B"], [["x", ""], ["y", ""]], [5, 5])) == ["A", "-", "x", "y"]


def test_a_long_cell_goes_on_below() -> None:
    """A cell longer than its column goes on in the next line, under itself."""
    assert list(table(["Act", "Title"], [["g1", "one two three"], ["g2", "four"]], [3, 8])) == [
        "Act  Title", "---  --------", "g1   one two", "     three", "g2   four",
    ]  # fmt: skip


@given(st.lists(words, max_size=5), st.integers(20, 60))
def test_paragraphs_keep_words_and_indentation(texts: list[str], width: int) -> None:
    """Lines are cut between words only; what goes on is indented deeper than what began it."""
    lines = [f"{'  ' * depth}- {text}" for depth, text in enumerate(texts) if text]
    shown = list(paragraphs(lines, width))
    assert " ".join(shown).split() == " ".join(lines).split()
    assert all(len(line) <= width or len(line.split()) == 1 for line in shown if not line.lstrip().startswith("- "))


def test_an_empty_line_stays() -> None:
    """A blank line between paragraphs is kept."""
    assert list(paragraphs(["a", "", "  - b c"], 5)) == ["a", "", "  - b", "      c"]
