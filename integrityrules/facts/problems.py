"""What is wrong with a part of an input, before it is known where that part stands in the whole.

May not know any kind of fact. Messages carry field names and codes of ours, never what was declared.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any

from integrityrules.errors import DeclarationError, Problem

_PLAIN_NAME = re.compile(r"[a-z][a-z_]{0,39}")


@dataclass(frozen=True, slots=True)
class Found:
    """A problem at a path inside the value being read (`from`, `[2].value_idr`, or empty for the value itself)."""

    path: str
    code: str
    message: str
    suggestion: str = ""

    def under(self, name: str) -> Found:
        """Returns the same problem as seen from one level up."""
        joint = "" if not self.path or self.path.startswith("[") or not name else "."
        return replace(self, path=f"{name}{joint}{self.path}")


class Unreadable(ValueError):
    """A value cannot be read. Never leaves this room: whoever reads the whole turns it into a `DeclarationError`."""

    def __init__(self, found: Iterable[Found]) -> None:
        self.found = tuple(found)
        super().__init__("unreadable")


def unreadable(code: str, message: str, suggestion: str = "", path: str = "") -> Unreadable:
    return Unreadable([Found(path, code, message, suggestion)])


def at(path: str, parse: Callable[..., Any], *arguments: Any) -> Any:
    """Returns what a parser returns; problems it finds are placed under a path."""
    try:
        return parse(*arguments)
    except Unreadable as error:
        raise Unreadable([item.under(path) for item in error.found]) from None


def declaration_error(found: Iterable[Found], where: str) -> DeclarationError:
    """Returns the public exception that lists problems, each under the name of the whole input."""
    return DeclarationError(problems=[Problem(_place(where, item.path), 0, 0, item.code, item.message, item.suggestion) for item in found])


def _place(where: str, path: str) -> str:
    if not where or not path:
        return where or path or "dossier"
    return f"{where}{path}" if path.startswith("[") else f"{where}.{path}" if where.isidentifier() else f"{where}:{path}"


def near_miss(word: object, options: Sequence[str]) -> str:
    """Returns `did you mean ...?` for the option that is spelled most alike, or the empty string."""
    close = get_close_matches(word.lower(), options, n=1, cutoff=0.6) if isinstance(word, str) and len(word) < 80 else []
    return f"did you mean `{close[0]}`?" if close else ""


def listed(lead: str, options: Sequence[str]) -> str:
    """Returns the options as words: ``known are `a`, `b` ``."""
    return f"{lead} {', '.join(f'`{name}`' for name in options)}"


def safe_name(key: object) -> str:
    """Returns a key that the input made up, in backticks if it is plainly a field name; else words that do not repeat it.

    A column of names or numbers that slipped into the place of keys must not reach a message.
    """
    return f"`{key}`" if isinstance(key, str) and _PLAIN_NAME.fullmatch(key) else "a key"


def unknown_kind(name: object, what: str, options: Sequence[str]) -> Found:
    """Returns the problem of a plural that names no kind a dossier lists."""
    return Found(
        "", "unknown-kind", f"{safe_name(name)} is no kind that can be {what}", near_miss(name, options) or listed("known are", options)
    )


def unknown_key(key: object, whole: str, options: Sequence[str], path: str = "") -> Found:
    """Returns the problem of a key that is not among the options."""
    suggestion = near_miss(key, options) or (listed("known are", options) if len(options) <= 12 else "")
    return Found(path, "unknown-field", f"{safe_name(key)} is not a field of {whole}", suggestion)
