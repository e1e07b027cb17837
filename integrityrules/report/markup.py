"""HTML as values: every text is escaped when it is put into an element, unless it is already `Html`.

May not know what is written. Elements are well formed as XML too, so that a test can read a whole page with an XML parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

VOID = frozenset({"meta", "input", "br", "hr", "col"})
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")
_WEB = re.compile(r"https?://[^\s<>\"'`\\]+")
REPLACEMENT = "\ufffd"


class Html(str):
    """Text that is HTML already: made by `tag` and `raw` only, and never from what an author wrote."""

    __slots__ = ()


def text(value: str) -> Html:
    """Returns a text as HTML that shows exactly its characters; those that cannot be seen, or turn writing round, are replaced."""
    return value if isinstance(value, Html) else Html(escape(visible(value)))


def visible(value: str) -> str:
    """Returns a text without control characters, halves of characters, and marks that reverse the direction of writing."""
    return _UNSEEN.sub(REPLACEMENT, value)


def raw(value: str) -> Html:
    """Returns our own style sheet or script as HTML. Never call it with a text of an author."""
    return Html(value)


def tag(name: str, /, *children: str | None, **attributes: str | bool | None) -> Html:
    """Returns an element.

    Args:
        children: texts, escaped unless they are `Html`; `None` is left out.
        attributes: `class_` is `class`, `data_kind` is `data-kind`; `True` writes the name alone as its value, `None`, `False` nothing.
    """
    said = "".join(
        f' {_attribute(key)}="{_value(key, value)}"' for key, value in attributes.items() if value is not None and value is not False
    )
    if name in VOID:
        return Html(f"<{name}{said}/>")
    return Html(f"<{name}{said}>{many(children)}</{name}>")


def many(parts: Iterable[str | None]) -> Html:
    """Returns several texts or elements one behind the other."""
    return Html("".join(text(part) for part in parts if part is not None))


def web_link(url: str, words: str) -> Html:
    """Returns a link to a page on the web; anything that is not one stays text."""
    if not is_web(url):
        return text(words if words == url else f"{words} ({url})")
    return tag("a", words, href=url, rel="noopener noreferrer", class_="out")


def is_web(url: str) -> bool:
    """Tells whether a text is a plain address of a page: http or https, with nothing in it that could end it early."""
    return _WEB.fullmatch(url) is not None


def _attribute(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def _value(key: str, value: str | bool) -> str:
    return _attribute(key) if value is True else escape(visible(str(value)), quote=True)
