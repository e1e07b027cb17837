"""Processors for structlog that cannot leak: what a log line may hold is listed, and everything else is left out.

May not configure logging; that is the application's. An allow-list and not a filter of bad words: names and amounts look like anything.
AUDIT P2, and the traps of 5.2: a truthy `exc_info` renders the live traceback, and tracebacks hold the values of local variables.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, MutableMapping
from datetime import UTC, datetime
from typing import Any, TextIO

import structlog

from integrityrules.errors import IntegrityRulesError

KEYS = frozenset(
    {
        "counts", "done", "duration_ms", "error_code", "error_kind", "event", "index", "level", "origin", "rule_id", "ruleset", "run_id",
        "size", "timestamp", "total", "verdict",
    }
)  # fmt: skip
"""What a log line may hold."""

_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_.@/:+-]{0,79}")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.@/:+-]{0,79}")
LEFT_OUT = "left-out"

_Event = MutableMapping[str, Any]


class AllowList:
    """A processor that keeps listed keys with harmless values: whole numbers, true and false, codes, and mappings of those.

    Args:
        keys: what else may be logged, besides `KEYS`. Never the key of something that people declare.
    """

    def __init__(self, keys: Iterable[str] = ()) -> None:
        self._keys = KEYS | frozenset(keys)

    def __call__(self, logger: Any, method: str, event: _Event) -> _Event:
        kept = {key: _harmless(value) for key, value in event.items() if key in self._keys and key != "event"}
        name = event.get("event")
        # A sentence may have anything in it; an event is named by a code.
        kept["event"] = name if isinstance(name, str) and _CODE.fullmatch(name) else LEFT_OUT
        return kept


def _harmless(value: Any) -> Any:
    if value is None or value.__class__ in (bool, int):
        return value
    if value.__class__ is float:
        return round(value)
    if value.__class__ is str:
        return value if _ID.fullmatch(value) else LEFT_OUT
    if value.__class__ is dict:
        # Keys too: whoever counts by name would log the names.
        return {key: _harmless(item) for key, item in value.items() if isinstance(key, str) and _CODE.fullmatch(key)}
    return LEFT_OUT


def error_codes(logger: Any, method: str, event: _Event) -> _Event:
    """Replaces an exception by its code and class, and removes everything a traceback could be rendered from."""
    given = event.pop("exc_info", None)
    for key in ("exception", "stack_info", "stack", "traceback", "positional_args"):
        event.pop(key, None)
    if isinstance(given, tuple):
        error: Any = given[1]
    else:
        error = given if isinstance(given, BaseException) else sys.exc_info()[1] if given else None
    if error is not None:
        event["error_code"] = error.code if isinstance(error, IntegrityRulesError) else "unexpected"
        event["error_kind"] = type(error).__name__
    return event


def add_time(logger: Any, method: str, event: _Event) -> _Event:
    """Adds the time of the line, UTC, to the second."""
    event["timestamp"] = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return event


def safe_processors(*, keys: Iterable[str] = (), times: bool = True, renderer: Any = None) -> list[Any]:
    """Returns processors for `structlog.configure` or `wrap_logger`; the order matters, and the allow-list stands just before the renderer.

    Args:
        keys: what else may be logged; see `AllowList`.
        times: begin each line with its level and time.
        renderer: the last processor; JSON lines if `None`.

    Example:
        >>> import structlog
        >>> from integrityrules.logs import safe_processors
        >>> structlog.configure(processors=safe_processors())
    """
    last = structlog.processors.JSONRenderer(sort_keys=True) if renderer is None else renderer
    first = [structlog.processors.add_log_level, add_time] if times else []
    return [*first, error_codes, AllowList(keys), last]


def safe_logger(stream: TextIO | None = None, *, keys: Iterable[str] = (), times: bool = True) -> Any:
    """Returns a logger of JSON lines that configures nothing beyond itself.

    Args:
        stream: where lines go; stderr if `None`.
        keys, times: as for `safe_processors`.
    """
    processors = safe_processors(keys=keys, times=times)
    return structlog.wrap_logger(structlog.PrintLogger(stream or sys.stderr), processors=processors)
