"""One audit of a staged-from-nothing input in a process of its own: how long each step took, and how much memory it held.

    python tests/benchmarks/batch_runs.py INPUT FOLDER AS_OF [TRAIL]

May not measure anything else: what other code of the benchmark held in memory would count.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

WORKERS = 2
LOOK_EVERY = 0.25


@dataclass(frozen=True, slots=True)
class Ran:
    """What one audit took.

    Args:
        stage, decide: seconds by the clock on the wall, of each step.
        busy: seconds of processors, of all processes.
        memory: megabytes that all processes together held at their most; looked at a few times a second.
        findings, decided, officials: how many.
        shards: into how many parts it was divided.
    """

    stage: float
    decide: float
    busy: float
    memory: float
    findings: int
    officials: int
    shards: int

    @property
    def whole(self) -> float:
        return self.stage + self.decide


def run_apart(input: Path, folder: Path, as_of: date, trail: Path | None = None) -> Ran:
    """Runs an audit in a process of its own."""
    words = [str(input), str(folder), as_of.isoformat(), *([str(trail)] if trail else [])]
    done = subprocess.run([sys.executable, str(Path(__file__)), *words], check=True, stdout=subprocess.PIPE, text=True)
    return Ran(**json.loads(done.stdout))


def _run(input: str, folder: str, as_of: str, trail: str | None = None) -> dict[str, Any]:
    from integrityrules import load_engine
    from integrityrules.batch.leaves import TrailPlace
    from integrityrules.batch.run import Progress, run_audit

    marks: dict[str, float] = {}

    def hear(progress: Progress) -> None:
        marks.setdefault(progress.step, perf_counter())

    held: list[int] = []
    threading.Thread(target=_watch, args=(held,), daemon=True).start()
    start, engine = perf_counter(), load_engine()
    place = TrailPlace(trail) if trail else None
    result = run_audit(input, folder, engine, as_of=date.fromisoformat(as_of), workers=WORKERS, trail=place, progress=hear)
    end = perf_counter()
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    ((findings,),) = result.query("SELECT count(*) FROM findings")
    return {
        "stage": marks["decide"] - start,
        "decide": end - marks["decide"],
        "busy": sum(used.ru_utime + used.ru_stime for used in (own, children)),
        "memory": max(held) / 1e6,
        "findings": findings,
        "officials": result.account.officials,
        "shards": result.settings["shards"],
    }


def _watch(held: list[int]) -> None:
    """Notes what this process and those it started hold, until it ends."""
    while True:
        held.append(_held())
        time.sleep(LOOK_EVERY)


def _held() -> int:
    """Returns the bytes that this process and those it started hold, from /proc; on other systems those of this one at its most."""
    total = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has ended
            _, _, after = path.read_text().rpartition(") ")
            fields = after.split()
            if str(os.getpid()) in (fields[1], path.parent.name):
                total += int(fields[21]) * os.sysconf("SC_PAGE_SIZE")
    return total or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


if __name__ == "__main__":
    print(json.dumps(_run(*sys.argv[1:])))
