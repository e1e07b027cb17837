"""The benchmark of the national audit compares the same conditions: what is spelled for other engines means what the SQL by hand says."""

from __future__ import annotations

from pathlib import Path

import pytest
from batch_rivals import CONDITIONS, RIVALS, sample, spelled
from hand_written import KINDS, prepare
from support_example import AS_OF, engine
from support_wild import write_wild

from integrityrules.batch.example import Size
from integrityrules.batch.stage import stage

READ = ["officials", "official_spells", "gifts", "side_positions", "procurement_roles", "packages", "bids", "conflict_declarations"]


@pytest.mark.parametrize(("package", "make"), [pytest.param(package.replace("-", "_"), make, id=package) for package, _, make in RIVALS])
def test_rivals_answer_as_sql_does(package: str, make: object, tmp_path: Path) -> None:
    """On gifts of which anything can be true, each condition holds for the same gifts in SQL and in the other engine."""
    pytest.importorskip({"zen_engine": "zen"}.get(package, package))
    write_wild(tmp_path, Size(60, AS_OF, seed=4, holes=0.0, gifts=5.0), READ)
    with stage(tmp_path, tmp_path / "run", as_of=AS_OF, shards=1) as staged:
        prepare(staged, engine().calendars["asn"])
        rows, expected = sample(staged, staged.officials(0))
    answers = make()  # type: ignore[operator]
    assert [list(answers(row)) for row in rows] == expected
    assert all(any(said[place] for said in expected) for place, rule in enumerate(CONDITIONS) if rule.startswith("gratification.re"))


def test_every_rule_about_a_gift_is_a_condition() -> None:
    """Nothing is left out but the one that is dated by another day, and has a query of its own."""
    rules = {rule.id for rule in engine().rulebook.typed if rule.about == "gift" and rule.kind in ("duty", "prohibition", "indicator")}
    assert rules - set(CONDITIONS) == {"discipline.pp94.gift-requested"}
    assert set(CONDITIONS) <= rules
    assert "CASE" not in "".join(spelled(condition) for condition in CONDITIONS.values())
    assert set(KINDS) == {"gift", "side_position"}
