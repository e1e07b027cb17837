"""The invented procurement: packages, bids and company links as a register has them, and the roles that officials hold.

May not name a real person, office or company: everybody is a key. One chain to follow: P-027 decides on PKT-01, for which a company bids
that the spouse of P-027 holds 60 % of; P-028 is next to a brother's 50 %, and of the share next to P-029 nothing is known.
"""

# ruff: noqa: E501 - one row of the workbook in each line

from __future__ import annotations

from example_data.rows import Row, entry, fact

LOCAL: Row = {"agency": "kota-rekaan", "budget_year": 2026, "bids_complete": "ya"}
TENDER: Row = {**LOCAL, "method": "tender"}
DIRECT: Row = {**LOCAL, "method": "direct_procurement"}

PACKAGES = [
    entry("PKT-01", TENDER, title="Rehabilitasi jembatan rekaan", unit="Dinas L", category="construction", value_idr="2.400.000.000", object="jembatan", tender_on="2026-02-02", contract_on="2026-03-09", contract_value_idr="2.250.000.000"),
    entry("PKT-02", TENDER, title="Perencanaan taman rekaan", unit="Dinas L", category="consulting", value_idr="600.000.000", object="taman", tender_on="2026-02-09"),
    entry("PKT-03", TENDER, title="Pengadaan mebel rekaan", unit="Dinas L", category="goods", value_idr="480.000.000", object="mebel", tender_on="2026-02-16"),
    entry("PKT-04", TENDER, title="Jasa kebersihan rekaan", unit="Dinas M", category="other_services", value_idr="900.000.000", object="kebersihan", tender_on="2026-01-19"),
    entry("PKT-05", DIRECT, title="Komputer rekaan", unit="Dinas M", category="goods", value_idr="250.000.000", object="komputer", tender_on="2026-02-03"),
    entry("PKT-06", DIRECT, title="Kursi rekaan", unit="Dinas M", category="goods", value_idr="200.000.000", object="kursi", tender_on="2026-02-03"),
    entry("PKT-07", DIRECT, title="Alat tulis rekaan, tahap satu", unit="Dinas N", category="goods", value_idr="150.000.000", object="alat tulis", tender_on="2026-01-12"),
    entry("PKT-08", DIRECT, title="Alat tulis rekaan, tahap dua", unit="Dinas N", category="goods", value_idr="150.000.000", object="alat tulis", tender_on="2026-02-23"),
    entry("PKT-09", DIRECT, title="Talut rekaan, sehari sebelum batas baru", unit="Dinas L", category="construction", value_idr="350.000.000", budget_year=2025, object="talut barat", tender_on="2025-04-29"),
    entry("PKT-10", DIRECT, title="Talut rekaan, hari pertama batas baru", unit="Dinas L", category="construction", value_idr="350.000.000", budget_year=2025, object="talut timur", tender_on="2025-04-30"),
    entry("PKT-11", TENDER, title="Gedung rekaan", unit="Dinas L", category="construction", value_idr="8.000.000.000", object="gedung", planner="konsultan-01", supervisor="konsultan-02", construction_manager="konsultan-01", tender_on="2026-03-02"),
    entry("PKT-12", TENDER, title="Seragam rekaan", unit="Dinas N", category="goods", value_idr="700.000.000", object="seragam", tender_on="2026-03-09"),
    entry("PKT-13", DIRECT, title="Pompa rekaan", unit="Dinas N", category="goods", value_idr="190.000.000", object="pompa", tender_on="2026-03-10", split_to_avoid_tender="ya"),
    entry("PKT-14", LOCAL, title="Aplikasi rekaan", unit="Dinas N", category="other_services", method="direct_appointment", value_idr="320.000.000", object="aplikasi", tender_on="2026-03-16"),
    entry("PKT-15", TENDER, title="Ambulans rekaan", unit="RSUD O", category="goods", value_idr="1.100.000.000", budget_year=2020, object="ambulans", tender_on="2020-03-02"),
    entry("PKT-16", DIRECT, title="Cat rekaan, nilainya tidak diketahui", unit="Dinas M", category="goods", tender_on="2026-03-17"),
]  # fmt: skip

BIDS = [
    entry("BID-01", package="PKT-01", bidder="pt-alfa", offered_on="2026-02-10", value_idr="2.250.000.000", won="ya"),
    entry("BID-02", package="PKT-01", bidder="pt-beta", offered_on="2026-02-10", value_idr="2.310.000.000", won="tidak"),
    entry("BID-03", package="PKT-02", bidder="cv-gama", offered_on="2026-02-17", value_idr="560.000.000", won="ya"),
    entry("BID-04", package="PKT-03", bidder="pt-delta", offered_on="2026-02-24", value_idr="455.000.000"),
    entry("BID-05", package="PKT-04", bidder="pt-epsilon", offered_on="2026-01-26", value_idr="880.000.000", document_author="penulis-7", upload_address="alamat-3", won="ya"),
    entry("BID-06", package="PKT-04", bidder="pt-zeta", offered_on="2026-01-26", value_idr="885.000.000", document_author="penulis-7", upload_address="alamat-3", won="tidak"),
    entry("BID-07", package="PKT-04", bidder="pt-eta", offered_on="2026-01-26", value_idr="910.000.000", document_author="penulis-9", upload_address="alamat-5", won="tidak"),
    entry("BID-08", package="PKT-11", bidder="konsultan-02", offered_on="2026-03-10", value_idr="7.900.000.000", won="ya"),
    entry("BID-09", package="PKT-12", bidder="cv-teta", offered_on="2026-03-16", value_idr="680.000.000", untrue_documents="ya", won="tidak"),
    entry("BID-10", package="PKT-12", bidder="cv-iota", offered_on="2026-03-16", value_idr="690.000.000", price_arranged="ya", won="ya"),
    entry("BID-11", package="PKT-12", bidder="cv-kapa", offered_on="2026-03-16", value_idr="650.000.000", withdrawn_on="2026-03-23", withdrawal_accepted="tidak"),
    entry("BID-12", package="PKT-12", bidder="cv-lamda", offered_on="2026-03-16", value_idr="660.000.000", withdrawn_on="2026-03-23", withdrawal_accepted="ya"),
    entry("BID-13", package="PKT-14", bidder="cv-mu", offered_on="2026-03-18", value_idr="315.000.000", won="ya"),
    entry("BID-14", package="PKT-15", bidder="pt-nu", offered_on="2020-03-09", value_idr="1.050.000.000", won="ya"),
    entry("BID-15", package="PKT-13", bidder="koperasi-rekaan", offered_on="2026-03-11", value_idr="185.000.000"),
]  # fmt: skip

COMPANY_LINKS = [
    entry("LINK-01", holder="pasangan-P027", organisation="pt-alfa", kind="shareholder", share="60 %", from_="2019-05-02", until="masih"),
    entry("LINK-02", holder="saudara-P028", organisation="cv-gama", kind="shareholder", share="50 %", from_="2018-01-08", until="masih"),
    entry("LINK-03", holder="pasangan-P029", organisation="pt-delta", kind="shareholder", from_="2020-02-03", until="masih"),
    entry("LINK-04", holder="pemilik-01", organisation="pt-epsilon", kind="beneficial_owner", from_="2017-06-01", until="masih"),
    entry("LINK-05", holder="pemilik-01", organisation="pt-zeta", kind="shareholder", share="75 %", from_="2021-03-01", until="masih"),
    entry("LINK-06", holder="direksi-01", organisation="pt-epsilon", kind="director", from_="2021-03-01", until="masih"),
    entry("LINK-07", holder="direksi-01", organisation="pt-eta", kind="commissioner", from_="2022-07-04", until="masih"),
    entry("LINK-08", holder="P-031", organisation="cv-mu", kind="director", from_="2023-08-01", until="masih"),
    entry("LINK-09", holder="P-030", organisation="cv-mu", kind="shareholder", share="51 %", from_="2023-08-01", until="masih"),
    entry("LINK-10", holder="pasangan-P050", organisation="pt-nu", kind="director", from_="2012-01-02", until="2023-12-29"),
    entry("LINK-11", holder="pasangan-P050", organisation="pt-xi", kind="shareholder", share="5 %", from_="2012-01-02", until="masih"),
]  # fmt: skip

IN_2026: Row = {"from": "2026-01-05", "until": "masih", "agency": "kota-rekaan"}
CERTIFIED: Row = {"integrity_pact_on": "2026-01-05", "certificate": "competence", "certified": "ya"}
IN_2020: Row = {"from": "2020-01-06", "until": "2020-12-31", "agency": "kota-rekaan"}

PROCUREMENT_ROLES = [
    fact("P-027", "ROLE-01", IN_2026, CERTIFIED, role="commitment_officer", package="PKT-01", unit="Dinas L"),
    fact("P-028", "ROLE-02", IN_2026, role="pokja", package="PKT-02", unit="UKPBJ"),
    fact("P-029", "ROLE-03", IN_2026, role="commitment_officer", package="PKT-03", unit="Dinas L", integrity_pact_on="2026-02-20", certificate="none"),
    fact("P-030", "ROLE-04", IN_2026, role="procurement_officer", package="PKT-14", unit="UKPBJ"),
    fact("P-030", "ROLE-05", IN_2026, role="treasurer", unit="UKPBJ"),
    fact("P-031", "ROLE-06", IN_2020, role="pokja", package="PKT-15", unit="RSUD O"),
    fact("P-031", "ROLE-07", IN_2020, role="pphp", package="PKT-15", unit="RSUD O"),
    fact("P-031", "ROLE-08", IN_2020, role="ppspm", unit="RSUD O"),
    fact("P-006", "ROLE-09", IN_2026, CERTIFIED, role="commitment_officer", package="PKT-04", unit="Dinas M", certificate="basic"),
    fact("P-006", "ROLE-10", IN_2026, role="pokja", package="PKT-04", unit="Dinas M"),
    fact("P-006", "ROLE-11", IN_2026, role="pokja", package="PKT-11", unit="Dinas L"),
    fact("P-007", "ROLE-12", IN_2026, role="procurement_officer", package="PKT-13", unit="UKPBJ", pact_not_kept="ya", impact="agency"),
    fact("P-007", "ROLE-13", IN_2020, role="procurement_officer", package="PKT-15", unit="UKPBJ", pact_not_kept="ya", impact="unit"),
    fact("P-007", "ROLE-14", IN_2020, role="pjphp", package="PKT-15", unit="UKPBJ"),
    fact("P-048", "ROLE-15", IN_2020, role="commitment_officer", package="PKT-15", unit="RSUD O", integrity_pact_on="2020-01-06", certificate="competence"),
    fact("P-048", "ROLE-16", IN_2020, role="pphp", package="PKT-15", unit="RSUD O"),
    fact("P-048", "ROLE-17", role="commitment_officer", package="PKT-12", unit="Dinas N", integrity_pact_on="belum", certificate="commitment_officer_competence", from_="2026-02-02", until="masih"),
    fact("P-048", "ROLE-18", role="treasurer", unit="Dinas N", until="masih"),
]  # fmt: skip

RELATIONSHIPS = [
    fact("P-027", "REL-01", person="pasangan-P027", relation="spouse", bond="marriage", from_="2010-06-12", until="masih"),
    fact("P-028", "REL-02", person="saudara-P028", relation="sibling", bond="blood", degree=2),
    fact("P-029", "REL-03", person="pasangan-P029", relation="spouse", bond="marriage", from_="2012-03-03", until="masih"),
    fact("P-050", "REL-04", person="pasangan-P050", relation="spouse", bond="marriage", from_="1999-09-09", until="masih"),
    fact("P-045", "REL-05", person="saudara-P045", relation="sibling", bond="blood", degree=2),
    fact("P-045", "REL-06", person="rekan-usaha-P045", relation="none_of_these", affiliation="business_partner", from_="2021-01-04", until="masih"),
    fact("P-039", "REL-07", person="calon-01", relation="spouse", bond="marriage", from_="2008-02-02", until="masih"),
    fact("P-014", "REL-08", person="sepupu-P014", relation="cousin", bond="blood", degree=4),
]  # fmt: skip
