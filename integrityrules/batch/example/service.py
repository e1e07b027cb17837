"""What officials of an example declare besides gifts and positions: offices held, wealth, leave, absence, decisions and conduct.

May not know gifts or positions. Rare kinds of facts, most of them without a finding.
"""

from __future__ import annotations

from integrityrules.batch.example.draws import any_of, below, chance, days_after, few_with_many, often
from integrityrules.batch.example.law import Borders
from integrityrules.batch.example.officials import BASE, ID, official_steps
from integrityrules.batch.example.positions import position_count, position_id
from integrityrules.batch.example.procurement import vendor
from integrityrules.batch.example.size import Size
from integrityrules.batch.example.table import Expressions, Table, rows_of

OWN = frozenset({"official_id", "id"})


def sometimes(size: Size, sheet: str, average: float, *, steps: tuple[Expressions, ...] = (), listed: str = "n") -> str:
    """Returns rows of a rare kind, numbered `k` within the official and `r` in all: so many on average, and three of one who has any."""
    counted = {f"{sheet}_count": f"CASE WHEN {chance(f'$n.{sheet}', average / 3)} THEN 1 + {below(f'$n.{sheet}_more', 5)} ELSE 0 END"}
    people = rows_of(BASE, (*steps, counted), f"{listed}, {sheet}_count AS found", seed=size.seed, table=sheet)
    return f"SELECT *, n * 8 + k AS r FROM (SELECT *, unnest(range(found)) AS k FROM ({people}))"


def own_id(letters: str) -> str:
    return f"printf('{letters}%08d-%d', n + 1, k)"


def some_day(word: str, law: Borders) -> str:
    """Returns a day of the example, often a border of the law."""
    borders = any_of(f"{word}_border", *(str(day) for day in law.days))
    usual = days_after(law.first, word, (law.last - law.first).days)
    return f"CASE WHEN {chance(f'{word}_at_border', 0.06)} THEN CAST({borders} AS DATE) ELSE {usual} END"


# ---- offices and wealth --------------------------------------------------------------------------------------------------------------


def _appointed(size: Size, law: Borders) -> tuple[Expressions, ...]:
    """Returns whether official `n` has declared an appointment, since when, and whether it asks for a wealth report."""
    return (
        *official_steps(size, law),
        {"is_appointed": f"(is_leader OR position_level = 'pengawas') AND {chance('$n.appointed', 0.3)}"},
        {
            "since": days_after("2016-01-04", "$n.appointed_on", (law.last.year - 2016) * 365),
            "reports_wealth": f"is_leader AND {chance('$n.lhkpn', 0.8)}",
        },
    )


def appointments(size: Size, law: Borders) -> Table:
    """Returns the offices of some leaders."""
    listed = "n, since, reports_wealth, position_level, is_appointed"
    people = rows_of(BASE, _appointed(size, law), listed, seed=size.seed, table="appointments")
    columns = {
        "official_id": ID,
        "id": "printf('APT%08d', n + 1)",
        "office": f"printf('Kepala Satuan %02d', {below('$n.unit', 40)} + 1)",
        "level": "position_level",
        "entry": often("$n.entry", first=6, reappointed=1, transfer=3),
        "exit": "CASE WHEN ended THEN 'end' ELSE 'none_of_these' END",
        "wealth_report_position": "reports_wealth",
        "joint_office_allowed": "false",
        "from": "since",
        "until": f"CASE WHEN ended THEN CAST(least(since + 1400, DATE '{law.last}') AS VARCHAR) ELSE 'ongoing' END",
    }
    rows = f"SELECT * FROM ({people}) WHERE is_appointed"
    return Table("appointments", rows, ({"ended": chance("$n.ended", 0.1)},), columns, OWN, "n")


def wealth_reports(size: Size, law: Borders) -> Table:
    """Returns their wealth reports of each year: most filed in time, a few late, some not."""
    people = rows_of(BASE, _appointed(size, law), "n, since, reports_wealth, is_appointed", seed=size.seed, table="wealth_reports")
    years = f"SELECT *, unnest(range(greatest(year(since), 2022), {law.last.year})) AS y FROM ({people})"
    rows = f"SELECT *, n * 64 + (y - 2000) AS r FROM ({years}) WHERE is_appointed"
    steps = ({"kind": f"CASE WHEN reports_wealth AND {chance('$r.kind', 0.5)} THEN 'lhkpn' ELSE 'lhkan' END"},
             {"filed": f"least(make_date(y + 1, 1, 10) + CAST({below('$r.day', 90)} AS INTEGER), DATE '{law.last}')"})  # fmt: skip
    columns = {
        "official_id": ID,
        "id": "printf('WR%08d-%d', n + 1, y)",
        "kind": "kind",
        "occasion": "'periodic'",
        "appointment": "printf('APT%08d', n + 1)",
        "for_year": "y",
        "filed_on": "filed",
        "proof": "CASE WHEN reports_wealth THEN 'lhkpn_receipt' ELSE 'tax_return_receipt' END",
        "is_complete": chance("$r.complete", 0.95),
        "completion_requested_on": "'not_yet'",
        "completed_on": "'not_yet'",
        "verified_on": f"CASE WHEN kind = 'lhkpn' THEN CAST(least(filed + 60, DATE '{law.last}') AS VARCHAR) ELSE 'not_yet' END",
        "treated_as_not_filed": chance("$r.not_filed", 0.005),
    }
    return Table("wealth_reports", f"SELECT * FROM ({rows}) WHERE {_is_filed()}", steps, columns, OWN)


def _is_filed() -> str:
    """Leaves out a few reports, by nothing but the number of the row."""
    return "r % 97 <> 0"


def former_offices(size: Size, law: Borders) -> Table:
    columns = {
        "official_id": ID,
        "id": own_id("FO"),
        "person": f"printf('T%07d', {few_with_many('$r.person', size.notables)})",
        "office": "'Kepala Satuan'",
        "level": any_of("$r.level", "jpt_pratama", "administrator"),
        "agency": "'Kementerian Rekaan 01'",
        "ended_on": days_after(law.first, "$r.ended", 300),
        "exit": any_of("$r.exit", "retirement", "end"),
        "new_organisation": vendor("$r.vendor", size),
        "new_role": any_of("$r.role", "commissioner", "consultant"),
        "new_role_from": days_after(law.first, "$r.began", (law.last - law.first).days),
        "dealing": any_of("$r.dealing", "none_of_these", "none_of_these", "none_of_these", "licence", "consulting"),
        "dealt_on": some_day("$r.dealt", law),
        "related_to_former_powers": chance("$r.related", 0.3),
        "consulting_exception": chance("$r.consulting", 0.5),
        "favoured": chance("$r.favoured", 0.05),
    }
    return Table("former_offices", sometimes(size, "former_offices", 0.003), (), columns, OWN)


# ---- decisions and conflicts ---------------------------------------------------------------------------------------------------------


def official_decisions(size: Size, law: Borders) -> Table:
    notable = f"printf('T%07d', {few_with_many('$r.party', size.notables)})"
    columns = {
        "official_id": ID,
        "id": own_id("DEC"),
        "kind": any_of("$r.kind", "licence", "payment", "recruitment", "aid", "policy", "public_service"),
        "part": any_of("$r.part", "decides", "recommends", "examines", "carries_out"),
        "came_up_on": "day - 10",
        "decided_on": "day",
        "handed_over_on": "CASE WHEN conflict THEN CAST(day - 5 AS VARCHAR) ELSE 'not_yet' END",
        "counterparty": f"CASE WHEN {chance('$r.is_vendor', 0.4)} THEN {vendor('$r.party', size)} ELSE {notable} END",
        "counterparty_relation": any_of("$r.relation", "public", "vendor", "applicant", "none_of_these"),
        "counterparty_affiliation": "'none_of_these'",
        "conflict_source": "'none_of_these'",
        "conflict_of_interest": "conflict",
        "conflict_kind": "CASE WHEN conflict THEN 'potential' ELSE 'none_of_these' END",
        "superior_told_on": f"CASE WHEN conflict AND {chance('$r.told', 0.6)} THEN CAST(day - 8 AS VARCHAR) ELSE 'not_yet' END",
        "favours_family_or_crony": chance("$r.favours", 0.001),
        "favours_or_harms": chance("$r.harms", 0.001),
        "authority_use": often("$r.authority", within=0.995, exceeds=0.005),
        "impact": any_of("$r.impact", "none", "unit"),
        "intent": "'neither'",
    }
    steps = ({"day": some_day("$r.day", law), "conflict": chance("$r.conflict", 0.02)},)
    return Table("official_decisions", sometimes(size, "official_decisions", 0.08), steps, columns, OWN)


def conflict_declarations(size: Size, law: Borders) -> Table:
    """Returns declarations of interests; some name the first side position of their official."""
    rows = sometimes(size, "conflict_declarations", 0.015, steps=({"positions": position_count(size)},), listed="n, positions")
    columns = {
        "official_id": ID,
        "id": own_id("DECL"),
        "kind": often("$r.kind", potential=0.8, actual=0.2),
        "source": any_of("$r.source", "outside_work", "business", "family"),
        "side_position": f"CASE WHEN positions > 0 AND {chance('$r.names', 0.7)} THEN {position_id('n', '0')} END",
        "arose_on": "day",
        "declared_on": f"CASE WHEN {chance('$r.declared', 0.9)} THEN CAST(day + 1 AS VARCHAR) ELSE 'not_yet' END",
        "listed_on": f"CASE WHEN {chance('$r.listed', 0.9)} THEN CAST(day + 2 AS VARCHAR) ELSE 'not_yet' END",
        "superior_decided_on": f"CASE WHEN {chance('$r.decided', 0.8)} THEN CAST(day + 3 AS VARCHAR) ELSE 'not_yet' END",
        "measure": any_of("$r.measure", "none_needed", "supervised", "withdrawal"),
        "measure_followed": "true",
        "paused": "true",
    }
    return Table("conflict_declarations", rows, ({"day": f"least({some_day('$r.day', law)}, DATE '{law.last}' - 5)"},), columns, OWN)


# ---- presence and conduct ------------------------------------------------------------------------------------------------------------


def leaves(size: Size, law: Borders) -> Table:
    columns = {
        "official_id": ID,
        "id": own_id("CUTI"),
        "kind": often("$r.kind", annual=70, sick=18, important_reasons=8, long=2, outside_state_expense=2),
        "asked_on": "CAST(day - 14 AS VARCHAR)",
        "granted_on": "CAST(day - 7 AS VARCHAR)",
        "from": "day",
        "until": f"CAST(least(day + CAST({below('$r.length', 12)} AS INTEGER), DATE '{law.last}') AS VARCHAR)",
    }
    return Table("leaves", sometimes(size, "leaves", 0.05), ({"day": some_day("$r.day", law)},), columns, OWN)


def absences(size: Size, law: Borders) -> Table:
    columns = {
        "official_id": ID,
        "id": own_id("ABS"),
        "kind": "kind",
        "from": "day - (working_days - 1)",
        "until": "CAST(day AS VARCHAR)",
        "working_days": "CASE WHEN kind = 'absent' THEN working_days ELSE 0 END",
        "minutes": f"CASE WHEN kind = 'absent' THEN 0 ELSE 5 + {below('$r.minutes', 120)} END",
        "valid_reason": chance("$r.valid", 0.9),
    }
    steps = (
        {"day": some_day("$r.day", law), "kind": often("$r.kind", absent=0.5, late=0.35, left_early=0.15)},
        {"working_days": f"1 + CAST({few_with_many('$r.days', 12)} AS INTEGER)"},
    )
    return Table("absences", sometimes(size, "absences", 0.05), steps, columns, OWN)


def facility_uses(size: Size, law: Borders) -> Table:
    columns = {
        "official_id": ID,
        "id": own_id("FAC"),
        "facility": any_of("$r.facility", "vehicle", "building", "equipment", "account"),
        "purpose": often("$r.purpose", service=80, private=17, business=2, political=1),
        "happened_on": some_day("$r.day", law),
        "permitted": chance("$r.permitted", 0.85),
        "paid_for": chance("$r.paid", 0.3),
        "impact": any_of("$r.impact", "none", "unit"),
        "intent": "'neither'",
    }
    return Table("facility_uses", sometimes(size, "facility_uses", 0.01), (), columns, OWN)


def conducts(size: Size, law: Borders) -> Table:
    kinds = (
        "law_not_obeyed",
        "duty_without_devotion",
        "no_good_example",
        "secret_disclosed",
        "authority_abused",
        "levy",
        "goods_not_looked_after",
    )
    columns = {
        "official_id": ID,
        "id": own_id("CON"),
        "kind": any_of("$r.kind", *kinds),
        "happened_on": "day",
        "valid_reason": "false",
        "for_own_or_others_gain": chance("$r.gain", 0.1),
        "conflict_of_interest": chance("$r.conflict", 0.1),
        "impact": any_of("$r.impact", "unit", "agency", "government"),
        "intent": any_of("$r.intent", "deliberate", "negligent"),
        "superior_knew_on": "CASE WHEN known THEN day + 3 END",
        "examination_on": "CASE WHEN known THEN day + 20 END",
        **{name: f"CASE WHEN known THEN CAST(day + {after} AS VARCHAR) ELSE 'not_yet' END" for name, after in _STEPS.items()},
    }
    steps = ({"day": f"least({some_day('$r.day', law)}, DATE '{law.last}' - 60)", "known": chance("$r.known", 0.7)},)
    return Table("conducts", sometimes(size, "conducts", 0.004), steps, columns, OWN)


_STEPS = {"summoned_on": 9, "decided_on": 35, "decision_delivered_on": 47}
