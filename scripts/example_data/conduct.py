"""The invented conduct, absences and uses of facilities, as an examiner writes them down.

May not name a real person, office or company: everybody is a key.
"""

# ruff: noqa: E501 - one row of the workbook in each line

from __future__ import annotations

from example_data.rows import Row, fact

ABSENT: Row = {"kind": "absent", "valid_reason": "tidak"}

ABSENCES = [
    fact("P-046", "ABS-01", ABSENT, working_days=2, from_="2026-01-12", until="2026-01-13"),
    fact("P-046", "ABS-02", ABSENT, working_days=3, from_="2026-02-02", until="2026-02-04"),
    fact("P-046", "ABS-03", ABSENT, working_days=3, valid_reason="ya", leave="CUTI-02", from_="2026-02-09", until="2026-02-11"),
    fact("P-046", "ABS-04", ABSENT, working_days=10, from_="2026-03-02", until="2026-03-13"),
    fact("P-016", "ABS-05", ABSENT, working_days=4, from_="2026-04-07", until="2026-04-10"),
    fact("P-004", "ABS-06", ABSENT, working_days=2, from_="2026-04-13", until="2026-04-14"),
    fact("P-048", "ABS-07", kind="late", minutes=45, from_="2026-04-15", until="2026-04-15"),
    fact("P-002", "ABS-08", ABSENT, working_days=6, from_="2020-08-03", until="2020-08-10"),
    fact("P-031", "ABS-09", kind="absent", working_days=5, leave="CUTI-03", from_="2026-04-01", until="2026-04-07"),
]  # fmt: skip

CONDUCTS = [
    fact("P-048", "CON-01", kind="secret_disclosed", happened_on="2025-09-15", impact="agency", superior_knew_on="2025-09-18", summoned_on="2025-09-25", examination_on="2025-10-06"),
    fact("P-048", "CON-02", kind="authority_abused", happened_on="2025-12-01", description="Dampaknya belum dinilai"),
    fact("P-046", "CON-03", kind="duty_without_devotion", happened_on="2025-11-03", impact="unit"),
    fact("P-046", "CON-04", kind="service_oath_missed", happened_on="2025-02-03", valid_reason="tidak"),
    fact("P-016", "CON-05", kind="service_oath_missed", happened_on="2025-02-03", valid_reason="ya", description="Sakit: alasan yang sah"),
    fact("P-032", "CON-06", kind="known_case_not_acted_on", happened_on="2025-10-20", impact="unit"),
    fact("P-032", "CON-07", kind="subordinates_treated_arbitrarily", happened_on="2025-08-11", impact="unit"),
    fact("P-007", "CON-08", kind="asked_for_something", happened_on="2026-02-24", package="PKT-13", impact="unit"),
    fact("P-007", "CON-09", kind="bidders_influenced", happened_on="2026-03-12", package="PKT-13"),
    fact("P-006", "CON-10", kind="confidence_in_procurement_broken", happened_on="2026-01-22", package="PKT-04"),
    fact("P-006", "CON-11", kind="state_money_wasted", happened_on="2026-02-18", package="PKT-04"),
    fact("P-009", "CON-12", kind="levy", happened_on="2026-01-29", impact="agency"),
    fact("P-009", "CON-13", kind="served_person_harmed", happened_on="2026-02-12"),
    fact("P-034", "CON-14", kind="own_interest_first", happened_on="2025-07-07", impact="agency", conflict_of_interest="ya"),
    fact("P-034", "CON-15", kind="goods_not_looked_after", happened_on="2025-07-21", impact="unit"),
    fact("P-038", "CON-16", kind="intermediary", happened_on="2025-12-15", for_own_or_others_gain="ya", conflict_of_interest="ya"),
    fact("P-038", "CON-17", kind="intermediary", happened_on="2025-12-16", for_own_or_others_gain="ya", conflict_of_interest="tidak"),
    fact("P-051", "CON-18", kind="policy_not_carried_out", happened_on="2025-05-05", impact="government"),
    fact("P-051", "CON-19", kind="law_not_obeyed", happened_on="2025-06-16", impact="unit"),
    fact("P-051", "CON-20", kind="state_goods_dealt_with", happened_on="2025-06-23", impact="agency"),
    fact("P-035", "CON-21", kind="danger_not_reported", happened_on="2025-03-17"),
    fact("P-035", "CON-22", kind="duties_obstructed", happened_on="2025-04-14", impact="unit"),
    fact("P-036", "CON-23", kind="disunity", happened_on="2025-08-20", impact="unit"),
    fact("P-030", "CON-24", kind="state_harmed", happened_on="2026-03-19"),
    fact("P-037", "CON-25", kind="disloyalty", happened_on="2025-08-17"),
    fact("P-002", "CON-26", kind="law_not_obeyed", happened_on="2019-10-07", impact="agency"),
    fact("P-002", "CON-27", kind="authority_abused", happened_on="2020-11-16"),
    fact("P-002", "CON-28", kind="no_good_example", happened_on="2024-12-09", impact="unit"),
    fact("P-010", "CON-29", kind="posting_refused", happened_on="2025-01-13", impact="agency"),
    fact("P-020", "CON-30", kind="levy", happened_on="2026-02-27", description="Tenaga kontrak: bukan subjek PP 94/2021"),
    fact("P-002", "CON-31", kind="disloyalty", happened_on="2015-08-17", impact="government"),
    fact("P-051", "CON-32", kind="disloyalty", happened_on="2025-08-17"),
    fact("P-040", "CON-33", kind="office_oath_missed", happened_on="2025-03-03"),
    fact("P-040", "CON-34", kind="subordinates_held_back", happened_on="2025-06-02", impact="unit", superior_knew_on="2025-06-10", summoned_on="2025-06-16", examination_on="2025-06-25", decided_on="2025-07-14", decision_delivered_on="2025-08-18"),
    fact("P-037", "CON-35", kind="own_interest_first", happened_on="2026-01-15", conflict_of_interest="ya", description="PPPK: kode etik PNS tidak mengikatnya"),
]  # fmt: skip

FACILITY_USES = [
    fact("P-051", "FAC-01", facility="vehicle", purpose="political", activity="ACT-13", happened_on="2024-10-19", permitted="tidak"),
    fact("P-034", "FAC-02", facility="vehicle", purpose="private", happened_on="2026-03-21", permitted="tidak", paid_for="tidak"),
    fact("P-013", "FAC-03", facility="equipment", purpose="business", side_position="SP-02", happened_on="2026-02-10"),
    fact("P-001", "FAC-04", facility="building", purpose="private", happened_on="2026-01-17", permitted="ya", paid_for="ya"),
    fact("P-040", "FAC-05", facility="account", purpose="service", happened_on="2026-02-05"),
]  # fmt: skip
