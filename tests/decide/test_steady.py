"""A rule that says the same in neighbouring periods is asked once: nothing that is decided comes out otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from support_example import declared, engine, evaluations, made

from integrityrules.decide import walk
from integrityrules.decide.evaluation import Evaluation
from integrityrules.decide.steady import Steady, steady
from integrityrules.facts.catalogue import VOCABULARY


def said(evaluation: Evaluation) -> Iterator[tuple[Any, ...]]:
    """Everything a decision says, with the days and the parameters of the scope it was taken in."""
    for one in evaluation.decisions:
        fact, partner = (None if item is None else (item.kind, item.id) for item in (one.fact, one.partner))
        read = {name: one.scope.params[name] for name in one.rule.reads_params}
        yield one.rule.id, one.rule.period, fact, partner, *one[3:14], one.scope.day, tuple(sorted(read.items()))


@pytest.mark.parametrize("holes", [0.0, 0.15])
def test_asked_once_or_in_every_period_decisions_are_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, holes: float) -> None:
    """Lasting facts, acts of unknown days and officials whose attributes change: all decisions are those of judging each segment."""
    made(tmp_path / "input", 40, holes=holes, seed=5)
    declarations = declared(tmp_path / "input")
    once = [list(said(evaluation)) for evaluation in evaluations(declarations)]
    monkeypatch.setattr(walk, "steady", lambda *_: Steady(frozenset(), {}))
    each = [list(said(evaluation)) for evaluation in evaluations(declarations)]
    assert once == each
    decisions = [decision for found in once for decision in found]
    assert any(decision[5] is not None for decision in decisions)  # the first day of a segment
    assert any(decision[8] == "undetermined" for decision in decisions)


def test_most_rules_are_asked_once() -> None:
    """Most rules of most lanes say the same in two neighbouring periods; a rule that comes, goes or changes is not among them."""
    book = engine().rulebook
    programs = [book.program_on(plan.day) for plan in book.plans]
    kept = judged = 0
    for earlier, later in pairwise(programs):
        for lane in (lane for lanes in book.lanes.values() for lane in lanes):
            found = steady(earlier, later, lane, VOCABULARY)
            rules = {rule.id: rule for rule in later.rules.get((lane.about, lane.key), ())}
            before = {rule.id: rule for rule in earlier.rules.get((lane.about, lane.key), ())}
            assert found.rules <= rules.keys() & before.keys()
            assert all(rules[id].in_force and before[id].in_force for id in found.rules)
            assert all(rules[id].period == before[id].period for id in found.rules)
            assert all(earlier.surroundings[rules[id].layer].params[name] == later.surroundings[rules[id].layer].params[name]
                       for id in found.rules for name in rules[id].reads_params)  # fmt: skip
            kept, judged = kept + len(found.rules), judged + len(rules)
    assert kept > 0.7 * judged


def test_a_rule_that_reads_a_dated_attribute_is_asked_again() -> None:
    """Where an attribute changes, the rules that read it are not steady, the others are."""
    both = Steady(frozenset({"a", "b"}), {"a": frozenset({"employment"}), "b": frozenset()})
    assert both.through(frozenset()) == {"a", "b"}
    assert both.through(frozenset({"employment", "grade"})) == {"b"}
    assert both.through(frozenset({"grade"})) == {"a", "b"}
