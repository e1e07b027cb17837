"""`integrityrules audit`: the example workbooks, folders of text files, what is written, and that it is the same each time."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest
from support_cli import AS_OF, EXAMPLES, Ran, run, write_jsonl

from integrityrules.decide.forms import evaluation_schema
from integrityrules.decide.outcome import ATTENTION
from integrityrules.library import load_engine
from integrityrules.tables import read_declarations

GOOD, BROKEN = EXAMPLES / "declarations.xlsx", EXAMPLES / "broken.xlsx"
OUTPUTS = {"findings.jsonl", "cases.xlsx", "audit.txt", "report.html"}
OFFICIAL = {"official_id": "P-1", "id": "P-1", "employment": "pns"}
GIFT = {"official_id": "P-1", "id": "G-1", "giver": "x", "received_on": "2026-01-19", "accepted": True}


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> tuple[Ran, Path]:
    """The example workbook, audited once."""
    out = tmp_path_factory.mktemp("audit") / "new" / "folder"
    return run("audit", GOOD, "--as-of", AS_OF, "--out", out), out


def lines_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def cells_of(path: Path, sheet: str) -> list[tuple[Any, ...]]:
    return list(openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True))


# ---- the example -----------------------------------------------------------------------------------------------------------


def test_the_example_gives_findings_and_1(example: tuple[Ran, Path]) -> None:
    """The example workbook is read whole, something in it is indicated, and the files are written."""
    ran, out = example
    assert (ran.code, ran.err) == (1, "")
    assert "0 ditolak" in ran.out
    assert {path.name for path in out.iterdir()} == OUTPUTS


def test_what_is_printed_is_written(example: tuple[Ran, Path]) -> None:
    """`audit.txt` equals what is printed."""
    ran, out = example
    assert (out / "audit.txt").read_text(encoding="utf-8") == ran.out


def test_findings_are_of_the_published_form_in_the_order_of_attention(example: tuple[Ran, Path]) -> None:
    """Each line of `findings.jsonl` is a finding of the schema with its official's id; the most urgent come first."""
    findings = lines_of(example[1] / "findings.jsonl")
    schema = evaluation_schema()["properties"]["findings"]["items"]
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    for finding in findings:
        assert finding.pop("official").startswith("P-") or finding["fact"]["kind"] in ("package", "bid")
        validator.validate(finding)
    states = [ATTENTION.index(finding["state"]) for finding in findings]
    assert states == sorted(states)


def test_findings_are_those_of_the_engine(example: tuple[Ran, Path]) -> None:
    """An audit finds for each official what the engine finds for their dossier alone; what all dossiers say of a register it says once."""
    declarations = read_declarations(GOOD, as_of=date.fromisoformat(AS_OF))
    engine = load_engine()
    alone = [engine.evaluate(dossier, registers=[declarations.registers]) for dossier in declarations.dossiers]
    expected = Counter((found.id, found.state) for one in alone for found in one.findings)
    once = lines_of(example[1] / "findings.jsonl")
    assert {(found["id"], found["state"]) for found in once} == set(expected)
    owned = Counter((found["official"], found["id"], found["state"]) for found in once if found["official"])
    assert owned <= Counter((one.official, found.id, found.state) for one in alone for found in one.findings)
    assert owned.total() + len(alone) * (len(once) - owned.total()) == expected.total()


def test_the_table_shows_each_act_once(example: tuple[Ran, Path]) -> None:
    """Each act with a finding stands in the printed table once, with all its tracks beneath, within 160 columns."""
    ran, out = example
    acts = {(found["official"], found["fact"]["kind"], found["fact"]["id"]) for found in lines_of(out / "findings.jsonl")}
    groups = [int(number) for number in re.findall(r"^== .* \((\d+) perihal\)$", ran.out, re.MULTILINE)]
    assert sum(groups) == len(acts)
    assert Counter(line.split()[0] for line in ran.out.splitlines() if line.startswith("P-")) == Counter(one for one, _, _ in acts if one)
    assert max(map(len, ran.out.splitlines())) <= 160


def test_fail_on_never_is_0() -> None:
    """`--fail-on never` ends well whatever is found."""
    assert run("audit", GOOD, "--as-of", AS_OF, "--fail-on", "never").code == 0


def test_two_runs_give_the_same_bytes(example: tuple[Ran, Path], tmp_path: Path) -> None:
    """The same input on the same day gives the same files, byte by byte, and the same text."""
    again = run("audit", GOOD, "--as-of", AS_OF, "--out", tmp_path)
    assert again == example[0]
    for name in OUTPUTS:
        assert (tmp_path / name).read_bytes() == (example[1] / name).read_bytes(), name


def test_old_files_are_replaced_and_others_kept(tmp_path: Path) -> None:
    """Files of an earlier run are replaced as a whole; nothing else in the folder is touched, and no half-written file stays."""
    for name in (*OUTPUTS, "mine.txt"):
        (tmp_path / name).write_text("old " * 10_000)
    run("audit", BROKEN, "--as-of", AS_OF, "--out", tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {*OUTPUTS, "mine.txt"}
    assert (tmp_path / "mine.txt").read_text().startswith("old")
    assert not any((tmp_path / name).read_bytes().startswith(b"old") for name in OUTPUTS)


def test_words_follow_the_language(tmp_path: Path) -> None:
    """`--lang en` gives an English table and case list; the findings in JSON hold both languages and do not change."""
    ran = run("audit", GOOD, "--as-of", AS_OF, "--lang", "en", "--out", tmp_path / "en")
    run("audit", GOOD, "--as-of", AS_OF, "--out", tmp_path / "id")
    assert "Duty to report a gratification received" in ran.out
    assert "Findings" in openpyxl.load_workbook(tmp_path / "en" / "cases.xlsx").sheetnames
    assert (tmp_path / "en" / "findings.jsonl").read_bytes() == (tmp_path / "id" / "findings.jsonl").read_bytes()


# ---- bad rows --------------------------------------------------------------------------------------------------------------


def test_bad_rows_are_listed_and_good_ones_evaluated(tmp_path: Path) -> None:
    """The broken workbook gives findings for its good rows, a place and a reason for each bad one, and exit code 3."""
    ran = run("audit", BROKEN, "--as-of", AS_OF, "--out", tmp_path, "--fail-on", "never")
    assert (ran.code, ran.err) == (3, "")
    assert {found["fact"]["id"] for found in lines_of(tmp_path / "findings.jsonl")} == {"G-001", "G-014", "G-017"}
    assert "- gifts, baris 6, kolom E: negative-amount: an amount is never below zero" in ran.out
    rejected = read_declarations(BROKEN, as_of=date.fromisoformat(AS_OF)).rejected
    rows = cells_of(tmp_path / "cases.xlsx", "Ditolak")[1:]
    assert [row[:5] for row in rows if row[3] == "negative-amount"] == [
        ("gifts", 6, "E", "negative-amount", "an amount is never below zero")
    ]
    assert [(row[0], row[1] or 0, row[3]) for row in rows] == [(problem.where, problem.line, problem.code) for problem in rejected]
    assert ran.out.count("\n- ") == len(rejected)


def test_incomplete_outweighs_findings() -> None:
    """Exit code 3 says that rows are missing, also where what could be read would give 1."""
    assert run("audit", BROKEN, "--as-of", AS_OF, "--fail-on", "met").code == 3


def test_a_file_that_is_no_workbook_is_3(tmp_path: Path) -> None:
    """What cannot be opened as a workbook is a declaration that cannot be read."""
    path = tmp_path / "not.xlsx"
    path.write_bytes(b"PK this is none")
    ran = run("audit", path)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.count("\n") == 1


# ---- folders ---------------------------------------------------------------------------------------------------------------


def as_csv(*rows: dict[str, Any]) -> str:
    names = [name for name in rows[0] if name != "id" or "giver" in rows[0]]
    text = [names, *([str(row[name]).lower() if isinstance(row[name], bool) else str(row[name]) for name in names] for row in rows)]
    return "".join(",".join(row) + "\n" for row in text)


def folders(tmp_path: Path) -> Iterator[Path]:
    csv = tmp_path / "csv"
    csv.mkdir()
    (csv / "officials.csv").write_text(as_csv(OFFICIAL), encoding="utf-8")
    (csv / "gifts.csv").write_text(as_csv(GIFT), encoding="utf-8")
    yield csv
    official = {name: value for name, value in OFFICIAL.items() if name != "id"}
    yield write_jsonl(tmp_path / "jsonl", officials=[json.dumps(official)], gifts=[json.dumps(GIFT)])
    gift = {name: value for name, value in GIFT.items() if name != "official_id"}
    dossier = {"official": {"id": "P-1", "employment": "pns"}, "gifts": [gift]}
    yield write_jsonl(tmp_path / "dossiers", dossiers=[json.dumps(dossier)])


def test_the_same_facts_give_the_same_findings_from_any_source(tmp_path: Path) -> None:
    """A folder of CSV, one of JSONL, and lines of dossiers give equal findings."""
    found = []
    for folder in folders(tmp_path):
        ran = run("audit", folder, "--as-of", AS_OF, "--out", folder / "out", "--fail-on", "never")
        assert (ran.code, ran.err) == (0, ""), ran
        found.append((folder / "out" / "findings.jsonl").read_text(encoding="utf-8"))
    assert "gratification.report" in found[0]
    assert found[0] == found[1] == found[2]


def test_bad_lines_of_text_files_are_listed(tmp_path: Path) -> None:
    """A bad line of CSV or JSONL is rejected with file and row, and the exit code is 3."""
    csv, jsonl, _ = folders(tmp_path)
    (csv / "gifts.csv").write_text(as_csv(GIFT, {**GIFT, "id": "G-2", "received_on": "soon"}), encoding="utf-8")
    write_jsonl(jsonl, gifts=[json.dumps(GIFT), json.dumps({**GIFT, "id": "G-2", "received_on": "soon"}), "{"])
    for folder, place in ((csv, "gifts.csv, baris 3, kolom D"), (jsonl, "gifts.jsonl, baris 2")):
        ran = run("audit", folder, "--as-of", AS_OF)
        assert ran.code == 3
        assert f"- {place}" in ran.out
        assert "G-1" in ran.out
