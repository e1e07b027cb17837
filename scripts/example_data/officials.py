"""The invented officials, and the attributes of theirs that changed.

May not name a real person, office or company: everybody is a key.
"""

# ruff: noqa: E501 - one row of the workbook in each line

from __future__ import annotations

from example_data.rows import Row

FULL = "ya"

OFFICIALS: list[Row] = [
    {"official_id": "P-001", "employment": "pns", "position_level": "pengawas", "agency": "kota-rekaan", "unit": "Dinas A", "gifts_in_full": FULL},
    {"official_id": "P-002", "employment": "pns", "position_level": "pelaksana", "agency": "kota-rekaan", "unit": "Dinas A"},
    {"official_id": "P-003", "employment": "pppk", "agency": "kota-rekaan", "unit": "Sekolah B", "powers_public_service": "ya", "gifts_in_full": FULL},
    {"official_id": "P-004", "employment": "pppk", "agency": "kota-rekaan", "unit": "Puskesmas C", "powers_public_service": "ya", "gifts_in_full": FULL},
    {"official_id": "P-005", "employment": "pns", "position_level": "functional", "agency": "kota-rekaan", "unit": "Dinas D", "gifts_in_full": "2026-01-01..2026-06-30"},
    {"official_id": "P-006", "employment": "pns", "position_level": "administrator", "agency": "kota-rekaan", "unit": "Dinas D", "powers_procurement": "ya"},
    {"official_id": "P-007", "employment": "pns", "position_level": "pengawas", "agency": "kota-rekaan", "unit": "UKPBJ", "powers_procurement": "ya", "gifts_in_full": FULL, "is_pejabat_pemerintahan": "ya"},
    {"official_id": "P-008", "employment": "pns", "position_level": "jpt_pratama", "agency": "kota-rekaan", "unit": "Dinas E", "is_penyelenggara_negara": "ya"},
    {"official_id": "P-009", "employment": "pns", "agency": "kota-rekaan", "unit": "Perizinan F", "powers_licensing": "ya", "gifts_in_full": FULL, "is_pejabat_pemerintahan": "ya", "is_pejabat_pemerintahan_tertentu": "ya"},
    {"official_id": "P-010", "employment": "pns", "agency": "kota-rekaan", "unit": "Inspektorat", "powers_examination": "ya", "gifts_in_full": FULL, "is_pejabat_pemerintahan": "ya"},
    {"official_id": "P-011", "agency": "kota-rekaan", "unit": "Inspektorat", "powers_examination": "ya"},
    {"official_id": "P-012", "employment": "pns", "agency": "kota-rekaan", "unit": "Dinas G"},
    {"official_id": "P-013", "employment": "pns", "agency": "kota-rekaan", "unit": "Dinas G", "gifts_in_full": FULL},
    {"official_id": "P-014", "employment": "pns", "agency": "kota-rekaan", "unit": "Dinas H", "gifts_in_full": FULL},
    {"official_id": "P-015", "employment": "pppk", "agency": "kota-rekaan", "unit": "Dinas H"},
    {"official_id": "P-016", "employment": "cpns", "agency": "kota-rekaan", "unit": "Dinas H", "gifts_in_full": FULL},
    {"official_id": "P-017", "employment": "pns", "agency": "kota-rekaan", "unit": "Balai Pelatihan I", "gifts_in_full": FULL},
    {"official_id": "P-018", "employment": "pns", "agency": "kota-rekaan", "unit": "Balai Pelatihan I"},
    {"official_id": "P-019", "employment": "contract_worker", "is_tipikor_public_servant": "ya", "agency": "kota-rekaan", "unit": "Dinas J"},
    {"official_id": "P-020", "employment": "contract_worker", "agency": "kota-rekaan", "unit": "Dinas J"},
    {"official_id": "P-021", "employment": "village_head", "agency": "desa-rekaan", "is_penyelenggara_negara": "tidak", "is_tipikor_public_servant": "ya", "gifts_in_full": FULL},
    {"official_id": "P-022", "employment": "pns", "agency": "contoh", "unit": "Sekretariat", "gifts_in_full": FULL},
    {"official_id": "P-023", "employment": "pns", "agency": "contoh", "unit": "Sekretariat", "gifts_in_full": FULL},
    {"official_id": "P-024", "employment": "none", "is_penyelenggara_negara": "ya", "agency": "kota-rekaan", "unit": "DPRD"},
    {"official_id": "P-025", "employment": "pns", "agency": "kota-rekaan", "unit": "Dinas K", "gifts_in_full": FULL},
    {"official_id": "P-026", "unit": "Dinas K"},
    {"official_id": "P-027", "employment": "pns", "position_level": "administrator", "grade": "iv_a", "agency": "kota-rekaan", "unit": "Dinas L", "powers_procurement": "ya", "relationships_in_full": FULL, "conflict_declarations_in_full": FULL, "is_pejabat_pemerintahan": "ya"},
    {"official_id": "P-028", "employment": "pns", "position_level": "functional", "agency": "kota-rekaan", "unit": "UKPBJ", "powers_procurement": "ya", "relationships_in_full": FULL},
    {"official_id": "P-029", "employment": "pns", "position_level": "pengawas", "agency": "kota-rekaan", "unit": "Dinas L", "powers_procurement": "ya", "relationships_in_full": FULL},
    {"official_id": "P-030", "employment": "pns", "position_level": "functional", "agency": "kota-rekaan", "unit": "UKPBJ", "powers_procurement": "ya", "procurement_roles_in_full": FULL},
    {"official_id": "P-031", "employment": "pns", "position_level": "pelaksana", "agency": "kota-rekaan", "unit": "Dinas M", "relationships_in_full": FULL, "leaves_in_full": FULL},
    {"official_id": "P-032", "employment": "pns", "position_level": "jpt_pratama", "eselon": "ii_b", "agency": "kota-rekaan", "unit": "Dinas M", "is_penyelenggara_negara": "ya", "wealth_reports_in_full": FULL},
    {"official_id": "P-033", "employment": "pns", "position_level": "functional", "agency": "kota-rekaan", "unit": "Inspektorat", "powers_examination": "ya", "wealth_reports_in_full": FULL},
    {"official_id": "P-034", "employment": "pns", "position_level": "administrator", "agency": "kota-rekaan", "unit": "Dinas N"},
    {"official_id": "P-035", "employment": "pns", "position_level": "pengawas", "grade": "iii_d", "eselon": "iv_a", "agency": "kota-rekaan", "unit": "Dinas N", "side_positions_in_full": FULL, "wealth_reports_in_full": FULL},
    {"official_id": "P-036", "employment": "pns", "position_level": "functional", "grade": "iv_b", "agency": "kota-rekaan", "unit": "RSUD O", "powers_public_service": "ya", "side_positions_in_full": FULL, "is_pejabat_pemerintahan": "tidak", "is_pejabat_pemerintahan_tertentu": "tidak"},
    {"official_id": "P-037", "employment": "pppk", "position_level": "functional", "agency": "kota-rekaan", "unit": "Sekolah B", "powers_public_service": "ya"},
    {"official_id": "P-038", "employment": "pns", "position_level": "pelaksana", "grade": "iii_a", "agency": "kota-rekaan", "unit": "Bagian Hukum", "powers_public_service": "ya"},
    {"official_id": "P-039", "employment": "pns", "position_level": "pelaksana", "agency": "kota-rekaan", "unit": "Dinas P", "leaves_in_full": FULL, "facility_uses_in_full": FULL},
    {"official_id": "P-040", "employment": "pns", "position_level": "administrator", "agency": "kota-rekaan", "unit": "Kecamatan Q"},
    {"official_id": "P-041", "employment": "pns", "position_level": "jpt_pratama", "agency": "kota-rekaan", "unit": "Dinas P"},
    {"official_id": "P-042", "employment": "pppk", "position_level": "functional", "agency": "kota-rekaan", "unit": "Sekolah R"},
    {"official_id": "P-043", "employment": "village_head", "agency": "desa-rekaan", "special_office": "none_of_these"},
    {"official_id": "P-044", "employment": "none", "is_penyelenggara_negara": "ya", "is_pejabat_negara": "ya", "special_office": "regional_head", "agency": "kota-rekaan"},
    {"official_id": "P-045", "employment": "pns", "position_level": "jpt_pratama", "agency": "kota-rekaan", "unit": "Perizinan F", "powers_licensing": "ya", "relationships_in_full": FULL, "conflict_declarations_in_full": FULL, "is_penyelenggara_negara": "ya", "is_pejabat_pemerintahan": "ya", "is_pejabat_pemerintahan_tertentu": "ya"},
    {"official_id": "P-046", "employment": "pns", "position_level": "pelaksana", "agency": "kota-rekaan", "unit": "Dinas S", "absences_in_full": FULL},
    {"official_id": "P-047", "employment": "none", "agency": "kota-rekaan"},
    {"official_id": "P-048", "employment": "pns", "position_level": "pengawas", "agency": "kota-rekaan", "unit": "Dinas S"},
    {"official_id": "P-049", "employment": "none", "is_penyelenggara_negara": "ya", "is_pejabat_negara": "ya", "special_office": "deputy_minister", "agency": "kementerian-rekaan"},
    {"official_id": "P-050", "employment": "pns", "position_level": "jpt_madya", "grade": "iv_d", "eselon": "i_a", "agency": "kementerian-rekaan", "unit": "Direktorat T", "is_penyelenggara_negara": "ya"},
    {"official_id": "P-051", "employment": "pns", "position_level": "administrator", "agency": "kota-rekaan", "unit": "Kecamatan U"},
    {"official_id": "P-052", "employment": "contract_worker", "agency": "kota-rekaan", "unit": "Satpol V"},
    {"official_id": "P-053", "employment": "none", "special_office": "special_staff", "agency": "kementerian-rekaan"},
]  # fmt: skip

OFFICIAL_SPELLS: list[Row] = [
    {"official_id": "P-011", "field": "employment", "value": "cpns", "from": "2020-03-01", "until": "28 Februari 2021"},
    {"official_id": "P-011", "field": "employment", "value": "pns", "from": "1 Maret 2021", "until": "masih"},
]
