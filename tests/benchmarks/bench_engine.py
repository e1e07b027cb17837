"""`Engine.evaluate` of one gift against all packaged rulesets, findings built: the time of one call, over many different gifts."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from statistics import median, quantiles
from time import perf_counter_ns

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
    bare, built = measure(engine, given)
    print(f"  {len(given)} dossiers of one gift, {ROUNDS} rounds, microseconds")
    print("                                  median     99th percentile")
    for name, times in (("evaluate", bare), ("evaluate, findings built", built)):
        print(f"  {name:28s} {median(times):9.0f} {quantiles(times, n=100)[98]:15.0f}")
    print(f"  {'bar, findings built':28s} {MEDIAN_BAR_US:9d} {SLOW_BAR_US:15d}")


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


def measure(engine: Engine, given: list[Dossier]) -> tuple[list[float], list[float]]:
    """Returns the microseconds of each call, bare and with findings built; the collector of garbage waits, as in `timeit`."""
    bare, built = [], []
    gc.collect()
    gc.disable()
    try:
        for _ in range(ROUNDS):
            for dossier in given:
                start = perf_counter_ns()
                evaluation = engine.evaluate(dossier)
                middle = perf_counter_ns()
                build(evaluation)
                end = perf_counter_ns()
                bare.append((middle - start) / 1000)
                built.append((end - start) / 1000)
    finally:
        gc.enable()
    return bare, built


def build(evaluation: Evaluation) -> list[tuple[object, ...]]:
    """Reads what a list of findings shows of each."""
    return [
        (found.id, found.rule, found.version, found.state, found.bearer, found.due_on, found.due_latest, found.citations)
        for found in evaluation.findings
    ]


if __name__ == "__main__":
    main()
