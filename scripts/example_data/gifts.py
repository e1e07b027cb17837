"""The invented gifts: at least sixty, every gratification rule, both sides of the change of 2026.

May not name a real person, office or company: everybody is a key.
"""

# ruff: noqa: E501 - one row of the workbook in each line

from __future__ import annotations

from datetime import date

from example_data.rows import Row

NOT_REPORTED: Row = {"reported_to_kpk_on": "belum", "reported_to_upg_on": "belum"}
NO_INTEREST: Row = {"related_to_office": "tidak", "contrary_to_duty": "tidak", "conflict_of_interest": "tidak"}
CASH: Row = {"form": "cash", "accepted": "ya"}
GOODS: Row = {"form": "goods", "accepted": "ya"}
UNRELATED: Row = {"related_to_office": "tidak", "contrary_to_duty": "tidak"}
WEDDING: Row = {**CASH, **UNRELATED, "giver_relation": "public", "occasion": "wedding", "object": "personal_gift"}
VENDOR: Row = {**GOODS, **UNRELATED, "giver_relation": "vendor", "occasion": "none", "object": "personal_gift"}
CO_WORKER: Row = {**GOODS, "giver_relation": "co_worker", **NO_INTEREST, "object": "personal_gift"}


def gift(official: str, id: object, giver: str, received: object, value: object, *parts: Row, **more: object) -> Row:
    """Returns one row; later parts win."""
    row: Row = {"official_id": official, "id": id, "giver": giver, "received_on": received, "value_idr": value}
    for part in (*parts, more):
        row |= part
    return row


RITES = [
    gift("P-001", "G-001", "tamu-01", date(2026, 1, 19), 1_200_000, WEDDING, NOT_REPORTED, event="nikah-P001a", description="Amplop, hari terakhir batas lama"),
    gift("P-001", "G-002", "tamu-02", date(2026, 1, 20), 1_200_000, WEDDING, event="nikah-P001b", description="Amplop, hari pertama batas baru"),
    gift("P-002", "G-003", "tamu-03", "20 Januari 2026", "Rp1.200.000", WEDDING, event="nikah-P002", description="Sama, tidak dinyatakan lengkap"),
    gift("P-002", "G-004", "tamu-04", "20 Januari 2026", None, WEDDING, event="nikah-P002", description="Kado yang nilainya tidak diketahui"),
    gift("P-003", "G-005", "tamu-05", "01-02-2026", "1.000.000", WEDDING, event="nikah-P003", description="Dua amplop dari satu pemberi: tepat batas"),
    gift("P-003", "G-006", "tamu-05", "01-02-2026", "500.000", WEDDING, event="nikah-P003", description="Amplop kedua"),
    gift("P-004", "G-007", "tamu-06", "01/02/2026", "1.000.000", WEDDING, NOT_REPORTED, event="khitan-P004", occasion="circumcision", description="Dua amplop: satu rupiah lebih"),
    gift("P-004", "G-008", "tamu-06", "01/02/2026", "500.001", WEDDING, NOT_REPORTED, event="khitan-P004", occasion="circumcision", description="Amplop kedua"),
    gift("P-005", "G-009", "tamu-07", "Januari 2026", "1.200.000", WEDDING, event="akikah-P005", occasion="akikah", description="Hanya bulannya yang diketahui"),
    gift("P-005", "G-010", "tamu-08", "2026-02-14", "1.400.000", WEDDING, event="nikah-P005", stated_by="Pegawai", description="Dua sumber berbeda nilai"),
    gift("P-005", "G-010", "tamu-08", "2026-02-14", "2.400.000", WEDDING, event="nikah-P005", stated_by="UPG", basis="register"),
    gift("P-012", "G-011", "tamu-09", "2026-03-07", ">= 1.500.001", WEDDING, NOT_REPORTED, event="nikah-P012", description="Hanya batas bawahnya diketahui"),
    gift("P-012", "G-012", "tamu-10", "2026-03-07", "500.000..1.500.000", WEDDING, event="nikah-P012", description="Hanya kisarannya diketahui"),
    gift("P-026", "G-013", "tamu-11", "2026-03-14", "1.750.000", WEDDING, event="nikah-P026", description="Status kepegawaian tidak diisi"),
]  # fmt: skip

REPORTS = [
    gift("P-006", "G-014", "rekanan-01", "2025-11-03", "300.000", VENDOR, object=None, related_to_office=None, contrary_to_duty=None, description="Tanggal lapor kosong, tenggat lewat"),
    gift("P-006", "G-015", "rekanan-01", "2025-11-03", "300.000", VENDOR, reported_to_kpk_on="2 Maret 2026", reported_to_upg_on="belum", description="Dilaporkan terlambat sesudah 20 Januari 2026"),
    gift("P-006", "G-016", "rekanan-02", "1 September 2025", "2.000.000", VENDOR, reported_to_kpk_on="2025-12-15", reported_to_upg_on="belum", description="Dilaporkan terlambat sebelum 20 Januari 2026"),
    gift("P-007", "G-017", "rekanan-03", "2026-03-02", "300.000", VENDOR, reported_to_upg_on="2026-03-16", forwarded_to_kpk_on="2026-03-26", reported_to_kpk_on="belum", description="UPG hari kerja ke-10"),
    gift("P-007", "G-018", "rekanan-03", "2026-03-02", "300.000", VENDOR, reported_to_upg_on="2026-03-17", forwarded_to_kpk_on="belum", reported_to_kpk_on="belum", description="UPG hari kerja ke-11"),
    gift("P-007", "G-019", "rekanan-04", "2026-04-20", "750.000", VENDOR, NOT_REPORTED, description="Masih dalam tenggat"),
    gift("P-007", "G-020", "rekanan-04", "2026-02-02", "4.500.000", VENDOR, NOT_REPORTED, form="travel", description="Dinyatakan belum dilaporkan, tenggat lewat"),
    gift("P-008", "G-021", "rekanan-05", "2026-01-21", "8.000.000", VENDOR, reported_to_kpk_on="2026-02-05", ownership_status="state", ownership_decided_on="2026-04-20", description="Penetapan KPK terlambat"),
    gift("P-008", "G-022", "rekanan-05", "2026-02-10", "3.000.000", VENDOR, reported_to_kpk_on="2026-02-20", ownership_status="recipient", ownership_decided_on="2026-03-10", description="Dilaporkan dan ditetapkan"),
    gift("P-008", "G-023", "rekanan-05", "2026-03-25", "2.500.000", VENDOR, reported_to_kpk_on="2026-04-06", ownership_status="pending", ownership_decided_on="belum", description="Menunggu penetapan"),
    gift("P-008", "G-024", "rekanan-06", "2026-02-02", "1.000.000", VENDOR, reported_to_kpk_on="2026-02", contrary_to_duty=None, description="Bulan pelaporan saja diketahui"),
    gift("P-009", "G-025", "pemohon-01", "2026-02-02", "600.000", VENDOR, giver_relation="applicant", reported_to_kpk_on="2026-02-09", report_is_complete="tidak", report_completed_on="2026-02-20", description="Laporan dilengkapi tepat waktu"),
    gift("P-009", "G-026", "pemohon-02", "2026-02-02", "600.000", VENDOR, giver_relation="applicant", reported_to_kpk_on="2026-02-09", returned_on="2026-02-16", report_is_complete="tidak", report_completed_on="belum", description="Laporan belum dilengkapi"),
    gift("P-009", "G-027", "pemohon-03", "2026-02-02", "600.000", VENDOR, giver_relation="applicant", reported_to_kpk_on="2026-02-09", returned_on="2026-02-23", report_is_complete="tidak", report_completed_on="2026-03-20", description="Dilengkapi di antara dua tenggat yang disebut sumber"),
    gift("P-009", "G-028", "pemohon-04", "2025-10-01", "600.000", VENDOR, giver_relation="applicant", reported_to_kpk_on="2025-10-15", report_is_complete="tidak", report_completed_on="2025-12-30", description="Dilengkapi terlambat menurut aturan lama"),
    gift("P-010", "G-029", "teraudit-01", "2026-01-26", "5.000.000", VENDOR, giver_relation="audited_party", found_by_audit_on="2026-02-10", reported_to_kpk_on="2026-02-20", reported_to_upg_on="belum", description="Dilaporkan setelah menjadi temuan"),
    gift("P-010", "G-030", "teraudit-01", "2026-01-26", "1.000.000", VENDOR, giver_relation="audited_party", found_by_audit_on="2026-02-10", reported_to_kpk_on="2026-02-03", description="Dilaporkan sebelum menjadi temuan"),
    gift("P-010", "G-031", "teraudit-02", "2026-01-26", "9.000.000", VENDOR, giver_relation="audited_party", criminal_process_from="2026-02-16", reported_to_kpk_on="2026-03-02", description="Dilaporkan setelah ada proses pidana"),
    gift("P-015", "G-032", "rekanan-07", "2026-03-02", "USD 100 @ 16250 2026-03-02", VENDOR, NOT_REPORTED, description="Mata uang asing dengan kurs"),
    gift("P-015", "G-033", "rekanan-07", "2026-03-02", "SGD 50", VENDOR, related_to_office=None, contrary_to_duty=None, description="Mata uang asing tanpa kurs"),
    gift("P-025", "G-034", "rekanan-08", "2030-01-07", "1.000.000", VENDOR, description="Tanggal sesudah hari pemeriksaan: tidak dibaca"),
    gift("P-015", "G-035", "rekanan-09", None, "1.000.000", VENDOR, description="Tanggal terima tidak diketahui"),
]  # fmt: skip

OFFICE: Row = {"related_to_office": "ya", "contrary_to_duty": "tidak"}
CONTRARY: Row = {"related_to_office": "ya", "contrary_to_duty": "ya"}
DUTIES = [
    gift("P-007", "G-036", "rekanan-10", "2026-02-03", "15.000.000", VENDOR, CONTRARY, NOT_REPORTED, form="bank_transfer", lawful_income="tidak", could_not_refuse="tidak", description="Berhubungan dengan jabatan dan berlawanan dengan kewajiban"),
    gift("P-007", "G-037", "rekanan-10", "2026-02-03", "12.000.000", VENDOR, CONTRARY, could_not_refuse="ya", reported_to_kpk_on="2026-02-10", description="Tidak dapat ditolak, dilaporkan ke KPK dalam tenggat"),
    gift("P-007", "G-038", "rekanan-10", "2026-02-03", "11.000.000", VENDOR, CONTRARY, could_not_refuse="tidak", reported_to_upg_on="2026-02-10", forwarded_to_kpk_on="2026-02-13", description="Dilaporkan melalui UPG dalam tenggat"),
    gift("P-024", "G-039", "rekanan-11", "2026-02-24", ">= 10000000", VENDOR, NOT_REPORTED, description="Sepuluh juta rupiah atau lebih"),
    gift("P-013", "G-040", "penerima-layanan-01", "2026-03-16", "250.000", VENDOR, OFFICE, NOT_REPORTED, giver_relation="service_recipient", form="food", object="parcel", occasion="lebaran", perishable="ya", donated_on="2026-03-17", handover_documented="tidak", description="Makanan disalurkan tanpa dokumentasi"),
    gift("P-013", "G-041", "penerima-layanan-02", "2026-03-16", "250.000", VENDOR, giver_relation="service_recipient", form="food", object="parcel", occasion="lebaran", perishable="ya", donated_on="2026-03-17", handover_documented="ya", reported_to_upg_on="2026-03-27", description="Makanan disalurkan dan dilaporkan"),
    gift("P-016", "G-042", "pemohon-05", None, None, OFFICE, requested_by_official="ya", requested_on="2026-02-11", accepted="tidak", giver_relation="applicant", description="Diminta, tidak diterima"),
    gift("P-016", "G-043", "instansi-lain-01", "2026-02-12", "1.500.000", CASH, OFFICE, {"conflict_of_interest": "tidak"}, lawful_income="ya", object="honorarium", giver_relation="none_of_these", official_activity="ya", within_standard_cost="ya", double_financing="tidak", breaches_agency_rules="tidak", description="Honorarium resmi"),
    gift("P-016", "G-044", "pemohon-06", "2026-02-12", "400.000", GOODS, OFFICE, NOT_REPORTED, giver_relation="applicant", could_not_refuse="ya", description="Dikirim ke rumah, tidak dapat ditolak"),
    gift("P-016", "G-045", "pemohon-07", None, "400.000", OFFICE, offered_on="2026-02-18", refused_on="2026-02-18", accepted="tidak", refusal_reported_on="2026-02-19", giver_relation="applicant", description="Ditolak dan dilaporkan"),
    gift("P-009", "G-046", "pemohon-08", None, None, offered_on="2026-03-03", refused_on="2026-03-03", accepted="tidak", giver_relation="applicant", description="Ditolak"),
    gift("P-011", "G-047", "teraudit-03", "2020-11-02", "700.000", VENDOR, CONTRARY, giver_relation="audited_party", description="Ketika masih calon PNS"),
    gift("P-011", "G-048", "teraudit-03", "2021-05-03", "700.000", VENDOR, CONTRARY, giver_relation="audited_party", description="PP 53/2010, dua bacaan sejalan"),
    gift("P-011", "G-049", "teraudit-03", "2021-06-01", "700.000", VENDOR, OFFICE, giver_relation="audited_party", description="PP 53/2010, dua bacaan berbeda"),
    gift("P-019", "G-050", "rekanan-12", "2026-03-04", "350.000", VENDOR, NOT_REPORTED, description="Tenaga kontrak yang digaji negara"),
    gift("P-020", "G-051", "rekanan-12", "2026-03-04", "350.000", VENDOR, description="Tenaga kontrak, sumber gaji tidak diisi"),
    gift("P-021", "G-052", "warga-01", "2026-03-05", "2.000.000", CASH, OFFICE, NOT_REPORTED, giver_relation="service_recipient", description="Kepala desa"),
]  # fmt: skip

EARLIER = [
    gift("P-012", "G-053", "rekanan-13", "2013-05-06", "900.000", VENDOR, description="Sebelum ada peraturan KPK"),
    gift("P-012", "G-054", "ayah", "2016-07-04", "5.000.000", CASH, giver_relation="parent", occasion="lebaran", conflict_of_interest="tidak", description="Keluarga, 2016"),
    gift("P-012", "G-055", "tamu-12", "2017-08-12", "1.000.000", WEDDING, event="nikah-2017", description="Upacara, tepat batas 2017"),
    gift("P-012", "G-056", "tetangga-01", "2018-10-01", "900.000", CASH, giver_relation="public", occasion="calamity", calamity_victim="self", event="gempa-2018", description="Musibah 2018"),
    gift("P-013", "G-057", "rekan-01", "2018-03-01", "300.000", CO_WORKER, occasion="farewell", event="pisah-2018", description="Pisah sambut 2018"),
    gift("P-013", "G-058", "rekan-02", "2018-04-02", "150.000", CO_WORKER, occasion="none", description="Rekan kerja 2018"),
    gift("P-014", "G-059", "panitia-01", "2018-05-02", "200.000", GOODS, object="event_kit", official_activity="ya", description="Seminar kit 2018"),
    gift("P-014", "G-060", "toko-01", "2018-06-04", "500.000", GOODS, NO_INTEREST, object="lucky_draw", same_for_all_participants="ya", giver_relation="public", description="Undian 2018"),
    gift("P-014", "G-061", "panitia-02", "2018-07-02", "1.000.000", CASH, object="honorarium", official_activity="ya", within_standard_cost="ya", double_financing="tidak", breaches_agency_rules="tidak", conflict_of_interest="tidak", giver_relation="none_of_these", description="Honorarium 2018"),
    gift("P-014", "G-062", "rekanan-14", "2019-12-09", "300.000", VENDOR, reported_to_kpk_on="2020-01-06", description="Di antara dua peraturan"),
]  # fmt: skip

SAME: Row = {"same_for_all_participants": "ya"}
NOT_TO_REPORT = [
    gift("P-013", "G-063", "ibu", "2026-02-20", "9.000.000", CASH, giver_relation="parent", occasion="birthday", conflict_of_interest="tidak", description="Keluarga tanpa kepentingan"),
    gift("P-002", "G-064", "ibu", "2026-02-20", "9.000.000", CASH, giver_relation="parent", occasion="birthday", description="Keluarga, kepentingan tidak diisi"),
    gift("P-009", "G-065", "sepupu", "2026-02-23", "2.000.000", CASH, NOT_REPORTED, giver_relation="cousin", conflict_of_interest="ya", description="Keluarga yang berkepentingan"),
    gift("P-025", "G-066", "bank-01", "2026-01-30", "800.000", CASH, SAME, form="bank_transfer", object="investment_yield", description="Bunga deposito"),
    gift("P-025", "G-067", "koperasi", "2026-02-27", "1.100.000", CASH, SAME, object="cooperative_benefit", description="Sisa hasil usaha"),
    gift("P-017", "G-068", "panitia-03", "2026-02-05", "450.000", GOODS, SAME, object="event_kit", official_activity="ya", giver_relation="public", description="Perlengkapan pelatihan"),
    gift("P-017", "G-069", "lembaga-01", "2026-02-05", "75.000", GOODS, SAME, NO_INTEREST, object="promotional_item", has_logo="ya", giver_relation="public", description="Buku catatan berlogo"),
    gift("P-017", "G-070", "panitia-04", "2026-03-08", "3.000.000", GOODS, NO_INTEREST, object="contest_prize", own_cost="ya", giver_relation="public", description="Juara lomba lari"),
    gift("P-017", "G-071", "pemda", "2026-03-30", "5.000.000", CASH, object="achievement_award", awarded_under_law="ya", description="Penghargaan pegawai teladan"),
    gift("P-018", "G-072", "toko-02", "2026-03-01", "2.500.000", GOODS, SAME, NO_INTEREST, object="lucky_draw", giver_relation="public", description="Undian belanja, tidak dinyatakan lengkap"),
    gift("P-018", "G-073", "kampus-01", "2026-03-11", "4.000.000", CASH, NO_INTEREST, object="professional_fee", outside_profession="ya", breaches_agency_rules="tidak", giver_relation="public", description="Mengajar di luar jam kerja"),
    gift("P-017", "G-074", "panitia-05", "2026-03-12", "2.200.000", object="official_travel", form="lodging", accepted="ya", official_activity="ya", within_standard_cost="ya", double_financing="tidak", breaches_agency_rules="tidak", conflict_of_interest="tidak", giver_relation="public", description="Penginapan kegiatan kedinasan"),
    gift("P-018", "G-075", "panitia-05", "2026-03-12", "2.200.000", object="official_travel", form="lodging", accepted="ya", official_activity="ya", within_standard_cost="ya", double_financing="ya", conflict_of_interest="tidak", giver_relation="public", description="Penginapan yang dibayar dua kali"),
    gift("P-008", "G-076", "rekanan-05", "2026-01-28", "1.200.000", VENDOR, form="flowers", occasion="inauguration", description="Papan ucapan pelantikan"),
    gift("P-014", "G-077", "tetangga-02", "2026-03-20", "3.000.000", CASH, giver_relation="public", occasion="calamity", calamity_victim="parent", is_reasonable="ya", conflict_of_interest="tidak", event="banjir-2026", description="Musibah yang menimpa orang tua"),
    gift("P-014", "G-078", "rekan-03", "2025-12-22", "300.000", CO_WORKER, occasion="farewell", event="pisah-2025", description="Pisah sambut sebelum dihapus"),
    gift("P-014", "G-079", "rekan-04", "2026-02-10", "400.000", CO_WORKER, occasion="farewell", event="pisah-2026", description="Pisah sambut sesudah dihapus, masih di bawah batas rekan kerja"),
    gift("P-014", "G-080", "rekan-05", "2026-02-10", "400.000", CO_WORKER, CASH, NOT_REPORTED, occasion="farewell", event="pisah-2026", description="Sama, berupa uang"),
    gift("P-025", "G-081", "rekan-06", "2026-02-02", "500.000", CO_WORKER, occasion="birthday", description="Tepat batas rekan kerja"),
    gift("P-025", "G-082", "rekan-06", "2026-03-02", "500.000", CO_WORKER, occasion="promotion", description="Jumlah setahun satu juta"),
    gift("P-025", "G-083", "rekan-06", "2026-03-27", "500.000", CO_WORKER, occasion="none", description="Jumlah setahun tepat batas"),
    gift("P-025", "G-084", "rekan-06", "2026-04-01", "100.000", CO_WORKER, NOT_REPORTED, occasion="none", description="Jumlah setahun melewati batas"),
    gift("P-018", "G-085", "instansi-lain-02", "2026-03-13", "100.000", SAME, form="food", accepted="ya", object="served_meal", description="Jamuan makan rapat"),
    gift("P-001", "G-086", "tamu-negara", "2026-03-18", "900.000", form="plaque", accepted="ya", object="institutional_souvenir", given_to_institution="ya", giver_relation="foreign_government", description="Plakat untuk kantor"),
    gift("P-022", "G-087", "tamu-13", "2026-02-07", "1.200.000", WEDDING, event="nikah-P022", description="Di bawah batas nasional, di atas batas instansi contoh"),
    gift("P-022", "G-088", "rekan-07", "2026-02-09", "450.000", CO_WORKER, occasion="birthday", description="Rekan kerja di instansi contoh"),
    gift("P-023", "G-090", "rekanan-15", None, None, OFFICE, offered_on="2026-03-10", refused_on="2026-03-10", accepted="tidak", refusal_reported_on="2026-04-10", giver_relation="vendor", description="Penolakan dilaporkan terlambat menurut instansi contoh"),
    gift("P-023", "G-089", "rekanan-15", "2026-03-10", "150.000", VENDOR, NOT_REPORTED, description="Rekanan instansi contoh"),
]  # fmt: skip

GIFTS = [*RITES, *REPORTS, *DUTIES, *EARLIER, *({**UNRELATED, **row} for row in NOT_TO_REPORT)]
