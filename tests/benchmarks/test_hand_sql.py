"""The hand-written SQL finds what the engine finds on complete data: on example data, and on data in which anything can be true.

What is compared is (fact, rule) for every rule about a gift or a side position. Two values cannot say `undetermined`, so a rule that the
engine leaves undetermined although nothing is unknown (its start is uncertain, or sources dispute it) counts as found on both sides.
The library's own review of declarations that contradict a definition is of no ruleset, and is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hand_written import KINDS, pairs, prepare, run
from support_example import AS_OF, engine
from support_wild import write_wild

from integrityrules.batch.example import Size, write_example
from integrityrules.batch.stage import Stage, stage
from integrityrules.decide.evaluation import evaluate_world
from integrityrules.facts.resolve import resolve

READ = ["officials", "official_spells", "gifts", "side_positions", "procurement_roles", "packages", "bids", "conflict_declarations"]


def by_engine(staged: Stage) -> set[tuple[str, str, str]]:
    """Returns kind, fact and rule of every finding about a gift or a side position."""
    found: set[tuple[str, str, str]] = set()
    law, registers = engine(), (*engine().registers, staged.registers())
    for shard in range(staged.shards):
        for dossier in staged.declarations(shard).dossiers:
            world = resolve(dossier, calendars=law.calendars, registers=registers)
            about = [(item.kind, item.id) for plural in KINDS.values() for item in world.items.get(plural, ())]
            findings = evaluate_world(law.rulebook, world, about=about).findings
            found |= {(one.fact_kind, one.fact, one.rule) for one in findings if one.ruleset != "integrityrules"}
    return found


def by_hand(staged: Stage) -> set[tuple[str, str, str]]:
    prepare(staged, engine().calendars["asn"])
    for kind in KINDS:
        run(staged, kind)
    return {pair for kind in KINDS for pair in pairs(staged, kind)}


def test_same_pairs_on_example_data(tmp_path: Path) -> None:
    """As the declarations of a ministry might be."""
    write_example(tmp_path / "example", Size(1000, AS_OF, seed=11, holes=0.0), sheets=READ)
    with stage(tmp_path / "example", tmp_path / "run", as_of=AS_OF, shards=2) as staged:
        expected = by_engine(staged)
        assert by_hand(staged) == expected
        assert len(expected) > 400


@pytest.fixture(scope="module")
def wild_stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    folder = tmp_path_factory.mktemp("wild")
    write_wild(folder, Size(500, AS_OF, seed=2, holes=0.0, gifts=6.0, side_positions=8.0), READ)
    with stage(folder, folder / "run", as_of=AS_OF, shards=2) as staged:
        yield staged


def test_same_pairs_where_anything_can_be_true(wild_stage: Stage) -> None:
    """Whatever is declared, as long as nothing is left out."""
    expected = by_engine(wild_stage)
    found = by_hand(wild_stage)
    assert (sorted(found - expected)[:5], sorted(expected - found)[:5]) == ([], [])


def test_every_rule_is_in_the_comparison(wild_stage: Stage) -> None:
    """Each packaged rule about a gift or a side position finds something there, so that none is compared on nothing."""
    acts = ("duty", "prohibition", "indicator")
    rules = {rule.id for rule in engine().rulebook.typed if rule.about in KINDS and rule.kind in acts}
    assert {rule for _, _, rule in by_hand(wild_stage)} == rules
