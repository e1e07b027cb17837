"""The side positions of an example: most are harmless and permitted.

May not know other tables but through what is drawn for officials and vendors.
"""

from __future__ import annotations

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
from integrityrules.batch.example.officials import BASE, ID, official_steps
from integrityrules.batch.example.procurement import vendor
from integrityrules.batch.example.size import Size
from integrityrules.batch.example.table import Expressions, Table, rows_of

MOST = 400
"""The most side positions of one official; also the distance between the row numbers of two officials."""
KINDS = {
    "neighbourhood": 17.0, "religious_organisation": 13.0, "education": 17.0, "own_business": 15.0, "foundation": 7.0, "health": 6.0,
    "professional_organisation": 6.0, "staff_cooperative": 4.0, "cooperative": 3.0, "mass_organisation": 3.0, "private_company": 4.0,
    "staff_organisation": 2.0, "state_company": 0.4, "regional_company": 0.3, "sports_committee": 0.5, "village_government": 0.3,
    "village_council": 0.25, "ngo": 0.6, "international_organisation": 0.15, "foreign_company": 0.1, "foreign_ngo": 0.08,
    "foreign_state": 0.02, "law_office": 0.08, "notary_office": 0.03, "political_party": 0.1, "banned_organisation": 0.02,
    "none_of_these": 0.07,
}  # fmt: skip
ROLES = {
    "own_business": ("owner", "owner", "owner", "partner"),
    "private_company": ("shareholder", "shareholder", "shareholder", "commissioner", "director", "employee", "intermediary"),
    "state_company": ("commissioner", "commissioner", "employee", "director"),
    "regional_company": ("commissioner", "supervisory_board", "employee"),
    "education": ("lecturer", "lecturer", "expert"),
    "health": ("practitioner",),
    "foundation": ("board", "member", "volunteer", "founder"),
    "cooperative": ("member", "member", "member", "member", "board"),
    "staff_cooperative": ("member", "member", "member", "member", "board"),
    "professional_organisation": ("board", "member", "member"),
    "sports_committee": ("board", "member"),
    "village_government": ("village_head", "village_officer"),
    "village_council": ("member",),
    "international_organisation": ("consultant", "expert", "volunteer"),
    "foreign_company": ("employee", "consultant", "shareholder"),
    "foreign_ngo": ("employee", "volunteer"),
    "foreign_state": ("employee", "consultant"),
    "law_office": ("advocate", "consultant"),
    "notary_office": ("notary",),
    "political_party": ("member", "member", "board", "sympathiser"),
    "banned_organisation": ("sympathiser", "member"),
}
BUSINESS = "kind IN ('own_business', 'private_company')"
FOREIGN = "kind IN ('international_organisation', 'foreign_company', 'foreign_ngo', 'foreign_state')"
STATE = "kind IN ('state_company', 'regional_company')"
EARLIEST = "2005-01-03"


def side_positions(size: Size, law: Borders) -> Table:
    """Returns the side positions."""
    steps = (
        {"kind": often("$r.kind", **KINDS)},
        {
            "role": case(
                "kind",
                {kind: any_of("$r.role", *roles) for kind, roles in ROLES.items()},
                any_of("$r.role", "member", "board", "volunteer"),
            )
        },
        {"since": _since(law), "careless": chance("$r.careless", 0.12)},
        {"ends": chance("$r.ends", 0.2), "last": f"least(since + CAST({between('$r.lasts', 60, 2500)} AS INTEGER), DATE '{law.last}')"},
        {"permitted": f"NOT ({chance('$r.unpermitted', 0.2)})", "asked": f"since - CAST({below('$r.asked', 60)} AS INTEGER)"},
    )
    return Table("side_positions", _rows(size, law), steps, _columns(size, law), frozenset({"official_id", "id"}))


def position_count(size: Size) -> str:
    """Returns how many side positions official `n` has: most none, a few many."""
    weight = f"CAST({weighted('$n.positions', {'0': 62, '1000': 22, '3000': 12, '8000': 3.5, '20000': 0.5})} AS BIGINT)"
    average = int(size.side_positions * 1_000_000 / 0.96)  # for a weight of one thousand: the weights average 960
    return f"least({MOST}, ({weight} * {average} // 1000 + {below('$n.position_more', 1_000_000)}) // 1000000)"


def _rows(size: Size, law: Borders) -> str:
    steps = (*official_steps(size, law), {"position_count": position_count(size)})
    people = rows_of(BASE, steps, "n, position_count", seed=size.seed, table="side_positions")
    return f"SELECT *, n * {MOST} + k AS r FROM (SELECT *, unnest(range(position_count)) AS k FROM ({people}))"


def position_id(n: str, k: str) -> str:
    return f"printf('S%08d-%d', {n} + 1, {k})"


def _since(law: Borders) -> str:
    """Returns the first day: anywhere since 2005, more often lately, and often at a border of the law."""
    early = days_after(EARLIEST, "$r.since", 5_100)
    late = days_after(law.first, "$r.since", (law.last - law.first).days)
    border = one_of("$r.border", [f"DATE '{day}'" for day in law.days])
    return f"CASE WHEN {chance('$r.when', 0.05)} THEN {border} WHEN {chance('$r.when', 0.35)} THEN {early} ELSE {late} END"


def _columns(size: Size, law: Borders) -> Expressions:
    public = f"printf('ORG%05d', {few_with_many('$r.organisation', 20_000)})"
    own, other = vendor("$r.organisation", size), f"printf('PT%07d', {below('$r.organisation', 1_000_000)})"
    firm = f"CASE WHEN {chance('$r.is_vendor', 0.3)} THEN {own} ELSE {other} END"
    business = "printf('USAHA%08d-%d', n + 1, k)"
    shares = one_of("$r.share", [text(share) for share in ("5", "12.5", "25", "50", "50.01", "51", "100")])
    touchy = f"careless AND {BUSINESS}"
    return {
        "official_id": ID,
        "id": position_id("n", "k"),
        "organisation": case("kind", {"own_business": business, "private_company": firm}, public),
        "organisation_kind": "kind",
        "banned_organisation": case("kind", {"banned_organisation": any_of("$r.banned", "hti", "fpi", "jad", "other")}, "'none_of_these'"),
        "role": "role",
        "share": f"CASE WHEN role IN ('owner', 'shareholder', 'partner') THEN {shares} ELSE '0' END",
        "decides_its_course": f"role = 'owner' OR {chance('$r.decides', 0.15)} AND role IN ('shareholder', 'director', 'partner')",
        "paid": f"{BUSINESS} OR kind = 'education'",
        "assigned_by_agency": f"{STATE} AND {chance('$r.assigned', 0.8)} OR {FOREIGN} AND {chance('$r.assigned', 0.6)}",
        "allowed_by_law": chance("$r.allowed", 0.9),
        "permission_asked_on": "CAST(asked AS VARCHAR)",
        "permitted_on": "CASE WHEN permitted THEN CAST(asked AS VARCHAR) ELSE 'not_yet' END",
        "permitted_by": f"CASE WHEN {FOREIGN} OR kind = 'village_government' THEN 'appointing_authority' ELSE 'superior' END",
        # A permission of PP 6/1974 held for two years and was renewed; a few were not.
        "permitted_until": f"CASE WHEN {chance('$r.expired', 0.08)} THEN asked + 730 ELSE DATE '{law.last}' END",
        "told_superior_on": "CAST(asked AS VARCHAR)",
        "reported_as_wealth": f"NOT ({touchy} AND {chance('$r.not_wealth', 0.5)})",
        "field_related_to_duties": f"{touchy} AND {chance('$r.related', 0.4)}",
        "dealt_with_by_own_agency": f"{touchy} AND {chance('$r.dealt', 0.2)}",
        "in_working_hours": f"{touchy} AND {chance('$r.hours', 0.2)}",
        "performance_affected": f"{touchy} AND {chance('$r.performance', 0.1)}",
        "uses_state_facility": f"{touchy} AND {chance('$r.facility', 0.1)}",
        "uses_anothers_authority": f"role = 'intermediary' AND {chance('$r.authority', 0.5)}",
        "conflict_of_interest": f"{touchy} AND {chance('$r.conflict', 0.2)}",
        "from": "since",
        "until": "CASE WHEN ends THEN CAST(greatest(last, since) AS VARCHAR) ELSE 'ongoing' END",
    }
