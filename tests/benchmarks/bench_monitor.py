"""Monitor: facts of a national stream, one by one: rate, latency, memory, for both matchers, beside evaluating everybody concerned again.

Each fact is stated by itself, decided, and its changes are told; nothing is stored. Times are of the processor: the machine may be shared.
Each size runs in a process of its own, so that memory is that of the run. The naive way evaluates the whole dossier of a fact's official
with `Engine.evaluate`, or, for a fact of a register, that of every official.
"""

from __future__ import annotations

import gc
import os
import resource
import subprocess
import sys
from pathlib import Path
from random import Random
from time import thread_time
from typing import Any

from national_stream import AS_OF, national

SIZES = (10_000, 100_000, 1_000_000)
FIRST, LAST = 500, 5_000  # facts that fill the empty memory unmeasured; facts that meet the fullest memory
NAIVE = 40


def main() -> None:
    """Prints the table. MONITOR_FACTS is the largest size: a million facts take an hour."""
    largest = int(os.environ.get("MONITOR_FACTS", "100000"))
    print("                                                   all, microseconds       last 5,000            bytes              decided")
    print("  matcher            facts  officials  facts/s  median     99th     max  median     99th     MB  a fact  findings  for a fact")
    for matcher in ("indexed", "durable-rules"):
        for size in (size for size in SIZES if size <= largest):
            print(run_apart(matcher, size), flush=True)
    print(f"  naive, at {SIZES[0]:,} facts: {naive(SIZES[0])}")


def run_apart(matcher: str, size: int) -> str:
    done = subprocess.run([sys.executable, __file__, matcher, str(size)], capture_output=True, text=True, check=False)
    return done.stdout.rstrip() or f"  {matcher:13} {size:,}: {done.stderr.strip().splitlines()[-1:]}"


def measure(matcher: str, size: int) -> str:
    """Runs a stream of a size in this process, and returns a line of the table."""
    from integrityrules.library import load_engine
    from integrityrules.monitor import Monitor

    records = iter(national(size))
    monitor = Monitor(load_engine(), as_of=AS_OF, matcher=matcher)  # type: ignore[arg-type]
    for _ in range(FIRST):
        monitor.load((next(records),))
    gc.collect()
    gc.freeze()
    base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    desk, decided = monitor._working.desk, 0
    decide = desk.decide

    def counting(declarations: Any) -> Any:
        nonlocal decided
        decided += len(declarations)
        return decide(declarations)

    desk.decide = counting  # type: ignore[method-assign]
    times = []
    for record in records:
        start = thread_time()
        changes = monitor.load((record,))
        times.append(thread_time() - start)
        if changes:
            monitor.forget_changes(changes[-1].seq)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    every, last = sorted(times), sorted(times[-LAST:])
    columns = f"{at(every, 0.5):8,.0f} {at(every, 0.99):8,.0f} {at(every, 1):7,.0f} {at(last, 0.5):7,.0f} {at(last, 0.99):8,.0f}"
    line = f"  {matcher:13} {size:9,} {len(monitor._working.memory.owners):10,} {len(times) / sum(times):8,.0f}{columns}"
    line += f" {peak // 1024:6,} {(peak - base) * 1024 // size:7,} {len(desk):9,} {decided / len(times):11.2f}"
    monitor.close()
    return line


def at(times: list[float], part: float) -> float:
    """Returns a quantile of sorted seconds, in microseconds."""
    return times[min(len(times) - 1, int(len(times) * part))] * 1e6


def naive(size: int) -> str:
    """Evaluates whole dossiers of a sample of officials beside the registers."""
    from integrityrules.facts.reading import read_dossier, read_registers
    from integrityrules.library import load_engine

    engine = load_engine()
    plurals = {name: kind.plural for name, kind in engine.rulebook.vocabulary.kinds.items()}
    registers: dict[str, Any] = {}
    dossiers: dict[str, dict[str, Any]] = {}
    for record in national(size):
        if "declare_in_full" in record:
            dossiers.setdefault(record["official"], {})["declared_in_full"] = record["declare_in_full"]
            continue
        fields = {name: value for name, value in record.items() if name not in ("state", "official")}
        owner = record.get("official")
        if record["state"] == "official":
            dossiers.setdefault(record["id"], {})["official"] = fields
        elif owner is None:
            registers.setdefault(plurals[record["state"]], []).append(fields)
        else:
            dossiers.setdefault(owner, {}).setdefault(plurals[record["state"]], []).append(fields)
    shared = read_registers(registers)
    sample = [read_dossier({"as_of": AS_OF, **data}) for data in Random(2).sample(list(dossiers.values()), NAIVE)]
    engine.evaluate(sample[0], registers=[shared])
    start = thread_time()
    for dossier in sample:
        engine.evaluate(dossier, registers=[shared])
    each = (thread_time() - start) / NAIVE
    return (
        f"{each * 1e3:,.1f} ms for a declaration (one dossier), {each * len(dossiers):,.1f} s for a fact of a register ({len(dossiers):,})"
    )


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    print(measure(sys.argv[1], int(sys.argv[2])))
