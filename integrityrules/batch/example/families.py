"""The families of the officials of an example.

May not know other tables. A relative follows from the numbers of the official and of the relative, so that gifts can come from one.
"""

from __future__ import annotations

from integrityrules.batch.example.draws import below, case, chance, days_after, often
from integrityrules.batch.example.law import Borders
from integrityrules.batch.example.officials import BASE, ID
from integrityrules.batch.example.size import Size
from integrityrules.batch.example.table import Expressions, Table, rows_of

RELATIVE_COUNT: Expressions = {
    "relatives": f"CAST({often('$n.relatives', **{'0': 32, '1': 32, '2': 20, '3': 10, '4': 5, '5': 1})} AS BIGINT)"
}
RELATIONS = {
    "child": 42.0, "sibling": 20.0, "parent": 15.0, "parent_in_law": 8.0, "sibling_in_law": 7.0, "cousin": 5.0, "nephew_niece": 2.0,
    "none_of_these": 1.0,
}  # fmt: skip
DEGREES = {"parent": "1", "child": "1", "parent_in_law": "1", "sibling": "2", "sibling_in_law": "2", "nephew_niece": "3", "cousin": "4"}


def relation(k: str) -> str:
    """Returns the relation of relative `k` (an expression) of an official; the row number `m` must be `n * 8 + k`."""
    return f"CASE WHEN {k} = 0 AND {chance('$m.married', 0.75)} THEN 'spouse' ELSE {often('$m.relation', **RELATIONS)} END"


def relative(k: str) -> str:
    """Returns the key of relative `k` of official `n`."""
    return f"printf('K%08d-%d', n + 1, {k})"


def relationships(size: Size, law: Borders) -> Table:
    """Returns the relationships."""
    counted = rows_of(BASE, (RELATIVE_COUNT,), "n, relatives", seed=size.seed, table="relationships")
    rows = f"SELECT *, n * 8 + k AS m FROM (SELECT n, unnest(range(relatives)) AS k FROM ({counted}))"
    by_marriage = "relation IN ('spouse', 'parent_in_law', 'sibling_in_law')"
    friend = often("$m.affiliation", friend=3, business_partner=1, former_colleague=1)
    end = days_after(law.first, "$m.end", (law.last - law.first).days)
    columns = {
        "official_id": ID,
        "id": "printf('R%08d-%d', n + 1, k)",
        "person": relative("k"),
        "person_nik": nik(),
        "relation": "relation",
        "degree": case("relation", DEGREES),
        "bond": f"CASE WHEN {by_marriage} THEN 'marriage' WHEN relation = 'none_of_these' THEN 'none_of_these' ELSE 'blood' END",
        "affiliation": f"CASE WHEN relation = 'none_of_these' THEN {friend} ELSE 'none_of_these' END",
        "from": days_after("1970-01-01", "$m.since", 17_500),
        "until": f"CASE WHEN relation = 'spouse' AND {chance('$m.ended', 0.03)} THEN CAST({end} AS VARCHAR) ELSE 'ongoing' END",
    }
    return Table("relationships", rows, ({"relation": relation("k")},), columns, frozenset({"official_id", "id", "person"}), "m")


def nik() -> str:
    """Returns a NIK that is well formed and belongs to nobody: no province of Indonesia has the number 99."""
    day = f"{below('$m.birth_day', 28)} + 1 + 40 * {below('$m.sex', 2)}"
    month, year = f"{below('$m.birth_month', 12)} + 1", f"{below('$m.birth_year', 60)} + 40"
    return f"printf('99%04d%02d%02d%02d%04d', {below('$m.place', 9000)} + 101, {day}, {month}, {year}, {below('$m.serial', 9999)} + 1)"
