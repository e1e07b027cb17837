"""Markdown as text: what an author wrote is escaped, so that it shows as its characters wherever the page is read.

May not know what is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from integrityrules.decide.wording import VERIFIED
from integrityrules.facts.vocabulary import Text
from integrityrules.language.formats import Language
from integrityrules.report.catalogue import page_words as say
from integrityrules.report.catalogue.html_parts import MARKS
from integrityrules.report.catalogue.model import NOT_SEEN, Basis, Line, Lines
from integrityrules.report.markup import is_web, visible

_MARKS = re.compile(r"([\\`*_\[\]<>|~&#])")
_LIST = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s|$)")


def plain(value: str) -> str:
    """Returns a text on one line that no reader of Markdown takes for anything but its characters."""
    line = _MARKS.sub(r"\\\1", " ".join(visible(value).split()))
    return _LIST.sub(lambda found: f"{found[1]}{found[2][:-1]}\\{found[2][-1]}", line)


def code(value: str) -> str:
    """Returns a text as code; a text with a backtick or a line through tables stays plain."""
    line = " ".join(visible(value).split())
    return plain(line) if "`" in line or "|" in line or not line else f"`{line}`"


def link(words: str, url: str) -> str:
    """Returns a link to a page on the web; anything that is not one stays text."""
    return f"[{plain(words)}](<{url}>)" if is_web(url) else plain(words if words == url else f"{words} ({url})")


def inner(words: str, page: str) -> str:
    """Returns a link to another page of the catalogue."""
    return f"[{plain(words)}]({page})"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Returns a table; cells are Markdown already. Columns in which no row has anything are left out."""
    rows = list(rows)
    kept = [index for index in range(len(heads)) if any(row[index] for row in rows)]
    if not kept:
        return []
    lines = ["| " + " | ".join(cells[index] for index in kept) + " |" for cells in (heads, ["---"] * len(heads), *rows)]
    return [*lines, ""]


class Says:
    """Says what every page shares, in one language."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self.other: Language = "en" if language == "id" else "id"

    def say(self, text: Text) -> str:
        return plain(text.in_language(self.language))

    def titled(self, level: int, text: Text) -> list[str]:
        """Returns a heading with the other language beneath it, unless both are the same."""
        own, other = self.say(text), plain(text.in_language(self.other))
        return [f"{'#' * level} {own}", "", *([f"*{other}*", ""] if other and other != own else [])]

    def both(self, lines: Lines) -> list[str]:
        """Returns a condition in both languages, one below the other."""
        own, other = ([*_listed(lines.in_language(language)), ""] for language in (self.language, self.other))
        return [*own, *other]

    def verified(self, code: str) -> str:
        return f"{MARKS.get(code, '·')} {self.say(VERIFIED[code]) if code in VERIFIED else plain(code)}"

    def at(self, place: str) -> str:
        return f"*{self.say(say.NOT_SEEN)}*" if place == NOT_SEEN else plain(place)

    def basis(self, cites: Iterable[Basis]) -> list[str]:
        rows = [[self.say(cite.title), self.at(cite.at), self.verified(cite.verified), self.say(cite.period)] for cite in cites]
        return table([self.say(text) for text in (say.INSTRUMENT, say.AT, say.VERIFICATION, say.PERIOD)], rows)

    def short_basis(self, cites: Iterable[Basis]) -> str:
        return "; ".join(f"{self.say(cite.title)}, {self.at(cite.at)} {self.verified(cite.verified)}" for cite in cites)


def _listed(lines: Sequence[Line]) -> list[str]:
    """Returns lines as a quotation, and as lists inside it."""
    return [f"> {'  ' * (line.depth - 1)}- {plain(line.text)}" if line.depth else f"> {plain(line.text)}" for line in lines]
