"""What was declared stays where it belongs: every field of a dossier and a workbook is filled with something that can be recognised.

The explanations of `cases.xlsx` and the text of `check` may show it, which is documented. Messages, every other
file of an audit, the printed table, JSON and temporary files may not.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from support_cli import AS_OF, run, write_jsonl

from integrityrules.facts.catalogue import MODELS, VOCABULARY, holds_of, outside_name
from integrityrules.facts.fields import Holds
from integrityrules.facts.model import OWN_FIELDS, Fact
from integrityrules.facts.official import Official
from integrityrules.tables.layout import Column, sheets_of
from integrityrules.tables.template import workbook_bytes

CANARY = re.compile(
    r"zq7\w*"  # names, keys and free text
    r"|76[.,]?543[.,]?2\d\d"  # amounts of Rp76,543,2xx, grouped or not
    r"|3174\d{12}|1985\d{14}|01\.?234\.?567|123456789\d{4}",  # identity numbers
    re.IGNORECASE,
)
NUMBERS = {"nik": "3174051503850001", "nip": "198503152010011002", "npwp": "01.234.567.8-901.000", "nib": "1234567890123"}
ENTITY = {**NUMBERS, "own": "zq7key", "name": "Zq7Nama Zq7Marga"}
COUNT = iter(range(200, 10**6))


def canary_of(holds: Holds) -> Any:
    """Returns a value of a field that can be recognised, where its type has any; else some value of the type."""
    plain = {
        "string": f"Zq7text{next(COUNT)}", "entity": ENTITY, "money": 76_543_200 + next(COUNT) % 100, "bool": True, "int": holds.lowest,
        "percent": 50, "fact": "nowhere", "date": "2026-01-20",
    }  # fmt: skip
    if holds.type.name == "code":
        return next(iter(VOCABULARY.code_lists[holds.type.of].codes))
    return plain[holds.type.name]


def fact_of(model: type[Fact]) -> dict[str, Any]:
    """Returns one fact with every field filled."""
    fields = {outside_name(model, name): canary_of(holds_of(model, name)) for name in model.model_fields if name not in OWN_FIELDS}
    return {"id": "id-1", "stated_by": "unit", **fields}


@cache
def dossier() -> str:
    facts = {model.kind_of_fact.plural: [fact_of(model)] for model in MODELS if model is not Official}
    return json.dumps({"as_of": AS_OF, "official": fact_of(Official), "declared_in_full": [*facts], **facts})


def wrong_values(value: Any) -> Iterator[Any]:
    """Yields values that no field takes, or hardly any, and that can be recognised."""
    yield {"Zq7": ["zq7inner", 76_543_210]}
    yield "Zq7 not this"
    yield 76_543_210
    yield {**ENTITY, "nik": "Zq7", "zq7": 76_543_210}
    yield [{"value": value, "from": "zq7", "zq7": 1}]


def bad_dossiers() -> Iterator[Any]:
    """Yields dossiers with something wrong in each field of each kind."""
    whole = json.loads(dossier())
    for number in range(5):
        yield {plural: spoiled(facts, number) for plural, facts in whole.items() if plural != "declared_in_full"} | {"as_of": AS_OF}
    yield {"as_of": "zq7", "official": {"id": "o"}}
    yield {"as_of": AS_OF, "official": ["zq7"], "gifts": {"zq7": "zq7"}, "declared_in_full": {"Zq7 Nama": True}, "Zq7 Nama": 1}


def spoiled(facts: Any, number: int) -> Any:
    if isinstance(facts, list):
        return [spoiled(fact, number) for fact in facts]
    if not isinstance(facts, dict):
        return facts
    # Ids and sources are references, which are shown.
    return {name: value if name in ("id", "stated_by") else [*wrong_values(value)][number] for name, value in facts.items()}


@pytest.fixture(autouse=True)
def no_temporary_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Whatever asks for a temporary file gets an error."""
    monkeypatch.setattr(tempfile, "tempdir", "/no/such/folder")


def assert_clean(text: str) -> None:
    assert CANARY.findall(text) == []


def test_the_canaries_are_in_what_is_declared() -> None:
    """The dossier does hold what is looked for, so that finding nothing means something."""
    found = {canary.casefold() for canary in CANARY.findall(dossier())}
    assert {"zq7nama", "zq7key", *(NUMBERS[scheme] for scheme in ("nik", "nip", "nib"))} <= found
    assert any(canary.startswith("765432") for canary in found)


def test_check_keeps_values_out_of_json_and_stderr(tmp_path: Path) -> None:
    """The public form of a dossier with every field filled has none of its values; the text may have them."""
    path = tmp_path / "dossier.json"
    path.write_text(dossier(), encoding="utf-8")
    public = run("check", path, "--format", "json")
    assert public.code in (0, 1), public.err
    assert json.loads(public.out)["findings"]
    assert_clean(public.out + public.err)
    told = run("check", path, "--explain")
    assert "Rp76.543.2" in told.out
    assert_clean(told.err)


def test_audit_keeps_values_out_of_findings_and_table(tmp_path: Path) -> None:
    """An audit shows values in the explanations of the case list alone."""
    official = {**json.loads(dossier())["official"], "agency": "agency-1"}
    folder = write_jsonl(tmp_path / "in", dossiers=[json.dumps({**json.loads(dossier()), "official": official})])
    formats = ("--formats", "html,xlsx,jsonl,txt,sarif,junit")
    ran = run("audit", folder, "--as-of", AS_OF, "--out", tmp_path / "out", "--progress", "json", *formats)
    assert ran.code in (0, 1), ran
    assert_clean(ran.out + ran.err)
    for name in ("findings.jsonl", "report.html", "findings.sarif", "findings.junit.xml"):
        assert_clean((tmp_path / "out" / name).read_text(encoding="utf-8"))
    assert {where[1] for where, text in cells_of(tmp_path / "out" / "cases.xlsx") if CANARY.search(text)} == {"Penjelasan"}


def cells_of(path: Path) -> Iterator[tuple[tuple[str, str], str]]:
    for sheet in openpyxl.load_workbook(path):
        head, *rows = sheet.iter_rows(values_only=True)
        yield from (((sheet.title, str(title)), str(cell)) for row in rows for title, cell in zip(head, row, strict=True))


def test_no_message_about_a_field_repeats_it(tmp_path: Path) -> None:
    """Each field of each kind, given something wrong, is refused with a message about the field, not about what was in it."""
    said = 0
    for number, data in enumerate(bad_dossiers()):
        path = tmp_path / f"{number}.json"
        path.write_text(json.dumps(data), encoding="utf-8")
        ran = run("check", path, "--format", "json")
        assert_clean(ran.err + ran.out)
        assert ran.code == 3
        said += ran.err.count("\n")
    assert said > 500


@pytest.mark.parametrize(
    "text",
    [
        "official: {id: o, Zq7 Nama: zq7}",
        "official: {id: o\n  name: 'Zq7 Nama",
        "official: !Zq7 o",
        "Zq7 Nama: 1\nZq7 Nama: 2",
        "gifts:\n  - {id: g, value_idr: Rp76.543.210}\n\tZq7: 1",
        "gifts: [{id: g, giver: {name: Zq7, name: Zq7}}]",
        "official: &zq7 {id: o}\ngifts: *zq7",
        "Zq7 Nama",
        "- Zq7 Nama",
        "\x00Zq7",
    ],
)
def test_no_message_about_yaml_or_json_repeats_it(tmp_path: Path, text: str) -> None:
    """A dossier that is no good YAML, or no good JSON, is refused without its text."""
    for name in ("dossier.yaml", "dossier.json"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        ran = run("check", tmp_path / name)
        assert ran.code == 3
        assert_clean(ran.out + ran.err)


# ---- workbooks -------------------------------------------------------------------------------------------------------------


def cell_of(column: Column) -> object:
    """Returns what a cell of a column holds in a good row."""
    if column.part in ("official_id", "id"):
        return "P-1" if column.part == "official_id" else "id-1"
    if column.part == "scheme":
        return ENTITY[column.scheme]
    if column.part.startswith("spell"):
        return {"spell_of": "unit", "spell_value": "Zq7unit", "spell_from": "2020-01-01", "spell_until": "masih"}[column.part]
    if column.part == "in_full":
        return "ya"
    if column.name in ("stated_by", "basis", "agency"):
        return None
    return canary_of(Holds(column.type))


def workbook(tmp_path: Path, *, good: bool) -> Path:
    """Writes a workbook with a row in each sheet, every cell filled: with good values, or with a name in every cell."""
    filling = {}
    for name, sheet in sheets_of(VOCABULARY).items():
        good_cells = {column.name: value for column in sheet.columns.values() if (value := cell_of(column)) is not None}
        bad_cells = {column: f"Zq7Nama {column} 76.543.210" for column in sheet.columns}
        keys = {key: good_cells[key] for key in ("official_id", "id") if key in good_cells}
        filling[name] = [good_cells] if good else [keys, bad_cells, {**bad_cells, **keys}]
    path = tmp_path / "filled.xlsx"
    path.write_bytes(workbook_bytes(filling))
    return path


def test_a_full_workbook_keeps_its_values(tmp_path: Path) -> None:
    """A workbook with every cell filled is audited, and its values appear in explanations alone."""
    ran = run("audit", workbook(tmp_path, good=True), "--as-of", AS_OF, "--out", tmp_path / "out")
    assert_clean(ran.out + ran.err)
    assert_clean((tmp_path / "out" / "findings.jsonl").read_text(encoding="utf-8"))
    assert "gratification.report" in (tmp_path / "out" / "findings.jsonl").read_text(encoding="utf-8")
    assert {where[1] for where, text in cells_of(tmp_path / "out" / "cases.xlsx") if CANARY.search(text)} == {"Penjelasan"}


def test_rejected_rows_are_not_repeated(tmp_path: Path) -> None:
    """A name in every cell, in rows with and without good keys: each place is listed with its reason, none with its text."""
    ran = run("audit", workbook(tmp_path, good=False), "--as-of", AS_OF, "--out", tmp_path / "out")
    assert ran.code == 3
    assert ran.out.count("\n- ") > 100
    assert_clean(ran.out + ran.err)
    for name in ("findings.jsonl", "audit.txt", "report.html"):
        assert_clean((tmp_path / "out" / name).read_text(encoding="utf-8"))
    assert not any(CANARY.search(text) for where, text in cells_of(tmp_path / "out" / "cases.xlsx") if where[1] != "Penjelasan")


def test_data_where_headers_should_be_is_not_repeated(tmp_path: Path) -> None:
    """A file whose first row is data already is refused without saying what stands there."""
    (tmp_path / "officials.csv").write_text("P-1,Zq7Nama Zq7Marga,3174051503850001,76543210\n", encoding="utf-8")
    (tmp_path / "Zq7 Nama.csv").write_text("Zq7 Nama,76.543.210\n", encoding="utf-8")
    ran = run("audit", tmp_path, "--as-of", AS_OF)
    assert ran.code == 3
    assert_clean((ran.out + ran.err).replace("Zq7 Nama.csv", "").replace("`Zq7 Nama`", ""))
