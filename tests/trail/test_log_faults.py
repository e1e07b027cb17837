"""Disks that fail and processes that die, at each system call of an append run: nothing that was acknowledged is ever missing.

Faults are injected by strace into a forked process, one call at a time. After each, the log opens again, verifies, holds every entry that
was acknowledged, and at most the one commit that was not; and repeating that commit with its keys adds nothing twice.
"""

from __future__ import annotations

import mmap
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from shared_material import REPOSITORY
from support_logs import DEEP, FILE_KINDS, ORIGIN, POSTGRES, Place, a_place, exit_code_of, forked

from integrityrules.trail.log import NotDurableError, TrailError
from integrityrules.trail.note import PrivateKey
from integrityrules.trail.segments import segment_log
from integrityrules.trail.verify import verify_log

KEY = PrivateKey(ORIGIN, bytes(range(32)))
BEFORE = 254  # two appends later a segment log makes its first full bundle
COMMITS = ((254,), (255,), (256,), (257, 258, 259), (260,))  # the entries of each commit of the run
CALLS = "openat,mkdir,write,pwrite64,fsync,fdatasync,rename,ftruncate,unlink,fallocate"
FAULTS = ("error=EIO", "error=ENOSPC", "signal=KILL")
CHECKPOINT = 99


def body(number: int) -> bytes:
    return b"entry %d" % number


def key(number: int) -> str:
    return f"key {number}"


class Acknowledged:
    """What the forked process was told is durable: in shared memory, so that telling it takes no system call."""

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, 128)

    def add(self, number: int) -> None:
        self._memory[number] = 1

    def all(self) -> set[int]:
        return {number for number in range(len(self._memory)) if self._memory[number]}


def append_run(place: Place, acknowledged: Acknowledged) -> None:
    """Opens the log, makes each commit, takes a checkpoint and closes; after a failed commit no other may succeed."""
    failed = False
    log = place.open()
    for number, entries in enumerate(COMMITS):
        try:
            log.append_many([body(entry) for entry in entries], keys=[key(entry) for entry in entries])
            assert not failed, "a commit succeeded after one of unknown outcome"
            acknowledged.add(number)
        except NotDurableError:
            failed = True
    try:
        log.checkpoint(KEY)
        acknowledged.add(CHECKPOINT)
    except NotDurableError:
        pass
    log.close()


@dataclass(frozen=True)
class Call:
    """One system call of the run: its name, and which of that name it is, from 1."""

    name: str
    number: int
    line: str


def strace(arguments: list[str], output: Path, place: Place, acknowledged: Acknowledged) -> int:
    """Runs the append run under strace and returns how the process ended."""
    ready, go = os.pipe()

    def child() -> None:
        os.read(ready, 1)
        with suppress(TrailError):  # a fault while opening
            append_run(place, acknowledged)

    process = forked(child)
    tracer = subprocess.Popen(
        ["strace", "-f", "-y", "-s", "0", "-o", str(output), *arguments, "-p", str(process)], stderr=subprocess.PIPE, text=True
    )
    assert tracer.stderr is not None
    attached = tracer.stderr.readline()
    os.write(go, b"x")
    os.close(go)
    os.close(ready)
    code = exit_code_of(process)
    tracer.communicate()
    if "attached" not in attached:
        pytest.skip("strace may not attach to processes here")
    return code


def calls(output: Path, location: str) -> list[Call]:
    """Returns the calls that concern the log, with their numbers among all calls of the name."""
    counts: Counter[str] = Counter()
    found = []
    for line in output.read_text().splitlines():
        match = re.match(r"\d+ +(\w+)\(", line)
        if match:
            counts[match[1]] += 1
            if location in line:
                found.append(Call(match[1], counts[match[1]], line))
    return found


@cache
def needs_strace() -> str:
    """Returns why faults cannot be injected here, or the empty string."""
    if not shutil.which("strace"):
        return "strace is not installed"
    done = subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True, check=False)
    return "" if done.returncode == 0 else "strace is not permitted here"


def prepare(place: Place) -> None:
    """Makes the log that each run begins with. The journal of a segment log is just short of a full bundle."""
    log = segment_log(place.location, ORIGIN) if place.kind == "segments" else place.open()
    with log:
        log.append_many([body(number) for number in range(BEFORE)], keys=[key(number) for number in range(BEFORE)])


def restore(kept: Path, place: Place) -> None:
    path = Path(place.location)
    for old in path.parent.glob(f"{path.name}*"):
        shutil.rmtree(old) if old.is_dir() else old.unlink()
    (shutil.copytree if kept.is_dir() else shutil.copy)(kept, path)


def check_recovered(place: Place, acknowledged: set[int], what: str) -> None:
    """Opens the log after a fault and checks everything that must hold."""
    with place.open() as log:
        size = log.size
        present = [number for number, entries in enumerate(COMMITS) if entries[-1] < size]
        assert acknowledged - {CHECKPOINT} <= set(present), f"{what}: acknowledged entries are missing"
        assert len(present) <= len(acknowledged - {CHECKPOINT}) + 1, f"{what}: more than one unacknowledged commit is there"
        assert size == (COMMITS[present[-1]][-1] + 1 if present else BEFORE), f"{what}: part of a commit is there"
        assert [entry.body for entry in log.entries()] == [body(number) for number in range(size)], what
        assert CHECKPOINT not in acknowledged or len(log.checkpoints()) == 1, f"{what}: the checkpoint is missing"
        # Repeating every commit with its keys adds what is missing, once.
        for entries in COMMITS:
            log.append_many([body(entry) for entry in entries], keys=[key(entry) for entry in entries])
        assert log.size == COMMITS[-1][-1] + 1, what
    with place.open(writable=False) as log:
        found = verify_log(log, keys=[KEY.public], level=2)
        assert found.verdicts == (), (what, found.verdicts)
        assert found.entries == COMMITS[-1][-1] + 1


@pytest.mark.parametrize("kind", FILE_KINDS)
def test_a_fault_at_each_system_call(kind: str, tmp_path: Path) -> None:
    """EIO, ENOSPC and SIGKILL at each open, write, sync, rename and truncation: in turn, or each at each in the nightly run."""
    if reason := needs_strace():
        pytest.skip(reason)
    with a_place(kind, tmp_path) as place:
        prepare(place)
        kept, output = tmp_path / "kept", tmp_path / "trace"
        Path(place.location).rename(kept)
        restore(kept, place)
        acknowledged = Acknowledged()
        assert strace([f"-etrace={CALLS}"], output, place, acknowledged) == 0
        assert acknowledged.all() == {*range(len(COMMITS)), CHECKPOINT}
        check_recovered(place, acknowledged.all(), "without a fault")
        run = calls(output, place.location)
        assert {call.name for call in run} >= {"openat", "fdatasync", "write" if kind == "segments" else "pwrite64"}
        injected = tried = 0
        # The quick run takes about forty calls, those that matter for a commit among them, and one fault for each.
        chosen = run if DEEP else [call for number, call in enumerate(run) if call.name != "openat" and number % (len(run) // 60 + 1) == 0]
        for number, call in enumerate(chosen):
            for fault in FAULTS if DEEP else (FAULTS[number % 3],):
                tried += 1
                restore(kept, place)
                acknowledged = Acknowledged()
                inject = f"-einject={call.name}:{fault}:when={call.number}"
                ended = strace([f"-etrace={CALLS}", inject], output, place, acknowledged)
                what = f"{fault} at {call.line}"
                assert ended == (-signal.SIGKILL if "KILL" in fault else 0), what
                injected += "INJECTED" in output.read_text() or ended < 0
                check_recovered(place, acknowledged.all(), what)
        assert injected >= tried * 0.9 > 15  # a few calls move when another one fails before them


@pytest.mark.parametrize("kind", FILE_KINDS)
def test_a_fault_while_a_log_is_made(kind: str, tmp_path: Path) -> None:
    """After a fault at any call of the making of a log, making it again succeeds, and nothing acknowledged is missing."""
    if reason := needs_strace():
        pytest.skip(reason)
    output = tmp_path / "trace"
    run = [Call("none", 0, "")]
    number = 0
    while number < len(run):
        fault = FAULTS[number % 3]
        folder = tmp_path / str(number)
        folder.mkdir()
        with a_place(kind, folder) as place:
            acknowledged = Acknowledged()
            inject = [f"-einject={run[number].name}:{fault}:when={run[number].number}"] if number else []
            strace([f"-etrace={CALLS}", *inject], output, place, acknowledged)
            if not number:
                run += calls(output, place.location)
            done = sorted(acknowledged.all() - {CHECKPOINT})
            with place.open() as log:
                written = [body(entry) for commit in COMMITS for entry in commit][: log.size]
                assert [entry.body for entry in log.entries()] == written
                assert log.size >= sum(len(COMMITS[commit]) for commit in done), f"{fault} at {run[number].line}"
                log.append(b"one more")
                assert verify_log(log, keys=[KEY.public], level=2).verdicts == (), f"{fault} at {run[number].line}"
        number += 1 if DEEP else 2
    assert len(run) > 10


@pytest.mark.parametrize("kind", FILE_KINDS)
def test_a_disk_that_fills_up_within_a_write(kind: str, tmp_path: Path) -> None:
    """The kernel takes part of a write and refuses the rest: the torn end is cut when the log is opened, and said so."""
    with a_place(kind, tmp_path) as place:
        prepare(place)
        kept = tmp_path / "kept"
        Path(place.location).rename(kept)
        base = sum(file.stat().st_size for file in kept.rglob("journal")) or 30
        torn = 0
        for limit in range(base, base + (900 if kind == "segments" else 30_000), 41 if kind == "segments" else 1111):
            restore(kept, place)
            acknowledged = Acknowledged()

            def child(limit: int = limit, acknowledged: Acknowledged = acknowledged) -> None:
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
                with suppress(TrailError):
                    append_run(place, acknowledged)

            assert exit_code_of(forked(child)) == 0
            if kind == "segments":
                with place.open() as log:
                    was_torn = log.store.torn_bytes > 0  # type: ignore[attr-defined]
                assert was_torn == bool(list(Path(place.location).glob("torn-*")))
                torn += was_torn
            check_recovered(place, acknowledged.all(), f"files limited to {limit} bytes")
        assert torn > 3 or kind == "sqlite"


def test_writes_that_take_half(tmp_path: Path) -> None:
    """Where each write takes only half of what it is given, both kinds of log are as they are with whole writes."""
    compiler = shutil.which("cc")
    if compiler is None or sys.platform != "linux":
        pytest.skip("needs a C compiler on Linux")
    source, library = Path(__file__).with_name("short_writes.c"), tmp_path / "short.so"
    built = subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], capture_output=True, check=False)
    if built.returncode:
        pytest.skip("the C compiler does not work here")
    program = (
        "import sys; from pathlib import Path; from support_logs import *; from test_log_faults import *\n"
        "for kind in FILE_KINDS:\n"
        "    place = Place(kind, sys.argv[1] + '/' + kind)\n"
        "    prepare(place); acknowledged = Acknowledged(); append_run(place, acknowledged)\n"
        "    assert acknowledged.all() == {*range(len(COMMITS)), CHECKPOINT}\n"
    )
    environment = {
        **os.environ,
        "LD_PRELOAD": str(library),
        "PYTHONPATH": os.pathsep.join(map(str, (REPOSITORY, REPOSITORY / "tests", Path(__file__).parent))),
    }
    done = subprocess.run([sys.executable, "-c", program, tmp_path], env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    for kind in FILE_KINDS:
        check_recovered(Place(kind, str(tmp_path / kind)), {*range(len(COMMITS)), CHECKPOINT}, "short writes")


def test_backends_of_postgresql_that_are_killed(tmp_path: Path) -> None:
    """While the server ends connections again and again, each append succeeds or fails as unknown; repeating it adds nothing twice."""
    with a_place("postgres", tmp_path) as place:
        import psycopg

        stop = threading.Event()
        killed = 0

        def kill() -> None:
            nonlocal killed
            with psycopg.connect(POSTGRES, autocommit=True) as administrator:
                while not stop.is_set():
                    rows = administrator.execute(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = %s", (place.location,)
                    ).fetchall()
                    killed += len(rows)
                    time.sleep(0.003)

        from integrityrules.trail.postgres import postgres_log

        def opened() -> object:
            while True:
                try:
                    return postgres_log(f"{POSTGRES}?application_name={place.location}", ORIGIN, schema=place.location)
                except TrailError:
                    continue

        place.open().close()
        killer = threading.Thread(target=kill)
        killer.start()
        acknowledged, unknown = {}, 0
        try:
            log = opened()
            until = time.monotonic() + (30 if DEEP else 3)
            number = 0
            while time.monotonic() < until or unknown < 3:
                try:
                    receipt = log.append(body(number), key=key(number))  # type: ignore[attr-defined]
                except NotDurableError:
                    unknown += 1
                except TrailError:
                    pass  # the connection that reads was ended, too
                else:
                    acknowledged[number] = receipt.index
                    number += 1
                assert time.monotonic() < until + 60
        finally:
            stop.set()
            killer.join()
        assert killed > unknown > 0
        with place.open() as log:
            assert log.size in (number, number + 1)
            assert [entry.body for entry in log.entries()] == [body(place) for place in range(log.size)]
            assert acknowledged == {place: place for place in range(number)}
            assert verify_log(log, level=2).verdicts == ()
