"""The invented appointments, wealth reports and former offices.

May not name a real person, office or company: everybody is a key. P-032 and P-033 miss the same deadline at two levels; P-034 does not
say that all reports are declared.
"""

# ruff: noqa: E501 - one row of the workbook in each line

from __future__ import annotations

from example_data.rows import Row, fact

MUST: Row = {"wealth_report_position": "ya", "until": "masih"}
NEED_NOT: Row = {"wealth_report_position": "tidak", "until": "masih"}

APPOINTMENTS = [
    fact("P-032", "APT-01", MUST, office="Kepala Dinas M", level="jpt_pratama", entry="first", from_="2025-09-01"),
    fact("P-033", "APT-02", MUST, office="Auditor", level="functional", entry="first", from_="2025-09-01"),
    fact("P-034", "APT-03", MUST, office="Sekretaris Dinas N", level="administrator", entry="first", from_="2025-09-01"),
    fact("P-008", "APT-04", MUST, office="Kepala Dinas E", level="jpt_pratama", entry="first", from_="2023-02-01"),
    fact("P-010", "APT-05", MUST, office="Auditor", level="functional", entry="first", from_="2026-02-16"),
    fact("P-050", "APT-06", MUST, office="Direktur T", level="jpt_madya", entry="transfer", from_="2025-02-03"),
    fact("P-035", "APT-07", NEED_NOT, office="Kepala Seksi N", level="pengawas", entry="first", from_="2021-03-01"),
    fact("P-036", "APT-08", NEED_NOT, office="Dokter", level="functional", entry="first", from_="2024-05-01"),
    fact("P-045", "APT-09", MUST, office="Kepala Perizinan F", level="jpt_pratama", entry="reappointed", from_="2024-07"),
    fact("P-041", "APT-10", office="Kepala Dinas P", level="jpt_pratama", entry="first", exit="end", wealth_report_position="ya", from_="2022-01-03", until="2024-08-28"),
    fact("P-047", "APT-11", office="Kepala Dinas M", level="jpt_pratama", entry="first", exit="retirement", wealth_report_position="ya", from_="2021-06-01", until="2025-08-31"),
    fact("P-038", "APT-12", NEED_NOT, office="Kepala Subbagian", level="pengawas", entry="first", from_="2024-02-01"),
    fact("P-038", "APT-13", NEED_NOT, office="Analis Hukum", level="functional", entry="first", from_="2024-02-01"),
    fact("P-033", "APT-14", NEED_NOT, office="Pengawas Khusus", level="pengawas", entry="transfer", joint_office_allowed="ya", from_="2026-03-02"),
    fact("P-049", "APT-15", office="Wakil Menteri", level="none_of_these", entry="first", from_="2024-10-21", until="masih"),
    fact("P-053", "APT-16", office="Staf Khusus", level="none_of_these", entry="first", from_="2025-10-01", until="masih"),
]  # fmt: skip

LHKPN: Row = {"kind": "lhkpn", "proof": "lhkpn_receipt"}
LHKAN: Row = {"kind": "lhkan", "proof": "tax_return_receipt", "occasion": "periodic"}

WEALTH_REPORTS = [
    fact("P-032", "WR-01", LHKAN, for_year=2025, filed_on="2026-02-20", proof="lhkpn_receipt"),
    fact("P-008", "WR-02", LHKPN, occasion="appointment", appointment="APT-04", filed_on="2023-04-28", is_complete="ya", verified_on="2023-06-12"),
    fact("P-008", "WR-03", LHKPN, occasion="periodic", for_year=2023, filed_on="2024-03-31", is_complete="ya", verified_on="2024-05-20"),
    fact("P-008", "WR-04", LHKPN, occasion="periodic", for_year=2024, filed_on="2025-04-01", is_complete="ya"),
    fact("P-008", "WR-05", LHKPN, occasion="periodic", for_year=2025, filed_on="2026-03-18", completion_requested_on="2026-04-14", completed_on="belum", verified_on="belum"),
    fact("P-045", "WR-06", LHKPN, occasion="appointment", appointment="APT-09", filed_on="2024-10-10"),
    fact("P-045", "WR-07", LHKPN, occasion="periodic", for_year=2024, filed_on="2025-03-10", completion_requested_on="2025-05-05", completed_on="2025-08-04", verified_on="2025-05-28"),
    fact("P-045", "WR-08", LHKPN, occasion="periodic", for_year=2025, filed_on="2026-03-30", treated_as_not_filed="ya"),
    fact("P-041", "WR-09", LHKPN, occasion="leaving", appointment="APT-10", filed_on="2024-11-28"),
    fact("P-035", "WR-10", LHKAN, for_year=2024, filed_on="2025-03-20"),
    fact("P-035", "WR-11", LHKAN, for_year=2025, filed_on="2026-03-20"),
    fact("P-035", "WR-12", kind="lhkasn", occasion="appointment", appointment="APT-07", filed_on="2021-05-17"),
    fact("P-047", "WR-13", LHKPN, occasion="leaving", appointment="APT-11", filed_on="2025-12-15", is_complete="ya"),
]  # fmt: skip

FORMER_OFFICES = [
    fact("P-047", "FO-01", person="P-047", office="Kepala Dinas M", level="jpt_pratama", agency="kota-rekaan", ended_on="2025-08-31", exit="retirement", new_organisation="pt-epsilon", new_role="commissioner", new_role_from="2026-01-05", dealing="procurement", dealt_on="2026-01-26", related_to_former_powers="ya", consulting_exception="tidak", favoured="ya"),
    fact("P-047", "FO-02", person="P-047", office="Kepala Dinas M", level="jpt_pratama", agency="kota-rekaan", ended_on="2025-08-31", exit="retirement", new_organisation="kampus-01", new_role="lecturer", new_role_from="2026-02-02", dealing="consulting", dealt_on="2026-03-09", related_to_former_powers="tidak", consulting_exception="ya", favoured="tidak"),
    fact("P-045", "FO-03", person="mantan-atasan-P045", office="Kepala Perizinan F", level="jpt_pratama", agency="kota-rekaan", ended_on="2024-06-28", exit="retirement", new_organisation="pemohon-10", new_role="consultant", new_role_from="2024-09-02", dealing="licence", dealt_on="2025-03-03", related_to_former_powers="ya"),
]  # fmt: skip
