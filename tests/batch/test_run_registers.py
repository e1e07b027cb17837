"""Registers in little memory: what conditions read of them is the same, whether they are read whole or in parts."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from support_facts import dossier_data_of
from support_run import AS_OF, example, national

from integrityrules.batch.example import Size, write_example
from integrityrules.batch.stage import opened, stage
from integrityrules.facts.dossier import Dossier
from integrityrules.facts.reading import read_dossier
from integrityrules.facts.resolve import resolve, resolved_registers
from integrityrules.facts.world import World

KINDS = ("packages", "bids", "company_links", "contests", "candidacies")


def read_of(world: World) -> dict[str, dict[str, object]]:
    """Returns everything that conditions can read of the registers in a world."""
    return {
        plural: {
            item.id: ({name: (type(value), value) for name, value in item.values.items() if value is not None}, item.basis, item.stated_by)
            for item in world.items.get(plural, ())
        }
        for plural in KINDS
    }


@given(dossier_data_of(), dossier_data_of())
@settings(max_examples=30)
def test_what_is_resolved_before_is_what_is_resolved_now(data: dict, other: dict) -> None:  # type: ignore[type-arg]
    """Items, what is unknown, what is later and what is complete are equal: one object for equal texts and days changes nothing."""
    first, second = (read_dossier({**part, "as_of": AS_OF}) for part in (data, other))
    lean = resolved_registers([first], AS_OF)
    now, before = (resolve(Dossier(as_of=AS_OF), registers=[register]) for register in (first, lean))
    assert read_of(now) == read_of(before)
    assert now.not_read == before.not_read
    assert now.complete == before.complete
    together = resolve(Dossier(as_of=AS_OF), registers=[resolved_registers([first, second], AS_OF)])
    assert {plural: set(facts) for plural, facts in read_of(together).items()} == {
        plural: set(read_of(now)[plural]) | set(read_of(resolve(Dossier(as_of=AS_OF), registers=[second]))[plural]) for plural in KINDS
    }


def test_in_parts_as_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However few rows are read at a time, facts, rejected places and counts are those of all rows read at once."""
    input = example(tmp_path / "in", 120, holes=0.2)
    bids = input / "bids.csv"
    lines = bids.read_text(encoding="utf-8").splitlines()
    bids.write_text("\n".join([*lines, lines[1], lines[2].replace(lines[2].split(",")[0], "", 1)]) + "\n", encoding="utf-8")
    with stage(input, tmp_path / "run", as_of=AS_OF, shards=2) as staged:
        whole = resolve(Dossier(as_of=AS_OF), registers=[staged.registers()])
        counts, rejected = staged.counts_apart(), sorted(staged.rejected_apart())
        assert rejected
        monkeypatch.setattr(opened, "PART", 7)
        parts = list(staged.register_parts())
        assert len(parts) > 5
        lean = resolved_registers((part.registers for part in parts), AS_OF)
        assert read_of(resolve(Dossier(as_of=AS_OF), registers=[lean])) == read_of(whole)
        assert staged.counts_apart() == counts
        assert sorted(staged.rejected_apart()) == rejected


def test_an_engine_says_the_same_beside_them(tmp_path: Path) -> None:
    """What registers say by themselves does not change."""
    sheets = ["packages", "bids", "company_links", "candidacies", "contests"]
    input = write_example(tmp_path / "in", Size(1200, as_of=AS_OF), format="csv", sheets=sheets).input
    with stage(input, tmp_path / "run", as_of=AS_OF, shards=2) as staged:
        lean = resolved_registers((part.registers for part in staged.register_parts()), AS_OF)
        said = [
            {(finding.id, finding.state) for finding in national().evaluate(Dossier(as_of=AS_OF), registers=[registers]).findings}
            for registers in (staged.registers(), lean)
        ]
    assert said[0] == said[1]
    assert said[0]
