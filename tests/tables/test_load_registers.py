"""Registers from files: every format gives the same, and a register is taken whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from integrityrules.errors import DeclarationError, UsageError
from integrityrules.facts import Dossier, Registers, resolve
from integrityrules.tables import load_registers
from integrityrules.tables.template import workbook_bytes

CONTESTS = [
    {"id": "garut", "kind": "regent", "region": "Garut", "determination_on": "2024-09-22", "candidacies_complete": True},
]
CANDIDACIES = [{"id": "k1", "contest": "garut", "candidate": "c-1", "nominated_by": "party", "determined_on": "2024-09-22"}]
OWNER = {"kind": "shareholder", "from": "2020-01-01"}
LINKS = [
    {"id": "c1", "holder": "wife", "organisation": "holding", "share": "60", "until": "ongoing", **OWNER},
    {"id": "c2", "holder": "holding", "organisation": "builder", "share": "50.01", **OWNER},
]
DATA: dict[str, list[dict[str, Any]]] = {"contests": CONTESTS, "candidacies": CANDIDACIES, "company_links": LINKS}

YAML = """
contests: [{id: garut, kind: regent, region: Garut, determination_on: 2024-09-22, candidacies_complete: true}]
candidacies: [{id: k1, contest: garut, candidate: c-1, nominated_by: party, determined_on: 2024-09-22}]
company_links:
  - {id: c1, holder: wife, organisation: holding, kind: shareholder, share: 60, from: 2020-01-01, until: ongoing}
  - {id: c2, holder: holding, organisation: builder, kind: shareholder, share: 50.01, from: 2020-01-01}
"""


def as_yaml(folder: Path) -> Path:
    (folder / "registers.yaml").write_text(YAML, encoding="utf-8")
    return folder / "registers.yaml"


def as_json(folder: Path) -> Path:
    (folder / "registers.json").write_text(json.dumps(DATA), encoding="utf-8")
    return folder / "registers.json"


def as_jsonl(folder: Path) -> Path:
    for plural, facts in DATA.items():
        (folder / f"{plural}.jsonl").write_text("".join(json.dumps(fact) + "\n" for fact in facts), encoding="utf-8")
    return folder


def as_csv(folder: Path) -> Path:
    for plural, facts in DATA.items():
        columns = list(dict.fromkeys(name for fact in facts for name in fact))
        rows = [",".join({True: "yes"}.get(fact.get(name), str(fact.get(name, ""))) for name in columns) for fact in facts]  # type: ignore[call-overload]
        (folder / f"{plural}.csv").write_text("\n".join([",".join(columns), *rows]) + "\n", encoding="utf-8")
    return folder


def as_workbook(folder: Path) -> Path:
    filled = {
        plural: [fact | ({"candidacies_complete": "ya"} if plural == "contests" else {}) for fact in facts]
        for plural, facts in DATA.items()
    }
    content = workbook_bytes(filled, kinds=["contest", "candidacy", "company_link"])
    (folder / "registers.xlsx").write_bytes(content)
    return folder / "registers.xlsx"


def values_of(registers: Registers, plural: str) -> list[Any]:
    world = resolve(Dossier(as_of="2026-01-01"), registers=[registers])
    return [(item.id, item.values) for item in world.items[plural]]


@pytest.mark.parametrize("written", [as_yaml, as_json, as_jsonl, as_csv, as_workbook])
def test_every_format_gives_the_same_registers(written: Any, tmp_path: Path) -> None:
    """Contests, candidacies and links are the same from each, with the chain of control written out."""
    (tmp_path / "plain").mkdir()
    (expected,) = load_registers(as_yaml(tmp_path / "plain"))
    (tmp_path / "given").mkdir()
    (found,) = load_registers(written(tmp_path / "given"))
    for plural in DATA:
        assert values_of(found, plural) == values_of(expected, plural)
    assert [link.id for link in found.company_links] == ["c1", "c2", "c1>c2"]  # type: ignore[union-attr]


def test_a_folder_of_documents_gives_one_register_each(tmp_path: Path) -> None:
    """Documents come in the order of their names; keys of one mean nothing in the next."""
    for name, contest in (("b.yaml", "second"), ("a.yaml", "first")):
        (tmp_path / name).write_text(f"contests: [{{id: {contest}}}]\n", encoding="utf-8")
    assert [register.contests[0].id for register in load_registers(tmp_path)] == ["first", "second"]  # type: ignore[union-attr]


def test_a_chain_leads_from_one_file_into_another(tmp_path: Path) -> None:
    """Registers that are loaded together are read together: the chain stands with its first step."""
    for name, link in (("b.json", LINKS[1]), ("a.json", LINKS[0])):
        (tmp_path / name).write_text(json.dumps({"company_links": [link]}), encoding="utf-8")
    ids = [[link.id for link in register.company_links] for register in load_registers(tmp_path / "b.json", tmp_path / "a.json")]  # type: ignore[union-attr]
    assert ids == [["c2"], ["c1", "c1>c2"]]


def test_problems_of_all_files_come_together(tmp_path: Path) -> None:
    """Each problem names its file, and nothing is half loaded."""
    (tmp_path / "a.yaml").write_text("contests: [{id: x, kind: senate}]\n", encoding="utf-8")
    (tmp_path / "b.json").write_text('{"gifts": []}', encoding="utf-8")
    (tmp_path / "c.yaml").write_text("contest: [{id: x}]\n", encoding="utf-8")
    with pytest.raises(DeclarationError) as caught:
        load_registers(tmp_path)
    places = [(problem.where.split(":")[0], problem.code) for problem in caught.value.problems]
    assert places == [("a.yaml", "unknown-code"), ("b.json", "unknown-field"), ("c.yaml", "unknown-key")]


def test_a_table_with_a_lost_row_is_refused(tmp_path: Path) -> None:
    """A contest without its row could make an act look as if it were not dated."""
    (tmp_path / "contests.csv").write_text("id,determination_on\nx,2024-13-01\n", encoding="utf-8")
    with pytest.raises(DeclarationError):
        load_registers(tmp_path)


def test_nothing_at_a_path_is_said(tmp_path: Path) -> None:
    """A missing file is a mistake of whoever named it."""
    with pytest.raises(UsageError) as caught:
        load_registers(tmp_path / "none.yaml")
    assert caught.value.code == "no-input"
    assert load_registers() == ()
