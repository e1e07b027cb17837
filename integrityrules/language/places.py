"""Where a character of a condition stands in its rule file, also when YAML folded or quoted it.

May not know the grammar or YAML's rules beyond this: folding changes only white space, quoting only doubles or escapes characters.
"""

from __future__ import annotations

from bisect import bisect_right

from integrityrules.errors import Problem, RulesetError
from integrityrules.language.tree import Pos

MAX_SHOWN = 60


class Places:
    """Finds the position of an offset into a text.

    Args:
        text: the condition, with quotes and folds resolved.
        file: the rule file.
        line, column: where its first character stands, 1-based.
        source: the file from that character on (or the scalar as it is written there). Without it, line ends in the text are taken
            to be line ends of the file, each following line indented as the first, as in a `|` block.
    """

    def __init__(self, text: str, file: str, line: int, column: int, source: str = "") -> None:
        self.text = text
        self._file, self._line, self._column = file, line, column
        self._offsets = _aligned(text, source) if source else None
        written = source if self._offsets is not None else text
        self._starts = [0, *(at + 1 for at, sign in enumerate(written) if sign == "\n")]

    def pos(self, offset: int) -> Pos:
        """Returns the position of the character at `offset`, or just behind the last one."""
        if self._offsets is not None:
            end = self._offsets[-1] + 1 if self._offsets else 0
            offset = self._offsets[offset] if offset < len(self._offsets) else end
        row = bisect_right(self._starts, offset) - 1
        column = offset - self._starts[row]
        # Lines of a source start at the margin of the file; lines of a text where its first line starts.
        margin = 1 if row and self._offsets is not None else self._column
        return Pos(self._file, self._line + row, margin + column)

    def error(self, code: str, offset: int, message: str, suggestion: str = "") -> RulesetError:
        """Returns an error with one problem at an offset."""
        return RulesetError(problems=[problem_at(self.pos(offset), code, message, suggestion)])


def problem_at(pos: Pos, code: str, message: str, suggestion: str = "") -> Problem:
    """Returns a problem at a position."""
    return Problem(pos.file, pos.line, pos.column, code, message, suggestion)


def shown(text: str) -> str:
    """Returns a piece of the author's text in backticks, on one line and not too long."""
    line = " ".join(text.split())
    return f"`{line if len(line) <= MAX_SHOWN else line[: MAX_SHOWN - 3] + '...'}`"


def _aligned(text: str, source: str) -> list[int] | None:
    """Returns the offset into the source of each character of the text; `None` where they cannot be brought together."""
    for escapes in ("", "'", '"'):
        offsets = _walk(text, source, escapes)
        if offsets is not None:
            return offsets
    return None


def _walk(text: str, source: str, escapes: str) -> list[int] | None:
    offsets: list[int] = []
    at = 0
    for sign in text:
        if sign.isspace():
            offsets.append(min(at, len(source) - 1))
            continue
        while at < len(source) and (source[at].isspace() or (escapes == '"' and source[at] == "\\" and source[at + 1 : at + 2] == "\n")):
            at += 1
        if escapes == '"' and source[at : at + 1] == "\\" and source[at + 1 : at + 2] == sign:
            offsets.append(at)
            at += 2
            continue
        if source[at : at + 1] != sign:
            return None
        offsets.append(at)
        at += 2 if escapes == "'" and sign == "'" and source[at : at + 2] == "''" else 1
    return offsets


__all__ = ["Places", "problem_at", "shown"]
