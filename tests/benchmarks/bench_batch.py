"""A national audit: the sieve against hand-written SQL, whole audits with and without trail, memory, and the same one row at a time.

    make bench BENCH="batch --gifts 1000000 --gifts 10000000"

Example data without holes: for each gift half an official and a fifth of a side position. Everything for one size is measured in one go;
the sieve and the SQL by hand take turns on one stage. Without `--gifts` it is quick, and too small for its ratios to say much.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import NamedTuple

from batch_rivals import CONDITIONS, RIVALS, sample
from batch_runs import Ran, run_apart
from hand_written import KINDS, prepare, run

from integrityrules import Engine, load_engine
from integrityrules.batch.example import Size, write_example
from integrityrules.batch.run import in_columns, open_run
from integrityrules.batch.sieve import Sieve
from integrityrules.batch.stage import Stage
from integrityrules.trail import create_trail

AS_OF = date(2026, 4, 30)
SHEETS = ["officials", "official_spells", "gifts", "side_positions", "procurement_roles", "packages", "bids", "conflict_declarations"]
QUICK = 30_000
SIEVE_BAR, TRAIL_BAR, MEMORY_BAR = 1.5, 2.0, 4_096
SAMPLE = 400
"""Officials whose rows are decided one at a time."""


def main(options: Sequence[str] = ()) -> None:
    parser = argparse.ArgumentParser(prog="batch")
    parser.add_argument("--gifts", type=int, action="append", help=f"how many, about; repeatable ({QUICK} by default)")
    engine = load_engine()
    for gifts in parser.parse_args(options).gifts or [QUICK]:
        with tempfile.TemporaryDirectory() as folder:
            one_size(Path(folder), gifts, engine)


def one_size(folder: Path, gifts: int, engine: Engine) -> None:
    start = perf_counter()
    size = Size(max(gifts // 2, 100), AS_OF, holes=0.0, gifts=2.0, side_positions=0.4)
    written = write_example(folder / "input", size, sheets=SHEETS)
    seconds, rows = perf_counter() - start, sum(written.rows.values())
    print(
        f"\n  {written.rows['gifts']:,} gifts and {written.rows['side_positions']:,} side positions of {size.officials:,} officials", end=""
    )
    print(f" ({rows:,} rows, invented in {seconds:.0f} s)")
    plain = run_apart(written.input, folder / "plain", AS_OF)
    with Stage.open(folder / "plain", memory="3GB", threads=2) as stage:
        sieve = sieved(stage, engine, rounds=3 if gifts <= 100_000 else 1)
        same_findings(stage, folder / "plain")
        audits(folder, written.input, plain, sieve)
        one_at_a_time(stage, engine, plain, sieve, gifts=written.rows["gifts"])


# ---- the sieve and the SQL by hand ------------------------------------------------------------------------------------------------


class OfKinds(Sieve):
    """The sieve of nothing but rules about gifts and side positions, as the SQL by hand is about nothing else."""

    def statements(self, *arguments: object) -> Iterator[tuple[str, str]]:
        yield from ((name, text) for name, text in super().statements(*arguments) if name.split()[0] in KINDS)  # type: ignore[arg-type]

    def register_statements(self, *arguments: object) -> Iterator[tuple[str, str]]:
        yield from ()


class Took(NamedTuple):
    """Seconds by the clock on the wall, and of processors, which other programs do not lengthen."""

    wall: float
    own: float


def sieved(stage: Stage, engine: Engine, rounds: int) -> dict[str, Took]:
    """Prints how long the sieve and the SQL by hand take, by turns; returns it."""
    prepare(stage, engine.calendars["asn"])
    narrow, whole = (kind(engine.rulebook, engine.calendars, stage.as_of, engine.registers) for kind in (OfKinds, Sieve))
    took = by_turns(
        {
            "SQL by hand": lambda: by_hand(stage),
            "the same, sieved": lambda: in_columns(stage, narrow),
            "every rule, sieved": lambda: in_columns(stage, whole),
        },
        rounds,
    )
    print(f"  {'two threads, median of ' + str(rounds):40}{'seconds':>13}{'processor s':>13}")
    for name, (wall, own) in took.items():
        print(f"  {name:40}{wall:13,.2f}{own:13,.2f}")
    hand, ours = took["SQL by hand"], took["the same, sieved"]
    ratios = f"{ours.wall / hand.wall:.2f}, in processor time {ours.own / hand.own:.2f}"
    print(f"  sieve / SQL by hand {ratios}, bar {SIEVE_BAR}; making and planning its statements is in it")
    return took


def by_turns(contenders: dict[str, Callable[[], object]], rounds: int) -> dict[str, Took]:
    """Returns the medians of several rounds in which each contender has its turn."""
    found: dict[str, list[Took]] = defaultdict(list)
    for _ in range(rounds):
        for name, contender in contenders.items():
            start, before = perf_counter(), process_time()
            contender()
            found[name].append(Took(perf_counter() - start, process_time() - before))
    return {name: Took(*(median(column) for column in zip(*times, strict=True))) for name, times in found.items()}


def by_hand(stage: Stage) -> None:
    for kind in KINDS:
        run(stage, kind)


def same_findings(stage: Stage, folder: Path) -> None:
    """Prints whether the run found exactly the pairs of fact and rule that the SQL by hand finds."""
    found = open_run(folder)
    differing = total = 0
    for kind in KINDS:
        query = "SELECT DISTINCT fact, rule FROM findings WHERE fact_kind = ? AND ruleset <> 'integrityrules'"
        mine = set(found.query(query, [kind]))
        theirs = set(stage.database.execute(f"SELECT fact, rule FROM by_hand_{kind}").fetchall())
        differing, total = differing + len(mine ^ theirs), total + len(theirs)
    verdict = "all equal to the findings of the audit" if not differing else f"{differing} DIFFER from the findings of the audit"
    print(f"  {total:,} pairs of fact and rule by hand, {verdict}")


# ---- whole audits ----------------------------------------------------------------------------------------------------------------


def audits(folder: Path, input: Path, plain: Ran, sieve: dict[str, Took]) -> None:
    """Prints whole audits, without and with a trail, and where the time went."""
    create_trail(folder / "trail.db", origin="audit.example.go.id/bench").close()
    traced = run_apart(input, folder / "traced", AS_OF, folder / "trail.db")
    heads = ("stage s", "decide s", "whole s", "processor s", "MB at most", "officials/s")
    print(f"  {'whole audit, two processes':30}" + "".join(f"{head:>13}" for head in heads))
    for name, ran in (("without trail", plain), ("with a leaf for each row", traced)):
        numbers = (ran.stage, ran.decide, ran.whole, ran.busy, ran.memory, ran.officials / ran.whole)
        print(f"  {name:30}" + "".join(f"{number:13,.1f}" for number in numbers))
    ratio = f"{traced.whole / plain.whole:.2f}, in processor time {traced.busy / plain.busy:.2f}"
    print(f"  {plain.findings:,} findings; with / without trail {ratio}, bar {TRAIL_BAR}; memory bar {MEMORY_BAR:,} MB")
    sifting = sieve["every rule, sieved"].wall
    shares = {"stage": plain.stage, "sieve": sifting, "decide and write": max(plain.decide - sifting, 0.0)}
    print("  where the time goes, about: " + ", ".join(f"{name} {seconds / plain.whole:.0%}" for name, seconds in shares.items()))


# ---- one at a time ---------------------------------------------------------------------------------------------------------------


def one_at_a_time(stage: Stage, engine: Engine, plain: Ran, sieve: dict[str, Took], *, gifts: int) -> None:
    """Prints what the same law costs on a sample, one official or one gift at a time, in processor time."""
    officials = stage.officials(0)[:SAMPLE]
    dossiers = stage.declarations(0, officials).dossiers
    rows, expected = sample(stage, officials)
    hand = sieve["SQL by hand"].own / gifts
    print(f"  {'one at a time, processor time':50}{'us a gift':>10}{'x SQL by hand':>15}")
    print(f"  {'SQL by hand, all gifts and side positions':50}{hand * 1e6:10.2f}{1:15.0f}")
    each = seconds(lambda: [engine.evaluate(dossier).findings for dossier in dossiers])
    line(f"Engine.evaluate, {len(dossiers)} officials without registers", each / len(rows), hand)
    for package, way, make in RIVALS:
        try:
            name, answers = f"{package} {version(package)}, {way}", make()
        except (PackageNotFoundError, ImportError):
            print(f"  {package}: absent here, not measured")
            continue
        if wrong := sum(list(answers(row)) != said for row, said in zip(rows, expected, strict=True)):
            print(f"  {name}: its answers DIFFER on {wrong} of {len(rows)} gifts")
        line(name, seconds(lambda answers=answers: [answers(row) for row in rows]) / len(rows), hand)  # type: ignore[misc]
    print(f"  The last two answer the {len(CONDITIONS)} conditions on a gift alone: SQL did joins, totals and working days for them.")
    whole = each / len(dossiers) * plain.officials
    print(f"  All officials one at a time: about {whole:,.0f} s of a processor; the audit took {plain.busy:,.0f}.")


def seconds(work: Callable[[], object]) -> float:
    """Returns the processor time of work that was done once before."""
    work()
    start = process_time()
    work()
    return process_time() - start


def line(name: str, gift: float, hand: float) -> None:
    print(f"  {name:50}{gift * 1e6:10.1f}{gift / hand:15,.0f}")


if __name__ == "__main__":
    main(sys.argv[1:])
