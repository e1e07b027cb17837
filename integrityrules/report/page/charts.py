"""Pictures of numbers, as SVG that needs nothing else, each beside the same numbers as a table.

May not decide what is counted, nor tell groups apart by colour alone: each has a pattern of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from integrityrules.language.formats import day_in_words, number_in_words
from integrityrules.report.content import monday
from integrityrules.report.figures import Figures, Table
from integrityrules.report.markup import Html, many, tag
from integrityrules.report.page import words as say
from integrityrules.report.page.parts import Parts

BAR_WIDTH, BAR_HEIGHT = 150, 12
WEEKS_AHEAD = 12
"""Weeks shown one by one; what is due after them is one column."""
_COLUMN, _HEIGHT, _TOP, _FOOT = 80, 150, 22, 34


class Week(NamedTuple):
    """One column of the picture of deadlines: its first day, or `None` for all that is later, and its number."""

    start: date | None
    number: int | None


def patterns() -> Html:
    """Returns the patterns that every bar on the page is filled with."""
    marks = {
        "look": tag("path", d="M0 6 L6 0 M-1 1 L1 -1 M5 7 L7 5", class_="ink"),
        "ask": tag("circle", cx="3", cy="3", r="1.3", class_="dot"),
        "time": tag("path", d="M0 3 L6 3", class_="ink"),
        "done": tag("path", d="M0 0 L6 6 M0 6 L6 0", class_="thin"),
    }
    shapes = [
        tag(
            "pattern",
            tag("rect", width="6", height="6", class_=f"g-{group.id}"),
            marks.get(group.id),
            id=f"p-{group.id}", width="6", height="6", patternUnits="userSpaceOnUse",
        )
        for group in say.GROUPS
    ]  # fmt: skip
    return tag("svg", tag("defs", *shapes), class_="patterns", width="0", height="0", aria_hidden="true", focusable="false")


def legend(parts: Parts) -> Html:
    """Returns what each pattern stands for, with the states it is made of."""
    items = [
        tag("li", swatch(group.id), tag("span", parts.say(group.label)), tag("small", " ", ", ".join(map(parts.short_state, group.states))))
        for group in say.GROUPS
    ]
    return tag("ul", *items, class_="legend")


def swatch(group: str) -> Html:
    box = tag("rect", width="14", height="12", fill=f"url(#p-{group})")
    return tag("svg", box, width="14", height="12", aria_hidden="true", focusable="false")


def bar(numbers: Mapping[str, int], longest: int) -> Html:
    """Returns one bar made of parts.

    Args:
        numbers: of each group of states.
        longest: the number that takes the whole width.
    """
    boxes, at = [], 0.0
    for group in say.GROUPS:
        width = numbers.get(group.id, 0) * BAR_WIDTH / max(longest, 1)
        if width:
            boxes.append(tag("rect", x=_px(at), y="0", width=_px(max(width, 0.8)), height=str(BAR_HEIGHT), fill=f"url(#p-{group.id})"))
        at += width
    size = {"width": str(BAR_WIDTH), "height": str(BAR_HEIGHT), "viewBox": f"0 0 {BAR_WIDTH} {BAR_HEIGHT}"}
    return tag("svg", *boxes, class_="bar", aria_hidden="true", focusable="false", **size)


def by_group(table: Table, row: str) -> dict[str, int] | None:
    """Returns the numbers of a row for each group of states; `None` where one of them is hidden."""
    numbers: dict[str, int] = {}
    for group in say.GROUPS:
        number = in_group(table, row, group)
        if number is None:
            return None
        numbers[group.id] = number
    return numbers


def in_group(table: Table, row: str, group: say.StateGroup) -> int | None:
    """Returns the number of a row in a group of states; `None` where one of them is hidden."""
    cells = [table.cell(row, state) for state in group.states if state in table.columns]
    return None if None in cells else sum(cell or 0 for cell in cells)


def _px(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")


# ---- deadlines ahead -------------------------------------------------------------------------------------------------------


def weeks_of(figures: Figures, as_of: date) -> list[Week]:
    """Returns the weeks from that of the audit on, and one for everything later; none where nothing is due."""
    first = monday(as_of)
    weeks = [Week(start, figures.due.get(start, 0)) for start in (first + timedelta(weeks=n) for n in range(WEEKS_AHEAD))]
    last = first + timedelta(weeks=WEEKS_AHEAD)
    later = [number for start, number in figures.due.items() if start >= last]
    if later:
        weeks.append(Week(None, None if None in later else sum(number or 0 for number in later)))
    while weeks and weeks[-1].number == 0:
        weeks.pop()
    return weeks


def weeks_picture(weeks: Sequence[Week], parts: Parts) -> Html:
    """Returns the deadlines ahead as columns, with the number above each and the week below."""
    width, height = _COLUMN * len(weeks), _TOP + _HEIGHT + _FOOT
    highest = max((week.number or 0 for week in weeks), default=0)
    columns = [_column(index, week, highest, parts) for index, week in enumerate(weeks)]
    ground = tag("path", d=f"M0 {_TOP + _HEIGHT + 0.5} H{width}", class_="ground")
    told = "; ".join(f"{week_words(week, parts)}: {shown(week.number, parts)}" for week in weeks)
    svg = tag(
        "svg", tag("title", parts.say(say.WEEKS), id="weeks-title"), tag("desc", told, id="weeks-desc"), many(columns), ground,
        role="img", aria_labelledby="weeks-title weeks-desc", viewBox=f"0 0 {width} {height}", width=str(width), height=str(height),
        class_="weeks",
    )  # fmt: skip
    return tag("div", svg, class_="scroll", tabindex="0", role="group", aria_label=parts.say(say.WEEKS))


def _column(index: int, week: Week, highest: int, parts: Parts) -> Html:
    middle, ground = index * _COLUMN + _COLUMN // 2, _TOP + _HEIGHT
    tall = round((week.number or 0) * _HEIGHT / max(highest, 1), 1)
    tall = max(tall, 1.5) if week.number else 0
    box = tag("rect", x=str(middle - 24), y=_px(ground - tall), width="48", height=_px(tall), fill="url(#p-time)") if tall else None
    number = tag("text", shown(week.number, parts), x=str(middle), y=_px(ground - tall - 6), class_="number")
    lines = _foot(week, index, parts)
    foot = [tag("text", line, x=str(middle), y=str(ground + 15 + 14 * n), class_="foot") for n, line in enumerate(lines)]
    return many([box, number, *foot])


def _foot(week: Week, index: int, parts: Parts) -> Sequence[str]:
    if week.start is None:
        return (parts.say(say.LATER),)
    day, month, _ = day_in_words(week.start, parts.language).split()
    return (f"{day} {month[:3]}", parts.say(say.THIS_WEEK)) if index == 0 else (f"{day} {month[:3]}",)


def week_words(week: Week, parts: Parts) -> str:
    return parts.say(say.LATER) if week.start is None else parts.say(say.WEEK_OF).format(day_in_words(week.start, parts.language))


def shown(number: int | None, parts: Parts) -> str:
    """Returns a number in words, or the mark of a hidden one."""
    return say.HIDDEN_MARK if number is None else number_in_words(number, parts.language)


def weeks_table(weeks: Sequence[Week], parts: Parts) -> Html:
    """Returns the same numbers as a table."""
    rows = [tag("tr", tag("th", week_words(week, parts), scope="row"), tag("td", shown(week.number, parts), class_="n")) for week in weeks]
    head = tag("tr", tag("th", parts.say(say.WEEK), scope="col"), tag("th", parts.say(say.DUTIES), scope="col", class_="n"))
    table = tag("table", tag("thead", head), tag("tbody", *rows))
    return tag("details", tag("summary", parts.say(say.AS_TABLE)), table)
