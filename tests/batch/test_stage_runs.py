"""A stage as a file: its schema, its shards, going on after an interruption, and what it refuses."""

from __future__ import annotations

import hashlib
import json
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support_stage import AS_OF, FEW, SHEETS, write_text

from integrityrules.batch.stage import Stage, stage
from integrityrules.errors import UsageError
from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.tables import read_declarations

IDS = [f"P-{n}" for n in range(9)]
ROWS = [
    {"official_id": id, "id": f"G-{n}", "received_on": day, "value_idr": value}
    for n, (id, day, value) in enumerate(zip(IDS * 3, ["2026-01-19", "2026-01", "2027-01-01"] * 9, [5000, None, 1200000] * 9, strict=True))
]


def as_csv(rows: list[dict[str, Any]]) -> str:
    lines = [",".join(rows[0]), *(",".join("" if value is None else str(value) for value in row.values()) for row in rows)]
    return "\n".join(lines) + "\n"


def as_jsonl(rows: list[dict[str, Any]]) -> str:
    return "".join(json.dumps({key: value for key, value in row.items() if value is not None}) + "\n" for row in rows)


def csv_folder(place: Path) -> Path:
    return write_text(place, {"officials.csv": as_csv([{"official_id": id} for id in IDS]), "gifts.csv": as_csv(ROWS)})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return csv_folder(tmp_path / "in")


def asked(staged: Stage, query: str) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = staged.database.execute(query).fetchall()
    return found


# ---- what is in it -------------------------------------------------------------------------------------------------------


def test_every_kind_has_a_table_of_facts(folder: Path, tmp_path: Path) -> None:
    """A kind of which the input has no sheet has a table without rows, with the columns of its fields."""
    query = "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'facts'"
    with stage(folder, tmp_path / "run", as_of=AS_OF) as staged:
        found = {(table, column): type for table, column, type in asked(staged, query)}
        types = {"bool": "BOOLEAN", "date": "DATE", "int": "BIGINT", "money": "BIGINT", "percent": "BIGINT", "days": "BIGINT"}
        for kind in VOCABULARY.kinds.values():
            for spec in kind.fields.values():
                assert found[kind.plural, spec.name] == types.get(spec.type.name, "VARCHAR")
            schemes = [
                f"{spec.name}_{key}" for spec in kind.fields.values() if spec.type.name == "entity" for key in ("nik", "nip", "npwp", "nib")
            ]
            assert {(kind.plural, column) for column in (*schemes, "shard", "official", "id", "line", "rough")} <= found.keys()
        assert asked(staged, "SELECT count(*) FROM facts.packages") == [(0,)]


def test_days_of_the_future_and_facts_that_are_not_read(folder: Path, tmp_path: Path) -> None:
    """A month is rough, a gift of a later day is left out and counted."""
    with stage(folder, tmp_path / "run", as_of=AS_OF) as staged:
        assert asked(
            staged, "SELECT rough, count(*), count(received_on), sum(value_idr) FROM facts.gifts GROUP BY rough ORDER BY rough"
        ) == [
            (False, 9, 9, 45000),
            (True, 9, 0, None),
        ]
        assert asked(staged, "SELECT sheet, rows FROM meta.not_read WHERE rows > 0") == [("gifts", 9)]
        officials = {id for (id,) in asked(staged, "SELECT official FROM facts.rough_officials")}
        assert officials == {row["official_id"] for row in ROWS if row["received_on"] == "2026-01"}


def test_shards_follow_from_the_id_alone(folder: Path, tmp_path: Path) -> None:
    """Any program can tell an official's shard; cells stand in the order of shards, officials and lines."""
    other = write_text(
        tmp_path / "json",
        {"officials.jsonl": as_jsonl([{"official_id": id} for id in reversed(IDS)]), "gifts.jsonl": as_jsonl(ROWS[::-1])},
    )
    for n, place in enumerate((folder, other)):
        with stage(place, tmp_path / f"run{n}", as_of=AS_OF, shards=4) as staged:
            for sheet in ("officials", "gifts"):
                rows = asked(staged, f"SELECT shard, official_id, line FROM cells.{sheet}")
                assert rows == sorted(rows)
                assert all(shard == int(hashlib.md5(id.encode()).hexdigest()[:8], 16) % 4 for shard, id, _ in rows)
            assert sorted(id for shard in range(4) for id in staged.officials(shard)) == IDS


def test_any_form_gives_the_same_columns(folder: Path, tmp_path: Path) -> None:
    """The same facts as CSV and as JSONL are the same columns."""
    other = write_text(tmp_path / "json", {"officials.jsonl": as_jsonl([{"official_id": id} for id in IDS]), "gifts.jsonl": as_jsonl(ROWS)})
    query = "SELECT * EXCLUDE (line) FROM facts.gifts ORDER BY id"
    with stage(folder, tmp_path / "a", as_of=AS_OF) as one, stage(other, tmp_path / "b", as_of=AS_OF) as two:
        assert asked(one, query) == asked(two, query)


@FEW
@given(st.sets(st.sampled_from([*IDS, "P-99", ""])), st.integers(1, 3))
def test_some_officials_of_a_shard(chosen: set[str], shards: int) -> None:
    """Some officials of a shard declare what they declare among all; ids of other shards, or of nobody, give nothing."""
    with tempfile.TemporaryDirectory() as place:
        folder = csv_folder(Path(place) / "in")
        dossiers = {dossier.official.id: dossier for dossier in read_declarations(folder, as_of=AS_OF).dossiers}  # type: ignore[union-attr]
        with stage(folder, Path(place) / "run", as_of=AS_OF, shards=shards) as staged:
            found = [dossier for shard in range(shards) for dossier in staged.declarations(shard, sorted(chosen)).dossiers]
        assert {dossier.official.id: dossier for dossier in found} == {id: dossiers[id] for id in chosen & dossiers.keys()}  # type: ignore[union-attr]


def test_duplicates_are_told_to_those_who_read_one_official(tmp_path: Path) -> None:
    """An id that another official's row has too is rejected although only one of them is read, and says on which other rows."""
    gifts = "official_id,id\nP-1,G-1\nP-2,G-1\nP-1,G-2\n"
    folder = write_text(tmp_path / "in", {"officials.csv": "official_id\nP-1\nP-2\n", "gifts.csv": gifts})
    with stage(folder, tmp_path / "run", as_of=AS_OF, shards=1) as staged:
        declarations = staged.declarations(0, ["P-2"])
        assert [(problem.line, problem.code) for problem in declarations.rejected] == [(3, "duplicate-id")]
        assert "also on row 2" in declarations.rejected[0].suggestion
        assert staged.rough_officials(0) == ["P-1", "P-2"]


# ---- going on ------------------------------------------------------------------------------------------------------------


class Interrupted(Exception):
    """Someone pulls the plug."""


@pytest.mark.parametrize("step", range(4))
def test_an_interrupted_stage_is_not_there(folder: Path, tmp_path: Path, step: int) -> None:
    """Whatever ends a staging, the run folder holds no stage, and the next call makes it whole."""

    def progress(what: str, done: int, steps: int) -> None:
        if done == step:
            raise Interrupted

    with pytest.raises(Interrupted):
        stage(folder, tmp_path / "run", as_of=AS_OF, progress=progress)
    with pytest.raises(UsageError) as error:
        Stage.open(tmp_path / "run")
    assert error.value.code == "no-stage"
    with stage(folder, tmp_path / "run", as_of=AS_OF) as staged:
        assert staged.rows_read() == {"gifts": 27, "officials": 9}


def test_what_a_killed_process_left_is_in_nobodys_way(folder: Path, tmp_path: Path) -> None:
    """Half a database and files of a process that was killed are removed."""
    scratch = tmp_path / "run" / "stage.scratch"
    scratch.mkdir(parents=True)
    for path in (tmp_path / "run" / "stage.duckdb.part", tmp_path / "run" / "stage.duckdb.part.wal", scratch / "rows.part"):
        path.write_bytes(b"half")
    with stage(folder, tmp_path / "run", as_of=AS_OF) as staged:
        assert staged.rows_read() == {"gifts": 27, "officials": 9}
    assert [path.name for path in (tmp_path / "run").iterdir()] == ["stage.duckdb"]


def test_a_stage_is_made_once(folder: Path, tmp_path: Path) -> None:
    """The stage of the same input, day and shards is opened, not made again; of any other it is refused."""
    stage(folder, tmp_path / "run", as_of=AS_OF, shards=3).close()
    before = (tmp_path / "run" / "stage.duckdb").read_bytes()
    stage(folder, tmp_path / "run", as_of=AS_OF, shards=3).close()
    assert (tmp_path / "run" / "stage.duckdb").read_bytes() == before
    with pytest.raises(UsageError, match="`as_of`") as error:
        stage(folder, tmp_path / "run", as_of=date(2026, 6, 2), shards=3)
    assert error.value.code == "other-run"
    with pytest.raises(UsageError, match="`shards`"):
        stage(folder, tmp_path / "run", as_of=AS_OF, shards=4)
    (folder / "gifts.csv").write_text("official_id,id\n")
    with pytest.raises(UsageError, match="`input`"):
        stage(folder, tmp_path / "run", as_of=AS_OF, shards=3)


def test_the_input_is_told_as_it_was_read(folder: Path, tmp_path: Path) -> None:
    """The stage names each file with its digest and size."""
    with stage(folder, tmp_path / "run", as_of=AS_OF) as staged:
        for file in staged.files():
            data = (folder / file.name).read_bytes()
            assert (file.sha256, file.bytes) == (hashlib.sha256(data).hexdigest(), len(data))
        assert [file.name for file in staged.files()] == ["gifts.csv", "officials.csv"]
        assert staged.as_of == AS_OF


# ---- what it refuses -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "files, code",
    [
        ({}, "no-input"),
        ({"gifts.txt": "x"}, "no-input"),
        ({"gifts.csv": "official_id,id\n", "officials.jsonl": "{}"}, "mixed-formats"),
    ],
)
def test_folders_that_are_no_input(tmp_path: Path, files: dict[str, str], code: str) -> None:
    """A folder without one kind of files is refused before anything is made."""
    with pytest.raises(UsageError) as error:
        stage(write_text(tmp_path / "in", dict(files)), tmp_path / "run", as_of=AS_OF)
    assert error.value.code == code
    assert not (tmp_path / "run").exists()


def test_paths_that_are_no_input(tmp_path: Path) -> None:
    """A path where nothing is, and a file of an unknown kind, are refused."""
    (tmp_path / "notes.txt").write_text("hello")
    for path, code in ((tmp_path / "nothing", "no-input"), (tmp_path / "notes.txt", "unknown-format")):
        with pytest.raises(UsageError) as error:
            stage(path, tmp_path / "run", as_of=AS_OF)
        assert error.value.code == code
    with pytest.raises(UsageError):
        stage(tmp_path, tmp_path / "run", as_of=AS_OF, shards=0)


def test_the_words_of_a_sheet_are_no_words_of_sql() -> None:
    """No machine name of a column is one that tables of cells and facts have for themselves."""
    own = {"line", "shard", "stray", "rough", "official", "json", "fault", "sure", "official_id_cell", "id_cell"}
    assert own & {column for sheet in SHEETS.values() for column in sheet.columns} == set()
