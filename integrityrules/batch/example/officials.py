"""The officials of an example, and the periods of their attributes.

May not know gifts or positions. What is drawn for an official is drawn from the official's number alone, so that every table knows it.
"""

from __future__ import annotations

from collections.abc import Callable

from integrityrules.batch.example.draws import (
    any_of,
    below,
    between,
    case,
    chance,
    days_after,
    few_with_many,
    often,
    one_of,
    text,
    weighted,
)
from integrityrules.batch.example.law import Borders
from integrityrules.batch.example.size import Size
from integrityrules.batch.example.table import PEOPLE, Expressions, Table, rows_of
from integrityrules.facts.catalogue import VOCABULARY

ID = "printf('P%08d', n + 1)"
"""The official's id, and the key of the official as a person."""
BASE = f"SELECT x AS n FROM {PEOPLE}"
"""One row for each official."""

EMPLOYMENT = {"pns": 71.5, "pppk": 22.0, "cpns": 3.0, "contract_worker": 2.8, "village_officer": 0.5, "tni": 0.2}
LEVELS = {
    "functional": 46.0, "pelaksana": 36.0, "pengawas": 8.5, "administrator": 5.0, "other_office": 3.3, "jpt_pratama": 1.1,
    "jpt_madya": 0.09, "jpt_utama": 0.01,
}  # fmt: skip
GRADES = {
    "pelaksana": ("ii_b", "ii_c", "ii_d", "iii_a", "iii_b"),
    "functional": ("iii_a", "iii_b", "iii_c", "iii_d", "iv_a", "iv_b"),
    "pengawas": ("iii_c", "iii_d", "iii_d", "iv_a"),
    "administrator": ("iii_d", "iv_a", "iv_b"),
    "other_office": ("iii_a", "iii_b", "iii_c"),
    "jpt_pratama": ("iv_b", "iv_c"),
    "jpt_madya": ("iv_d", "iv_e"),
    "jpt_utama": ("iv_e",),
}
ESELONS = {"jpt_utama": "i_a", "jpt_madya": "i_a", "jpt_pratama": "ii_b", "administrator": "iii_b", "pengawas": "iv_a"}
# No rector: the one university whose rector a rule is about exists, and so does its rector.
SPECIAL = {
    "minister": 2.0,
    "deputy_minister": 3.0,
    "regional_head": 4.0,
    "deputy_regional_head": 3.0,
    "special_staff": 5.0,
    "legislator": 2.0,
}
SPELLED = {"employment": 0.06, "grade": 0.2, "position_level": 0.05, "agency": 0.03, "powers_procurement": 0.02}
"""The attributes that a share of the officials states as two periods."""
FIRST_SPELL = "DATE '1990-01-01'"


def officer_step(size: Size) -> Expressions:
    """Says in which block `q` an official `n` is: one official of each block works in procurement."""
    return {"q": f"n // {size.officer_every}"}


def official_steps(size: Size, law: Borders) -> tuple[Expressions, ...]:
    """Returns what is true of official `n` today."""
    level_of_others = often("$n.early_level", functional=0.7, pelaksana=0.3)
    return (
        officer_step(size),
        {
            "employment": often("$n.employment", **EMPLOYMENT),
            "is_officer": f"q < {size.officers} AND n = q * {size.officer_every} + {below('$q.officer', size.officer_every)}",
            "agency": agency("$n.agency_kind", "$n.agency", size),
            "is_special": chance("$n.special", 0.0006),
        },
        {
            "position_level": f"CASE WHEN employment = 'pns' THEN {often('$n.level', **LEVELS)} "
            f"WHEN employment IN ('pppk', 'cpns') THEN {level_of_others} ELSE 'none_of_these' END",
        },
        {"grade": _grade(), "is_leader": "position_level IN ('jpt_utama', 'jpt_madya', 'jpt_pratama', 'administrator')"},
        {f"{name}_spelled": f"{_can_change(name)} AND {chance(f'$n.{name}_spelled', share)}" for name, share in SPELLED.items()},
        {f"{name}_since": _day_of_change(name, law) for name in SPELLED},
    )


def agency(kind: str, which: str, size: Size) -> str:
    """Returns the name of an agency: a few ministries are large, and many regional governments small."""
    ministry = f"printf('Kementerian Rekaan %02d', {few_with_many(which, size.ministries)} + 1)"
    region = f"printf('Pemerintah Daerah Rekaan %03d', {below(which, size.regions)} + 1)"
    return f"CASE WHEN {chance(kind, 0.3)} THEN {ministry} ELSE {region} END"


def _grade() -> str:
    pns = case("position_level", {level: any_of("$n.grade", *grades) for level, grades in GRADES.items()})
    pppk = any_of("$n.grade", "pppk_5", "pppk_7", "pppk_9", "pppk_9", "pppk_10")
    return f"CASE WHEN employment = 'pppk' THEN {pppk} WHEN employment IN ('pns', 'cpns') THEN {pns} ELSE 'none_of_these' END"


def _can_change(name: str) -> str:
    return {
        "employment": "employment IN ('pns', 'pppk')",
        "grade": "employment = 'pns'",
        "position_level": "position_level IN ('administrator', 'pengawas', 'functional')",
    }.get(name, "true")


def _day_of_change(name: str, law: Borders) -> str:
    """Returns the day of the second period: often a border of the law, else the first of April or October."""
    years = between(f"$n.{name}_year", law.first.year - 6, law.last.year - 1)
    usual = f"make_date({years}, {one_of(f'$n.{name}_half', ['4', '10'])}, 1)"
    border = one_of(f"$n.{name}_border", [f"DATE '{day}'" for day in law.days])
    return f"CASE WHEN {chance(f'$n.{name}_at_border', 0.15)} THEN {border} ELSE {usual} END"


def officials(size: Size, law: Borders) -> Table:
    """Returns the sheet of officials."""
    plain = {name: f"CASE WHEN {name}_spelled THEN NULL ELSE {name} END" for name in SPELLED if name != "powers_procurement"}
    columns = {
        "official_id": ID,
        "person": ID,
        "person_nip": nip(),
        "employment": plain["employment"],
        "is_penyelenggara_negara": "is_special OR position_level IN ('jpt_utama', 'jpt_madya')",
        "is_pejabat_negara": "is_special",
        "is_tipikor_public_servant": "true",
        "is_pejabat_pemerintahan": "is_leader OR position_level = 'pengawas'",
        "is_pejabat_pemerintahan_tertentu": "is_leader OR is_officer",
        "special_office": f"CASE WHEN is_special THEN {often('$n.office', **SPECIAL)} ELSE 'none_of_these' END",
        "position_level": plain["position_level"],
        "grade": plain["grade"],
        "eselon": case("position_level", {level: text(eselon) for level, eselon in ESELONS.items()}, "'none_of_these'"),
        "education": often("$n.education", bachelor=55, secondary=18, master=15, diploma=11, doctorate=1),
        "agency": plain["agency"],
        "unit": unit("$n.unit"),
        "region": f"printf('Wilayah Rekaan %03d', {below('$n.region', size.regions)} + 1)",
        "powers_procurement": f"CASE WHEN powers_procurement_spelled THEN NULL ELSE is_officer OR {chance('$n.procurement', 0.004)} END",
        "powers_licensing": chance("$n.licensing", 0.02),
        "powers_supervision": chance("$n.supervision", 0.05),
        "powers_examination": chance("$n.examination", 0.015),
        "powers_public_service": chance("$n.public_service", 0.3),
        "procurement_certified": "is_officer",
    }
    columns |= {f"{plural}_in_full": _in_full(plural, size) for plural in declared_kinds()}
    kept = {"official_id", "person", *(f"{plural}_in_full" for plural in declared_kinds())}
    return Table("officials", BASE, official_steps(size, law), columns, frozenset(kept), "n")


def unit(word: str) -> str:
    return f"printf('Unit %02d', {below(word, 40)} + 1)"


def declared_kinds() -> list[str]:
    """Returns the plurals of the kinds that an official declares."""
    return [kind.plural for kind in VOCABULARY.kinds.values() if not kind.register and kind.name != "official"]


def _in_full(plural: str, size: Size) -> str:
    """Returns whether a kind is declared in full: always where there are no holes; else some are not, or for a time only."""
    if size.is_complete:
        return "true"
    undeclared, period = min(0.5, 6 * size.holes), min(0.2, size.holes)
    window = text(f"2019-01-01..{size.as_of}")
    return weighted(f"$n.{plural}_in_full", {"'true'": 1 - undeclared - period, "NULL": undeclared, window: period})


def nip() -> str:
    """Returns a NIP that is well formed and belongs to nobody: whoever was born in the nineteenth century never had one."""
    birth = f"strftime({days_after('1860-01-01', '$n.birth', 14_000)}, '%Y%m%d')"
    start = f"printf('%d%02d', 1920 + {below('$n.start_year', 5)}, {below('$n.start_month', 12)} + 1)"
    return f"concat({birth}, {start}, {below('$n.sex', 2)} + 1, printf('%03d', {below('$n.serial', 999)} + 1))"


# ---- periods ---------------------------------------------------------------------------------------------------------------------


def official_spells(size: Size, law: Borders) -> Table:
    """Returns the periods of the attributes that are not stated as plain values: two of each."""
    now = {name: name for name in SPELLED} | {"powers_procurement": "'false'"}
    listed = [
        "n",
        *(name for name in SPELLED if now[name] == name),
        *(f"{name}_{part}" for name in SPELLED for part in ("spelled", "since")),
    ]
    people = rows_of(BASE, official_steps(size, law), ", ".join(listed), seed=size.seed, table="officials")
    numbered = (
        f"SELECT *, j // 2 AS which, j % 2 AS part, n * 16 + j AS r FROM (SELECT *, unnest(range({2 * len(SPELLED)})) AS j FROM ({people}))"
    )
    rows = f"SELECT * FROM ({numbered}) WHERE {_each(lambda name: f'{name}_spelled')}"
    columns = {
        "official_id": ID,
        "field": _each(text),
        "value": f"CASE WHEN part = 0 THEN {_each(_earlier)} ELSE {_each(lambda name: now[name])} END",
        "from": f"CASE WHEN part = 0 THEN {FIRST_SPELL} ELSE since END",
        "until": "CASE WHEN part = 0 THEN CAST(since - 1 AS VARCHAR) ELSE 'ongoing' END",
    }
    steps = ({"since": _each(lambda name: f"{name}_since")},)
    return Table("official_spells", rows, steps, columns, frozenset({"official_id", "field", "value", "until"}))


def _each(give: Callable[[str], str]) -> str:
    """Returns an expression that chooses by the number `which` of the attribute."""
    return f"CASE which {' '.join(f'WHEN {number} THEN {give(name)}' for number, name in enumerate(SPELLED))} END"


def _earlier(name: str) -> str:
    """Returns what an attribute was in the first period."""
    return {
        "employment": "CASE WHEN employment = 'pns' THEN 'cpns' ELSE 'contract_worker' END",
        "grade": "CASE WHEN grade IN ('iv_a', 'iv_b') THEN 'iii_d' WHEN grade LIKE 'iv%' THEN 'iv_b' ELSE 'ii_d' END",
        "position_level": "CASE WHEN position_level = 'administrator' THEN 'pengawas' ELSE 'pelaksana' END",
        "agency": "'Kementerian Rekaan 01'",
        "powers_procurement": "'true'",
    }[name]
