"""What a finished run found, read from its folder: counts, findings in the order of attention, rejected places, and one official anew.

May not decide but by the same code as the run. A run that has not reached its end is refused: half a result never looks like a whole one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from hashlib import file_digest
from pathlib import Path
from typing import Any

from integrityrules.batch.audit import Failed
from integrityrules.batch.run.account import Account, added_up, parse_account
from integrityrules.batch.run.columns import COLUMNS
from integrityrules.batch.run.places import REGISTERS, Places
from integrityrules.batch.run.settings import FORMAT
from integrityrules.batch.stage.database import connect, file, rows_of
from integrityrules.decide.outcome import ATTENTION, is_at_or_above
from integrityrules.errors import Problem, UsageError

IN_ORDER = "attention, due_on NULLS LAST, official, fact_kind, fact, rule, id"
"""The order of attention; then by the day it is due, the official, the act, the rule, and the finding's id."""


class RunResult:
    """A finished run.

    Args:
        places: where it lies.
        settings: what `run.json` says.
        accounts: by shard.
    """

    def __init__(self, places: Places, settings: dict[str, Any], accounts: dict[int, Account], memory: str) -> None:
        self.places = places
        self.accounts = accounts
        self.settings = settings
        self.account = added_up(accounts.values())
        self._database = _database(memory, places.folder)
        for name, place in (("findings", places.findings), ("rejected", places.rejected)):
            files = ", ".join(file(place(shard)) for shard in accounts)
            self._database.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet([{files}])")

    @property
    def folder(self) -> Path:
        return self.places.folder

    @property
    def as_of(self) -> date:
        """The day it was made for."""
        return date.fromisoformat(self.settings["as_of"])

    @property
    def is_complete(self) -> bool:
        """Tells whether every row was read and every official evaluated."""
        return self.account.is_complete

    @property
    def failed(self) -> tuple[Failed, ...]:
        """The officials whose evaluation failed; the empty id stands for the registers by themselves."""
        return self.account.failed

    def reaches(self, state: str) -> bool:
        """Tells whether a finding is at or above a state in the order of attention."""
        return any(is_at_or_above(found, state) for found in ATTENTION if self.account.states.get(found))

    def rejected(self, most: int | None = None) -> Iterator[Problem]:
        """Yields what could not be read, by place; at most `most`."""
        limit = "" if most is None else f" LIMIT {int(most)}"
        for row in self.rows(f"SELECT where_, line, column_, code, message, suggestion FROM rejected ORDER BY ALL{limit}"):
            yield Problem(*row)

    def counts(self, *by: str) -> list[tuple[Any, ...]]:
        """Returns how many findings, and of how many officials, there are for each value of some columns, in their order."""
        unknown = [name for name in by if name not in COLUMNS]
        if unknown:
            raise UsageError(f"`{unknown[0]}` is no column of findings", code="unknown-column")
        columns = ", ".join(by)
        query = f"SELECT {columns}{', ' if by else ''}count(*), count(DISTINCT official) FROM findings"
        return list(self.rows(f"{query} GROUP BY {columns} ORDER BY {columns}" if by else query))

    def findings(self, *, most: int | None = None, states: Sequence[str] = ATTENTION, skip: int = 0) -> Iterator[dict[str, Any]]:
        """Yields findings by column, in the order of attention.

        Args:
            most: at most so many.
            states: only those in these states.
            skip: leave out so many at the start.
        """
        chosen = ", ".join(str(place) for place, state in enumerate(ATTENTION) if state in states)
        limit = "" if most is None else f" LIMIT {int(most)}"
        query = f"SELECT * FROM findings WHERE attention IN ({chosen}) ORDER BY {IN_ORDER}{limit} OFFSET {int(skip)}"
        for row in self.rows(query) if chosen else ():
            yield dict(zip(COLUMNS, row, strict=True))

    def lines(self) -> Iterator[str]:
        """Yields each finding in its public form as a line of JSON, in the order of attention."""
        yield from (line for (line,) in self.rows(f"SELECT line FROM findings ORDER BY {IN_ORDER}"))

    def query(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Returns what a query over the views `findings` and `rejected` gives."""
        found: list[tuple[Any, ...]] = self._database.execute(sql, list(values)).fetchall()
        return found

    def rows(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """Yields what a query over the views gives, a bounded number of rows in memory."""
        # A cursor of its own: another query may be asked before the last row is taken.
        yield from rows_of(self._database.cursor().execute(sql))


def open_run(folder: str | Path, *, memory: str = "1GB") -> RunResult:
    """Opens a finished run.

    Args:
        memory: the most that DuckDB keeps in memory; more goes to the folder of the run, for a while.

    Raises:
        UsageError: `not-a-run`, there is no run in the folder; `unfinished-run`, it has not reached its end, or a file of it is missing
            or was changed.
        MissingExtraError: `duckdb` is not installed.
    """
    places = Places(Path(folder))
    try:
        settings = json.loads(places.settings.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise UsageError("there is no run in this folder", code="not-a-run") from None
    if settings.get("format") != FORMAT:
        raise UsageError("the run in this folder is of another version", code="not-a-run")
    unfinished = UsageError("the run in this folder has not reached its end; start it again, it goes on from there", code="unfinished-run")
    try:
        complete = json.loads(places.complete.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise unfinished from None
    kept_accounts = {shard: kept(places, shard) for shard in (REGISTERS, *range(settings["shards"]))}
    accounts = {shard: account for shard, account in kept_accounts.items() if account is not None}
    if len(accounts) != len(kept_accounts) or complete != completion(settings, accounts.values()):
        raise unfinished
    return RunResult(places, settings, accounts, memory)


def kept(places: Places, shard: int) -> Account | None:
    """Returns the account of a shard that is done, or `None`: its files must be as long as it says."""
    try:
        account = parse_account(places.account(shard).read_text(encoding="utf-8"))
        return account if all(path.stat().st_size == account.files[name].bytes for name, path in files_of(places, shard)) else None
    except (OSError, ValueError, KeyError):
        return None


def files_of(places: Places, shard: int) -> list[tuple[str, Path]]:
    """Returns the files that belong to the account of a shard, by name."""
    return [("findings", places.findings(shard)), ("rejected", places.rejected(shard))]


def _database(memory: str, folder: Path) -> Any:
    return connect(Path(":memory:"), memory=memory, threads=1, temporary=folder / ".sorting.part")


def completion(settings: dict[str, Any], accounts: Iterable[Account]) -> dict[str, Any]:
    """Returns what `complete.json` says of a finished run: the account of all of it, and the digests of its files."""
    parts = list(accounts)
    whole = json.loads(added_up(parts).text())
    whole["files"] = {name: [part.files[name].sha256 for part in parts] for name in ("findings", "rejected")}
    return {"format": FORMAT, "settings": settings, "account": whole}


def check_files(result: RunResult) -> list[Path]:
    """Returns the files of a run whose bytes are not what its account says."""
    found = []
    for shard, account in result.accounts.items():
        for name, place in files_of(result.places, shard):
            with place.open("rb") as opened:
                if file_digest(opened, "sha256").hexdigest() != account.files[name].sha256:
                    found.append(place)
    return found
