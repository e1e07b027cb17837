"""`Engine.evaluate` of one gift against all packaged rulesets, findings built: the time of one call, over many different gifts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import product
from statistics import median, quantiles
from time import perf_counter_ns, thread_time_ns

from integrityrules import NOT_YET, Dossier, Engine, Evaluation, Gift, Official, load_engine

MEDIAN_BAR_US, SLOW_BAR_US = 200, 1000
ROUNDS = 5
RELATIONS = ("public", "vendor", "co_worker", "parent", "service_recipient")
OCCASIONS = ("wedding", "farewell", "none_of_these", None)
VALUES = (150_000, 1_000_000, 1_200_000, 12_000_000, None)
DAYS = (date(2018, 5, 4), date(2021, 9, 6), date(2026, 1, 19), date(2026, 1, 20))


def main() -> None:
    engine = load_engine()
    given = list(dossiers())
    for dossier in given:  # compiles every period that is needed, once
        build(engine.evaluate(dossier))
    print(f"  {len(given)} dossiers of one gift, {ROUNDS} rounds, microseconds")
    print("                                           median   99th percentile")
    for name, clock in (("by the clock on the wall", perf_counter_ns), ("of this thread's own time", thread_time_ns)):
        times = measure(engine, given, clock)
        print(f"  {name:37s} {median(times):10.0f} {quantiles(times, n=100)[98]:17.0f}")
    print(f"  {'bar':37s} {MEDIAN_BAR_US:10d} {SLOW_BAR_US:17d}")
    print("  Where the two differ, other programs were running: the second is what an evaluation costs.")


def dossiers() -> Iterator[Dossier]:
    """Yields dossiers of one gift that differ in what the law asks about, some with blanks."""
    for number, (relation, occasion, value, day) in enumerate(product(RELATIONS, OCCASIONS, VALUES, DAYS)):
        gift = Gift(
            id=f"g{number}",
            giver="someone",
            giver_relation=relation,
            occasion=occasion,
            event="the event",
            form="cash" if number % 2 else "goods",
            value_idr=value,
            received_on=day,
            accepted=True,
            related_to_office=(True, False, None)[number % 3],
            reported_to_kpk_on=(NOT_YET, None, day + timedelta(days=20))[number % 3],
        )
        yield Dossier(as_of=date(2026, 3, 2), official=Official(id="o1", employment="pns"), gifts=[gift])


def measure(engine: Engine, given: list[Dossier], clock: Callable[[], int]) -> list[float]:
    """Returns the microseconds of each call with its findings built; garbage is collected as it falls, as in a service."""
    times = []
    for _ in range(ROUNDS):
        for dossier in given:
            start = clock()
            build(engine.evaluate(dossier))
            times.append((clock() - start) / 1000)
    return times


def build(evaluation: Evaluation) -> list[tuple[object, ...]]:
    """Reads what a list of findings shows of each."""
    return [
        (found.id, found.rule, found.version, found.state, found.bearer, found.due_on, found.due_latest, found.citations)
        for found in evaluation.findings
    ]


if __name__ == "__main__":
    main()
