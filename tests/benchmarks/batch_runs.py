"""One audit of a staged-from-nothing input in a process of its own: how long each step took, and how much memory it held.

    python tests/benchmarks/batch_runs.py INPUT FOLDER AS_OF [TRAIL]

May not measure anything else: what other code of the benchmark held in memory would count.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

WORKERS = 2


@dataclass(frozen=True, slots=True)
class Ran:
    """What one audit took.

    Args:
        stage, decide: seconds by the clock on the wall, of each step.
        busy: seconds of processors, of all processes.
        memory: megabytes, of all processes at their most: no more was ever held at once.
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
        "memory": (own.ru_maxrss + WORKERS * children.ru_maxrss) / 1024,
        "findings": findings,
        "officials": result.account.officials,
        "shards": result.settings["shards"],
    }


if __name__ == "__main__":
    print(json.dumps(_run(*sys.argv[1:])))
