"""The invented decisions of officials, and the conflicts of interest they declared or did not.

May not name a real person, office or company: everybody is a key. What comes before P-045 shows one story: told and stood back, told late,
not told, and nothing to tell.
"""

# ruff: noqa: E501 - one row of the workbook in each line

from __future__ import annotations

from example_data.rows import Row, fact

LICENCE: Row = {"kind": "licence", "part": "decides", "authority_use": "within"}
REPLACEMENT: Row = {"kind": "replacement", "part": "decides", "contest": "kota-rekaan-2024", "region": "Kota Rekaan"}

OFFICIAL_DECISIONS = [
    fact("P-045", "DEC-01", LICENCE, came_up_on="2026-01-12", decided_on="2026-01-26", counterparty="saudara-P045", counterparty_relation="sibling", conflict_source="family", conflict_of_interest="ya", conflict_kind="actual", superior_told_on="belum", favours_family_or_crony="ya"),
    fact("P-045", "DEC-02", LICENCE, part="abstains", came_up_on="2026-02-02", decided_on="2026-02-16", handed_over_on="2026-02-03", counterparty="saudara-P045", counterparty_relation="sibling", conflict_source="family", conflict_of_interest="ya", conflict_kind="potential", superior_told_on="2026-02-03"),
    fact("P-045", "DEC-03", LICENCE, came_up_on="2026-02-23", decided_on="2026-03-02", counterparty="rekan-usaha-P045", counterparty_relation="none_of_these", counterparty_affiliation="business_partner", conflict_source="business", superior_told_on="2026-03-09"),
    fact("P-045", "DEC-04", LICENCE, came_up_on="2026-03-09", decided_on="2026-03-16", counterparty="pemohon-11", counterparty_relation="applicant", conflict_of_interest="tidak"),
    fact("P-045", "DEC-05", LICENCE, came_up_on="2026-04-20", counterparty="saudara-P045", counterparty_relation="sibling", conflict_source="family", conflict_of_interest="ya"),
    fact("P-027", "DEC-06", kind="contract", part="decides", package="PKT-01", decided_on="2026-03-09", came_up_on="2026-02-10", value_idr="2.250.000.000", counterparty="pt-alfa", conflict_source="family", conflict_of_interest="ya", authority_use="within"),
    fact("P-009", "DEC-07", kind="licence", part="recommends", came_up_on="2026-01-28", decided_on="2026-02-02", counterparty="pemohon-01", counterparty_relation="applicant", conflict_source="gift", conflict_of_interest="ya", authority_use="mixes"),
    fact("P-032", "DEC-08", kind="aid", part="decides", contest="kota-rekaan-2024", candidacy="CALON-1", favours_or_harms="ya", decided_on="2024-10-15"),
    fact("P-044", "DEC-09", REPLACEMENT, replaced_level="administrator", decided_on="2024-06-03", minister_approved_on="belum"),
    fact("P-044", "DEC-10", REPLACEMENT, replaced_level="jpt_pratama", decided_on="2024-05-06", minister_approved_on="2024-04-29"),
    fact("P-044", "DEC-11", REPLACEMENT, replaced_level="pengawas", decided_on="2025-05-05", minister_approved_on="belum"),
    fact("P-044", "DEC-12", kind="policy", part="decides", contest="kota-rekaan-2024", candidacy="CALON-1", favours_or_harms="ya", decided_on="2024-07-08"),
    fact("P-010", "DEC-13", kind="examination", part="examines", came_up_on="2026-03-02", counterparty="teraudit-04", counterparty_affiliation="former_employer", conflict_source="former_office"),
    fact("P-033", "DEC-14", kind="sanction", part="recommends", came_up_on="2026-02-12", decided_on="2026-02-26", authority_use="exceeds", impact="unit"),
    fact("P-044", "DEC-15", REPLACEMENT, replaced_level="functional", decided_on="2024-06-03", minister_approved_on="belum"),
    fact("P-045", "DEC-16", LICENCE, came_up_on="2025-09-01", decided_on="2025-09-15", counterparty="usaha-P045", counterparty_relation="none_of_these", superior_told_on="2025-09-02", handed_over_on="2025-09-20"),
    fact("P-045", "DEC-17", LICENCE, came_up_on="2025-02-24", decided_on="2025-03-10", counterparty="pemohon-10", counterparty_relation="applicant", superior_told_on="2025-03"),
    fact("P-007", "DEC-18", kind="procurement", part="carries_out", came_up_on="2026-02-09", decided_on="2026-02-24", counterparty="rekanan-10", counterparty_relation="vendor"),
]  # fmt: skip

CONFLICT_DECLARATIONS = [
    fact("P-045", "DECL-01", kind="potential", source="family", official_decision="DEC-02", relationship="REL-05", counterparty="saudara-P045", arose_on="2026-02-02", declared_on="2026-02-03", listed_on="2026-02-04", superior_decided_on="2026-02-05", measure="withdrawal", measure_followed="ya"),
    fact("P-045", "DECL-02", kind="actual", source="business", official_decision="DEC-03", relationship="REL-06", counterparty="rekan-usaha-P045", arose_on="2026-02-23", declared_on="2026-03-09", superior_decided_on="2026-03-12", measure="supervised", measure_followed="tidak"),
    fact("P-009", "DECL-03", kind="potential", source="gift", gift="G-025", counterparty="pemohon-01", arose_on="2026-02-02", declared_on="2026-02-09", superior_decided_on="belum"),
    fact("P-036", "DECL-04", kind="potential", source="outside_work", side_position="SP-08", arose_on="2025-02-03", declared_on="2025-02-10", listed_on="2025-02-11", superior_decided_on="2025-02-18", measure="duties_changed", measure_followed="ya", paused="tidak"),
    fact("P-028", "DECL-05", kind="potential", source="family", package="PKT-02", relationship="REL-02", arose_on="2026-02-17", declared_on="2026-02-18", superior_decided_on="2026-03-02"),
]  # fmt: skip
