"""Folders of CSV and JSONL."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support_tables import codes, read_files

from integrityrules.errors import UsageError
from integrityrules.facts.values import NOT_YET
from integrityrules.tables.read_csv import parse_csv
from integrityrules.tables.read_jsonl import parse_json
from integrityrules.tables.safe import csv_text
from integrityrules.tables.source import Grid, Unreadable

OFFICIALS = "official_id,employment,gifts_in_full\nP-001,pns,ya\nP-002,pns,\n"
GIFTS = [("official_id", "id", "received_on", "value_idr", "event"), ("P-001", "G-1", "19 Januari 2026", "1.200.000", "w; 1")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_csv_as_programs_write_it(tmp_path: Path, delimiter: str, mark: bytes, end: str) -> None:
    """Delimiter, byte order mark and line ends do not matter."""
    text = end.join(delimiter.join(f'"{cell}"' for cell in row) for row in GIFTS) + end
    read = read_files(tmp_path, {"officials.csv": OFFICIALS, "gifts.csv": mark + text.encode()})
    assert codes(read) == []
    gift = read.dossiers[0].gifts[0]
    assert (gift.received_on, gift.value_idr, gift.event) == (date(2026, 1, 19), 1_200_000, "w; 1")


def test_csv_problems_have_their_place(tmp_path: Path) -> None:
    """Rows are numbered as an editor shows them, also behind a cell with two lines and blank rows."""
    text = 'official_id,id,received_on,event\n\nP-001,G-1,2026-01-19,"two\nlines"\nP-001,G-2,someday,x\nP-009,G-3,,\nP-001,3.2E+15,,\n'
    read = read_files(tmp_path, {"officials.csv": OFFICIALS, "gifts.csv": text})
    found = [(item.where, item.line, item.column, item.code) for item in read.rejected]
    assert found == [("gifts.csv", 5, 3, "not-a-date"), ("gifts.csv", 6, 1, "unknown-official"), ("gifts.csv", 7, 2, "digits-lost")]
    assert [dossier.incomplete for dossier in read.dossiers] == [{"gifts"}, {"gifts"}]


@pytest.mark.parametrize(
    "content, code",
    [
        (b"\xff\xfeo\x00", "not-utf-8"),
        ("official_id,id\nP-001,é".encode("latin-1"), "not-utf-8"),
        (b"official_id,id\nP-001,\x00", "not-a-table"),
        (b'official_id,id\nP-001,"G-1', "not-a-table"),
    ],
)
def test_a_file_that_cannot_be_read_makes_its_kinds_incomplete(tmp_path: Path, content: bytes, code: str) -> None:
    """Other encodings and broken quotation are reported; the other files go on, and nobody has anything in full."""
    read = read_files(tmp_path, {"officials.csv": OFFICIALS, "gifts.csv": content})
    assert codes(read) == [code]
    assert all("gifts" in dossier.incomplete for dossier in read.dossiers)


@given(rows=st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")), min_size=2, max_size=2)))
def test_what_is_written_guarded_is_read_back(rows: list[list[str]]) -> None:
    """CSV written by us is read back as the same text, and no cell in it begins like a formula."""
    text = csv_text([("first", "second"), *rows])
    grid = parse_csv(text, name="x", where="x.csv")
    assert isinstance(grid, Grid)
    kept = [[cell if cell.strip() else None for cell in row] for row in rows if any(cell.strip() for cell in row)]
    assert [[*row.cells] for row in grid.rows[1:]] == kept


def lines(*items: object) -> str:
    return "".join(json.dumps(item) + "\n" for item in items)


def test_jsonl_by_kind(tmp_path: Path) -> None:
    """A line is a fact in the shape of the models, with its official; what is wrong with it is told by field."""
    files = {
        "officials.jsonl": lines(
            {"official_id": "P-001", "employment": "pns", "declared_in_full": ["gifts"]},
            {
                "official_id": "P-002",
                "employment": [{"value": "cpns", "from": "2025-01-01"}],
                "declared_in_full": {"gifts": {"from": "2026-01-01"}},
            },
        ),
        "gifts.jsonl": lines(
            {"official_id": "P-001", "id": "G-1", "value_idr": {"at_least": 5}, "giver": {"own": "x"}, "reported_to_kpk_on": "not_yet"},
            {"official_id": "P-001", "id": "G-2", "valu_idr": 5},
            {"official_id": "P-002", "id": 7},
            ["P-001"],
        ),
        "packages.jsonl": lines({"id": "K-1", "bids_complete": True}),
        "bids.jsonl": lines({"id": "B-1", "package": "K-1", "won": "x"}),
    }
    read = read_files(tmp_path, files)
    found = [(item.where, item.line, item.code) for item in read.rejected]
    assert found == [
        ("bids.jsonl", 1, "wrong-type"),
        ("gifts.jsonl", 2, "unknown-field"),
        ("gifts.jsonl", 3, "not-text"),
        ("gifts.jsonl", 4, "wrong-type"),
    ]
    assert read.dossiers[0].gifts[0].reported_to_kpk_on is NOT_YET
    assert [dossier.incomplete for dossier in read.dossiers] == [{"gifts", "bids"}, {"gifts", "bids"}]
    assert [package.bids_complete for package in read.registers.packages] == [None]
    assert (read.counts.read, read.counts.evaluated, read.counts.rejected) == (8, 4, 4)


def test_whole_dossiers(tmp_path: Path) -> None:
    """One dossier per line; a bad fact is left out and its kind is incomplete, a bad official loses the line."""
    files = {
        "dossiers.jsonl": lines(
            {"official": {"id": "a"}, "declared_in_full": ["gifts"], "gifts": [{"id": "g1"}, {"id": "g2", "form": "secret"}]},
            {"official": {"id": "b"}, "as_of": "2025-01-01", "gifts": [{"id": "g1"}]},
            {"official": {"id": "c", "employment": "secret"}, "gifts": [{"id": "g1"}]},
            {"official": {"id": "a"}},
            {"gifts": []},
        )
    }
    read = read_files(tmp_path, files)
    assert [(dossier.official.id, len(dossier.gifts), dossier.incomplete) for dossier in read.dossiers] == [
        ("a", 1, {"gifts"}),
        ("b", 1, frozenset()),
    ]
    assert read.dossiers[1].as_of == date(2025, 1, 1)
    assert [(item.line, item.code) for item in read.rejected] == [
        (1, "unknown-code"), (3, "unknown-code"), (4, "duplicate-id"), (5, "missing-official-id"),
    ]  # fmt: skip
    assert (read.counts.read, read.counts.evaluated, read.counts.rejected) == (9, 4, 5)
    assert "secret" not in str(read.rejected)


@pytest.mark.parametrize(
    "text, code",
    [
        ('{"a": 1, "a": 2}', "duplicate-key"),
        ('{"a": NaN}', "not-json"),
        ('{"a": -Infinity}', "not-json"),
        ('{"a": "\\ud800"}', "lone-surrogate"),
        ("[" * 100_000, "not-json"),
        ("[" * 40 + "]" * 40, "too-deep"),
        ("{'a': 1}", "not-json"),
        ("", "not-json"),
    ],
)
def test_json_is_strict(text: str, code: str) -> None:
    """What other readers guess about is refused."""
    with pytest.raises(Unreadable) as caught:
        parse_json(text)
    assert caught.value.code == code


def test_text_is_normalised_once() -> None:
    """Two spellings of one letter are one text."""
    assert parse_json('"e\\u0301"') == parse_json('"\\u00e9"') == "\u00e9"


def test_a_folder_has_one_format(tmp_path: Path) -> None:
    """CSV and JSONL side by side would be two answers to one question."""
    with pytest.raises(UsageError) as caught:
        read_files(tmp_path, {"officials.csv": OFFICIALS, "gifts.jsonl": ""})
    assert caught.value.code == "mixed-formats"


def test_unknown_files_are_reported(tmp_path: Path) -> None:
    """A file of no kind is reported; a name that could be a person's is not repeated."""
    read = read_files(tmp_path, {"officials.jsonl": lines({"official_id": "P"}), "gift.jsonl": "{}\n", "Siti Aminah.jsonl": "{}\n"})
    assert [(item.where, item.code) for item in read.rejected] == [("file 1", "unknown-file"), ("gift.jsonl", "unknown-file")]
    assert (read.counts.read, read.counts.rejected) == (3, 2)
