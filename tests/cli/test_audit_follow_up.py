"""`integrityrules audit` over weeks: baselines, dispositions, what they do to the exit code, and what the trail keeps of them."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
from support_cli import Ran, run, write_jsonl
from support_reports import RULES
from support_rules import HEAD

AS_OF = "2026-03-02"
CANARY = 76_543_210
GIFTS = (
    {"id": "G-1", "related_to_office": True},
    {"id": "G-2", "received_on": "2026-01-05"},
    {"id": "G-3", "perishable": True},
)


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with three small rules."""
    folder = tmp_path_factory.mktemp("rules")
    (folder / "ruleset.yaml").write_text(HEAD, encoding="utf-8")
    (folder / "rules.yaml").write_text(RULES, encoding="utf-8")
    return folder


@pytest.fixture
def audit(rules: Path, tmp_path: Path) -> Any:
    """Returns a function that audits some gifts of one official in this folder."""

    def audited(*options: object, gifts: tuple[dict[str, Any], ...] = GIFTS, as_of: str = AS_OF) -> Ran:
        plain = {"accepted": True, "received_on": "2026-02-26", "value_idr": CANARY, "reported_to_kpk_on": "not_yet"}
        dossier = {
            "official": {"id": "P-1", "employment": "pns", "agency": "unit-x"},
            "gifts": [{**plain, "related_to_office": False, "perishable": False, **gift} for gift in gifts],
        }
        folder = write_jsonl(tmp_path / "in", dossiers=[json.dumps(dossier)])
        return run("audit", folder, "--as-of", as_of, "--lang", "en", "--rulesets", rules, *options)

    return audited


def states_of(ran: Ran) -> dict[str, int]:
    """Returns how many findings the head of the printed text counts, by state."""
    return {words: int(number) for number, words in re.findall(r"^ +(\d+)  (.+)$", ran.out, re.MULTILINE)}


def fill(path: Path, *rows: dict[str, Any]) -> None:
    """Fills in rows of a case list, each by the act it is about and the beginning of its title."""
    book = openpyxl.load_workbook(path)
    sheet = book["Findings"]
    places = {cell.value: cell.column for cell in sheet[1]}
    for row in rows:
        wanted = row.pop("Act"), row.pop("Title")
        for line in range(2, sheet.max_row + 1):
            if (sheet.cell(line, places["Act"]).value, sheet.cell(line, places["Duty or prohibition"]).value) == wanted:
                for title, value in row.items():
                    sheet.cell(line, places[title], value)
    book.save(path)


FORBIDDEN: dict[str, Any] = {
    "Act": "gift G-1", "Title": "Forbidden to receive", "Disposition": "explained", "Reason": "zq7 sebab", "Decided by": "zq7 Irban",
    "Valid until": date(2026, 6, 30),
}  # fmt: skip
LATE: dict[str, Any] = {**FORBIDDEN, "Act": "gift G-2", "Title": "Duty to report", "Disposition": "accepted"}


# ---- files -----------------------------------------------------------------------------------------------------------------


def test_out_receives_the_formats_that_are_asked_for(audit: Any, tmp_path: Path) -> None:
    """Each format is one file, and no other is written; SARIF and JUnit are what they are called."""
    out = tmp_path / "out"
    audit("--out", out, "--formats", "sarif,junit,html")
    assert {path.name for path in out.iterdir()} == {"findings.sarif", "findings.junit.xml", "report.html"}
    assert json.loads((out / "findings.sarif").read_text())["version"] == "2.1.0"
    suites = ElementTree.fromstring((out / "findings.junit.xml").read_text())
    # Failed is what is at or above --fail-on, as for the exit code.
    assert len(list(suites.iter("failure"))) == 2
    assert audit("--out", out, "--formats", "pdf").code == 2


def test_no_file_but_the_case_list_holds_values_unless_asked(audit: Any, tmp_path: Path) -> None:
    """Amounts are in cases.xlsx, and in report.html with --values alone."""
    out = tmp_path / "out"
    audit("--out", out, "--formats", "html,jsonl,txt,sarif,junit", "--write-baseline", tmp_path / "known.json")
    written = [*out.iterdir(), tmp_path / "known.json"]
    assert not any("76,543,210" in path.read_text() or str(CANARY) in path.read_text() for path in written)
    audit("--out", out, "--formats", "html", "--values")
    assert "76,543,210" in (out / "report.html").read_text()


def test_a_page_for_others_has_no_single_finding(audit: Any, tmp_path: Path) -> None:
    """--hide-small leaves out everything about fewer officials than that; one official is always too few."""
    audit("--out", tmp_path / "out", "--formats", "html", "--hide-small")
    page = (tmp_path / "out" / "report.html").read_text()
    assert "P-1" not in page
    assert "G-1" not in page
    assert audit("--hide-small", "1").code == 2


def test_check_speaks_sarif_and_junit(rules: Path, tmp_path: Path) -> None:
    """One dossier's findings as SARIF and as JUnit, without values; the exit code does not change."""
    gift = {"id": "G-1", "received_on": "2026-02-26", "related_to_office": True, "value_idr": CANARY}
    dossier = {"as_of": AS_OF, "official": {"id": "P-1"}, "gifts": [gift]}
    path = tmp_path / "dossier.json"
    path.write_text(json.dumps(dossier), encoding="utf-8")
    sarif = run("check", path, "--rulesets", rules, "--format", "sarif")
    junit = run("check", path, "--rulesets", rules, "--format", "junit")
    assert (sarif.code, junit.code) == (1, 1)
    results = json.loads(sarif.out)["runs"][0]["results"]
    assert "forbidden" in {result["ruleId"] for result in results}
    assert len(list(ElementTree.fromstring(junit.out).iter("testcase"))) == len(results) + 1
    assert str(CANARY) not in sarif.out + junit.out


# ---- baseline --------------------------------------------------------------------------------------------------------------


def test_only_what_is_new_or_worse_is_shown_and_counts(audit: Any, tmp_path: Path) -> None:
    """Against its own baseline an audit shows nothing and ends with 0; a new gift, and time that ran out, are shown and count."""
    known, out = tmp_path / "known.json", tmp_path / "out"
    first = audit("--write-baseline", known)
    assert first.code == 1
    assert f"key written to {known}.key" in first.err
    assert (known.with_name("known.json.key").stat().st_mode & 0o777) == 0o600
    assert "P-1" not in known.read_text()
    again = audit("--baseline", known, "--out", out)
    assert (again.code, states_of(again)) == (0, {})
    assert "5 findings that the baseline has are left out; 0 findings of the baseline are no longer found." in again.out
    assert (out / "findings.jsonl").read_text() == ""
    new = audit("--baseline", known, gifts=(*GIFTS[1:], {"id": "G-9", "related_to_office": True}))
    assert new.code == 1
    assert states_of(new) == {"facts point to a prohibition": 1, "to be done, time has not run out": 1}
    assert "2 findings of the baseline are no longer found." in new.out
    later = audit("--baseline", known, as_of="2026-04-30")
    assert states_of(later) == {"time has run out, stated as not done": 2}


def test_a_baseline_is_written_again_with_the_same_key(audit: Any, tmp_path: Path) -> None:
    """Equal findings give equal bytes; a key that others may read, or of another baseline, is refused."""
    known, other = tmp_path / "known.json", tmp_path / "other.json"
    audit("--write-baseline", known)
    before = known.read_bytes()
    assert audit("--write-baseline", known).err == ""
    assert known.read_bytes() == before
    audit("--write-baseline", other)
    assert audit("--baseline", known, "--baseline-key", f"{other}.key").err.startswith("wrong-key: ")
    Path(f"{known}.key").chmod(0o644)
    assert audit("--baseline", known).err.startswith("key-exposed: ")
    assert audit("--baseline", tmp_path / "none.json").code == 2
    known.write_text("no")
    Path(f"{known}.key").chmod(0o600)
    assert audit("--baseline", known).err.startswith("bad-baseline: ")


# ---- dispositions ----------------------------------------------------------------------------------------------------------


def test_dispositions_leave_out_until_they_expire(audit: Any, tmp_path: Path) -> None:
    """What officers dispose of is neither shown nor counted, stands in the next case list, and is open again, loudly, after its day."""
    out = tmp_path / "out"
    cases = out / "cases.xlsx"
    assert audit("--out", out).code == 1
    fill(cases, dict(FORBIDDEN), dict(LATE))
    ran = audit("--out", out, "--dispositions", cases)
    assert ran.code == 0
    assert set(states_of(ran)) == {"a person should look", "to be done, time has not run out"}
    assert "2 findings with a disposition are left out: 1 accepted, 1 explained." in ran.out
    again = audit("--out", out, "--dispositions", cases)
    assert again == ran
    late = audit("--out", out, "--dispositions", cases, as_of="2026-07-01")
    assert late.code == 1
    assert "EXPIRED DISPOSITIONS: 2 findings are open again" in late.out
    assert "zq7" not in ran.out + late.out


def test_a_case_list_with_a_mistake_stops_the_run(audit: Any, tmp_path: Path) -> None:
    """Every wrong cell is named, nothing is evaluated, and the case list is not overwritten."""
    out = tmp_path / "out"
    audit("--out", out)
    fill(out / "cases.xlsx", {**FORBIDDEN, "Reason": None, "Valid until": "forever"})
    before = (out / "cases.xlsx").read_bytes()
    ran = audit("--out", out, "--dispositions", out / "cases.xlsx")
    assert (ran.code, ran.out) == (3, "")
    assert re.findall(r"^Findings:\d+:\d+: ([a-z-]+):", ran.err, re.MULTILINE) == ["not-a-day", "missing-reason"]
    assert (out / "cases.xlsx").read_bytes() == before


def test_dispositions_are_in_the_trail_without_a_word(audit: Any, tmp_path: Path) -> None:
    """With a trail each disposition that was met is an entry of the run, between its evaluations and its account."""
    trail, out = tmp_path / "coi.trail", tmp_path / "out"
    assert run("trail", "init", trail, "--origin", "audit.example.go.id/test", "--keep-inputs").code == 0
    audit("--out", out)
    fill(out / "cases.xlsx", dict(FORBIDDEN))
    ran = audit("--out", out, "--dispositions", out / "cases.xlsx", "--trail", trail)
    assert ran.code == 1
    assert run("trail", "export", trail, "--out", tmp_path / "plain").code == 0
    text = (tmp_path / "plain" / "entries.jsonl").read_text()
    kinds = [json.loads(line)["kind"] for line in text.splitlines()]
    assert kinds == ["evaluation", "disposition", "run"]
    assert "zq7" not in text
    entry = json.loads(text.splitlines()[1])
    assert (entry["rule"], entry["disposition"], entry["expires"], entry["holds"]) == ("forbidden", "explained", "2026-06-30", True)
    assert run("trail", "verify", trail).code == 0
    assert "2 NO-EVALUATION, 1 SAME" in run("trail", "replay", trail).err
