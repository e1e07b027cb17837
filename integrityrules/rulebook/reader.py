"""Reads nodes by the type a model expects, collecting problems: texts, numbers, days, codes, tables with known keys.

May not know rulesets. Every function gives a usable value or `None` and has then reported why, so that one run shows every mistake.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Any, TypeVar

from integrityrules.errors import Problem
from integrityrules.facts.values import Range, bounds, ranged
from integrityrules.facts.vocabulary import Text
from integrityrules.language.tree import NOWHERE, Pos
from integrityrules.rulebook.source import ALWAYS, Expression, Period
from integrityrules.rulebook.yaml_door import Document, Leaf, Listing, Table, YamlNode, quote, quoted_line

T = TypeVar("T")

_INT = re.compile(r"-?(0|[1-9][0-9]*)")
_PERCENT = re.compile(r"(0|[1-9][0-9]{0,6})(\.[0-9]{1,2})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTH_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")
_ID = re.compile(r"[a-z0-9][a-z0-9._/-]{0,99}")
_SHOWN = 60
MAX_DIGITS = 15  # every amount stays exact in formats that keep numbers as 64-bit floats


def near_miss(word: str, options: Collection[str]) -> str:
    """Returns a suggestion that names the option closest to a word, or lists a few options, or the empty string."""
    close = get_close_matches(word, options, n=1, cutoff=0.6)
    if close:
        return f"did you mean `{close[0]}`?"
    return f"one of: {', '.join(sorted(options))}" if 0 < len(options) <= 20 else ""


def shown(text: str) -> str:
    """Returns an author's text in backticks, shortened."""
    return f"`{text[:_SHOWN]}...`" if len(text) > _SHOWN else f"`{text}`"


class Reader:
    """Reads one document.

    Attributes:
        problems: what was found wrong so far, in the order of reading.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.problems: list[Problem] = list(document.problems)

    def report(self, at: YamlNode | Pos, code: str, message: str, suggestion: str = "") -> None:
        pos = at if isinstance(at, Pos) else at.pos
        self.problems.append(Problem(self.document.file, pos.line, pos.column, code, message, suggestion))

    # ---- tables ------------------------------------------------------------------------------------------------------

    def table(
        self, node: YamlNode | None, what: str, *, required: Sequence[str] = (), optional: Collection[str] = ()
    ) -> dict[str, YamlNode] | None:
        """Returns the values of a mapping by key; unknown keys are reported and left out, missing ones reported."""
        entries = self.entries(node, what)
        if entries is None or not isinstance(node, Table):
            return None
        known = {*required, *optional}
        values = {key.text: value for key, value in entries if key.text in known}
        for index, (key, value) in enumerate(entries):
            if key.text not in known:
                self._unknown_key(node, index, key, value, what, known)
        for key_name in required:
            if key_name not in values:
                self.report(node, "missing-key", f"{what} needs the key `{key_name}`", f"add `{key_name}: ...`")
        return values

    def entries(self, node: YamlNode | None, what: str) -> list[tuple[Leaf, YamlNode]] | None:
        """Returns the entries of a mapping whose keys are free (ids of parameters, rules, entities)."""
        if isinstance(node, Table):
            return [(key, value) for key, value in node.entries if not key.broken]
        if node is not None and not _is_broken(node):
            self.report(node, "not-a-mapping", f"{what} must be a mapping", "write `key: value` lines")
        return None

    def _unknown_key(self, node: Table, index: int, key: Leaf, value: YamlNode, what: str, known: Collection[str]) -> None:
        empty = isinstance(value, Leaf) and value.plain and not value.text
        before = node.entries[index - 1] if index else None
        if node.flow and empty and before is not None and isinstance(before[1], Leaf):
            whole = f"{before[1].text}, {key.text}"
            cure = f"quote the whole text: `{before[0].text}: {quote(whole)}`"
            self.report(key, "comma-in-mapping", f"the comma before {shown(key.text)} made it a key of its own", cure)
            return
        suggestion = near_miss(key.text, known)
        self.report(key, "unknown-key", f"{shown(key.text)} is not a key of {what}", suggestion)

    def items(self, node: YamlNode | None, what: str) -> tuple[YamlNode, ...]:
        """Returns the elements of a list; reports anything else."""
        if isinstance(node, Listing):
            return node.items
        if node is not None and not _is_broken(node):
            self.report(node, "not-a-list", f"{what} must be a list", "write `[a, b]` or lines that start with `- `")
        return ()

    def listed(self, node: YamlNode | None, what: str, read: Callable[[YamlNode], T | None]) -> tuple[T, ...]:
        """Returns every element of a list that could be read."""
        return tuple(found for item in self.items(node, what) if (found := read(item)) is not None)

    # ---- scalars -----------------------------------------------------------------------------------------------------

    def leaf(self, node: YamlNode | None, what: str) -> Leaf | None:
        """Returns a scalar with some text; explains a text that YAML took for a mapping."""
        if node is None or _is_broken(node):
            return None
        if isinstance(node, Leaf):
            if node.text or not node.plain:
                return node
            self.report(node, "missing-value", f"{what} has no value", "write one behind the colon, or remove the key")
        elif isinstance(node, Table) and not node.flow:
            self.report(node, "quote-needed", f"{what} must be one text, but `: ` in it made a mapping of it", self.quoting(node))
        else:
            self.report(node, "not-a-text", f"{what} must be one text", "")
        return None

    def quoting(self, node: YamlNode) -> str:
        """Returns the corrected line of a text that YAML took for something else."""
        corrected = quoted_line(self.document.line(node.pos.line))
        return f"write `{corrected.strip()}`" if corrected else "put it in single quotes"

    def text(self, node: YamlNode | None, what: str) -> str:
        leaf = self.leaf(node, what)
        return leaf.text if leaf else ""

    def expression(self, node: YamlNode | None, what: str) -> Expression | None:
        leaf = self.leaf(node, what)
        return Expression(leaf.text, leaf.pos) if leaf else None

    def expressions(self, node: YamlNode | None, what: str) -> tuple[Expression, ...]:
        return self.listed(node, what, lambda item: self.expression(item, what))

    def words(self, node: YamlNode | None, what: str) -> tuple[str, ...]:
        return tuple(word for word in self.listed(node, what, lambda item: self.text(item, what)) if word)

    def id(self, node: YamlNode | None, what: str) -> str:
        leaf = self.leaf(node, what)
        if leaf and not _ID.fullmatch(leaf.text):
            self.report(leaf, "bad-id", f"{shown(leaf.text)} is not an id", "use a-z, 0-9, `.`, `_`, `-`; for example `gift.report-late`")
        return leaf.text if leaf else ""

    def one_of(self, node: YamlNode | None, what: str, options: Collection[str], default: str = "") -> str:
        leaf = self.leaf(node, what)
        if leaf is None:
            return default
        if leaf.text not in options:
            self.report(leaf, "unknown-code", f"{shown(leaf.text)} is not a {what}", near_miss(leaf.text, options))
            return default
        return leaf.text

    def some_of(self, node: YamlNode | None, what: str, options: Collection[str]) -> tuple[str, ...]:
        return tuple(code for code in self.listed(node, what, lambda item: self.one_of(item, what, options)) if code)

    def integer(self, node: YamlNode | None, what: str) -> int | None:
        """Returns a whole number; refuses quotes, leading zeros, separators and fractions instead of guessing."""
        leaf = self.leaf(node, what)
        if leaf is None:
            return None
        if leaf.plain and _INT.fullmatch(leaf.text) and len(leaf.text) <= MAX_DIGITS:
            return int(leaf.text)
        self.report(leaf, "bad-int", f"{what} must be a whole number, not {shown(leaf.text)}", _as_digits(leaf.text))
        return None

    def percent(self, node: YamlNode | None, what: str) -> int | None:
        """Returns basis points of a percentage with at most two decimals."""
        leaf = self.leaf(node, what)
        if leaf is None:
            return None
        if leaf.plain and _PERCENT.fullmatch(leaf.text):
            whole, _, decimals = leaf.text.partition(".")
            return int(whole) * 100 + int(decimals.ljust(2, "0"))
        self.report(leaf, "bad-percent", f"{what} must be a percentage, not {shown(leaf.text)}", "write for example `50` or `50.01`")
        return None

    def boolean(self, node: YamlNode | None, what: str) -> bool | None:
        leaf = self.leaf(node, what)
        if leaf is None:
            return None
        if leaf.plain and leaf.text in ("true", "false"):
            return leaf.text == "true"
        self.report(leaf, "bad-bool", f"{what} must be `true` or `false`, not {shown(leaf.text)}")
        return None

    def titled(self, node: YamlNode | None, what: str) -> Text | None:
        """Returns a text in both languages from `{id: ..., en: ...}`."""
        if node is None:
            return None
        values = self.table(node, what, required=("id", "en"))
        if values is None:
            return None
        return Text(self.text(values.get("id"), f"the Indonesian {what}"), self.text(values.get("en"), f"the English {what}"))

    # ---- days --------------------------------------------------------------------------------------------------------

    def day(self, node: YamlNode | None, what: str) -> date | None:
        leaf = self.leaf(node, what)
        return None if leaf is None else self._day(leaf, leaf.text, what)

    def day_or_range(self, node: YamlNode | None, what: str) -> date | Range[date] | None:
        """Returns a day, or the range of `2019-12-05..2019-12-13`."""
        leaf = self.leaf(node, what)
        if leaf is None:
            return None
        first, dots, last = leaf.text.partition("..")
        lo = self._day(leaf, first, what)
        hi = self._day(leaf, last, what) if dots else lo
        if lo is None or hi is None:
            return None
        if lo > hi:
            self.report(leaf, "bad-date", f"{what} ends before it starts", "put the earlier day first")
            return None
        found: date | Range[date] = ranged(lo, hi)
        return found

    def _day(self, leaf: Leaf, text: str, what: str) -> date | None:
        try:
            if _DAY.fullmatch(text):
                return date.fromisoformat(text)
        except ValueError:
            pass
        self.report(leaf, "bad-date", f"{what} must be a day, not {shown(text)}", "write for example `2026-01-20`")
        return None

    def month_day(self, node: YamlNode | None, what: str) -> tuple[int, int] | None:
        leaf = self.leaf(node, what)
        if leaf is None:
            return None
        if _MONTH_DAY.fullmatch(leaf.text):
            month, day = int(leaf.text[:2]), int(leaf.text[3:])
            # A day of every year: 29 February is not one.
            if day <= (28 if month == 2 else 30 if month in (4, 6, 9, 11) else 31):
                return month, day
        message = f"{what} must be a month and day of every year, not {shown(leaf.text)}"
        self.report(leaf, "bad-date", message, 'write for example `"03-31"`')
        return None

    def period(self, values: dict[str, YamlNode], what: str, *, ranges: bool) -> Period:
        """Returns `from` and `until` of a mapping; reports an end before its start."""
        read = self.day_or_range if ranges else self.day
        start = read(values.get("from"), f"the first day of {what}")
        end = read(values.get("until"), f"the last day of {what}")
        pos = next((values[key].pos for key in ("from", "until") if key in values), NOWHERE)
        if start is not None and end is not None and bounds(end)[1] < bounds(start)[0]:
            self.report(pos, "bad-period", f"{what} ends before it starts", "`from` and `until` are both included")
            return ALWAYS
        return Period(start, end, pos)


def _as_digits(text: str) -> str:
    """Returns how a number with separators or leading zeros is written."""
    digits = re.sub(r"[_., ]", "", text).lstrip("0") or "0"
    return f"write `{digits}`" if digits.isascii() and digits.isdigit() and len(digits) <= MAX_DIGITS else "write digits only"


def _is_broken(node: YamlNode) -> bool:
    return isinstance(node, Leaf) and node.broken


def known(value: Any, default: Any) -> Any:
    """Returns the value, or a default where it could not be read."""
    return default if value is None else value
