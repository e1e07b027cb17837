"""The packaged rulesets, and the hand-written models: cases pass, clauses are covered, mutants die, the lock holds.

The whole mutation test is `integrityrules rules test --mutate`, and runs here in the nightly profile; else a sample of it does.
"""

from __future__ import annotations

import os
import re
from functools import cache

import pytest
from shared_material import ABSENT, REPOSITORY, shared

from integrityrules.engine import Engine
from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.library import packaged_rulesets, read_calendars, read_rulesets
from integrityrules.rulebook.cases import Case, check_cases, parse_cases
from integrityrules.rulebook.compile import Rulebook
from integrityrules.rulebook.lint import NOTES, lint
from integrityrules.rulebook.lock import check_lock, parse_lock
from integrityrules.rulebook.read import parse_ruleset
from integrityrules.ruletests import clause_coverage, load_suite, mutate, run_cases
from integrityrules.ruletests.observe import Observation, world_of

LAYERS = ["agency-example", "agency-example-conflicts"]
NIGHTLY = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"
SAMPLE = 101
"""Every so many mutants are tried in the normal suite: some fifty of several thousand."""


@cache
def packaged() -> tuple[Engine, tuple[Case, ...]]:
    return load_suite(layers=LAYERS)


def test_every_packaged_case_passes() -> None:
    """Every case of every packaged ruleset, national and of the example layer, comes out as it says."""
    engine, cases = packaged()
    assert len(cases) > 100
    assert run_cases(engine, cases).failed == ()


def test_national_cases_do_not_depend_on_the_layer() -> None:
    """A layer changes no national outcome: the national cases pass without it, too."""
    assert run_cases(*load_suite()).failed == ()


def test_every_clause_was_seen_true_and_false() -> None:
    """No clause of a packaged rule is left that the cases never made true, or false."""
    assert [str(clause) for clause in clause_coverage(*packaged()).missing] == []


def test_every_rule_is_asserted() -> None:
    """Each duty, prohibition and indicator has cases in which it is found and cases in which it is not."""
    engine, cases = packaged()
    outcomes: dict[str, set[str]] = {}
    for case in cases:
        seen = Observation(engine.rulebook, world_of(case, engine.rulebook, engine.calendars))
        asserted = {expectation.rule for expectation in case.expect}
        for rule in asserted & seen.decisions.keys():
            outcomes.setdefault(rule, set()).update(decision.outcome for decision in seen.decisions[rule])
    acts = {rule for lanes in engine.rulebook.lanes.values() for lane in lanes for rule in lane.rules if "@" not in rule}
    assert {rule for rule in acts if not {"applies"} < outcomes.get(rule, set())} == set()


def test_lint_finds_nothing_to_repair() -> None:
    """The rules about rules find nothing in the packaged rulesets that needs a repair."""
    engine, cases = packaged()
    assert [str(problem) for problem in lint(engine.rulebook, cases, engine.calendars) if problem.code not in NOTES] == []


def test_released_rulesets_are_as_they_were_released() -> None:
    """Every released ruleset is in the lock, with the digest it has."""
    path = packaged_rulesets() / "released.lock"
    lock = parse_lock(path.read_text(encoding="utf-8")) if path.is_file() else {}
    rulesets = packaged()[0].rulebook.rulesets
    assert [str(problem) for problem in check_lock(rulesets, lock)] == []


def test_a_sample_of_mutants_dies() -> None:
    """Of a sample of mutants over all packaged rules none survives; in the nightly profile, of all of them."""
    result = mutate(*packaged(), every=1 if NIGHTLY else SAMPLE)
    assert [str(found) for found in result.survivors] == []
    assert result.left_out == ()


# ---- the models for rule authors -----------------------------------------------------------------------------------------

MODELS = ["lhkpn", "perkpk-2-2019-pasal-2", "perpres-16-2018-pasal-7"]


def model(name: str) -> tuple[Engine, tuple[Case, ...]]:
    """Returns one model with its cases, in the words of the vocabulary; its toy identity numbers become numbers of our own."""
    folder = shared("exemplars")
    if folder is None:
        pytest.skip(ABSENT)
    texts = [(folder / f"{name}{end}").read_text(encoding="utf-8") for end in (".yaml", ".cases.yaml")]
    rules, cases = (text.replace("value_from_giver", "value_idr") for text in texts)
    sources = sorted(set(re.findall(r"source: ([\w-]+)", rules)))
    head = [
        "id: model", "version: 1.0.0", "title: {id: Contoh, en: Model}", "status: draft", "sources:",
        *(f"  {id}: {{title: {{id: {id}, en: {id}}}, citation: {id}}}" for id in sources),
    ]  # fmt: skip
    if "kpk.may-become-state-property" in rules:
        cite = "cite: [{source: perkpk-1-2026, at: Pasal 17 ayat (4), verified: one_source}]"
        head += ["sanctions:", f"  kpk.may-become-state-property: {{title: {{id: Milik negara, en: State property}}, {cite}}}"]
    rulebook = Rulebook([parse_ruleset({"ruleset.yaml": "\n".join(head), f"{name}.yaml": rules})], VOCABULARY)
    cases = re.sub(r"\{(?:nik|nip|npwp): ", "{own: ", cases)
    return Engine(rulebook, read_calendars(REPOSITORY / "rulesets")), parse_cases(cases, file=f"{name}.cases.yaml", vocabulary=VOCABULARY)


@pytest.mark.parametrize("name", MODELS)
def test_the_cases_of_the_models_pass(name: str) -> None:
    """The provisions encoded by hand as models load, and every one of their cases passes."""
    engine, cases = model(name)
    assert check_cases(cases, (rule.id for rule in engine.rulebook.typed)) == []
    assert [(case.name, case.differences) for case in run_cases(engine, cases).failed] == []


@pytest.mark.parametrize("name", MODELS)
def test_the_models_can_be_mutated(name: str) -> None:
    """Cases written to show a syntax, not to test every boundary, still kill a good part of the mutants, and every mutant runs."""
    result = mutate(*model(name), every=5)
    assert result.left_out == ()
    assert len(result.of("killed")) + len(result.of("refused")) > len(result.results) / 4


def test_cases_lie_beside_the_rules_they_test() -> None:
    """Every packaged ruleset has cases."""
    assert [str(files.folder) for files in read_rulesets(packaged_rulesets()) if not files.cases] == []
