"""A trail as plain files, for whoever has neither this library nor a database: one entry in each line, content by digest, checkpoints.

May not interpret entries: they are written byte for byte as they were hashed.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from integrityrules.tables.safe import write_beside
from integrityrules.trail.log import Log, TrailError

ENTRIES, CHECKPOINTS, CONTENT, ENVELOPES = "entries.jsonl", "checkpoints.txt", "content", "envelopes.csv"


def export(log: Log, folder: Path) -> Mapping[str, int]:
    """Writes a log into a folder.

    `entries.jsonl` has one entry in each line, in order: the line without its line end is what was hashed. `envelopes.csv` has index,
    leaf hash, and the time the writer's clock showed, which nothing proves. `content/` holds rulesets, calendars and sealed registers by
    SHA-256; `checkpoints.txt` every signed checkpoint.

    Returns:
        how many entries, pieces of content and checkpoints there are.

    Raises:
        TrailError: `bad-entry`, an entry has a line end in it, so it is none of ours.
    """
    (folder / CONTENT).mkdir(parents=True, exist_ok=True)
    size = 0
    with (folder / f".{ENTRIES}.part").open("wb") as entries, (folder / f".{ENVELOPES}.part").open("w", encoding="ascii") as envelopes:
        envelopes.write("index,leaf_hash,recorded_at_us\n")
        for entry in log.entries():
            if b"\n" in entry.body:
                raise TrailError(f"entry {entry.index} has a line end in it", code="bad-entry")
            entries.write(entry.body + b"\n")
            envelopes.write(f"{entry.index},{entry.leaf_hash.hex()},{entry.recorded_at}\n")
            size += 1
    for name in (ENTRIES, ENVELOPES):
        (folder / f".{name}.part").replace(folder / name)
    digests = list(log.blobs())
    for digest in digests:
        write_beside(folder / CONTENT / digest, log.get_blob(digest))
    notes = log.checkpoints()
    write_beside(folder / CHECKPOINTS, "\n".join(notes).encode())
    return {"entries": size, "pieces of content": len(digests), "checkpoints": len(notes)}
