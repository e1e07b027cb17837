"""The rows of the broken workbook: good ones among every kind of bad one; what a cell says is invented.

May not be read without problems; a test lists them.
"""

from __future__ import annotations

from example_data.gifts import NOT_REPORTED, VENDOR, WEDDING, gift
from example_data.rows import Row

FORMULA, MERGED = "(a formula)", "(merged with the cell beneath)"
"""Stand for cells that the broken workbook really holds."""

BROKEN_OFFICIALS: list[Row] = [
    {"official_id": "P-001", "employment": "pns", "gifts_in_full": "ya"},
    {"official_id": "P-002", "employment": "pppk", "gifts_in_full": "ya"},
    {"official_id": "P-003", "employment": "Pegawai Tetap"},
    {"official_id": "P-004", "employment": "pns"},
    {"official_id": "P-004", "employment": "pppk"},
    {"official_id": "P-005", "employment": "pns", "gifts_in_full": "sebagian"},
]

BROKEN_GIFTS: list[Row] = [
    gift("P-001", "G-001", "tamu-01", "2026-01-19", "1.200.000", WEDDING, NOT_REPORTED, event="nikah-P001"),
    gift("P-001", "G-002", "tamu-02", "31 Februari 2026", "1.200.000", WEDDING, event="nikah-P001"),
    gift("P-001", "G-003", "tamu-03", "02/13/2026", "1,200.50", WEDDING, event="nikah-P001"),
    gift("P-002", "G-004", "tamu-04", 46041, "satu juta", WEDDING, event="nikah-P002"),
    gift("P-002", "G-005", "tamu-05", "2026-02-01", "-500000", WEDDING, occasion="Pernikaan", event="nikah-P002"),
    gift("P-002", "G-006", "rekanan-01", "2026-02-02", "300.000", VENDOR, accepted="mungkin", reported_to_kpk_on="masih"),
    gift("P-002", "G-007", "rekanan-01", "2026-02-02", "300.000", VENDOR, giver_npwp="12-34"),
    gift("P-002", "G-008", "rekanan-02", "2026-02-02", "300.000", VENDOR),
    gift("P-002", "G-008", "rekanan-02", "2026-02-02", "350.000", VENDOR),
    gift("P-002", "G-009", "rekanan-02", "2026-02-03..2026-02-01", "750000..500000", VENDOR),
    gift("P-003", "G-010", "rekanan-03", "2026-02-02", "300.000", VENDOR),
    gift("P-099", "G-011", "rekanan-03", "2026-02-02", "300.000", VENDOR),
    gift("", "G-012", "rekanan-03", "2026-02-02", "300.000", VENDOR),
    gift("P-002", "", "rekanan-03", "2026-02-02", "300.000", VENDOR),
    gift("P-002", "G-014", "=1+1", "2026-02-02", "300.000", VENDOR, description="Teks yang mirip rumus tetap teks"),
    gift("P-002", "G-015", "rekanan-04", "2026-02-02", FORMULA, VENDOR),
    gift("P-002", "G-016", "rekanan-04", "2026-02-02", "300.000", VENDOR, catatn="kolom yang tidak dikenal"),
    gift("P-002", "G-017", "rekanan-04", "2026-02-02", "300.000", VENDOR, {"# catatan": "kolom catatan tidak dibaca"}),
    gift("P-002", "G-018", MERGED, "2026-02-02", "300.000", VENDOR),
    gift("P-002", 3201010101900001, "rekanan-04", "2026-02-02", "300.000", VENDOR),
]  # fmt: skip
"""Good rows among every kind of bad one; what a cell says is invented."""
