"""Periods, values, trees and deadlines of a ruleset in words, in both languages at once.

May not lay anything out. A parameter with one value throughout a rule's period is shown with it; what changes stands in tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from integrityrules.facts.values import ONE_DAY, Range, bounds
from integrityrules.facts.vocabulary import INT, MONEY, PERCENT, Text, Type
from integrityrules.language import tree
from integrityrules.language.formats import MONTHS, Language, day_in_words, value_in_words
from integrityrules.language.render import render, render_lines
from integrityrules.report.catalogue.model import Line, Lines
from integrityrules.report.rules import BEFORE, COUNTS, FIXED, NONE_STATED, OR
from integrityrules.rulebook.book import parameter_type
from integrityrules.rulebook.compile import Rulebook
from integrityrules.rulebook.source import UNREAD, ParameterSource, Period, Step
from integrityrules.rulebook.typed import TypedDeadline

ALWAYS = Text("", "")
NO_PARAMS: Mapping[str, Any] = {}
_BETWEEN = Text("dari {} sampai dengan {}", "from {} to {}")
_SINCE, _UNTIL = Text("sejak {}", "since {}"), Text("sampai dengan {}", "until {}")
_SOME_DAY = Text("suatu hari di antara {} dan {}", "some day between {} and {}")
_SOME_DAY_IN = Text("suatu hari pada {}", "some day in {}")
_NOT_SET = Text("tidak ditetapkan", "not set")
_ROW, _TO, _OR_MORE = Text("{}: {}", "{}: {}"), Text("{} sampai dengan {}", "{} to {}"), Text("{} atau lebih", "{} or more")
_CALENDAR = Text("kalender hari kerja: {}", "working-day calendar: {}")
_NEXT_DAY = Text("bila jatuh pada hari libur: hari kerja berikutnya", "if it falls on a day off: the next working day")
_STAYS = Text("bila jatuh pada hari libur: tidak bergeser", "if it falls on a day off: it stays")
UNITS: Mapping[str, Text] = {
    "days": Text("hari", "days"), "working_days": Text("hari kerja", "working days"), "months": Text("bulan", "months"),
    "years": Text("tahun", "years"), "times": Text("kali", "times"), "hours": Text("jam", "hours"), "degrees": Text("derajat", "degrees"),
    "people": Text("orang", "people"),
}  # fmt: skip
_NUMBERS: Mapping[str, Type] = {"money": MONEY, "int": INT, "percent": PERCENT}
_LANGUAGES: tuple[Language, Language] = ("id", "en")


def both(text: Text, *parts: Text) -> Text:
    """Returns a phrase with its parts filled in, in each language."""
    return Text(text.id.format(*(part.id for part in parts)), text.en.format(*(part.en for part in parts)))


def joined(texts: Iterable[Text], by: str = ", ") -> Text:
    """Returns several texts as one."""
    found = [text for text in texts if text.id or text.en]
    return Text(by.join(text.id for text in found), by.join(text.en for text in found))


def same(text: str) -> Text:
    """Returns a text that is the same in both languages: an id, a name."""
    return Text(text, text)


def period_words(period: Period) -> Text:
    """Returns a period with both days included; empty where it is open at both ends, or was not read."""
    if period == UNREAD:
        return ALWAYS
    start, end = _end(period.start), _end(period.end)
    if start is None:
        return ALWAYS if end is None else both(_UNTIL, end)
    return both(_SINCE, start) if end is None else both(_BETWEEN, start, end)


def _end(value: date | Range[date] | None) -> Text | None:
    first, last = bounds(value)
    if first is None or last is None:
        return None
    if first == last:
        return _day(first)
    whole = _whole(first, last)
    return both(_SOME_DAY_IN, whole) if whole is not None else both(_SOME_DAY, _day(first), _day(last))


def _whole(first: date, last: date) -> Text | None:
    """Returns the month or the year that a range of days fills."""
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return Text(f"tahun {first.year}", str(first.year))
    after = last + ONE_DAY
    if first.day == 1 and after.day == 1 and (first.year, first.month) == (last.year, last.month):
        return Text(*(f"{MONTHS[language][first.month - 1]} {first.year}" for language in _LANGUAGES))
    return None


def _day(day: date) -> Text:
    return Text(day_in_words(day, "id"), day_in_words(day, "en"))


def may_meet(left: Period, right: Period) -> bool:
    """Tells whether two periods may share a day."""
    (start, _), (_, end) = bounds(left.start), bounds(left.end)
    (other_start, _), (_, other_end) = bounds(right.start), bounds(right.end)
    return not ((end and other_start and end < other_start) or (other_end and start and other_end < start))


class Sayer:
    """Says trees and values of one rulebook.

    Args:
        rulebook: what trees and values belong to.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        self.vocabulary = rulebook.vocabulary
        self.titles: dict[str, Text] = dict(rulebook.parameter_titles)
        self.parameters: dict[str, ParameterSource] = {}
        for ruleset in sorted(rulebook.rulesets, key=lambda ruleset: ruleset.layer is not None):
            for name, parameter in ruleset.parameters.items():
                self.parameters.setdefault(name, parameter)
                if parameter.title.id:
                    self.titles.setdefault(name, parameter.title)
        self.sanctions = {id: found.title for ruleset in rulebook.rulesets for id, found in ruleset.sanctions.items()}

    def within(self, period: Period) -> Mapping[str, Any]:
        """Returns the parameters that have one value throughout a period; others are shown by their titles alone."""
        found = {}
        for name, parameter in self.parameters.items():
            values = [value.value for value in parameter.values if may_meet(value.period, period)]
            if len(values) == 1 and values[0] is not None and parameter.type != "scale":
                found[name] = values[0]
        return found

    def lines(self, node: tree.Node, about: str, params: Mapping[str, Any]) -> Lines:
        """Returns a condition line by line; a clause with a label is followed by what it stands for."""
        id, en = (self._lines(node, about, params, language) for language in _LANGUAGES)
        return Lines(id, en)

    def _lines(self, node: tree.Node, about: str, params: Mapping[str, Any], language: Language) -> tuple[Line, ...]:
        lines = render_lines(node, language, vocabulary=self.vocabulary, params=params, titles=self.titles, about=about, labels=False)
        return tuple(_line(text) for text in lines)

    def words(self, node: tree.Node, about: str, params: Mapping[str, Any] = NO_PARAMS) -> Text:
        """Returns a tree on one line."""
        said = (
            render(node, language, vocabulary=self.vocabulary, params=params, titles=self.titles, about=about, labels=False)
            for language in _LANGUAGES
        )
        return Text(*said)

    def deadline(self, deadline: TypedDeadline, about: str, params: Mapping[str, Any]) -> Text:
        """Returns when a duty is due, with the calendar and what a day off does."""
        source = deadline.source
        starts = [self.words(start, about, params) for start in deadline.after]
        start = Text(OR.id.join(text.id for text in starts), OR.en.join(text.en for text in starts))
        if source.form == "none_stated":
            return NONE_STATED
        if source.form == "on" and source.month_day and deadline.of is not None:
            month, day = source.month_day
            said = both(FIXED, same(f"{day:02}"), same(f"{month:02}"), self.words(deadline.of, about, params))
        elif source.form == "before":
            return both(BEFORE, start)
        else:
            said = both(COUNTS[source.form], self._count(deadline.count, about, params), start)
        calendar = both(_CALENDAR, same(source.calendar)) if source.calendar else ALWAYS
        return joined([said, calendar, _NEXT_DAY if source.if_holiday == "next_working_day" else _STAYS], "; ")

    def _count(self, node: tree.Node | None, about: str, params: Mapping[str, Any]) -> Text:
        """Returns how many days, by the number where the law has one, else by the name of the limit."""
        if node is None:
            return ALWAYS
        if isinstance(node, tree.Param) and node.name in params:
            return same(str(params[node.name]))
        return self.words(node, about, params)

    def step(self, steps: Sequence[Step], index: int) -> Text:
        """Returns which numbers a row of a scale is for, both ends included."""
        first = steps[index].at_least
        if index + 1 == len(steps):
            return both(_OR_MORE, same(str(first)))
        last = steps[index + 1].at_least - 1
        return same(str(first)) if first == last else both(_TO, same(str(first)), same(str(last)))

    def value(self, value: Any, described: ParameterSource) -> Text:
        """Returns a value of a parameter, with its unit."""
        if value is None:
            return _NOT_SET
        if isinstance(value, tuple):
            return self.steps(value)
        type_ = parameter_type(described) or _NUMBERS.get(described.type, INT)
        id, en = (value_in_words(value, type_, language, self.vocabulary) for language in _LANGUAGES)
        unit = UNITS.get(described.unit, ALWAYS)
        return joined([Text(id, en), unit], " ")

    def steps(self, steps: Sequence[Step]) -> Text:
        """Returns a scale on one line."""
        titles = [self.sanctions.get(step.sanction, same(step.sanction)) for step in steps]
        return joined((both(_ROW, self.step(steps, index), title) for index, title in enumerate(titles)), "; ")


def _line(text: str) -> Line:
    """Returns a rendered line with its depth: `- x` is 1, `  - x` is 2, anything else 0."""
    inner = text.lstrip(" ")
    return Line((len(text) - len(inner)) // 2 + 1, inner[2:]) if inner.startswith("- ") else Line(0, text)
