"""Which matcher a monitor uses, and why.

May not import durable-rules before it is wanted: it is imported here and in `rete` only.
"""

from __future__ import annotations

from typing import NamedTuple

from integrityrules.errors import UsageError
from integrityrules.monitor.errors import MonitorError
from integrityrules.monitor.matcher import IndexedMatcher
from integrityrules.monitor.working import MakeMatcher

NAMES = ("auto", "indexed", "durable-rules")


_MISSING = (
    "durable-rules cannot be imported; from Python 3.13 on it must be built with"
    " CPPFLAGS=-DPyEval_CallObject=PyObject_CallObject pip install durable_rules"
)


class Choice(NamedTuple):
    """The matcher of a monitor.

    Attributes:
        name: `indexed` or `durable-rules`.
        why: in words, for whoever runs it.
    """

    name: str
    why: str

    def __str__(self) -> str:
        return f"{self.name} ({self.why})"


def choose_matcher(wanted: str) -> tuple[Choice, MakeMatcher]:
    """Returns the matcher of a name.

    Raises:
        UsageError: there is none of that name.
        MonitorError: `no-durable-rules`, it is asked for and cannot be imported.
    """
    if wanted not in NAMES:
        raise UsageError("a matcher is `auto`, `indexed` or `durable-rules`", code="unknown-matcher")
    if wanted == "indexed":
        return Choice("indexed", "asked for"), IndexedMatcher
    try:
        # Not found, or, on Python 3.13 without the macro, found and not loadable: both are ImportError.
        from integrityrules.monitor.rete import DurableMatcher
    except ImportError:
        if wanted == "durable-rules":
            raise MonitorError(_MISSING, code="no-durable-rules") from None
        return Choice("indexed", "durable-rules cannot be imported here"), IndexedMatcher
    why = "asked for" if wanted == "durable-rules" else "it can be imported here"
    return Choice("durable-rules", why), DurableMatcher
