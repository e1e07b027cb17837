"""What the monitor tells: a finding appeared, changed or went, in its public form, with the facts that caused it.

May not hold a declared value: codes, references and deadlines only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

What = Literal["appeared", "changed", "went"]

VOLATILE = ("working_days_left",)
"""What differs from one day to the next although nothing happened."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the findings.

    Args:
        seq: its number, one more than that of the change before; with a store it lasts, and a consumer drops what it has seen.
        what: `appeared`, `changed` or `went`.
        official: id of the official; empty for what the registers say by themselves.
        finding: its public form; of one that went, the last that was said.
        as_of: the day everything was looked at.
        cause: `(kind, id)` of the facts that were stated, corrected or withdrawn, or whose day came; empty where a deadline passed, or
            the rules, a calendar or the engine's registers were replaced.
    """

    seq: int
    what: What
    official: str
    finding: Mapping[str, Any]
    as_of: date
    cause: tuple[tuple[str, str], ...] = ()

    def data(self) -> dict[str, Any]:
        """Returns the change as plain data, ready for `json.dumps`."""
        return {
            "seq": self.seq,
            "what": self.what,
            "official": self.official,
            "as_of": self.as_of.isoformat(),
            "cause": [{"kind": kind, "id": id} for kind, id in self.cause],
            "finding": dict(self.finding),
        }


def change_of(data: Mapping[str, Any]) -> Change:
    """Returns the change that plain data describes."""
    cause = tuple((item["kind"], item["id"]) for item in data["cause"])
    return Change(data["seq"], data["what"], data["official"], data["finding"], date.fromisoformat(data["as_of"]), cause)
