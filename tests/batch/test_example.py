"""Invented declarations: the same for equal options, read without a rejected row, unequally shared out, and nobody's."""

from __future__ import annotations

import csv
import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support_example import AS_OF, declared, evaluations, made

from integrityrules.batch.example import Size, write, write_example
from integrityrules.batch.example.draws import FIRST, GAMMA, MACROS, SECOND, below, chance, few_with_many, key_of, weighted
from integrityrules.batch.example.law import borders
from integrityrules.batch.example.size import FIRST_DAY
from integrityrules.errors import UsageError
from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.tables.layout import sheets_of

SHEETS = sheets_of(VOCABULARY)
IN_ORDER = {"Batch Copy To File", "Seq Scan", "Projection", "Filter", "Unnest", "Union"}
"""What the database may do to make a table: each of these keeps the order of the rows, in any number of threads."""
WORDS = st.integers(min_value=0, max_value=2**64 - 1)


def rows(folder: Path, sheet: str) -> list[dict[str, str]]:
    with (folder / f"{sheet}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def complete(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("examples") / "complete"
    made(folder, 2000)
    return folder


@pytest.fixture(scope="module")
def holed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("examples") / "holed"
    made(folder, 800, holes=0.1)
    return folder


@pytest.fixture(scope="module")
def database() -> duckdb.DuckDBPyConnection:
    found = duckdb.connect()
    for macro in MACROS:
        found.execute(macro)
    return found


# ---- draws -----------------------------------------------------------------------------------------------------------------------


def split_mix(row: int, key: int) -> int:
    """SplitMix64 as published."""
    word = (row * GAMMA + key) % 2**64
    word = (word ^ (word >> 30)) * FIRST % 2**64
    word = (word ^ (word >> 27)) * SECOND % 2**64
    return word ^ (word >> 31)


@given(row=st.integers(min_value=0, max_value=2**62), key=WORDS)
def test_words_are_those_of_the_published_generator(row: int, key: int, database: duckdb.DuckDBPyConnection) -> None:
    """The database draws what SplitMix64 draws, whatever the row and the key."""
    assert database.execute(f"SELECT drawn(CAST({row} AS BIGINT), CAST({key} AS UHUGEINT))").fetchone() == (split_mix(row, key),)


@given(word=WORDS, count=st.integers(min_value=1, max_value=2**31 - 1))
def test_draws_stay_in_their_range(word: int, count: int, database: duckdb.DuckDBPyConnection) -> None:
    """Every word gives a number below the count, both alike and by Zipf."""
    literal = f"CAST({word} AS UBIGINT)"
    alike, few = database.execute(f"SELECT {below(literal, count)}, {few_with_many(literal, count)}").fetchone() or (-1, -1)
    assert 0 <= alike < count
    assert 0 <= few < count
    assert alike == (word >> 32) * count >> 32


def test_shares_come_out(database: duckdb.DuckDBPyConnection) -> None:
    """Of many words, conditions hold and values come as often as was asked."""
    asked = f"avg(CAST({chance('w', 0.3)} AS INT)), avg({weighted('w', {'1': 2, '0': 8})})"
    query = f"SELECT {asked} FROM (SELECT drawn(range, 5) AS w FROM range(200000))"
    assert database.execute(query).fetchone() == pytest.approx((0.3, 0.2), abs=0.01)
    assert len({key_of(seed, table, name) for seed in (1, 2) for table in "ab" for name in "xy"}) == 8


# ---- the same for equal options ----------------------------------------------------------------------------------------------------


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_equal_options_give_equal_bytes(tmp_path: Path) -> None:
    """Neither the number of threads nor the run matters; more officials than one thread takes at a time."""
    size = Size(130_000, AS_OF, seed=5, holes=0.05)
    for threads in (1, 4):
        write_example(tmp_path / str(threads), size, format="csv", sheets=["activities", "conducts", "company_links"], threads=threads)
    assert contents(tmp_path / "1") == contents(tmp_path / "4")


@pytest.mark.parametrize("holes", [0.0, 0.1])
def test_every_table_is_made_in_order(holes: float, tmp_path: Path) -> None:
    """No table is made by anything that could change the order of its rows."""
    size, law = Size(200_000, AS_OF, holes=holes), borders(FIRST_DAY, AS_OF)
    made_by = write._database(size, law, tmp_path / "spill", 4)
    for table in write._tables(size, law, None):
        plan = made_by.execute(f"EXPLAIN COPY ({table.query(1)}) TO '{tmp_path}/x.csv' (FORMAT csv)").fetchall()[0][1]
        assert set(re.findall(r"╭─ ([A-Z][\w ]+?) ─", plan)) - IN_ORDER == set(), table.sheet


def test_seeds_differ_and_holes_leave_the_rest_alone(complete: Path, tmp_path: Path) -> None:
    """Another seed gives other data; holes only take something away."""
    made(tmp_path / "other", 2000, seed=4)
    made(tmp_path / "holed", 2000, holes=0.05)
    assert contents(complete).keys() == contents(tmp_path / "other").keys()
    assert contents(complete)["gifts.csv"] != contents(tmp_path / "other")["gifts.csv"]
    before, after = rows(complete, "side_positions"), rows(tmp_path / "holed", "side_positions")
    kept = [mine[name] == theirs[name] for mine, theirs in zip(before, after, strict=True) for name in mine]
    assert 0.9 < sum(kept) / len(kept) < 0.99


def test_parquet_and_csv_hold_the_same(complete: Path, tmp_path: Path) -> None:
    """A table says the same in either format."""
    made(tmp_path / "parquet", 2000, format="parquet")
    for name in SHEETS:
        if (complete / f"{name}.csv").exists():
            text = f"SELECT CAST(COLUMNS(*) AS VARCHAR) FROM '{tmp_path}/parquet/{name}.parquet'"
            found = [[value or "" for value in row] for row in duckdb.connect().execute(text).fetchall()]
            assert found == [list(row.values()) for row in rows(complete, name)], name


# ---- what it is --------------------------------------------------------------------------------------------------------------------


def test_every_sheet_and_column_is_in_the_layout(complete: Path) -> None:
    """The files are those of a folder that an audit reads."""
    found = {path.stem: path.open(encoding="utf-8").readline().strip().split(",") for path in complete.glob("*.csv")}
    assert len(found) == 21
    assert [(sheet, name) for sheet, names in found.items() for name in names if name not in SHEETS[sheet].columns] == []


def test_nothing_of_it_is_rejected(complete: Path, holed: Path) -> None:
    """Every row is read, with holes and without."""
    for folder in (complete, holed):
        found = declared(folder)
        assert (found.rejected, found.counts.rejected) == ((), 0)


def test_without_holes_nothing_is_asked(complete: Path) -> None:
    """Where nothing is left out, no fact would settle more: what is undetermined, the sources dispute or the law's days leave open."""
    found = list(evaluations(declared(complete)))
    assert [question for evaluation in found[:600] for question in evaluation.needed] == []
    hit = {(finding.fact_kind, finding.fact) for evaluation in found for finding in evaluation.findings}
    declarations = sum(len(rows(complete, sheet)) for sheet in SHEETS if SHEETS[sheet].role == "facts" and SHEETS[sheet].of_officials)
    assert 0.08 < len(hit) / declarations < 0.16
    assert len({finding.rule for evaluation in found for finding in evaluation.findings}) > 50


def test_holes_raise_questions(holed: Path) -> None:
    """What is left out makes rules undetermined, and kinds incomplete."""
    found = list(evaluations(declared(holed)))
    assert sum(bool(evaluation.needed) for evaluation in found) > len(found) / 20
    assert sum(official["gifts_in_full"] == "" for official in rows(holed, "officials")) > len(found) / 4


def test_few_have_many(tmp_path: Path) -> None:
    """Of vendors, givers, officials and agencies, the hundredth part that has most has many times its share: that makes joins hard."""
    size = Size(40_000, AS_OF, holes=0.0)
    write_example(tmp_path / "large", size, sheets=["officials", "gifts", "bids"])
    least = {("bids", "bidder"): 0.25, ("gifts", "giver"): 0.2, ("gifts", "official_id"): 0.1, ("officials", "agency"): 0.05}
    for (sheet, column), share in least.items():
        counted = f"SELECT count(*) AS found FROM '{tmp_path}/large/{sheet}.parquet' WHERE {column} IS NOT NULL GROUP BY {column}"
        first = f"SELECT found, row_number() OVER (ORDER BY found DESC) <= count(*) OVER () / 100.0 AS is_most FROM ({counted})"
        shares = f"SELECT sum(found) FILTER (is_most), sum(found) FROM ({first})"
        ((most, total),) = duckdb.connect().execute(shares).fetchall()
        assert most / total > share, (sheet, column, most / total)


def test_borders_of_the_law_come_often(complete: Path) -> None:
    """Gifts fall on the days around a change of the law, and are worth what its limits are, far more often than on other days."""
    law, gifts = borders(FIRST_DAY, AS_OF), rows(complete, "gifts")
    days = Counter(date.fromisoformat(gift["offered_on"]) for gift in gifts)
    assert all(days[date(2026, 1, 20) + timedelta(n)] for n in (-1, 0, 1))
    on_border = sum(days[day] for day in law.days) / len(gifts)
    assert on_border > 1.3 * len(law.days) / (AS_OF - FIRST_DAY).days
    values = Counter(int(gift["value_idr"]) for gift in gifts)
    assert {999_999, 1_000_001, 1_499_999, 1_500_000, 1_500_001, 10_000_000} <= values.keys()


def test_reports_fall_on_both_sides_of_the_last_day(complete: Path) -> None:
    """Reports to the UPG come 9, 10 and 11 working days after the gift."""
    law = borders(FIRST_DAY, AS_OF)
    late = Counter(
        law.ordinals[(date.fromisoformat(gift["reported_to_upg_on"]) - FIRST_DAY).days]
        - law.ordinals[(date.fromisoformat(gift["received_on"]) - FIRST_DAY).days]
        for gift in rows(complete, "gifts")
        if gift["reported_to_upg_on"] not in ("", "not_yet") and gift["received_on"]
    )
    assert min(late[9], late[10], late[11]) > 5


def test_numbers_are_nobodys(complete: Path) -> None:
    """No NIK has a province, and no NIP a birth date of this or the last century."""
    assert all(re.fullmatch(r"99\d{14}", row["person_nik"]) for row in rows(complete, "relationships"))
    assert all(re.fullmatch(r"18[6-9]\d{15}", row["person_nip"]) for row in rows(complete, "officials"))
    assert "REKAAN" in (complete / "README.txt").read_text(encoding="utf-8")


def test_numbers_asked_for_come_out(tmp_path: Path) -> None:
    """A benchmark gets about as many gifts and side positions as it asks for, and only the sheets it wants."""
    size = Size(20_000, AS_OF, holes=0.0, gifts=5.0, side_positions=1.0)
    found = write_example(tmp_path / "many", size, sheets=["officials", "gifts", "side_positions"])
    assert dict(found.rows) == {
        "officials": 20_000,
        "gifts": pytest.approx(100_000, rel=0.05),
        "side_positions": pytest.approx(20_000, rel=0.05),
    }
    assert found.input == tmp_path / "many"


@pytest.mark.parametrize("officials", [1, 2, 7, 79, 81])
def test_any_number_of_officials_will_do(officials: int, tmp_path: Path) -> None:
    """The smallest examples are read as well."""
    made(tmp_path / "small", officials)
    assert len(declared(tmp_path / "small").dossiers) == officials


# ---- what is refused -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change", [{"officials": 0}, {"officials": 10**9}, {"holes": 0.6}, {"gifts": -1}, {"side_positions": 51}, {"as_of": date(2018, 1, 1)}]
)
def test_numbers_that_make_no_sense_are_refused(change: dict[str, object]) -> None:
    """An example that nobody could mean is refused before anything is written."""
    options = {"officials": 10, "as_of": AS_OF} | change
    with pytest.raises(UsageError) as caught:
        Size(**options)  # type: ignore[arg-type]
    assert caught.value.code == "wrong-number"


def test_a_folder_with_tables_is_left_alone(tmp_path: Path) -> None:
    """Nothing that somebody has is overwritten or mixed with what is invented."""
    (tmp_path / "gifts.csv").write_text("official_id,id\n", encoding="utf-8")
    for options, code in (({}, "folder-not-empty"), ({"sheets": ["gfits"]}, "unknown-sheet"), ({"format": "ods"}, "unknown-format")):
        with pytest.raises(UsageError) as caught:
            write_example(tmp_path, Size(5, AS_OF), **options)  # type: ignore[arg-type]
        assert caught.value.code == code
    assert [path.name for path in tmp_path.iterdir()] == ["gifts.csv"]


def test_a_workbook_is_read(tmp_path: Path) -> None:
    """The same data as a workbook, where it is not too much for one."""
    written = made(tmp_path / "book", 40, format="xlsx")
    assert len(declared(written.input).dossiers) == 40
    with pytest.raises(UsageError):
        write_example(tmp_path / "more", Size(200_000, AS_OF), format="xlsx")
