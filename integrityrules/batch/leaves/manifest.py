"""The entry that binds a run: law, day, settings, what was read, what came of it, and the root of each shard's leaves.

May not decide. Kind `batch`; it names nobody. Digests over the whole input are keyed by a key of the run that is destroyed with the first
official of the run who is erased: each of them is over everybody, and with the rest of an input at hand it could test a guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from integrityrules.batch.leaves.form import LEAF
from integrityrules.batch.leaves.places import LeafLog, Written, begin
from integrityrules.batch.leaves.write import register_name
from integrityrules.engine import Engine
from integrityrules.errors import EngineError, TrailError
from integrityrules.trail import Receipt, Trail, open_trail
from integrityrules.trail.canonical import NotCanonicalError, encode, parse_exactly
from integrityrules.trail.content import calendar_content, ruleset_content
from integrityrules.trail.keys import RUN
from integrityrules.trail.locations import open_log
from integrityrules.trail.log import Log
from integrityrules.trail.opening import keys_folder
from integrityrules.trail.record import entry_head

KIND = "batch"


class TrailPlace(NamedTuple):
    """Where a trail lies.

    Args:
        location: as `open_trail` takes it.
        keys: the folder of its keys; beside it if `None`.
    """

    location: str | Path
    keys: Path | None = None

    def begin(self, folder: Path) -> LeafLog:
        """Returns where the leaves of a run go that this trail binds.

        Raises:
            TrailError: `no-log`, `no-key`, and what opening says.
            UsageError: `other-run`, the leaves that are there belong to another trail.
        """
        with open_log(self.location, writable=False) as log:
            leaves = begin(folder, origin=log.origin, keys=keys_folder(self.location, self.keys))
        leaves.keyring()  # now rather than in each process of the run
        return leaves

    def bind(
        self, leaves: LeafLog, shards: Iterable[int], engine: Engine, settings: Mapping[str, Any], account: Mapping[str, Any]
    ) -> Receipt:
        """Records the run, and signs a checkpoint where the key is at hand; see `bind`."""
        with open_trail(self.location, keys=self.keys) as trail:
            receipt = bind(trail, leaves, shards, engine, settings, account)
            if trail.signer is not None:
                trail.checkpoint()
        return receipt


def bind(
    trail: Trail, leaves: LeafLog, shards: Iterable[int], engine: Engine, settings: Mapping[str, Any], account: Mapping[str, Any]
) -> Receipt:
    """Records what binds a run; nothing of it may be shown before this returned.

    Args:
        trail: with its keys.
        leaves: of the run, all of them written.
        shards: the numbers of its shards, in order, `REGISTERS` among them.
        engine: what decided; its rulesets and calendars are stored by digest.
        settings: `as_of`, `shards`, `input` (name, digest and size of each) and `registers` (the digest of those beside the engine).
        account: `sheets` (rows `read`, `evaluated` and `rejected` of each), `lost`, `officials`, `settled`, `failed`, `not_read`, `states`.

    Returns:
        the receipt of the entry; of the one that is there, where the run was bound before.

    Raises:
        EngineError: the leaves are not as many as the rows, by sheet: a bug of ours.
        TrailError: `key-conflict`, the run was bound before to other leaves; what the log says.
    """
    written = [leaves.kept(shard) for shard in shards]
    whole = [one for one in written if one is not None]
    rows = {sheet: counts["read"] for sheet, counts in account["sheets"].items() if counts["read"]}
    if len(whole) != len(written) or _by_sheet(whole) != rows:
        raise EngineError("the leaves of the run are not as many as its rows")
    entry = _entry(trail, leaves, whole, engine, settings, account)
    found = trail.log.find_key(_key(leaves.run))
    if found is not None:
        return _bound_before(trail.log, found, entry)
    for content in (ruleset_content(engine.rulebook), calendar_content(engine.calendars.values())):
        for digest, data in content.blobs.items():
            trail.log.put_blob(digest, data)
    return trail.log.append(encode(entry), key=_key(leaves.run))


def manifest_of(log: Log, run: str) -> tuple[int, dict[str, Any]]:
    """Returns the place of the entry that binds a run, and the entry.

    Raises:
        TrailError: `no-entry`, the log has none of this run; `bad-entry`, it is none of a batch.
    """
    found = log.find_key(_key(run))
    if found is None:
        raise TrailError("the log has no entry that binds this run", code="no-entry")
    try:
        entry = parse_exactly(log.read(found.index))
        known = entry["v"] == 1 and entry["kind"] == KIND and entry["run"] == run and entry["leaves"]["format"] == LEAF
        shards = [Written(*shard) for shard in entry["leaves"]["shards"]] if known else []
    except (NotCanonicalError, KeyError, TypeError):
        shards = []
    if not shards:
        raise TrailError("the entry that should bind this run is none of a batch", code="bad-entry")
    return found.index, entry


def bound_in(entry: Mapping[str, Any]) -> list[Written]:
    """Returns what an entry binds of each shard."""
    return [Written(*shard) for shard in entry["leaves"]["shards"]]


def _entry(
    trail: Trail, leaves: LeafLog, written: list[Written], engine: Engine, settings: Mapping[str, Any], account: Mapping[str, Any]
) -> dict[str, Any]:
    keys, key = trail.keys, trail.keys.subject(leaves.run, kind=RUN)
    sheets = sorted(name for one in written if one.name == "registers" for name in one.sheets)
    return entry_head(KIND, leaves.run, "end") | {
        "rulesets": ruleset_content(engine.rulebook).refs,
        "calendars": calendar_content(engine.calendars.values()).refs,
        "registers": [{"sheet": sheet, "name": register_name(keys, leaves.run, sheet)} for sheet in sheets],
        "as_of": settings["as_of"],
        "shards": settings["shards"],
        "subject": key.pseudonym,
        "input": [key.mac("input", [file["name"], file["sha256"], file["bytes"]]) for file in settings["input"]],
        "beside": key.mac("beside", settings["registers"]),
        "sheets": {name: dict(counts) for name, counts in sorted(account["sheets"].items())},
        "counts": {
            "lost": account["lost"],
            "officials": account["officials"],
            "settled": account["settled"],
            "failed": len(account["failed"]),
            "not_read": account["not_read"],
        },
        "findings": dict(sorted(account["states"].items())),
        "leaves": {"format": LEAF, "shards": [[one.name, one.size, one.root, one.bytes, one.sha256] for one in written]},
    }


def _by_sheet(written: Iterable[Written]) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in written:
        for sheet, size in one.sheets.items():
            found[sheet] = found.get(sheet, 0) + size
    return found


def _bound_before(log: Log, receipt: Receipt, entry: Mapping[str, Any]) -> Receipt:
    """Returns the receipt of a run that was bound, and cut off before it was said to be whole.

    An erasure in between gives the digests over the whole input another key; everything else must be the same.
    """
    said, keyed = parse_exactly(log.read(receipt.index)), {"subject": "", "input": "", "beside": "", "engine": ""}
    if {**said, **keyed} != {**entry, **keyed}:
        raise TrailError("the run was bound before, with other leaves or another outcome", code="key-conflict")
    return receipt


def _key(run: str) -> str:
    return f"{run}/{KIND}"
