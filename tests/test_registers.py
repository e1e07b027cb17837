"""The packaged registers: contests that a dossier names by id alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from integrityrules import Contest, Registers, load_engine
from integrityrules.errors import DeclarationError, RulesetError
from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.facts.values import bounds
from integrityrules.library import packaged_rulesets, read_register_files
from integrityrules.rulebook.cases import parse_registers


@pytest.fixture(scope="module")
def registers() -> tuple[Registers, ...]:
    return read_register_files(packaged_rulesets())


def test_every_contest_of_2024_is_there_once(registers: tuple[Registers, ...]) -> None:
    """Each kind of seat and office of 2024 has one contest, with an id of its own."""
    contests = [contest for register in registers for contest in register.contests]
    assert len({contest.id for contest in contests}) == len(contests)
    assert {contest.kind for contest in contests} == {
        "president", "dpr", "dpd", "dprd_province", "dprd_regency", "governor", "regent", "mayor",
    }  # fmt: skip


def test_stages_of_a_contest_follow_each_other(registers: tuple[Registers, ...]) -> None:
    """Candidates are determined before the campaign, the campaign ends before the quiet days, and these before the vote."""
    stages = ("registration_from", "determination_on", "campaign_from", "campaign_until", "quiet_from", "quiet_until", "voting_on")
    for register in registers:
        for contest in register.contests:
            ends = [bounds(getattr(contest, stage))[1] for stage in stages]
            assert ends == sorted(ends), contest.id


def test_files_of_registers_below_your_own_folder_are_read_too(tmp_path: Path) -> None:
    """A folder named `registers` holds register files, wherever it lies."""
    (tmp_path / "registers").mkdir()
    (tmp_path / "registers" / "revote.yaml").write_text("contests: [{id: c, kind: mayor, determination_on: 2025-04-01}]\n")
    (found,) = read_register_files(tmp_path)
    assert found.contests[0].determination_on == date(2025, 4, 1)


def test_a_register_file_with_a_mistake_is_refused_with_its_place(tmp_path: Path) -> None:
    """Mistakes of form name line and column; mistakes of facts name the file and the path inside it."""
    with pytest.raises(RulesetError, match=r"r.yaml:1:1: unknown-key"):
        parse_registers("gifts: []\n", file="r.yaml", vocabulary=VOCABULARY)
    (tmp_path / "registers").mkdir()
    (tmp_path / "registers" / "r.yaml").write_text("contests: [{id: c, determination_on: soon}]\n")
    with pytest.raises(DeclarationError, match=r"r.yaml:contests\[0\].determination_on"):
        read_register_files(tmp_path)


def test_an_engine_reads_the_packaged_registers_and_yours() -> None:
    """`load_engine` gives every dossier the packaged contests, besides the registers it is given."""
    mine = Registers(contests=[Contest(id="mine")])
    engine = load_engine(registers=[mine])
    assert mine in engine.registers
    assert any(contest.id == "pilkada-2024-mayor" for register in engine.registers for contest in register.contests)
