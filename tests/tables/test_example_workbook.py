"""The example workbooks: made by the script, read without loss, and telling something about every rule."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

import openpyxl
import pytest
from shared_material import REPOSITORY

from integrityrules.decide.evaluation import Evaluation
from integrityrules.decide.outcome import ATTENTION
from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.language.interpret import interpret
from integrityrules.library import folders_of, load_engine, read_rulesets
from integrityrules.rulebook.read import parse_ruleset
from integrityrules.rulebook.source import RulesetSource
from integrityrules.tables import Declarations, read_declarations
from integrityrules.tables.layout import sheets_of

sys.path.insert(0, str(REPOSITORY / "scripts"))

from example_data import SHEETS
from make_example_workbook import EXAMPLES, example_workbooks

AS_OF = date(2026, 4, 30)
LAYERS = ["agency-example"]


def cells_of(content: bytes) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {sheet.title: [tuple(cell.value for cell in row) for row in sheet.iter_rows()] for sheet in book}


@pytest.mark.parametrize("name", ["declarations.xlsx", "broken.xlsx"])
def test_the_files_are_what_the_script_writes(name: str) -> None:
    """The workbooks of the repository hold what the script makes today, and the script makes the same bytes each time."""
    made = example_workbooks()[name]
    assert cells_of((EXAMPLES / name).read_bytes()) == cells_of(made)
    assert example_workbooks()[name] == made


@cache
def declarations() -> Declarations:
    return read_declarations(EXAMPLES / "declarations.xlsx", as_of=AS_OF)


@cache
def evaluations() -> tuple[Evaluation, ...]:
    engine = load_engine(layers=LAYERS)
    return tuple(engine.evaluate(dossier, registers=[declarations().registers]) for dossier in declarations().dossiers)


def test_the_example_is_large_and_whole() -> None:
    """At least sixty gifts and fifty officials are read without a problem, on both sides of the change of 2026."""
    gifts = [gift for dossier in declarations().dossiers for gift in dossier.gifts]
    assert declarations().is_complete
    assert len(gifts) >= 60
    assert len(declarations().dossiers) >= 50
    days = [gift.received_on for gift in gifts if isinstance(gift.received_on, date)]
    assert date(2026, 1, 19) in days
    assert date(2026, 1, 20) in days


def test_every_rule_has_something_to_say() -> None:
    """Every rule of gratification and of the agency's layer has its part in an outcome, and at least nine in ten of each other topic.

    A rule has its part if it raised something, exempted, defined, or followed. The tenth is for rules that bind one named institution,
    and for those that land after the workbook was last extended: their cases test them.
    """
    heard = {id.split("@")[0] for evaluation in evaluations() for id in spoken(evaluation)}
    silent = {source.id: {rule.id for rule in source.rules} - heard for source in rulesets()}
    assert sorted(silent["asn/gratification"] | silent["agency-example"]) == []
    assert {id: sorted(silent[id]) for id, share in shares(silent).items() if share < 0.9} == {}


def test_every_topic_is_shown() -> None:
    """Every ruleset has findings to act on and facts it clears; every track of a rule and every kind of fact occurs."""
    decisions = [decision for evaluation in evaluations() for decision in evaluation.decisions]
    needs_a_look = {decision.rule.ruleset for decision in decisions if decision.state in ATTENTION[: ATTENTION.index("due")]}
    clears = {decision.rule.ruleset for decision in decisions if decision.outcome in ("does_not_apply", "exempt")}
    every = {source.id for source in rulesets()}
    assert (every - needs_a_look, every - clears) == (set(), set())
    tracks = {track for evaluation in evaluations() for finding in evaluation.findings for track in finding.tracks}
    assert tracks >= {rule.track for source in rulesets() for rule in source.rules if rule.track}
    assert {sheet.name for sheet in sheets_of(VOCABULARY).values()} == set(SHEETS)
    assert all(SHEETS.values())


@cache
def rulesets() -> tuple[RulesetSource, ...]:
    return tuple(parse_ruleset(files.rules, strict=False) for files in read_rulesets(*folders_of((), LAYERS)))


def shares(silent: Mapping[str, set[str]]) -> dict[str, float]:
    """Returns for each ruleset the share of its rules that had their part."""
    return {source.id: 1 - len(silent[source.id]) / len({rule.id for rule in source.rules}) for source in rulesets()}


def spoken(evaluation: Evaluation) -> Iterator[str]:
    """Yields the ids of rules that decided something: in force and raised, exempting, defining, or following."""
    for decision in evaluation.decisions:
        if decision.outcome in ("not_raised", "not_in_force"):
            continue
        yield from (decision.rule.id, *decision.by)
        for found in decision.scope.definitions.values():
            for definition in found:
                about_it = definition.kind == decision.fact.kind
                if about_it and (
                    definition.when is None or interpret(definition.when, decision.scope, {definition.kind: decision.fact}).value
                ):
                    yield definition.rule
    for finding in evaluation.findings:
        yield from (consequence.rule.id for consequence in finding.consequences)


def test_every_state_is_shown() -> None:
    """Every state in the order of attention occurs among the findings."""
    assert {finding.state for evaluation in evaluations() for finding in evaluation.findings} == set(ATTENTION)


def test_broken_rows_are_listed_and_good_ones_go_on() -> None:
    """The broken workbook loses no row: each is read or rejected with sheet, row, column and reason, and nothing it holds is repeated."""
    read = read_declarations(EXAMPLES / "broken.xlsx", as_of=AS_OF)
    assert {problem.code for problem in read.rejected} >= {
        "unknown-column", "hidden-sheet", "unknown-sheet", "unknown-code", "duplicate-id", "not-yes-or-no", "not-a-date",
        "ambiguous-amount", "not-an-amount", "negative-amount", "not-allowed-here", "wrong-identity-number", "impossible-range",
        "official-rejected", "unknown-official", "missing-official-id", "missing-id", "formula", "merged-cells", "digits-lost",
    }  # fmt: skip
    assert [[gift.id for gift in dossier.gifts] for dossier in read.dossiers] == [["G-001"], ["G-014", "G-017"]]
    assert all("gifts" in dossier.incomplete for dossier in read.dossiers)
    assert read.counts.read == read.counts.evaluated + read.counts.rejected
    text = " ".join(map(str, read.rejected))
    assert not any(secret in text for secret in ("rekanan", "tamu", "3201010101900001", "1,200.50", "satu juta", "12-34"))
