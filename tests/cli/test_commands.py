"""Commands other than audit: what they print, which exit code they give, and that each shows an example."""

from __future__ import annotations

import argparse
import json
import shlex
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import openpyxl
import pytest
from shared_material import REPOSITORY
from support_cli import EXAMPLES, run

from integrityrules.cli.main import make_parser
from integrityrules.decide.forms import evaluation_schema
from integrityrules.decide.outcome import ATTENTION

WEDDING = EXAMPLES / "wedding.yaml"
RULESET = """
id: test/rules
version: 1.0.0
status: released
title: {id: Aturan uji, en: Test rules}
sources:
  act: {title: {id: UU Uji, en: Test Act}, citation: Act 1}
"""
RULES = """
rules:
  - id: gift.is-large
    kind: indicator
    about: gift
    executability: full
    track: ethics
    title: {id: Pemberian besar, en: Large gift}
    in_force: {from: 2020-01-01}
    when: gift.value_idr > 5
    cite: [{source: act, at: Pasal 1, verified: confirmed}]
"""
CASES = """
cases:
  - name: a large gift
    as_of: 2026-03-02
    gifts: [{id: g, received_on: 2026-02-02, value_idr: 6}]
    expect: {gift.is-large: [{about: g, outcome: applies}]}
  - name: a small gift
    as_of: 2026-03-02
    gifts: [{id: g, received_on: 2026-02-02, value_idr: 5}]
    expect: {gift.is-large: [{about: g, outcome: does_not_apply}]}
"""


@pytest.fixture
def rulesets(tmp_path: Path) -> Path:
    folder = tmp_path / "rulesets" / "own"
    folder.mkdir(parents=True)
    for name, text in (("ruleset.yaml", RULESET), ("rules.yaml", RULES), ("rules.cases.yaml", CASES)):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


# ---- help ------------------------------------------------------------------------------------------------------------------


def parsers(parser: argparse.ArgumentParser, words: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], argparse.ArgumentParser]]:
    yield words, parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, inner in action.choices.items():
                yield from parsers(inner, (*words, name))


@pytest.mark.parametrize("words", [pytest.param(words, id=" ".join(words) or "-") for words, _ in parsers(make_parser())])
def test_help_shows_an_example_that_can_be_typed(words: tuple[str, ...]) -> None:
    """Each command's help ends well and has an example of that command, with options that exist."""
    shown = run(*words, "--help")
    assert (shown.code, shown.err) == (0, "")
    example = shown.out.partition("example:\n")[2].strip().splitlines()[0]
    program, *typed = shlex.split(example)
    assert program == "integrityrules"
    assert tuple(typed[: len(words)]) == words
    assert make_parser().parse_args(typed).run is not None


@pytest.mark.parametrize(
    "arguments",
    [(), ("frob",), ("rules",), ("check",), ("template",), ("audit", "x", "--as-of", "2026-2-30"), ("audit", "x", "--fail-on", "guilty")],
)
def test_wrong_usage_is_2(arguments: tuple[str, ...]) -> None:
    """A command line that makes no sense gives exit code 2, a usage line, and nothing on stdout."""
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "usage: integrityrules" in ran.err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("audit", "no/such/workbook.xlsx"), "no-input"),
        (("audit", REPOSITORY / "README.md"), "unknown-format"),
        (("check", "no/such/dossier.yaml"), "unreadable-file"),
        (("template", "--out", "no/such/folder/x.xlsx"), "file"),
        (("audit", EXAMPLES / "declarations.xlsx", "--out", REPOSITORY / "README.md"), "file"),
        (("rules", "list", "--rulesets", "no/such/folder"), "no-ruleset"),
        (("rules", "show", "gratification.no-such-rule"), "unknown-rule"),
        (("rules", "test", "--layer", "no-such-layer"), "no-ruleset"),
    ],
)
def test_what_cannot_be_found_or_written_is_2(arguments: tuple[object, ...], code: str) -> None:
    """A path or an id that leads nowhere gives exit code 2 and one line with its code, never a traceback."""
    ran = run(*arguments)
    assert ran.code == 2
    assert code in ran.err.split(": ")
    assert ran.err.count("\n") == 1


# ---- check -----------------------------------------------------------------------------------------------------------------


def test_check_prints_findings_with_basis_deadline_and_questions() -> None:
    """Text has each finding with its article, its deadline, its explanation with values, and each question on its own line."""
    ran = run("check", WEDDING, "--as-of", "2026-02-02", "--lang", "en")
    assert (ran.code, ran.err) == (0, "")
    assert "[gratification.report; reporting]" in ran.out
    assert "Pasal 2 ayat (1)" in ran.out
    assert "Due: 2026-03-04 (20 working days left)" in ran.out
    assert "limit: Rp1,000,000; at least Rp200,000 above the limit" in ran.out
    asked = ran.out.partition("    Ask:\n")[2]
    assert asked.splitlines()[0] == "      - the official: What kind of receipt is it? (gift[g1].object, missing)"
    assert "Unless shown" not in ran.out
    assert max(map(len, ran.out.splitlines())) <= 120


def test_check_speaks_indonesian_unless_told_otherwise() -> None:
    """Indonesian is the language of what officials read."""
    ran = run("check", WEDDING, "--as-of", "2026-02-02")
    assert "== harus dilakukan, tenggat belum lewat" in ran.out
    assert "Tanyakan:" in ran.out


def test_check_explains_every_rule_considered_on_request() -> None:
    """`--explain` tells every exemption, every clause, and the rules that did not apply."""
    short, full = (run("check", WEDDING, "--as-of", "2026-02-02", "--lang", "en", *more).out for more in ((), ("--explain",)))
    assert "Other exemptions not shown" in short
    assert "“State administrator” of the official" not in short
    assert "“State administrator” of the official" in full
    assert "== Other rules considered" in full
    assert "[discipline.pp94.gift-requested]" in full


def test_check_gives_json_in_the_public_form() -> None:
    """JSON is one document of the published schema, the same each time, without declared values."""
    ran = run("check", WEDDING, "--as-of", "2026-02-02", "--format", "json")
    document = json.loads(ran.out)
    jsonschema.Draft202012Validator(evaluation_schema()).validate(document)
    assert ("gratification.report", "due") in [(found["rule"], found["state"]) for found in document["findings"]]
    assert "1200000" not in ran.out
    assert "guest-17" not in ran.out
    assert run("check", WEDDING, "--as-of", "2026-02-02", "--format", "json") == ran


def test_check_reads_json_as_well(tmp_path: Path) -> None:
    """A dossier may be JSON; the day given on the command line wins over its own."""
    path = tmp_path / "dossier.json"
    path.write_text(json.dumps({"as_of": "2025-01-01", "official": {"id": "o1", "employment": "pns"}}), encoding="utf-8")
    assert json.loads(run("check", path, "--format", "json").out)["as_of"] == "2025-01-01"
    assert json.loads(run("check", path, "--format", "json", "--as-of", "2026-02-02").out)["as_of"] == "2026-02-02"


@pytest.mark.parametrize("state", [*ATTENTION, "never"])
def test_fail_on_follows_the_order_of_attention(state: str) -> None:
    """A finding gives 1 for its own state and all that are less urgent, and 0 for what is more urgent, and for never."""
    found = json.loads(run("check", WEDDING, "--as-of", "2026-02-02", "--format", "json").out)["findings"]
    most_urgent = min(ATTENTION.index(finding["state"]) for finding in found)
    assert most_urgent > ATTENTION.index("indicated")
    reached = state != "never" and ATTENTION.index(state) >= most_urgent
    assert run("check", WEDDING, "--as-of", "2026-02-02", "--fail-on", state).code == int(reached)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("unknown.yaml", "as_of: 2026-02-02\ngifts: [{id: g, valu_idr: 5}]"),
        ("twice.yaml", "as_of: 2026-02-02\nas_of: 2026-02-03"),
        ("broken.json", '{"as_of": "2026-02-02", "gifts": ['),
        ("wrong.json", '{"as_of": "2026-02-02", "gifts": [{"id": "g", "accepted": "perhaps"}]}'),
        ("list.json", "[1, 2]"),
    ],
)
def test_a_dossier_that_cannot_be_read_is_3(tmp_path: Path, name: str, text: str) -> None:
    """What is wrong with a dossier is said on stderr with its place, and the exit code is 3."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    ran = run("check", path)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith((name, "gifts", "dossier")), ran.err


def test_a_wrong_ruleset_is_2(rulesets: Path) -> None:
    """A ruleset with a mistake gives exit code 2 and the place of the mistake."""
    (rulesets / "rules.yaml").write_text(RULES.replace("value_idr", "valu_idr"), encoding="utf-8")
    ran = run("check", WEDDING, "--rulesets", rulesets)
    assert ran.code == 2
    assert "rules.yaml:10:11: unknown-field: `gift.valu_idr`" in ran.err


# ---- template and rules ----------------------------------------------------------------------------------------------------


def test_template_has_the_sheets_that_the_rules_read(tmp_path: Path) -> None:
    """The workbook has a sheet for each kind that some rule reads; on request for every kind."""
    assert run("template", "--out", tmp_path / "some.xlsx", "--lang", "en") == (0, f"{tmp_path / 'some.xlsx'}\n", "")
    run("template", "--out", tmp_path / "all.xlsx", "--lang", "en", "--all-kinds")
    some, every = (set(openpyxl.load_workbook(tmp_path / name).sheetnames) for name in ("some.xlsx", "all.xlsx"))
    assert "Gift" in some <= every


def test_an_empty_template_can_be_audited(tmp_path: Path) -> None:
    """A template nobody filled in gives no findings and no problems."""
    run("template", "--out", tmp_path / "empty.xlsx")
    ran = run("audit", tmp_path / "empty.xlsx")
    assert (ran.code, ran.err) == (0, "")
    assert "Tidak ada temuan." in ran.out


def test_rules_list_has_every_kind_of_rule_in_force() -> None:
    """Duties, prohibitions, indicators, exemptions, definitions and consequences are listed in the order of their ids."""
    lines = run("rules", "list", "--on", "2026-01-20", "--lang", "en").out.splitlines()
    assert {line.split()[0] for line in lines} == {"duty", "prohibition", "indicator", "exemption", "definition", "consequence"}
    ids = [line.split()[1] for line in lines]
    assert ids == sorted(set(ids))
    assert "gratification.exempt.coworker-farewell" not in ids  # deleted in 2026


def test_rules_show_takes_the_law_of_the_day() -> None:
    """The limit at a wedding is one million on 19 January 2026, and one and a half the day after."""
    before, after = (run("rules", "show", "gratification.report", "--on", f"2026-01-{day}").out for day in (19, 20))
    assert "“Batas pemberian dalam upacara per pemberi” (Rp1.000.000)" in before
    assert "“Batas pemberian dalam upacara per pemberi” (Rp1.500.000)" in after


def test_rules_show_an_instance_of_a_layer() -> None:
    """`rule@layer` is shown with the layer's own parameter."""
    listed = run("rules", "list", "--on", "2026-03-02", "--layer", "agency-example").out
    instances = [word for word in listed.split() if "@" in word]
    assert instances
    for id in instances:
        assert run("rules", "show", id, "--on", "2026-03-02", "--layer", "agency-example").out.startswith(f"{id} (")


def test_rules_test_says_whether_cases_hold(rulesets: Path) -> None:
    """Cases that hold give 0, one that does not gives 1 and is named."""
    assert run("rules", "test", "--rulesets", rulesets).code == 0
    cases = rulesets / "rules.cases.yaml"
    cases.write_text(CASES.replace("does_not_apply", "applies"), encoding="utf-8")
    ran = run("rules", "test", "--rulesets", rulesets)
    assert ran.code == 1
    assert "a small gift" in ran.out


def test_rules_test_mutates(rulesets: Path) -> None:
    """Mutants that no case notices give 1; progress can be had as JSON lines."""
    ran = run("rules", "test", "--mutate", "--rulesets", rulesets, "--progress", "json")
    last = json.loads(ran.err.splitlines()[-1])
    assert last["event"] == "progress"
    assert last["done"] == last["total"] > 0
    (rulesets / "rules.cases.yaml").write_text(CASES.partition("  - name: a small gift")[0], encoding="utf-8")
    assert run("rules", "test", "--mutate", "--rulesets", rulesets).code == 1


def test_rules_lint_ends_with_1_if_something_looks_wrong(rulesets: Path) -> None:
    """A rule without any case is pointed out."""
    (rulesets / "rules.cases.yaml").unlink()
    ran = run("rules", "lint", "--rulesets", rulesets)
    assert ran.code == 1
    assert "gift.is-large" in ran.out


def test_rules_lock_keeps_released_versions(rulesets: Path) -> None:
    """A released version is locked once; if its rules change afterwards, the check fails and writing does not help."""
    assert run("rules", "lock", "--rulesets", rulesets).code == 2
    assert run("rules", "lock", "--rulesets", rulesets, "--write").code == 0
    assert run("rules", "lock", "--rulesets", rulesets) == (0, "", "")
    (rulesets / "rules.yaml").write_text(RULES.replace("> 5", ">= 5"), encoding="utf-8")
    for more in ((), ("--write",)):
        ran = run("rules", "lock", "--rulesets", rulesets, *more)
        assert ran.code == 2
        assert "locked-changed" in ran.out


@pytest.mark.parametrize("of", ["dossier", "evaluation"])
def test_rules_schema_prints_a_json_schema(of: str) -> None:
    """Both schemas are valid JSON Schema of 2020-12."""
    jsonschema.Draft202012Validator.check_schema(json.loads(run("rules", "schema", "--of", of).out))
