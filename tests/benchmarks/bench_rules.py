"""Sixty conditions on one gift: generated functions against hand-written Python and four rule engines.

All in one run, in processor time: every repetition measures each contender in turn; medians of the ratios.
Each must give the hand-written answers on gifts of which everything is known before it is measured.
"""

from __future__ import annotations

import gc
from dataclasses import asdict, dataclass
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from random import Random
from statistics import median
from time import process_time

from rivals import BAR, GIFTS, RIVALS, Answers
from sixty_rules import RULES, vocabulary

from integrityrules.facts.vocabulary import Type
from integrityrules.facts.world import Item, World
from integrityrules.language import tree
from integrityrules.language.check import check
from integrityrules.language.generate import generate
from integrityrules.language.interpret import interpret
from integrityrules.language.parse import parse_expression
from integrityrules.language.scope import Names, Scope

REPETITIONS = 15
OWN_BAR = "at most 2.5 x hand"


@dataclass(frozen=True, slots=True)
class Contender:
    """One way to answer the conditions.

    Args:
        gifts: how many gifts each repetition measures.
        bar: what must be reached, or why there is none.
    """

    name: str
    answers: Answers
    gifts: int
    bar: str = ""


def trees() -> list[tree.Node]:
    """Returns the conditions as the rulebook would compile them."""
    names, checked = {"gift": Type("fact", "gift")}, []
    for text, _ in RULES:
        node, problems = check(parse_expression(text), names=names, params={}, vocabulary=vocabulary())
        assert not problems, problems
        checked.append(node)
    return checked


def by_hand() -> Answers:
    functions = [function for _, function in RULES]
    return lambda index: [function(GIFTS[index]) for function in functions]


def generated(nodes: list[tree.Node], *, missing: float = 0.0) -> Answers:
    """The generated functions on gifts of which the given share of the values is not known."""
    words, random = vocabulary(), Random(3)
    functions = [generate(node, Names("gift"), {}, vocabulary=words, defined=()) for node in nodes]
    known = [asdict(gift) for gift in GIFTS]
    holes = [{name: None if random.random() < missing else value for name, value in values.items()} for values in known]
    items = [Item("gift", f"g{number}", values) for number, values in enumerate(holes)]
    world = World(words, date(2026, 7, 1), {"gifts": tuple(items)}, {}, {})
    scope = Scope(world, date(2026, 7, 1), True, {}, {}, {})
    for item in items:
        for node, function in zip(nodes, functions, strict=True):
            assert function(scope, item, None, None) is interpret(node, scope, {"gift": item}).value
    return lambda index: [function(scope, items[index], None, None) for function in functions]


def wrong_gifts(answers: Answers) -> int:
    """Returns on how many gifts the answers are not those of the hand-written functions."""
    expected = by_hand()
    return sum(list(answers(index)) != list(expected(index)) for index in range(len(GIFTS)))


def contenders() -> list[Contender]:
    """Returns those that can be had here, hand-written and generated first."""
    nodes = trees()
    found = [
        Contender("hand-written, two-valued", by_hand(), len(GIFTS)),
        Contender("generated, everything known", generated(nodes), len(GIFTS), OWN_BAR),
        Contender("generated, a third unknown", generated(nodes, missing=1 / 3), len(GIFTS)),
    ]
    assert wrong_gifts(found[1].answers) == 0
    for package, way, make, bar in RIVALS:
        try:
            rival = Contender(f"{package} {version(package)}, {way}", make(nodes), 20, bar)
        except (PackageNotFoundError, ImportError):
            print(f"{package}: absent here, not measured")
            continue
        if wrong := wrong_gifts(rival.answers):
            print(f"{rival.name}: its answers differ on {wrong} of {len(GIFTS)} gifts")
        found.append(rival)
    return found


def seconds(contender: Contender) -> float:
    """Returns the time for one gift, over several gifts."""
    answers, start = contender.answers, process_time()
    for index in range(contender.gifts):
        answers(index)
    return (process_time() - start) / contender.gifts


def main() -> None:
    found = contenders()
    gc.disable()
    rounds = [[seconds(contender) for contender in found] for _ in range(REPETITIONS)]
    gc.enable()
    print(f"{'':46}{'us a gift':>10}{'x hand':>9}{'x generated':>13}  bar")
    for place, contender in enumerate(found):
        hand, ours = (median(times[place] / times[base] for times in rounds) for base in (0, 1))
        is_met = {OWN_BAR: hand <= 2.5, BAR: ours >= 5}.get(contender.bar)
        verdict = contender.bar if is_met is None else f"{contender.bar}: {'met' if is_met else 'MISSED'}"
        print(f"{contender.name:46}{median(times[place] for times in rounds) * 1e6:10.1f}{hand:9.2f}{ours:13.2f}  {verdict}")


if __name__ == "__main__":
    main()
