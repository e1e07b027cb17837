"""The sieve proposes everything that the engine finds anything about, and little else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from support_facts import dossier_data_of
from support_sieve import Proposal, Staged, is_in, stage_worlds, wanted, without_ranges

from integrityrules import Dossier, Engine, load_engine
from integrityrules.batch.example import Size, write_example
from integrityrules.batch.sieve import Sieve
from integrityrules.batch.stage import stage
from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.facts.reading import read_dossier, read_registers
from integrityrules.facts.resolve import resolve
from integrityrules.facts.world import World
from integrityrules.library import packaged_rulesets
from integrityrules.rulebook.cases import Case
from integrityrules.ruletests import load_suite

AS_OF = date(2026, 9, 1)
DAYS = (date(2022, 1, 1), AS_OF)


@cache
def suite(*layers: Path) -> tuple[Engine, tuple[Case, ...]]:
    return load_suite(layers=layers)


def resolved(engine: Engine, data: dict[str, Any], registers: Any = None) -> World:
    given = () if registers is None else (read_registers(dict(registers)),)
    return resolve(read_dossier(data), vocabulary=engine.rulebook.vocabulary, calendars=engine.calendars, registers=given)


def proposed(engine: Engine, staged: Staged, as_of: date) -> set[Proposal]:
    """Returns what is proposed of the officials, and of the registers by themselves."""
    sieve, found = Sieve(engine.rulebook, engine.calendars, as_of), set[Proposal]()
    sieve.propose(staged.connection, (range(1), None))
    found |= set(staged.connection.execute("SELECT official, kind, id FROM proposed").fetchall())
    return found


def missed(engine: Engine, worlds: Sequence[World], as_of: date, *, least: int) -> list[tuple[str, Proposal]]:
    """Returns what is found and not proposed, with the rule; there must be enough to find."""
    staged = stage_worlds(worlds)
    found, all_wanted = proposed(engine, staged, as_of), list(wanted(engine.rulebook, staged))
    rough = [world for owner, world in staged.worlds.items() if (owner, None, None) in found]
    assert len(rough) <= len(worlds) / 2
    assert len({proposal for proposal, _ in all_wanted}) >= least
    return [(rule, proposal) for proposal, rule in all_wanted if not is_in(proposal, found)]


@pytest.mark.parametrize("as_of", DAYS)
def test_every_case_with_a_finding_is_proposed(as_of: date) -> None:
    """Whatever the engine finds about the facts of any packaged case is proposed, on whatever day they are looked at."""
    engine, cases = suite()
    worlds = [resolved(engine, {**case.dossier, "as_of": as_of}, case.registers) for case in cases]
    assert not missed(engine, worlds, as_of, least=500)


def test_what_an_agency_adds_is_proposed() -> None:
    """Rules and stricter limits of an agency's layers find nothing that is not proposed."""
    layers = tuple(packaged_rulesets() / name for name in ("agency-example", "agency-example-conflicts"))
    engine, cases = suite(*layers)
    worlds = [resolved(engine, {**case.dossier, "as_of": AS_OF}, case.registers) for case in cases if "contoh" in case.pos.file]
    assert not missed(engine, worlds, AS_OF, least=10)


def drawn(strategy: st.SearchStrategy[Any], count: int) -> list[Any]:
    """Returns some values of a strategy, the same in every run of a profile."""
    found: list[Any] = []

    @seed(22)
    @settings(max_examples=count, phases=[Phase.generate], database=None, suppress_health_check=list(HealthCheck))
    @given(strategy)
    def collect(value: Any) -> None:
        found.append(value)

    collect()
    return found


@pytest.mark.parametrize("fullness", [1, 2, 4])
def test_random_dossiers_with_findings_are_proposed(fullness: int) -> None:
    """So is whatever the engine finds about random facts of every kind, with more or fewer holes."""
    engine, _ = suite()
    count = min(max(120, settings.default.max_examples), 2_000)
    worlds = [resolved(engine, {**data, "as_of": AS_OF}) for data in drawn(dossier_data_of(fullness), count)]
    assert not missed(engine, [without_ranges(world) for world in worlds], AS_OF, least=20)


def test_little_else_is_proposed(tmp_path: Path) -> None:
    """Where nothing is left out, nobody is proposed of whom nothing is found; with holes few are."""
    engine = load_engine()
    shares = {holes: share_in_vain(engine, tmp_path / str(holes), holes) for holes in (0.0, 0.02)}
    assert shares[0.0] == 0
    assert shares[0.02] <= 0.1


def share_in_vain(engine: Engine, folder: Path, holes: float) -> float:
    """Returns the share of the officials of an example without findings that are proposed; none with findings may be missed."""
    as_of = date(2026, 11, 21)
    write_example(folder / "in", Size(160, as_of, seed=5, holes=holes))
    with stage(folder / "in", folder / "run", as_of=as_of, shards=2) as staged:
        sieve, registers, found = Sieve(engine.rulebook, engine.calendars, as_of, engine.registers), staged.registers(), set[Proposal]()
        sieve.propose(staged.database, (range(1), range(1, 2), None))
        found |= set(staged.database.execute("SELECT official, kind, id FROM proposed").fetchall())
        alone = engine.evaluate(Dossier(as_of=as_of), registers=(registers,))
        assert all(is_in((None, one.decision.fact.kind, one.decision.fact.id), found) for one in alone.findings)
        in_vain = idle = 0
        rough = {owner for owner, kind, _ in found if kind is None}
        for dossier in (dossier for shard in (0, 1) for dossier in staged.declarations(shard).dossiers):
            evaluation = engine.evaluate(dossier, as_of=as_of, registers=(registers,))
            for finding in evaluation.findings:
                fact = finding.decision.fact
                assert is_in((evaluation.official, fact.kind, fact.id), found), finding.rule
            own = [finding for finding in evaluation.findings if not VOCABULARY.kinds[finding.decision.fact.kind].register]
            if not own and evaluation.official not in rough:
                idle += 1
                in_vain += any(owner == evaluation.official for owner, _, _ in found)
    assert idle > 40
    return in_vain / idle
