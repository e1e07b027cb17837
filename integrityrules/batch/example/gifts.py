"""The gifts of an example: most are within the family, at rites, among colleagues or in official activities, and need no report.

May not know other tables but through what is drawn for officials, relatives and packages.
"""

from __future__ import annotations

from collections.abc import Mapping

from integrityrules.batch.example.draws import any_of, below, between, case, chance, few_with_many, often, one_of, text, weighted
from integrityrules.batch.example.families import RELATIVE_COUNT, relation, relative
from integrityrules.batch.example.law import Borders
from integrityrules.batch.example.officials import BASE, ID, official_steps
from integrityrules.batch.example.procurement import first_package, vendor
from integrityrules.batch.example.reports import report_days, report_steps
from integrityrules.batch.example.size import Size
from integrityrules.batch.example.table import Expressions, Table, rows_of

MOST = 4000
"""The most gifts of one official; also the distance between the row numbers of two officials."""
KINDS = {
    "family": 30.0, "rite": 14.0, "farewell": 5.0, "colleague": 9.0, "kit": 9.5, "honorarium": 6.5, "meal": 5.0, "promotion": 3.0,
    "institution": 3.0, "flowers": 3.0, "prize": 4.0, "benefit": 3.5, "calamity": 1.5, "award": 0.8, "refused": 0.9, "vendor": 1.0,
    "thanks": 1.2, "public": 0.8,
}  # fmt: skip
"""What gifts are about, and how often in a hundred."""
KINDS_OF_OFFICERS = {**KINDS, "refused": 8.0, "vendor": 6.0}
HEAVY = {"0": 25.0, "500": 35.0, "1000": 20.0, "2000": 12.0, "4000": 6.0, "10000": 1.5, "30000": 0.4, "60000": 0.1}
"""How many gifts an official has, in thousandths of the average before it is levelled: many have none, a few have very many."""
MEAN_WEIGHT = sum(int(weight) * share for weight, share in HEAVY.items()) / 100
MORE, WITH_MORE = 3, 0.058
"""Leaders and procurement officers, a share of all, get so many times as many."""
HOLIDAYS = ("2019-06-05", "2020-05-24", "2021-05-13", "2022-05-02", "2023-04-22", "2024-04-10", "2025-03-31", "2026-03-21")
"""Idul Fitri of each year."""
FORMS = {
    "family": ("bank_transfer", "goods", "goods", "cash"),
    "rite": ("cash", "cash", "cash", "goods"),
    "benefit": ("bank_transfer",),
    "honorarium": ("bank_transfer", "travel"),
    "meal": ("food",),
    "institution": ("plaque",),
    "flowers": ("flowers",),
    "calamity": ("cash", "goods"),
    "vendor": ("food", "goods", "cash_voucher", "cash"),
    "refused": ("cash", "goods", "food", "electronic_money", "tour"),
    "thanks": ("food", "food", "goods", "cash"),
    "public": ("goods", "plaque", "cash"),
}
OBJECTS = {
    "kit": ("event_kit",), "honorarium": ("honorarium",), "meal": ("served_meal",), "promotion": ("promotional_item",),
    "flowers": ("greeting_flowers",), "institution": ("institutional_souvenir",), "award": ("achievement_award",), "vendor": ("parcel",),
    "refused": ("parcel",), "thanks": ("thanks_for_service",), "prize": ("lucky_draw", "lucky_draw", "discount", "contest_prize"),
    "benefit": ("investment_yield", "cooperative_benefit"),
}  # fmt: skip
OCCASIONS = {
    "farewell": ("farewell", "retirement", "transfer", "promotion", "birthday"),
    "flowers": ("death", "inauguration", "promotion", "wedding"), "family": ("lebaran", "lebaran", "birthday", "none", "new_year"),
    "vendor": ("lebaran", "christmas", "new_year", "procurement"), "refused": ("lebaran", "procurement", "public_service"),
    "thanks": ("public_service",), "calamity": ("calamity",), "kit": ("official_event",), "honorarium": ("official_event",),
    "meal": ("official_event",), "institution": ("official_visit", "official_event"),
}  # fmt: skip
RITES = ("wedding", "wedding", "wedding", "circumcision", "akikah", "birth", "engagement", "custom_rite")
AMOUNTS = {"family": (50, 8), "rite": (100, 4), "honorarium": (300, 3), "vendor": (200, 6), "refused": (200, 7), "thanks": (100, 4)}
"""From so many thousand rupiah, over so many doublings."""

INTERESTED = "giver_relation IN ('vendor', 'bidder', 'applicant', 'service_recipient')"
OFFICIAL_EVENT = "a IN ('kit', 'honorarium', 'meal', 'institution')"
OPEN_TO_ALL = "a IN ('kit', 'meal', 'promotion', 'prize', 'benefit')"
MONEY = "form IN ('cash', 'bank_transfer', 'cash_voucher', 'electronic_money')"


def gifts(size: Size, law: Borders) -> Table:
    """Returns the gifts."""
    steps = (
        {"a": f"CASE WHEN is_officer THEN {often('$r.kind', **KINDS_OF_OFFICERS)} ELSE {often('$r.kind', **KINDS)} END"},
        {"e": f"CASE WHEN a = 'rite' THEN {below('$r.event', 3)} ELSE 8 + k END"},
        # Gifts at one event share its day and occasion: they are drawn from the number of the event.
        {"d": "CASE WHEN a = 'rite' THEN n * 64 + e ELSE (CAST(1 AS BIGINT) << 53) + r END"},
        {"day": _day(law), "m": f"n * 8 + {below('$r.relative', 'greatest(relatives, 1)')}", "b": f"{first_package(size)} * 16"},
        {"relation": relation("m % 8"), "value": _value(law), "form": _chosen("$r.form", FORMS, "'goods'")},
        {"giver_relation": _giver_relation(), "asked": chance("$r.asked", 0.002)},
        {
            "conflict": f"{INTERESTED} OR {chance('$r.conflict', 0.003)}",
            "related": _related(),
            "perishable": "form = 'food' AND a <> 'meal'",
        },
        *report_steps("a IN ('vendor', 'thanks', 'public')", "a = 'rite' AND value > 1000000"),
        report_days(law),
    )
    columns = {**_what(size), **_how_it_stands(), **_reported()}
    return Table("gifts", _rows(size, law), steps, columns, frozenset({"official_id", "id"}))


def _rows(size: Size, law: Borders) -> str:
    """Returns a row for each gift, numbered within its official."""
    average = int(size.gifts * 1_000_000 / MEAN_WEIGHT / (1 + WITH_MORE * (MORE - 1)))  # millionths, for one thousandth of weight
    weight = f"CAST({weighted('$n.gifts', HEAVY)} AS BIGINT) * CASE WHEN is_leader OR is_officer THEN {MORE} ELSE 1 END"
    count = f"least({MOST}, ({weight} * {average} + {below('$n.gift_more', 1_000_000)}) // 1000000)"
    steps = (*official_steps(size, law), RELATIVE_COUNT, {"gift_count": count})
    people = rows_of(BASE, steps, "n, q, is_officer, relatives, gift_count", seed=size.seed, table="gifts")
    return f"SELECT *, n * {MOST} + k AS r FROM (SELECT *, unnest(range(gift_count)) AS k FROM ({people}))"


def _chosen(word: str, options: Mapping[str, tuple[str, ...]], otherwise: str) -> str:
    return case("a", {kind: any_of(word, *values) for kind, values in options.items()}, otherwise)


def _day(law: Borders) -> str:
    """Returns the day of a gift: more before Idul Fitri and at the end of the year, and at borders of the law more than anywhere."""
    usual = f"DATE '{law.first}' + CAST({below('$d.day', (law.last - law.first).days + 1)} AS INTEGER)"
    holidays = [f"DATE '{day}'" for day in HOLIDAYS if day <= law.last.isoformat()] or [f"DATE '{law.last}'"]
    december = f"make_date({between('$d.year', law.first.year, max(law.first.year, law.last.year - 1))}, 12, 10)"
    found = (
        f"CASE WHEN {chance('$d.peak', 0.22)} THEN {one_of('$d.day', holidays)} + CAST({below('$d.nearby', 22)} - 14 AS INTEGER) "
        f"WHEN {chance('$d.peak', 0.34)} THEN {december} + CAST({below('$d.nearby', 27)} AS INTEGER) "
        f"WHEN {chance('$d.peak', 0.39)} THEN {one_of('$d.day', [f'DATE {text(str(day))}' for day in law.days])} ELSE {usual} END"
    )
    return f"least({found}, DATE '{law.last}')"


def _value(law: Borders) -> str:
    """Returns an amount: small for most, and at a limit of the law for some."""
    amounts = case("a", {kind: _doubling(*of) for kind, of in AMOUNTS.items()}, _doubling(25, 4))
    return f"CASE WHEN {chance('$r.at_limit', 0.04)} THEN {one_of('$r.limit', [str(amount) for amount in law.small])} ELSE {amounts} END"


def _doubling(thousands: int, octaves: int) -> str:
    """Returns an amount from some thousand rupiah up, each doubling as likely as the next."""
    low = f"(CAST({thousands} AS BIGINT) << {below('$r.octave', octaves)})"
    return f"1000 * ({low} + {below('$r.amount', low)})"


def _giver_relation() -> str:
    guests = {
        "rite": often("$r.guest", public=0.65, co_worker=0.33, vendor=0.02),
        "institution": often("$r.guest", none_of_these=0.8, foreign_government=0.2),
        "vendor": often("$r.guest", vendor=0.8, bidder=0.2),
        "refused": often("$r.guest", vendor=0.5, service_recipient=0.3, applicant=0.2),
    }
    fixed = {"farewell": "co_worker", "colleague": "co_worker", "calamity": "co_worker", "thanks": "service_recipient", "public": "public"}
    return case("a", {"family": "relation", **guests, **{kind: text(of) for kind, of in fixed.items()}}, "'none_of_these'")


def _giver(size: Size) -> str:
    """Returns the key of the giver: few shops, notables and vendors give very often."""
    shop, notable = f"printf('B%05d', {few_with_many('$r.giver', 5000)})", f"printf('T%07d', {few_with_many('$r.giver', size.notables)})"
    friend = f"printf('A%08d-%d', n + 1, {below('$r.giver', 12)})"
    colleague = f"printf('P%08d', (n + 1 + {below('$r.giver', 6)}) % {size.officials} + 1)"
    office = f"printf('U%04d', {few_with_many('$r.giver', 600)})"
    own_bidder = f"is_officer AND {chance('$r.own_bidder', 0.4)}"
    firm = f"CASE WHEN {own_bidder} THEN {vendor('$b.vendor', size)} ELSE {vendor('$r.giver', size)} END"
    known = f"CASE WHEN {chance('$r.known', 0.3)} THEN {notable} ELSE {friend} END"
    givers = {"family": relative("m % 8"), "rite": case("giver_relation", {"co_worker": colleague, "vendor": firm}, known)}
    givers |= dict.fromkeys(("farewell", "colleague", "calamity"), colleague) | dict.fromkeys(("vendor", "refused"), firm)
    givers |= dict.fromkeys(("prize", "benefit", "promotion"), shop) | {"thanks": friend, "public": notable}
    return case("a", givers, office)


def _related() -> str:
    shares = dict.fromkeys(("vendor", "refused", "thanks"), 0.55) | dict.fromkeys(("kit", "honorarium"), 0.01)
    return case("a", {kind: chance("$r.related", share) for kind, share in shares.items()}, chance("$r.related", 0.002))


# ---- the columns ---------------------------------------------------------------------------------------------------------------------


def _what(size: Size) -> Expressions:
    """Returns who gave what to whom, when and on which occasion."""
    return {
        "official_id": ID,
        "id": gift_id("n", "k"),
        "giver": _giver(size),
        "giver_relation": "giver_relation",
        "recipient": f"CASE WHEN a = 'institution' THEN 'institution' ELSE {often('$r.recipient', self=0.9, spouse=0.06, child=0.04)} END",
        "given_to_institution": f"a = 'institution' AND {chance('$r.to_institution', 0.97)}",
        "requested_by_official": "asked",
        "requested_on": "CASE WHEN asked THEN CAST(day - 3 AS VARCHAR) ELSE 'not_yet' END",
        "offered_on": "day",
        "received_on": "CASE WHEN a <> 'refused' THEN day END",
        "refused_on": "CASE WHEN a = 'refused' THEN CAST(day AS VARCHAR) ELSE 'not_yet' END",
        "accepted": "a <> 'refused'",
        "could_not_refuse": f"a IN ('vendor', 'institution') AND {chance('$r.could_not', 0.15)}",
        "donated_on": f"CASE WHEN perishable AND {chance('$r.donated', 0.5)} THEN CAST(day AS VARCHAR) ELSE 'not_yet' END",
        "handover_documented": f"perishable AND {chance('$r.documented', 0.7)}",
        "form": "form",
        "object": _chosen("$r.object", OBJECTS, "'personal_gift'"),
        "value_idr": "value",
        "value_basis": "CASE WHEN form IN ('cash', 'bank_transfer') THEN 'nominal' ELSE 'estimate' END",
        "is_means_of_exchange": MONEY,
        "perishable": "perishable",
        "has_logo": f"a = 'promotion' AND {chance('$r.logo', 0.98)}",
        "is_reasonable": chance("$r.reasonable", 0.98),
        "occasion": f"CASE WHEN a = 'rite' THEN {any_of('$d.occasion', *RITES)} ELSE {_chosen('$r.occasion', OCCASIONS, text('none'))} END",
        "event": "printf('E%08d-%d', n + 1, e)",
        "calamity_victim": f"CASE WHEN a = 'calamity' THEN {often('$r.victim', self=5, parent=3, child_in_law=1, none_of_these=1)} "
        "ELSE 'none_of_these' END",
        "same_for_all_participants": f"{OPEN_TO_ALL} AND {chance('$r.same', 0.98)}",
        "own_cost": f"a = 'prize' AND {chance('$r.own_cost', 0.95)}",
        "official_activity": OFFICIAL_EVENT,
        "organiser": case("a", {"honorarium": "'other_agency'", "kit": "'own_agency'", "meal": "'own_agency'"}, "'none_of_these'"),
    }


def gift_id(n: str, k: str) -> str:
    return f"printf('G%08d-%d', {n} + 1, {k})"


def _how_it_stands() -> Expressions:
    """Returns how the gift stands to office and rules."""
    return {
        # A little of what is declared is not what the definitions say.
        "conflict_of_interest": f"conflict AND {chance('$r.admits', 0.99)}",
        "related_to_office": "related",
        "contrary_to_duty": f"related AND {chance('$r.contrary', 0.3)}",
        "breaches_agency_rules": chance("$r.breaches", 0.004),
        "within_standard_cost": chance("$r.standard_cost", 0.98),
        "double_financing": chance("$r.double", 0.01),
        "awarded_under_law": f"a = 'award' AND {chance('$r.awarded', 0.98)}",
        "lawful_income": f"a IN ('honorarium', 'benefit') AND {chance('$r.lawful', 0.95)}",
    }


def _reported() -> Expressions:
    """Returns the report and what followed."""
    return {
        "reported_to_kpk_on": "kpk_on",
        "reported_to_upg_on": "upg_on",
        "forwarded_to_kpk_on": "forwarded_on",
        "report_is_complete": "whole OR kpk_on = 'not_yet' AND upg_on = 'not_yet'",
        "returned_on": "returned_on",
        "report_completed_on": "completed_on",
        "found_by_audit_on": "audit_on",
        "criminal_process_from": "process_on",
        "ownership_status": "CASE WHEN decided_on <> 'not_yet' THEN 'recipient' WHEN kpk_on <> 'not_yet' THEN 'pending' "
        "ELSE 'none_of_these' END",
        "ownership_decided_on": "decided_on",
    }
