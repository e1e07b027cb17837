"""A staged folder of CSV gives what reading the folder gives: every dossier, every rejected row, every column."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support_stage import AS_OF, FEW, Sheets, check_columns, check_same, some_sheets, write_text

from integrityrules.batch.stage import stage
from integrityrules.tables import read_declarations


def as_csv(sheets: Sheets, delimiter: str, newline: str, quoting: int) -> dict[str, str]:
    files = {}
    for name, rows in sheets.items():
        out = io.StringIO()
        csv.writer(out, delimiter=delimiter, lineterminator=newline, quoting=quoting).writerows(rows)  # type: ignore[arg-type]
        files[f"{name}.csv"] = out.getvalue()
    return files


@FEW
@given(
    some_sheets(),
    st.sampled_from(",;\t"),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.integers(1, 5),
)
def test_staged_csv_is_read_csv(sheets: Sheets, delimiter: str, newline: str, quoting: int, shards: int) -> None:
    """Dossiers, registers, rejected rows and counts are those of `read_declarations`, and columns are what `resolve` gives."""
    with tempfile.TemporaryDirectory() as place:
        folder = write_text(Path(place) / "in", as_csv(sheets, delimiter, newline, quoting))
        expected = read_declarations(folder, as_of=AS_OF)
        with stage(folder, Path(place) / "run", as_of=AS_OF, shards=shards) as staged:
            check_same(staged, expected)
            check_columns(staged, expected)


OFFICIALS = "official_id,employment\nP-1,pns\nP-2,pppk\n"
HEAD = "official_id,id,description,value_idr\n"
FILES: dict[str, dict[str, str | bytes]] = {
    "latin-1": {"gifts.csv": HEAD.encode() + b"P-1,G-1,\xe9,5\n"},
    "cut in a character": {"gifts.csv": HEAD.encode() + "P-1,G-1,é".encode()[:-1]},
    "utf-16": {"gifts.csv": HEAD.encode("utf-16")},
    "byte order mark": {"gifts.csv": b"\xef\xbb\xbf" + HEAD.encode() + b"P-1,G-1,x,5\n"},
    "binary": {"gifts.csv": HEAD + "P-1,G-1,a\x00b,5\n"},
    "cells over lines": {"gifts.csv": HEAD + 'P-1,G-1,"one\ntwo\r\n\nthree",5\nP-2,G-2,x,6\n"P-9",G-3,"a""b",7\n'},
    "quotation marks that do not match": {"gifts.csv": HEAD + 'P-1,G-1,x,5\nP-1,G-2,"open,6\n'},
    "text after a quoted cell": {"gifts.csv": HEAD + 'P-1,G-1,"x"y,5\n'},
    "quotation marks inside": {"gifts.csv": HEAD + 'P-1,G-1,5" pipe,5\nP-1,G-2, "x",6\n'},
    "old line ends": {"gifts.csv": (HEAD + "P-1,G-1,x,5\nP-9,G-2,x,5\n").replace("\n", "\r")},
    "mixed line ends": {"gifts.csv": HEAD + "P-1,G-1,x,5\r\nP-9,G-2,x,5\nP-8,G-3,x,5\r\n\r\n\nP-7,G-4,x,5"},
    "unit separators": {"gifts.csv": HEAD + "P-1,G-1,a\x1fb,5\nP-9,G-2,a\x1eb%1E,5\n"},
    "blank rows": {"gifts.csv": "\n ,\n" + HEAD + '\n,,,\n" ","",,\nP-9,G-1,x,5\n \u00a0,\u2028,,\n\nP-8,G-2,x,5\n'},
    "labels": {"gifts.csv": HEAD + "ID pegawai,ID,Uraian,Nilai dari pemberi ini\nP-9,G-1,x,5\n"},
    "labels as header": {"gifts.csv": "Official's id,ID,Description\nP-1,G-1,x\nP-9,G-2,y\n"},
    "only a header": {"gifts.csv": HEAD},
    "nothing": {"gifts.csv": ""},
    "only blanks": {"gifts.csv": "\n \n\n"},
    "rows of other lengths": {"gifts.csv": HEAD + "P-1,G-1\nP-1,G-2,x,5,,\nP-1,G-3,x,5,,stray\nP-1,G-4,x,5,'\t\n"},
    "unknown columns": {"gifts.csv": "official_id,id,,no such,# remark\nP-1,G-1,,,said\nP-1,G-2,x,,\nP-1,G-3,,x,\nP-1,G-4,'=,'x,\n"},
    "a column twice": {"gifts.csv": "official_id,id,id\nP-1,G-1,G-2\nP-1,,\n"},
    "a column missing": {"gifts.csv": "official_id,description\n\nP-1,x\n,y\n"},
    "guards": {"gifts.csv": HEAD + "'\t,'\t,,\nP-1,G-1,'=1+1,5\n'-,G-2,'x,5\nP-2,''=G,''=1,5\n'=P,G-3,x,5\n"},
    "an unknown sheet": {"gift_list.csv": HEAD + "P-1,G-1,x,5\n\nP-1,G-2,x,5\n"},
    "a sheet twice": {"gift.csv": HEAD + "P-1,G-1,x,5\n", "gifts.csv": HEAD + "P-1,G-2,x,5\n\nP-1,G-3,x,5\n"},
    "help": {"petunjuk.csv": "anything\n", "gifts.csv": HEAD + "P-1,G-1,x,5\n"},
    "a cell too long": {"gifts.csv": HEAD + f"P-1,G-1,{'x' * 140_000},5\n"},
    "one column": {"officials.csv": "official_id\nP-1\n\nP-2\n", "gifts.csv": HEAD + "P-2,G-1,x,5\n"},
    "no officials": {"officials.csv": "", "gifts.csv": HEAD + "P-2,G-1,x,5\n,G-2,x,5\n"},
    "sources": {
        "gifts.csv": HEAD.replace("description", "stated_by") + "P-1,G-1,a,5\nP-1,G-1, a,5\n"
        "P-1,G-2,a,1\nP-1,G-2,b,2\nP-2,G-3,,1\nP-2,G-3,x,2\n"
    },
    "thousands": {"gifts.csv": HEAD + 'P-1,G-1,x,750.000\nP-2,G-2,x,"1,200,000"\nP-2,G-3,x,"750,000"\n'},
}  # fmt: skip


@pytest.mark.parametrize("files", FILES.values(), ids=FILES)
def test_files_that_are_not_as_they_should_be(tmp_path: Path, files: dict[str, str | bytes]) -> None:
    """What is wrong with a file is told with the same places, codes and words; the other files go on."""
    folder = write_text(tmp_path / "in", {"officials.csv": OFFICIALS, **files})
    expected = read_declarations(folder, as_of=AS_OF)
    with stage(folder, tmp_path / "run", as_of=AS_OF, shards=3) as staged:
        check_same(staged, expected)
        check_columns(staged, expected)


TOKENS = ('"', '""', ",", ";", "\t", "\n", "\r\n", "\r", " ", "'", "=", "-", "%", "P-1", "P-2", "G-1", "G-2", "é", "\u2028", "\x1c", "x")


@FEW
@given(st.lists(st.sampled_from(TOKENS), max_size=30).map("".join), st.sampled_from((",", ";", "\t")))
def test_any_text_is_split_as_python_splits_it(text: str, delimiter: str) -> None:
    """Whatever stands in a file, rows, their lines and their cells are those of Python's reader."""
    with tempfile.TemporaryDirectory() as place:
        files = {"officials.csv": OFFICIALS, "gifts.csv": HEAD.replace(",", delimiter) + text}
        folder = write_text(Path(place) / "in", files)
        expected = read_declarations(folder, as_of=AS_OF)
        with stage(folder, Path(place) / "run", as_of=AS_OF, shards=2) as staged:
            check_same(staged, expected)
            check_columns(staged, expected)
