"""Where everything of a run lies: one folder, whose files are each whole or not there.

May not read or write. The stage, what is proposed, for each shard its findings, rejected places and account, and last `complete.json`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

REGISTERS = -1
"""Stands for the registers where the number of a shard is asked for: what they say by themselves is decided first, and once."""


class Places:
    """The files of a run.

    Args:
        folder: of the run.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.stage = folder / "stage.duckdb"
        self.settings = folder / "run.json"
        self.proposed = folder / "proposed.parquet"
        self.complete = folder / "complete.json"
        self.lock = folder / "run.lock"

    def findings(self, shard: int) -> Path:
        return self.folder / "findings" / f"{_name(shard)}.parquet"

    def rejected(self, shard: int) -> Path:
        return self.folder / "rejected" / f"{_name(shard)}.parquet"

    def account(self, shard: int) -> Path:
        return self.folder / "accounts" / f"{_name(shard)}.json"

    def leftovers(self) -> Iterator[Path]:
        """Yields the files that a run left half written when it ended before its time."""
        for folder in (self.folder, *(self.folder / part for part in PARTS)):
            if folder.is_dir():
                yield from (path for path in folder.iterdir() if path.name.startswith(".") and path.name.endswith(".part"))


PARTS = ("findings", "rejected", "accounts")
"""The folders inside the folder of a run."""


def _name(shard: int) -> str:
    return "registers" if shard == REGISTERS else f"shard-{shard:04d}"
