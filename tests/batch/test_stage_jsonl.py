"""A staged folder of JSONL gives what reading the folder gives: strict JSON is strict in both."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support_stage import AS_OF, FEW, IDS, OFFICIALS, SHEETS, check_columns, check_same, texts_of, write_text

from integrityrules.batch.stage import stage
from integrityrules.errors import UsageError
from integrityrules.tables import read_declarations
from integrityrules.tables.layout import Sheet

KINDS = ("officials", "gifts", "side_positions", "conflict_declarations", "packages", "bids", "appointments")
_P1 = '{"official_id": "P-1", "id": '
ODD_LINES = (
    "", "  ", "{", "[]", "null",
    '"text"', "{}", "{'official_id': 'P-1'}", '\ufeff{"id": "x"}', _P1 + '"G-1",}', _P1 + '"G-2", "value_idr": NaN}',
    _P1 + '"G-3", "official_id": "P-2"}', _P1 + '"\\ud800"}', _P1 + "5}", _P1 + '"G-4", "giver": {"own": "a", "own": "b"}}', _P1 + "null}",
    _P1 + '"G-5", "value_idr": 1e3}', _P1 + '"G-6", "basis": null}', _P1 + '"G-7", "value_idr": -Infinity}', _P1 + '"a\x07b"}',
    '{"\\u006ffficial_id": "P-1", "id": "G-8"} ', _P1 + '"G-9", "value_idr": ' + "1" * 5000 + "}", _P1 + '"G-10", "giver": {}}',
    _P1 + '"G-11"} x', _P1 + '"G-12" /* remark */}', _P1 + '"a\\u0007b"}', _P1 + '"P-1"}', _P1 + '" P-1"}', _P1 + '"' + "y" * 1001 + '"}',
    '{"official_id": "P-1", "declared_in_full": "gifts"}', '{"official_id": "P-1", "employment": [{"value": "pns", "from": "2020-01-01"}]}',
    _P1 + '"G-13", "giver": ["V"]}', _P1 + '"G-14", "giver": {"npwp": null, "name": "x{y"}}', _P1 + '"G-15","description":"a, ]"}',
)  # fmt: skip


def members(sheet: Sheet) -> list[str]:
    return ["stated_by", "basis", *sheet.kind.fields]


@st.composite
def _value(draw: st.DrawFn, sheet: Sheet, field: str, tidy: bool) -> Any:
    column = sheet.columns[field]
    if not tidy and draw(st.integers(0, 4)) == 0:
        return draw(
            st.sampled_from(
                (None, True, 5, 50.01, 1.0, "5000", "1..9", {"at_least": 5}, [], "\u00a0x", "a\nb", " x ", {"from": "2026-01-01"})
            )
        )
    if column.part == "scheme":
        schemes = draw(st.lists(st.sampled_from(("own", "npwp", "nib", "nik", "nip", "name")), unique=True, min_size=1, max_size=2))
        entity = {scheme: draw(texts_of(sheet.columns[field if scheme == "own" else f"{field}_{scheme}"], tidy)) for scheme in schemes}
        return draw(st.sampled_from((entity, entity, "V-1", "-", " V-2")))
    if column.type.name == "bool":
        return draw(st.booleans())
    if column.type.name in ("money", "int"):
        return draw(st.sampled_from((5000, 0, 2025) if column.type.name == "money" else (2025, 1950)))
    if column.type.name == "percent":
        return draw(st.sampled_from((50, 50.01, 100, "7.5")))
    if column.type.name == "date":
        return draw(st.sampled_from(("2026-01-19", "2026-06-02", "not_yet", "ongoing", "2026-01", "2026-01-05..", " 2026-01-19")))
    return draw(texts_of(column, tidy))


@st.composite
def _line(draw: st.DrawFn, sheet: Sheet) -> str:
    if draw(st.integers(0, 5)) == 0:
        return draw(st.sampled_from(ODD_LINES))
    tidy = draw(st.booleans())
    fact: dict[str, Any] = {}
    if sheet.of_officials:
        fact["official_id"] = draw(texts_of(sheet.columns["official_id"], tidy))
    if sheet.role == "officials":
        full = st.sampled_from((["gifts"], {"gifts": True}, {"gifts": {"from": "2026-01-01"}}, {"gifts": False}, "gifts", ["nothing"]))
        fact |= {"declared_in_full": draw(full)} if draw(st.booleans()) else {}
    else:
        fact["id"] = draw(texts_of(sheet.columns["id"], tidy))
    for field in draw(st.lists(st.sampled_from(members(sheet)), unique=True, max_size=6)):
        fact[field] = draw(_value(sheet, field, tidy))
    fact |= {} if tidy or draw(st.integers(0, 4)) else {"no_such_field": 1}
    compact = draw(st.booleans())
    return json.dumps(fact, ensure_ascii=draw(st.booleans()), separators=(",", ":") if compact else None)


@st.composite
def some_files(draw: st.DrawFn) -> dict[str, bytes]:
    """Draws a folder of JSONL, now and then with lines or files that are no text or no kind's."""
    files = {}
    for kind in ["officials", *draw(st.lists(st.sampled_from(KINDS[1:]), unique=True, max_size=3))]:
        lines = draw(st.lists(_line(SHEETS[kind]), max_size=7))
        if kind == "officials" and draw(st.integers(0, 4)):
            lines += [json.dumps({"official_id": id}) for id in OFFICIALS[: draw(st.integers(1, 3))]]
        data = draw(st.sampled_from(("\n", "\n", "\r\n"))).join(lines).encode("utf-8", "surrogatepass")
        odd = draw(st.integers(0, 11))
        files[f"{kind}.jsonl"] = b"\xef\xbb\xbf" + data if odd == 0 else data + b'\n{"id": "\xff"}' if odd == 1 else data
    if draw(st.integers(0, 9)) == 0:
        files["gift_list.jsonl"] = b'{"id": "G"}\n\n{}'
    return files


@FEW
@given(some_files(), st.integers(1, 4))
def test_staged_jsonl_is_read_jsonl(files: dict[str, bytes], shards: int) -> None:
    """Dossiers, registers, rejected lines and counts are those of `read_declarations`, and columns are what `resolve` gives."""
    with tempfile.TemporaryDirectory() as place:
        folder = write_text(Path(place) / "in", files)
        expected = read_declarations(folder, as_of=AS_OF)
        with stage(folder, Path(place) / "run", as_of=AS_OF, shards=shards) as staged:
            check_same(staged, expected)
            check_columns(staged, expected)


def test_usual_lines_are_read_in_columns(tmp_path: Path) -> None:
    """Lines as programs write them are not rough: entities as mappings, text with commas, numbers and truth values."""
    gift = {"official_id": "P-1", "id": "", "giver": {"npwp": "012345678901234", "name": "PT Maju"}, "value_idr": 5000, "accepted": True}
    lines = [json.dumps({**gift, "id": id, "description": "kue, kopi", "received_on": "2026-01-19"}) for id in IDS]
    folder = write_text(tmp_path / "in", {"officials.jsonl": '{"official_id": "P-1"}', "gifts.jsonl": "\n".join(lines)})
    with stage(folder, tmp_path / "run", as_of=AS_OF) as staged:
        query = "SELECT count(*), count(giver_npwp), count(received_on), bool_or(rough) FROM facts.gifts"
        assert staged.database.execute(query).fetchone() == (len(IDS), len(IDS), len(IDS), False)


def test_whole_dossiers_are_not_staged(tmp_path: Path) -> None:
    """A file of whole dossiers is refused; `read_declarations` takes it."""
    folder = write_text(tmp_path / "in", {"dossiers.jsonl": "{}"})
    with pytest.raises(UsageError) as error:
        stage(folder, tmp_path / "run", as_of=AS_OF)
    assert error.value.code == "unknown-format"
