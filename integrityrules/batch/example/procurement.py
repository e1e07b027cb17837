"""Procurement in an example: few officers with the roles, few vendors with most of the bids, and here and there a link between them.

May not know gifts. The commitment officer of a package follows from its number, and a bidder from those of the package and the bid.
"""

from __future__ import annotations

from integrityrules.batch.example.draws import any_of, below, between, case, chance, days_after, few_with_many, often, one_of, weighted
from integrityrules.batch.example.law import Borders
from integrityrules.batch.example.officials import ID, agency, unit
from integrityrules.batch.example.size import Size
from integrityrules.batch.example.table import ROWS, Expressions, Table, rows_of

MOST_BIDS = 16
BIDS = {"1": 0.25, "3": 0.35, "5": 0.2, "8": 0.12, "12": 0.06, "16": 0.02}
METHODS = {"direct_procurement": 45.0, "e_purchasing": 20.0, "tender": 25.0, "selection": 7.0, "direct_appointment": 3.0}
ROLES = 5
"""Places in each package: the commitment officer, a selection group of three or a procurement officer, and who accepts the work."""
LAST_OF_ACCEPTANCE = "DATE '2021-02-01'"
SELECTED = "method IN ('tender', 'selection')"


def package_rows(size: Size) -> str:
    return f"SELECT x AS p FROM {ROWS} WHERE x < {size.packages}"


def package_steps(size: Size, law: Borders) -> tuple[Expressions, ...]:
    """Returns what is true of package `p`: officers with a low number have many packages, because the number grows with the square."""
    usual = days_after(law.first, "$p.tender", (law.last - law.first).days - 30)
    border = one_of("$p.border", [f"DATE '{day}'" for day in law.days])
    return (
        {"q": f"p * p // {size.packages} * {size.officers} // {size.packages}"},
        {"n": officer(size), "method": often("$p.method", **METHODS)},
        {
            "category": often("$p.category", goods=40, construction=25, other_services=20, consulting=15),
            "tender": f"CASE WHEN {chance('$p.at_border', 0.06)} THEN {border} ELSE {usual} END",
            "bid_count": weighted("$p.bids", BIDS),
        },
    )


def officer(size: Size) -> str:
    """Returns the number of the official who is officer `q`."""
    return f"q * {size.officer_every} + {below('$q.officer', size.officer_every)}"


def first_package(size: Size) -> str:
    """Returns the number of a package of officer `q`, of the first one as far as the square root tells."""
    root = f"ceil(sqrt(CAST(q AS DOUBLE) * {size.packages} / {size.officers} * {size.packages}))"
    return f"least({size.packages - 1}, CAST({root} AS BIGINT))"


def vendor(word: str, size: Size) -> str:
    """Returns the key of a vendor; the first ones come again and again."""
    return f"printf('V%06d', {few_with_many(word, size.vendors)})"


def npwp(key: str) -> str:
    """Returns a tax number of sixteen digits that follows from the key of a vendor."""
    return f"concat('099', lpad(substr({key}, 2), 7, '0'), '000000')"


def packages(size: Size, law: Borders) -> Table:
    """Returns the register of packages."""
    small, large = f"1000000 * {between('$p.value', 10, 180)}", f"1000000 * {between('$p.value', 250, 9_000)}"
    limit = one_of("$p.limit", [str(amount) for amount in law.large])
    built = "category = 'construction'"
    columns = {
        "id": "printf('PK%07d', p)",
        "agency": agency("$p.agency_kind", "$p.agency", size),
        "unit": unit("$p.unit"),
        "value_idr": f"CASE WHEN {chance('$p.at_limit', 0.05)} THEN {limit} WHEN method <> 'direct_procurement' THEN {large} "
        f"WHEN category = 'consulting' THEN {small} // 2 ELSE {small} END",
        "category": "category",
        "method": "method",
        # Similar packages carry the same mark: a few were perhaps split.
        "object": f"CASE WHEN {chance('$p.similar', 0.03)} THEN 'ATK' ELSE printf('O%07d', p) END",
        "budget_year": "year(tender)",
        "planner": f"CASE WHEN {built} AND {chance('$p.planned', 0.5)} THEN {vendor('$p.planner', size)} END",
        "supervisor": f"CASE WHEN {built} AND {chance('$p.watched', 0.5)} THEN {vendor('$p.watcher', size)} END",
        "split_to_avoid_tender": chance("$p.split", 0.001),
        "tender_on": "tender",
        "bids_complete": "true",
        "stated_by": "'SPSE Rekaan'",
        "basis": "'register'",
    }
    kept = frozenset({"id", "bids_complete", "tender_on"})
    return Table("packages", package_rows(size), package_steps(size, law), columns, kept, "p")


def bids(size: Size, law: Borders) -> Table:
    """Returns the register of bids."""
    of_packages = rows_of(package_rows(size), package_steps(size, law), "p, tender, bid_count", seed=size.seed, table="bids")
    rows = f"SELECT *, p * {MOST_BIDS} + j AS b FROM (SELECT *, unnest(range(bid_count)) AS j FROM ({of_packages}))"
    columns = {
        "id": "printf('BID%07d-%d', p, j)",
        "package": "printf('PK%07d', p)",
        "bidder": "bidder",
        "bidder_npwp": npwp("bidder"),
        "offered_on": f"least(tender + CAST(5 + {below('$b.day', 20)} AS INTEGER), DATE '{law.last}')",
        "value_idr": f"1000000 * {between('$b.value', 8, 170)}",
        "document_author": f"CASE WHEN {chance('$p.same_author', 0.004)} THEN 'penyusun-x' ELSE printf('penyusun-%07d-%d', p, j) END",
        "upload_address": f"CASE WHEN {chance('$p.same_address', 0.004)} THEN 'alamat-x' ELSE printf('alamat-%07d-%d', p, j) END",
        "error_pattern": "printf('pola-%07d-%d', p, j)",
        "untrue_documents": chance("$b.untrue", 0.001),
        "price_arranged": chance("$b.arranged", 0.0005),
        "won": "j = 0",
        "basis": "'register'",
    }
    kept = frozenset({"id", "package", "bidder", "offered_on"})
    return Table("bids", rows, ({"bidder": vendor("$b.vendor", size)},), columns, kept, "b")


def company_links(size: Size, law: Borders) -> Table:
    """Returns who leads and owns the vendors; one in some hundred packages has a bidder whom the family of its officer leads."""
    owned = f"SELECT x // 3 AS v, x % 3 AS s, NULL AS p, NULL AS n FROM {ROWS} WHERE x < {3 * size.vendors}"
    steps = (*package_steps(size, law), {"is_related": chance("$p.related", 0.012)})
    related = rows_of(package_rows(size), steps, "p, n, is_related", seed=size.seed, table="company_links")
    rows = f"{owned} UNION ALL SELECT NULL AS v, 3 AS s, p, n FROM ({related}) WHERE is_related"
    numbered = f"SELECT *, coalesce(v * 4 + s, (CAST(1 AS BIGINT) << 50) + p) AS r, p * {MOST_BIDS} AS b FROM ({rows})"
    kinds = {"0": "'director'", "1": "'shareholder'", "2": any_of("$r.kind", "commissioner", "shareholder", "key_personnel")}
    ended = days_after(law.first, "$r.until", (law.last - law.first).days)
    # Now and then the director of one vendor leads its neighbour too.
    leader = f"printf('D%06d', CASE WHEN {chance('$r.shared', 0.03)} THEN xor(v, 1) ELSE v END)"
    columns = {
        "id": "CASE WHEN s < 3 THEN printf('LINK%06d-%d', v, s) ELSE printf('LINKK%07d', p) END",
        "holder": f"CASE WHEN s = 3 THEN printf('K%08d-0', n + 1) WHEN s = 0 THEN {leader} ELSE printf('D%06d-%d', v, s) END",
        "organisation": "organisation",
        "organisation_npwp": npwp("organisation"),
        "kind": "kind",
        "share": f"CASE WHEN kind = 'shareholder' THEN {weighted('$r.share', _SHARES)} ELSE '0' END",
        "from": days_after("2008-01-01", "$r.from", 3_800),
        "until": f"CASE WHEN {chance('$r.ended', 0.08)} THEN CAST({ended} AS VARCHAR) ELSE 'ongoing' END",
        "basis": "'register'",
    }
    step = {
        "organisation": f"CASE WHEN s < 3 THEN printf('V%06d', v) ELSE {vendor('$b.vendor', size)} END",
        "kind": case("CAST(s AS VARCHAR)", kinds, any_of("$r.kind", "director", "shareholder", "shareholder")),
    }
    return Table("company_links", numbered, (step,), columns, frozenset({"id", "holder", "organisation"}))


_SHARES = {"'25'": 0.3, "'50'": 0.25, "'50.01'": 0.1, "'51'": 0.15, "'100'": 0.2}


def procurement_roles(size: Size, law: Borders) -> Table:
    """Returns the roles of the officers: each package has a commitment officer, and others drawn from all officers."""
    of_packages = rows_of(package_rows(size), package_steps(size, law), "p, q, method, tender", seed=size.seed, table="procurement_roles")
    places = (
        f"SELECT p, q AS chief, method, tender, s, p * {ROLES} + s AS r FROM (SELECT *, unnest(range({ROLES})) AS s FROM ({of_packages}))"
    )
    rows = f"SELECT * FROM ({places}) WHERE s = 0 OR s < 3 AND {SELECTED} OR s = 3 OR s = 4 AND tender <= {LAST_OF_ACCEPTANCE}"
    other = f"(chief + 1 + {below('$r.member', max(1, size.officers - 1))}) % {size.officers}"
    steps = (
        {
            "q": f"CASE WHEN s = 0 OR {chance('$r.same', 0.004)} THEN chief ELSE {other} END",
            "role": f"CASE WHEN s = 0 THEN 'commitment_officer' WHEN s = 4 THEN 'pphp' WHEN {SELECTED} THEN 'pokja' "
            "ELSE 'procurement_officer' END",
            "since": f"tender - CAST({between('$r.since', 20, 90)} AS INTEGER)",
        },
        {"n": officer(size)},
    )
    goes_on = f"{chance('$r.goes_on', 0.1)} OR since + 300 > DATE '{law.last}'"
    columns = {
        "official_id": ID,
        "id": "printf('ROLE%07d-%d', p, s)",
        "role": "role",
        "package": "printf('PK%07d', p)",
        "unit": unit("$p.unit"),
        "agency": agency("$p.agency_kind", "$p.agency", size),
        "integrity_pact_on": f"CASE WHEN {chance('$r.pact', 0.97)} THEN CAST(since AS VARCHAR) ELSE 'not_yet' END",
        "certificate": f"CASE WHEN {chance('$r.certificate', 0.03)} THEN 'none' ELSE 'competence' END",
        "certified": chance("$r.certified", 0.97),
        "pact_not_kept": chance("$r.pact_not_kept", 0.001),
        "impact": any_of("$r.impact", "none", "unit", "agency", "government"),
        "from": "since",
        "until": f"CASE WHEN {goes_on} THEN 'ongoing' ELSE CAST(since + 300 AS VARCHAR) END",
        "basis": "'register'",
    }
    return Table("procurement_roles", rows, steps, columns, frozenset({"official_id", "id", "package"}))
