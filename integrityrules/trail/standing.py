"""Changes of findings as entries: what appeared, changed or went, as the monitor says it. Kind `finding`, beside `evaluation`.

May not decide or store. As everywhere in the log: codes, days the law computes, keyed references; no declared value, no wall time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from integrityrules.trail.canonical import encode
from integrityrules.trail.keys import Keyring, SubjectKey
from integrityrules.trail.log import Log, Receipt
from integrityrules.trail.record import entry_head

KEPT = (
    "rule", "ruleset", "version", "digest", "layer", "track", "kind", "bearer", "executability", "outcome", "state", "reason", "due_on",
    "due_latest", "occurrence", "outdated_sources", "unless_shown", "basis",
)  # fmt: skip
"""What an entry takes over from the public form of a finding as it stands there."""


def append_changes(changes: Iterable[Mapping[str, Any]], *, run: str, log: Log, keyring: Keyring) -> list[Receipt]:
    """Makes one entry for each change; all become durable or none. A change that was recorded before under its number stays one entry.

    Args:
        changes: plain data as `Change.data` gives it.
        run: the id of the monitor's store, or of its run where it has none.

    Raises:
        NotDurableError: the entries may not be there.
        TrailError: `key-conflict`, another change was recorded under this run and number.
    """
    entries = [(change_entry(change, run, keyring.subject(change["official"])), change["seq"]) for change in changes]
    return log.append_many([encode(entry) for entry, _ in entries], keys=[f"{run}/finding/{seq}" for _, seq in entries]) if entries else []


def change_entry(change: Mapping[str, Any], run: str, key: SubjectKey) -> dict[str, Any]:
    """Returns the entry of one change. What refers to facts hangs on the key of the official."""
    finding = change["finding"]
    fact = finding["fact"]
    partner = finding["partner"]
    return entry_head("finding", run, str(change["seq"])) | {
        "as_of": change["as_of"],
        "subject": key.pseudonym,
        "change": change["what"],
        "ref": key.mac("finding", finding["id"]),
        "fact": {"kind": fact["kind"], "ref": key.mac("fact", [fact["kind"], fact["id"]])},
        "partner": None if partner is None else key.mac("partner", [fact["kind"], fact["id"], partner]),
        "cause": sorted(key.mac("fact", [cause["kind"], cause["id"]]) for cause in change["cause"]),
        "finding": {name: finding[name] for name in KEPT}
        | {
            "citations": [{name: cite[name] for name in ("source", "at", "verified")} for cite in finding["citations"]],
            "consequences": [
                {name: possible[name] for name in ("rule", "sanction", "level", "track", "certain")} for possible in finding["consequences"]
            ],
        },
    }
