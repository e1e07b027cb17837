"""What lark could not read -> a sentence that says where, and what was probably meant.

May not know the tree. Knows what people write who come from Python, SQL or spreadsheets.
"""

from __future__ import annotations

import re

from lark import Token
from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from integrityrules.errors import RulesetError
from integrityrules.language.places import Places, shown

_WORDS = {"and": "&&", "or": "||", "AND": "&&", "OR": "||", "is": "==", "True": "true", "False": "false", "NOT": "not", "IN": "in"}
_SIGNS = {
    "=": "write `==` to compare",
    "&": "write `&&`",
    "|": "write `||`",
    "/": "there is no division: multiply the other side",
    "?": "there is no choice in a condition: use `all` and `any`",
    "{": "conditions have no maps",
}
_ENDS = {"'": "close the text with `'`", '"': 'close the text with `"`'}


def syntax_error(error: UnexpectedInput, places: Places) -> RulesetError:
    """Returns the error to raise for what the parser met, with one problem at its place."""
    if isinstance(error, UnexpectedToken) and error.token.type != "$END":
        return _unexpected_word(error.token, places)
    if isinstance(error, UnexpectedCharacters):
        return _unexpected_sign(error.pos_in_stream or 0, places)
    if not places.text.strip():
        return places.error("syntax", 0, "the condition is empty", "for example `gift.accepted`")
    return places.error("syntax", len(places.text.rstrip()), "the condition ends too early", "complete it or remove the end")


def _unexpected_word(token: Token, places: Places) -> RulesetError:
    start = token.start_pos or 0
    before = places.text[:start].rstrip()
    suggestion = ""
    if token in _WORDS:
        suggestion = f"did you mean `{_WORDS[token]}`"
    elif token == "not" and re.match(r"not\s+in\b", places.text[start:]):
        suggestion = "write `!(x in [...])`"
    elif token == "[":
        suggestion = "a list stands only to the right of `in`"
    elif token.type in ("NAME", "TEXT", "INT", "DECIMAL", "TRUE", "FALSE") and before:
        suggestion = _misspelt(before) or "an operator is missing before it"
    return places.error("syntax", start, f"{shown(str(token))} is not expected here", suggestion)


def _misspelt(before: str) -> str:
    """Returns what was meant where the word before the unexpected one stands for an operator."""
    last = before.split()[-1]
    return f"write `{_WORDS[last]}` for `{last}`" if last in _WORDS else ""


def _unexpected_sign(start: int, places: Places) -> RulesetError:
    sign = places.text[start]
    if sign in _ENDS:
        return places.error("syntax", start, "this text has no end, or a sign that texts cannot hold", _ENDS[sign])
    word = re.match(r"[\w.]+", places.text[start:])
    if word and sign.isdigit():
        return places.error("syntax", start, f"{shown(word[0])} is not a number", "write numbers as `1000000`, percentages as `50.01`")
    return places.error("syntax", start, f"{shown(sign)} is not part of the language", _SIGNS.get(sign, ""))


__all__ = ["syntax_error"]
