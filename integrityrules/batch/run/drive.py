"""A run from its input to its last file: stage, sieve, registers, shards, and `complete.json` when all is there.

May not decide. Whatever ends it, it goes on where it ended: what is done is done, and the files come out the same to the byte.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple, TypeVar

from integrityrules.batch.leaves.manifest import TrailPlace
from integrityrules.batch.run.account import Account, added_up, check_balance
from integrityrules.batch.run.places import PARTS, REGISTERS, Places
from integrityrules.batch.run.proposals import Proposer, in_columns, write_proposals
from integrityrules.batch.run.result import RunResult, completion, kept, open_run
from integrityrules.batch.run.settings import settings_of
from integrityrules.batch.run.worker import Task, lack_of
from integrityrules.batch.run.workers import Told, decide_shards
from integrityrules.batch.stage import Stage, stage
from integrityrules.engine import Engine
from integrityrules.errors import IntegrityRulesError, LogLockedError, RunError, UsageError
from integrityrules.trail.files import FileLock, make_directories, replace_file

MEMORY = "2GB"
"""The most that DuckDB keeps in memory, all processes together; each process needs about 200 MB besides, and registers 1.3 kB a fact."""

T = TypeVar("T")

BYTES_OF_A_SHARD, MOST_CHOSEN = 4_000_000, 128


class Progress(NamedTuple):
    """How far a run is.

    Attributes:
        step: `stage`, `sieve` or `decide`.
        done, total: officials.
        shards_done, shards: shards.
    """

    step: str
    done: int
    total: int
    shards_done: int
    shards: int


def run_audit(
    input: str | Path,
    folder: str | Path,
    engine: Engine,
    *,
    as_of: date,
    shards: int | None = None,
    workers: int = 2,
    memory: str = MEMORY,
    propose: Proposer = in_columns,
    trail: TrailPlace | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> RunResult:
    """Audits an input of any size; the findings are those of `audit`.

    Args:
        input: what `read_declarations` takes; or a folder of Parquet, a DuckDB file, an address of PostgreSQL.
        folder: of the run, made if it is not there. A run that ended before its time goes on where it ended.
        engine: what decides.
        as_of: the day every dossier is looked at.
        shards: into how many parts the officials are divided; if `None`, as the run in the folder, or by the size of the input.
        workers: processes; 0 does everything in this one.
        memory: the most that DuckDB keeps in memory, in all (`3GB`).
        propose: leaves out who certainly has no finding; the findings are the same however it is done.
        trail: make one provable leaf for each row, and record what binds them before the run is whole.
        progress: called now and then with how far it is.

    Raises:
        TrailError: the trail cannot be opened, or the run not be recorded in it; then no result may be shown.
        UsageError: `other-run`, the folder holds a run with other settings; `folder-in-use`, another process is at it.
        DeclarationError: the whole input cannot be read.
        RunError: it ended before its time; the same call goes on from there.
        MissingExtraError: `duckdb` is not installed.
    """
    places = Places(Path(folder))
    for part in PARTS:
        make_directories(places.folder / part)
    try:
        lock = FileLock(places.lock)
    except LogLockedError:
        raise UsageError("another process is at work in this folder; wait for it", code="folder-in-use") from None
    try:
        for path in places.leftovers():
            path.unlink(missing_ok=True)
        run = _Run(places, engine, workers, bytes_of(memory), trail, progress)
        run.stage(input, as_of, shards)
        run.propose(propose)
        run.decide()
        run.complete()
    finally:
        lock.release()
    return open_run(places.folder)


class _Run:
    """One run in its folder, which nobody else writes to."""

    def __init__(
        self,
        places: Places,
        engine: Engine,
        workers: int,
        memory: int,
        trail: TrailPlace | None,
        progress: Callable[[Progress], None] | None,
    ) -> None:
        self._places, self._engine, self._workers, self._memory = places, engine, workers, memory
        self._trail, self._leaves = trail, trail.begin(places.folder) if trail is not None else None
        self._progress = progress or (lambda _: None)
        self._accounts: dict[int, Account] = {}
        self._done = 0

    def stage(self, input: str | Path, as_of: date, shards: int | None) -> None:
        """Brings the input into columns, unless that was done; refuses a folder that holds another run."""
        chosen = shards or shards_there(self._places) or shards_for(input)
        memory = f"{self._memory // 1_000_000}MB"
        told = lambda step, done, total: self._progress(Progress("stage", done, total, 0, 0))  # noqa: E731
        folder = self._places.folder
        with _telling(lambda: stage(input, folder, as_of=as_of, shards=chosen, memory=memory, progress=told)) as staged:
            rows = staged.database.execute("SELECT name, sha256, bytes FROM meta.input ORDER BY ALL").fetchall()
            files = [{"name": name, "sha256": digest, "bytes": size} for name, digest, size in rows]
            self._read = staged.rows_read()
            (self._officials,) = staged.database.execute("SELECT count(*) FROM meta.listed").fetchone()
        self._settings = settings_of(self._engine, as_of=as_of, shards=chosen, input=files)
        try:
            self._settings.check_same(self._places.settings.read_text(encoding="utf-8"))
        except FileNotFoundError:
            replace_file(self._places.settings, self._settings.text().encode())

    def propose(self, propose: Proposer) -> None:
        """Finds out who is to be decided, unless that was done."""
        self._progress(Progress("sieve", 0, self._officials, 0, 0))
        memory, threads = f"{self._memory // 1_000_000}MB", max(self._workers, 1)
        with Stage.open(self._places.folder, memory=memory, threads=threads) as staged:
            _telling(lambda: write_proposals(staged, self._engine, self._places, propose))
        self._progress(Progress("sieve", self._officials, self._officials, 0, 0))

    def decide(self) -> None:
        """Decides what is not done yet: the registers first, because what they say is said nowhere else."""
        every = [REGISTERS, *range(self._settings.shards)]
        self._accounts = {shard: account for shard in every if (account := self._kept(shard)) is not None}
        self._done = sum(account.officials + len(account.failed) for account in self._accounts.values())
        self._show()
        each = self._memory // max(self._workers, 1)
        task = Task(self._places.folder, self._engine, f"{each // 1_000_000}MB", self._leaves)
        left = [shard for shard in every if shard not in self._accounts]
        for some in ([REGISTERS] if REGISTERS in left else [], [shard for shard in left if shard != REGISTERS]):
            if some:
                decide_shards(task, some, workers=self._workers, told=self._hear)

    def complete(self) -> None:
        """Writes `complete.json`, with which the run is whole."""
        every = [REGISTERS, *range(self._settings.shards)]
        accounts = [self._accounts[shard] for shard in every]
        check_balance(added_up(accounts), self._read)
        if self._trail is not None and self._leaves is not None:
            whole = json.loads(added_up(accounts).text())
            self._trail.bind(self._leaves, every, self._engine, json.loads(self._settings.text()), whole)
        said = completion(json.loads(self._settings.text()), accounts)
        replace_file(self._places.complete, (json.dumps(said, sort_keys=True, ensure_ascii=False, indent=1) + "\n").encode())

    def _kept(self, shard: int) -> Account | None:
        """Returns the account of a shard that is done, its leaves too where there is a trail."""
        account = kept(self._places, shard)
        return account if self._leaves is None or self._leaves.kept(shard) is not None else None

    def _hear(self, told: Told) -> None:
        if told.account is not None and told.shard is not None:
            replace_file(self._places.account(told.shard), told.account.text().encode())
            self._accounts[told.shard] = told.account
        self._done += told.officials
        self._show()

    def _show(self) -> None:
        shards = sum(shard != REGISTERS for shard in self._accounts)
        self._progress(Progress("decide", self._done, self._officials, shards, self._settings.shards))


def _telling(work: Callable[[], T]) -> T:
    """Returns what some work gives; what the machine lacks for it is told as such, and not as a bug."""
    try:
        return work()
    except IntegrityRulesError:
        raise
    except Exception as error:
        found = lack_of(error)
        if found is None:
            raise
    raise RunError(found[1], code=found[0])


def shards_there(places: Places) -> int | None:
    """Returns into how many parts the run that a folder holds divides officials, or `None` where there is none."""
    try:
        found = json.loads(places.settings.read_text(encoding="utf-8"))["shards"]
        return found if isinstance(found, int) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def shards_for(input: str | Path) -> int:
    """Returns a number of shards that suits the size of an input: few files for a small one, little memory for a large one."""
    place = Path(input)
    if not place.exists():
        return MOST_CHOSEN  # a database; or nothing, which staging will say
    size = sum(path.stat().st_size for path in place.iterdir() if path.is_file()) if place.is_dir() else place.stat().st_size
    return min(max(size // BYTES_OF_A_SHARD, 2), MOST_CHOSEN)


_UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12, "ki": 2**10, "mi": 2**20, "gi": 2**30, "ti": 2**40}


def bytes_of(memory: str) -> int:
    """Returns the number of bytes that a text such as `3GB` or `512 MiB` names.

    Raises:
        UsageError: it names none.
    """
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([kmgt]?i?)b?\s*", memory.casefold())
    if found is None or found[2] not in _UNITS:
        raise UsageError("memory is written `3GB`", code="bad-memory")
    return int(float(found[1]) * _UNITS[found[2]])
