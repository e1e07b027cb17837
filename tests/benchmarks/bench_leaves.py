"""Leaves: one provable leaf for each row of a staged input, made in columns: rate, where the time goes, verification and memory.

All rows count as settled, which is what nearly all of a national run are. Processor time is printed beside the clock: machines are shared.
"""

from __future__ import annotations

import resource
import shutil
import sys
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter, process_time

from integrityrules.batch.example import Size, write_example
from integrityrules.batch.leaves.manifest import TrailPlace
from integrityrules.batch.leaves.places import FOLDER, REGISTERS
from integrityrules.batch.leaves.shard_file import LeafFiles
from integrityrules.batch.leaves.write import Leaves, Outcomes
from integrityrules.batch.stage import Stage
from integrityrules.batch.stage.build import stage
from integrityrules.trail import create_trail
from integrityrules.trail.merkle import Frontier, leaf_hash, leaf_hashes

ORIGIN = "audit.example.go.id/bench"
AS_OF = date(2026, 4, 30)
OFFICIALS = 100_000
SHARDS = 8
ROOTS = 10_000_000
NO_FINDING = "(SELECT '' AS official, '' AS fact_kind, '' AS fact, '' AS id, '' AS state, 0 AS attention LIMIT 0)"
NO_PROBLEM = "(SELECT '' AS where_, 0 AS line, 0 AS column_, '' AS code LIMIT 0)"


@dataclass(frozen=True)
class Figures:
    """What making the leaves of a stage took.

    Args:
        leaves: how many.
        seconds, processor: by the clock, and of one processor.
        bytes: of the files.
    """

    leaves: int
    seconds: float
    processor: float
    bytes: int


def make_leaves(run: Path, trail: TrailPlace) -> Figures:
    """Makes the leaves of a staged input in one process, as if columns had settled every official.

    Args:
        run: a folder with a stage; its `leaves` are replaced.
        trail: exists, with its keys.
    """
    shutil.rmtree(run / FOLDER, ignore_errors=True)
    log = trail.begin(run)
    leaves = Leaves(log, log.keyring())
    begun, used, count, size = perf_counter(), process_time(), 0, 0
    with Stage.open(run, memory="1GB") as staged:
        for shard in (REGISTERS, *range(staged.shards)):
            settled = f"(SELECT official FROM facts.officials WHERE shard = {shard})"
            written = leaves.write(shard, staged.database, Outcomes(NO_FINDING, NO_PROBLEM, settled))
            count, size = count + written.size, size + written.bytes
    return Figures(count, perf_counter() - begun, process_time() - used, size)


def main(officials: int = OFFICIALS) -> None:
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), officials)
    roots()


def measure(place: Path, officials: int) -> None:
    input = write_example(place / "in", Size(officials, as_of=AS_OF), format="parquet").input
    begun, used = perf_counter(), process_time()
    stage(input, place / "run", as_of=AS_OF, shards=SHARDS).close()
    print(f"  {officials:,} officials staged in {perf_counter() - begun:.1f} s ({process_time() - used:.1f} s of processors)")
    create_trail(place / "coi.trail", origin=ORIGIN).close()
    for said in ("made", "made again, with the keys that are there"):
        found = make_leaves(place / "run", TrailPlace(place / "coi.trail"))
        rate, each, size = found.leaves / found.seconds, found.processor / found.leaves * 1e6, found.bytes / found.leaves
        print(f"  {found.leaves:,} leaves {said}: {rate:,.0f} per second, {each:.2f} us of a processor and {size:.0f} bytes each")
    begun, used, count = perf_counter(), process_time(), 0
    with LeafFiles() as files:
        for path in sorted((place / "run" / FOLDER).glob("*.parquet")):
            edge, hashes = Frontier(), leaf_hashes(one.body.data for one in files.read(path))
            edge.extend(hashes)
            count += edge.size
    rate, each = count / (perf_counter() - begun), (process_time() - used) / count * 1e6
    print(f"  hashed again: {rate:,.0f} per second, {each:.2f} us of a processor each")
    print(f"  keys: {(place / 'coi.trail.keys' / 'subjects').stat().st_size / officials / 2:.0f} bytes for an official and run")
    print(f"  peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


def roots() -> None:
    leaves = [leaf_hash(number.to_bytes(4, "big")) for number in range(ROOTS)]
    begun, used = perf_counter(), process_time()
    edge = Frontier()
    edge.extend(leaves)
    edge.root()
    print(f"  root over {ROOTS:,} leaves: {perf_counter() - begun:.1f} s ({process_time() - used:.1f} s of a processor)")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
