"""Who controls a bidder through other companies is found however the same facts are read: alone, in memory, and in columns."""

from __future__ import annotations

import itertools
import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support_chains import AS_OF, ENGINE, Facts, found_alone, found_by, groups_of_companies, write_facts
from support_leaves import ORIGIN, again, names_of, prove, trail_of
from support_run import files_of, lines_of
from support_stage import check_columns, check_same

from integrityrules.batch import audit
from integrityrules.batch.leaves import verify_run
from integrityrules.batch.run import run_audit
from integrityrules.batch.stage import Stage, opened, stage
from integrityrules.errors import DeclarationError
from integrityrules.facts import control
from integrityrules.tables import Counts, read_declarations
from integrityrules.trail import create_trail


@given(groups_of_companies(), st.sampled_from(("csv", "jsonl", "xlsx")))
@settings(max_examples=60, deadline=None)
def test_an_audit_in_memory_finds_what_the_engine_finds_alone(facts: Facts, form: str) -> None:
    """Circles, unknown shares, months and several sources: chains are those of the dossier, and no row that was read."""
    with tempfile.TemporaryDirectory() as folder:
        declarations = read_declarations(write_facts(Path(folder) / "in", facts, form), as_of=AS_OF)
    assert declarations.rejected == ()
    assert declarations.counts.read == declarations.counts.evaluated == sum(map(len, facts.values()))
    assert found_by(audit(ENGINE, declarations, as_of=AS_OF)) == found_alone(facts)


@given(groups_of_companies(), st.sampled_from(("csv", "jsonl", "xlsx", "parquet")))
@settings(max_examples=6, deadline=None)
def test_a_run_in_columns_finds_what_the_engine_finds_alone(facts: Facts, form: str) -> None:
    """To the last character what an audit in memory finds; columns hold the chains, and the account is of the rows that were read."""
    with tempfile.TemporaryDirectory() as folder:
        input = write_facts(Path(folder) / "in", facts, form)
        given_as = input if form != "parquet" else write_facts(Path(folder) / "csv", facts, "csv")
        declarations = read_declarations(given_as, as_of=AS_OF)
        alone = audit(ENGINE, declarations, as_of=AS_OF)
        result = run_audit(input, Path(folder) / "run", ENGINE, as_of=AS_OF, shards=2, workers=0)
        assert list(result.lines()) == lines_of(alone)
        assert result.account.counts == declarations.counts
        with Stage.open(Path(folder) / "run") as staged:
            check_same(staged, declarations)
            check_columns(staged, declarations)
    assert found_by(alone) == found_alone(facts)


def owns(id: str, holder: str, organisation: str, **fields: str) -> dict[str, str]:
    return {"id": id, "holder": holder, "organisation": organisation, "kind": "shareholder", "share": "60", **fields}


DAYS = {"from": "2020-01-01", "until": "ongoing"}
STORY: Facts = {
    "officials": [{"official_id": "o0", "person": "p0"}, {"official_id": "o1", "person": "p1"}],
    "procurement_roles": [{"official_id": "o0", "id": "r", "role": "pokja", "package": "P", **DAYS}],
    "packages": [{"id": "P", "bids_complete": True}],
    "bids": [{"id": "b", "package": "P", "bidder": "k2", "offered_on": "2025-03-05"}],
    "company_links": [
        owns("c0", "p0", "k0", **DAYS),
        owns("c1", "k0", "k1", **DAYS),
        owns("c2", "k1", "k2", **DAYS),
        owns("later", "k2", "k3", **{"from": "2027-01-01"}),
        owns("wrong", "k2", "k4", **{"from": "2025-13-01"}),
        owns("apart", "p1", "k5", **DAYS),
    ],
}
"""An official decides on a bid of a company two companies further; nobody states that the official controls it."""
CHAINS = ["c0>c1", "c0>c1>c2", "c1>c2"]


def test_a_chain_is_kept_once_and_is_no_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read whole or in parts, links and chains are the same; a chain has no line, and a link that is in none is not read for it."""
    input = write_facts(tmp_path / "in", STORY, "csv")
    declarations = read_declarations(input, as_of=AS_OF)
    with stage(input, tmp_path / "run", as_of=AS_OF, shards=2) as staged:
        rows = staged.database.execute("SELECT id, line IS NULL, rough FROM facts.company_links ORDER BY id").fetchall()
        assert [(id, rough) for id, is_chain, rough in rows if is_chain] == [(id, False) for id in CHAINS]
        assert [id for id, is_chain, _ in rows if not is_chain] == ["apart", "c0", "c1", "c2", "wrong"]
        assert staged.registers() == declarations.registers
        counts = staged.counts_apart()
        assert counts["company_links"] == declarations.by_sheet["company_links"] == Counts(6, 5, 1)
        monkeypatch.setattr(opened, "PART", 1)
        parts = list(staged.register_parts())
        found = [link for part in parts for link in part.registers.company_links]
        assert sorted(link.id for link in found) == sorted(link.id for link in declarations.registers.company_links)  # type: ignore[union-attr]
        assert staged.counts_apart() == counts


def test_a_later_step_makes_a_later_chain(tmp_path: Path) -> None:
    """It is neither judged nor read, and listed as its step is: of both ways of auditing."""
    input = write_facts(tmp_path / "in", STORY, "csv")
    alone = audit(ENGINE, read_declarations(input, as_of=AS_OF), as_of=AS_OF)
    assert alone.registers is not None
    later = [id for _, id in alone.registers.evaluation.not_read]
    assert sorted(later) == ["c0>c1>c2>later", "c1>c2>later", "c2>later", "later"]
    result = run_audit(input, tmp_path / "run", ENGINE, as_of=AS_OF, shards=2, workers=0)
    assert result.account.not_read == len(later)


@pytest.mark.parametrize("share", ["60", "none"])
def test_a_link_with_the_name_of_a_chain_stands_for_it(tmp_path: Path, share: str) -> None:
    """A register that names the chain itself is believed, whatever it says of it; a row that is rejected is not."""
    stated = owns("c0>c1", "elsewhere", "nowhere", via="c0>c1", share=share)
    input = write_facts(tmp_path / "in", {**STORY, "company_links": [*STORY["company_links"], stated]}, "csv")
    declarations = read_declarations(input, as_of=AS_OF)
    named = [link.holder.own for link in declarations.registers.company_links if link.id == "c0>c1"]  # type: ignore[union-attr]
    assert named == (["elsewhere"] if share == "60" else ["p0"])
    with stage(input, tmp_path / "run", as_of=AS_OF, shards=2) as staged:
        check_same(staged, declarations)
        check_columns(staged, declarations)


def test_hostile_texts_make_chains_too(tmp_path: Path) -> None:
    """Keys and ids with quotes, escapes and marks of ours, of any length, come out of the columns as they went in."""
    keys = ["p0", "a'b", 'say "x"', "%0A\\x1f", "🦆", "x" * 190]
    links = [owns(f"{n} '>%1F\\" + "y" * 180, *pair, **DAYS) for n, pair in enumerate(itertools.pairwise(keys))]
    input = write_facts(tmp_path / "in", {**STORY, "company_links": links}, "csv")
    declarations = read_declarations(input, as_of=AS_OF)
    assert len(declarations.registers.company_links) == len(links) + 10  # type: ignore[arg-type]
    with stage(input, tmp_path / "run", as_of=AS_OF, shards=2) as staged:
        check_same(staged, declarations)
        check_columns(staged, declarations)


def test_a_run_that_goes_on_finds_the_same(tmp_path: Path) -> None:
    """Whatever was lost of a run is made again, to the byte."""
    input = write_facts(tmp_path / "in", STORY, "csv")
    run_audit(input, tmp_path / "run", ENGINE, as_of=AS_OF, shards=2, workers=0)
    whole = files_of(tmp_path / "run")
    for lost in ("complete.json", "accounts/registers.json", "accounts/shard-0001.json", "stage.duckdb"):
        (tmp_path / "run" / lost).unlink()
        run_audit(input, tmp_path / "run", ENGINE, as_of=AS_OF, shards=2, workers=0)
        assert files_of(tmp_path / "run") == whole


def test_a_whole_dossier_in_a_line_has_its_chains(tmp_path: Path) -> None:
    """It is a dossier as `check` reads it: with the registers it brings."""
    facts = {plural: [one for one in STORY[plural] if one["id"] != "wrong"] for plural in ("packages", "bids", "company_links")}
    (role,) = STORY["procurement_roles"]
    own = {name: value for name, value in role.items() if name != "official_id"}
    line = {"official": {"id": "o0", "person": "p0"}, "procurement_roles": [own], **facts}
    (tmp_path / "dossiers.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    declarations = read_declarations(tmp_path / "dossiers.jsonl", as_of=AS_OF)
    found = audit(ENGINE, declarations, as_of=AS_OF).findings()
    assert ("holder", "indicated") in {(finding.decision.rule.id, finding.state) for _, finding in found}
    assert declarations.counts == Counts(9, 9, 0)


def test_staged_again_it_is_the_same(tmp_path: Path) -> None:
    """A stage that is opened again, and one that is made anew, hold each chain once."""
    input = write_facts(tmp_path / "in", STORY, "jsonl")
    for folder in ("one", "one", "two"):
        with stage(input, tmp_path / folder, as_of=AS_OF, shards=2) as staged:
            assert staged.database.execute("SELECT id, steps FROM meta.chains ORDER BY id").fetchall() == [
                ("c0>c1", ["c0", "c1"]),
                ("c0>c1>c2", ["c0", "c1", "c2"]),
                ("c0>c1>c2>later", ["c0", "c1", "c2", "later"]),
                ("c1>c2", ["c1", "c2"]),
                ("c1>c2>later", ["c1", "c2", "later"]),
                ("c2>later", ["c2", "later"]),
            ]


def test_a_tangle_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By both ways of reading, and no stage is left."""
    monkeypatch.setattr(control, "MOST_CHAINS", 2)
    input = write_facts(tmp_path / "in", STORY, "csv")
    for read in (lambda: read_declarations(input, as_of=AS_OF), lambda: stage(input, tmp_path / "run", as_of=AS_OF)):
        with pytest.raises(DeclarationError) as raised:
            read()
        assert raised.value.code == "too-many-chains"
    assert list((tmp_path / "run").iterdir()) == []


def test_leaves_are_of_rows_and_tell_what_is_found_of_chains(tmp_path: Path) -> None:
    """A chain has no leaf; what is found about it, of nobody, stands with each row that is a step of it."""
    input = write_facts(tmp_path / "in", STORY, "csv")
    create_trail(tmp_path / "coi.trail", origin=ORIGIN).close()
    result = again(tmp_path, input, engine=ENGINE)
    lines = [json.loads(line) for line in result.lines()]
    about = {line["fact"]["id"]: f"{line['id']} {line['state']}" for line in lines if line["rule"] == "chain"}
    assert sorted(about) == CHAINS
    with trail_of(tmp_path) as trail:
        assert verify_run(trail.log, tmp_path / "run").leaves == result.account.counts.read
        shown = {
            name.id: prove(tmp_path, trail, name)[0]["outcome"] for name in names_of(tmp_path / "run") if name.sheet == "company_links"
        }
    assert shown["apart"] == ["shared"]
    assert shown["wrong"][0] == "rejected"
    told = {id: {chain for chain, said in about.items() if said in shown[id]} for id in ("c0", "c1", "c2")}
    assert told == {"c0": {"c0>c1", "c0>c1>c2"}, "c1": set(CHAINS), "c2": {"c0>c1>c2", "c1>c2"}}
