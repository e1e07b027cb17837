"""Numbers by state, agency, topic, track and week as tables with bars in them.

May not count: the figures are given. Every number that leads somewhere is a link to the findings behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import urlencode

from integrityrules.decide.reviews import RULESET as OWN_RULESET
from integrityrules.decide.wording import STATES, TRACKS
from integrityrules.facts.vocabulary import Text
from integrityrules.report.content import Content
from integrityrules.report.figures import Figures, Table
from integrityrules.report.markup import Html, many, tag, visible
from integrityrules.report.page import words as say
from integrityrules.report.page.charts import bar, by_group, in_group, legend, shown, weeks_of, weeks_picture, weeks_table
from integrityrules.report.page.parts import Parts

MOST_ROWS = 15
"""Groups of a table that are shown at once; the others can be unfolded."""


class Numbers:
    """Makes the numbers of the page.

    Args:
        figures: what may be shown.
        linked: numbers lead to findings, because the page has some.
    """

    def __init__(self, content: Content, figures: Figures, parts: Parts, *, linked: bool) -> None:
        self.content, self.figures, self.parts, self.linked = content, figures, parts, linked

    # ---- what comes first ------------------------------------------------------------------------------------------------

    def tiles(self) -> Html:
        """Returns the numbers that an officer looks at first."""
        return tag("ul", *(tag("li", self.tile(tile)) for tile in say.TILES), class_="tiles")

    def tile(self, tile: say.Tile) -> Html:
        number, more = self.counted(tile)
        group = next(group.id for group in say.GROUPS if tile.state in group.states)
        todo = [self.parts.say(tile.todo), *([more] if more else [])]
        inner = (
            tag("strong", shown(number, self.parts)),
            tag("b", self.parts.say(tile.label)),
            *(tag("small", line) for line in todo),
        )
        look = f"tile t-{group if number != 0 else 'none'}"
        if not self.linked or not number:
            return tag("div", *inner, class_=look)
        return tag("a", *inner, class_=look, href=filtered(state=tile.state, due="week" if tile.state == "due" else ""))

    def counted(self, tile: say.Tile) -> tuple[int | None, str]:
        """Returns the number of a tile, and what to add to it."""
        if tile.state != "due":
            return self.state(tile.state), ""
        weeks = weeks_of(self.figures, self.content.as_of)
        if "due" in self.figures.small_states or (self.state("due") and not weeks):
            return None, ""
        number = weeks[0].number if weeks else 0
        return number, self.parts.say(say.NEXT_WEEK).format(shown(weeks[1].number, self.parts)) if len(weeks) > 1 else ""

    def state(self, state: str) -> int | None:
        """Returns how many findings are in a state; `None` where that is hidden."""
        return None if state in self.figures.small_states else self.figures.states.get(state, 0)  # type: ignore[call-overload]

    def states(self) -> Html:
        """Returns all states with their numbers and what they mean."""
        longest = max(self.figures.states.values(), default=1)
        rows = [
            tag(
                "tr",
                tag("th", self.parts.badge(state), scope="row"),
                tag("td", self.link(number, state=state), class_="n"),
                tag("td", bar({group.id: number for group in say.GROUPS if state in group.states}, longest)),
                tag("td", self.parts.say(STATES[state])),
            )
            for state, number in self.figures.states.items()
        ]
        heads = [(say.STATE, ""), (say.FINDINGS_COUNT, "n"), (say.SHARE, ""), (say.MEANS, "")]
        return self.scrolled(tag("table", self.head(heads), tag("tbody", *rows)), say.STATES_TABLE) if rows else Html("")

    # ---- groups ----------------------------------------------------------------------------------------------------------

    def agencies(self) -> Html:
        found = self.groups(self.figures.agencies, say.AGENCY, "agency", lambda name: visible(name) or self.parts.say(say.NO_AGENCY))
        return many([legend(self.parts), found])

    def topics(self) -> Html:
        titles = topic_titles(self.content, self.parts)
        return many([legend(self.parts), self.groups(self.figures.topics, say.TOPIC, "topic", lambda name: titles.get(name, name))])

    def tracks(self) -> Html:
        return self.groups(self.figures.tracks, say.TRACK, "track", self.track_words)

    def track_words(self, codes: str) -> str:
        """Returns tracks in words, as the findings have them."""
        words = [self.parts.say(TRACKS[code]) if code in TRACKS else code for code in codes.split(",") if code]
        return ", ".join(words) or self.parts.say(say.NO_TRACK)

    def groups(self, table: Table, heading: Text, field: str, words: Callable[[str], str]) -> Html:
        """Returns a table of groups by what they ask of an officer, the most urgent first, and one of every group by every state."""
        if not table.is_shown:
            return tag("p", self.parts.say(say.NOT_SHOWN), class_="quiet")
        if not table.rows:
            return tag("p", self.parts.say(say.NO_CASES), class_="quiet")
        named = [(name, words(name), self.value(name, field, words(name))) for name in table.rows]
        short = [self.short_row(table, field, *one) for one in named[:MOST_ROWS]]
        asked = [(group.label, "n") for group in self.asked()]
        heads = [(heading, "sticky"), (say.TOTAL, "n"), (say.SHARE, ""), *asked]
        first = self.scrolled(tag("table", self.head(heads), tag("tbody", *short), class_="matrix"), heading)
        left = len(named) - len(short)
        of_all = say.OF_ALL_BY_NAME if self.figures.below else say.OF_ALL
        note = tag("p", self.parts.say(of_all, len(short), self.parts.number(len(named))), class_="quiet") if left else None
        full = [self.full_row(table, field, *one) for one in named]
        states = [tag("th", self.parts.short_state(state), scope="col", class_="n") for state in table.columns]
        row = tag("tr", self.column(heading, "sticky"), self.column(say.TOTAL, "n"), *states)
        every = self.scrolled(tag("table", tag("thead", row), tag("tbody", *full), class_="matrix"), heading)
        summary = tag("summary", self.parts.say(say.ALL_ROWS, self.parts.number(len(named))))
        return many([first, note, tag("details", summary, every, data_long=len(named) > 60)])

    def asked(self) -> list[say.StateGroup]:
        """Returns the groups of states that are counted at all."""
        return [group for group in say.GROUPS if not set(group.states) <= set(self.figures.small_states)]

    def value(self, name: str, field: str, words: str) -> str:
        """Returns what a group is called in the filters: agencies by name, rulesets by id, tracks in words as findings have them."""
        return name or NO_AGENCY if field == "agency" else name if field == "topic" else words

    def short_row(self, table: Table, field: str, name: str, words: str, value: str) -> Html:
        """Returns a group with its bar, and its numbers by what they ask of an officer."""
        numbers = by_group(table, name)
        longest = max((total for total in table.totals.values() if total is not None), default=1)
        picture = tag("td", bar(numbers, longest) if numbers else None)
        cells = [self.cell(in_group(table, name, group), **{field: value, "state": f"{ANY_OF}{group.id}"}) for group in self.asked()]
        return tag("tr", self.named(words), self.cell(table.totals[name], **{field: value}), picture, *cells)

    def full_row(self, table: Table, field: str, name: str, words: str, value: str) -> Html:
        """Returns a group with its number in every state."""
        cells = [self.cell(table.cell(name, state), **{field: value, "state": state}) for state in table.columns]
        return tag("tr", self.named(words), self.cell(table.totals[name], **{field: value}), *cells)

    def named(self, words: str) -> Html:
        return tag("th", words, scope="row", class_="sticky")

    def cell(self, number: int | None, **filters: str) -> Html:
        return tag("td", self.link(number, **filters), class_="n")

    def link(self, number: int | None, **filters: str) -> Html:
        """Returns a number, leading to the findings behind it."""
        words = shown(number, self.parts)
        if number is None:
            return tag("abbr", words, title=self.parts.say(say.HIDDEN))
        if number == 0:
            return tag("span", words, class_="zero")
        return tag("a", words, href=filtered(**filters)) if self.linked else tag("span", words)

    # ---- weeks -----------------------------------------------------------------------------------------------------------

    def weeks(self) -> Html:
        weeks = weeks_of(self.figures, self.content.as_of)
        if not weeks:
            is_hidden = self.state("due") != 0
            return tag("p", self.parts.say(say.WEEKS_HIDDEN if is_hidden else say.NO_WEEKS), class_="quiet")
        return many(
            [tag("p", self.parts.say(say.WEEKS_INTRO), class_="lead"), weeks_picture(weeks, self.parts), weeks_table(weeks, self.parts)]
        )

    # ---- parts -----------------------------------------------------------------------------------------------------------

    def head(self, heads: Sequence[tuple[Text, str]]) -> Html:
        return tag("thead", tag("tr", *(self.column(*one) for one in heads)))

    def column(self, text: Text, look: str) -> Html:
        return tag("th", self.parts.say(text), scope="col", class_=look or None)

    def scrolled(self, table: Html, label: Text) -> Html:
        """Returns a table that can be moved sideways where it is too wide, also with the keyboard."""
        return tag("div", table, class_="scroll", tabindex="0", role="group", aria_label=self.parts.say(label))


def topic_titles(content: Content, parts: Parts) -> dict[str, str]:
    """Returns the titles of the rulesets by their ids, and of what the library says by itself."""
    return {OWN_RULESET: parts.say(say.OF_THE_LIBRARY)} | {topic.id: topic.title for topic in content.topics}


ANY_OF = "any-"
"""Before the id of a group of states, in filters."""
NO_AGENCY = "-"
"""Stands for no agency in filters, where an empty word means any."""


def filtered(**filters: str) -> str:
    """Returns the address of the findings that filters leave."""
    return "#" + urlencode({name: value for name, value in filters.items() if value})
