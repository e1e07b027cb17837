"""Code lists about wealth reports and procurement.

May not know any law: which roles exclude each other is data of a ruleset.
"""

from __future__ import annotations

from integrityrules.facts.code_list import NONE_OF_THESE, code_list

COMPANY_LINKS = {
    "shareholder": ("Pemegang saham", "Shareholder"),
    "beneficial_owner": ("Pemilik manfaat", "Beneficial owner"),
    "indirect_controller": ("Pengendali tidak langsung", "Indirect controller"),
    "director": ("Direksi", "Director"),
    "manager": ("Pengurus atau manajer", "Manager"),
    "commissioner": ("Komisaris", "Commissioner"),
    "key_personnel": ("Personel inti", "Key personnel"),
    "employee": ("Karyawan", "Employee"),
}

PROCUREMENT_LISTS = (
    code_list(
        "wealth_report_kind",
        ("Macam laporan kekayaan", "Kind of wealth report"),
        {
            "lhkpn": ("LHKPN", "Wealth report to KPK (LHKPN)"),
            "lhkasn": ("LHKASN", "Wealth report of civil servants (LHKASN)"),
            "lhkan": ("LHKAN", "Wealth report of the state apparatus (LHKAN)"),
            **NONE_OF_THESE,
        },
    ),
    code_list(
        "wealth_report_proof",
        ("Bukti pelaporan", "Proof of a wealth report"),
        {
            "lhkpn_receipt": ("Tanda terima LHKPN", "LHKPN receipt"),
            "tax_return_receipt": ("Bukti penerimaan elektronik SPT", "Electronic receipt of a tax return"),
            **NONE_OF_THESE,
        },
    ),
    code_list(
        "wealth_report_occasion",
        ("Jenis LHKPN", "Occasion of a wealth report"),
        {
            "appointment": ("Pertama kali menjabat atau diangkat kembali", "On appointment"),
            "leaving": ("Berakhir masa jabatan atau pensiun", "On leaving office"),
            "periodic": ("Periodik", "Periodic"),
            **NONE_OF_THESE,
        },
    ),
    code_list(
        "procurement_role",
        ("Peran dalam pengadaan", "Role in procurement"),
        {
            "budget_user": ("Pengguna Anggaran (PA)", "Budget user (PA)"),
            "delegated_budget_user": ("Kuasa Pengguna Anggaran (KPA)", "Delegated budget user (KPA)"),
            "commitment_officer": ("Pejabat Pembuat Komitmen (PPK)", "Commitment officer"),
            "technical_activity_officer": ("Pejabat Pelaksana Teknis Kegiatan (PPTK)", "Technical activity officer (PPTK)"),
            "procurement_officer": ("Pejabat Pengadaan", "Procurement officer"),
            "pokja": ("Anggota Pokja Pemilihan", "Member of a selection working group"),
            "pjphp": ("Pejabat Pemeriksa Hasil Pekerjaan (PjPHP)", "Officer who inspects results (PjPHP)"),
            "pphp": ("Panitia Pemeriksa Hasil Pekerjaan (PPHP)", "Committee that inspects results (PPHP)"),
            "ppspm": ("Pejabat Penandatangan Surat Perintah Membayar (PPSPM)", "Officer who signs payment orders (PPSPM)"),
            "treasurer": ("Bendahara", "Treasurer"),
            "procurement_unit_head": ("Kepala UKPBJ atau ULP", "Head of the procurement unit"),
            "procurement_manager": ("Pengelola Pengadaan Barang/Jasa", "Procurement manager"),
            "procurement_agent": ("Agen Pengadaan", "Procurement agent"),
            "self_managed_team": ("Penyelenggara Swakelola", "Self-managed team"),
            "support_team": ("Tim teknis, tim pendukung, atau tenaga ahli", "Technical or support team, or expert"),
            "internal_auditor": ("APIP", "Internal auditor (APIP)"),
            **NONE_OF_THESE,
        },
    ),
    code_list(
        "company_link_kind",
        ("Kedudukan dalam perusahaan", "Link to a company"),
        {
            **COMPANY_LINKS,
            **NONE_OF_THESE,
        },
        within="side_role",
    ),
    code_list(
        "procurement_certificate",
        ("Sertifikat pengadaan", "Procurement certificate"),
        {
            "none": ("Tanpa sertifikat", "No certificate"),
            "basic": ("Sertifikat tingkat dasar", "Basic certificate"),
            "competence": ("Sertifikat kompetensi", "Certificate of competence"),
            "commitment_officer_competence": ("Sertifikat kompetensi PPK", "Certificate of competence of a commitment officer"),
            **NONE_OF_THESE,
        },
    ),
    code_list(
        "procurement_category",
        ("Jenis pengadaan", "Category of procurement"),
        {
            "goods": ("Barang", "Goods"),
            "construction": ("Pekerjaan konstruksi", "Construction works"),
            "consulting": ("Jasa konsultansi", "Consulting services"),
            "other_services": ("Jasa lainnya", "Other services"),
            "integrated": ("Pekerjaan terintegrasi", "Integrated works"),
            **NONE_OF_THESE,
        },
    ),
    code_list(
        "procurement_method",
        ("Metode pemilihan", "Method of selection"),
        {
            "direct_procurement": ("Pengadaan langsung", "Direct procurement"),
            "direct_appointment": ("Penunjukan langsung", "Direct appointment"),
            "e_purchasing": ("E-purchasing", "E-purchasing"),
            "quick_tender": ("Tender cepat", "Quick tender"),
            "tender": ("Tender", "Tender"),
            "selection": ("Seleksi", "Selection"),
            "self_managed": ("Swakelola", "Self-managed"),
            **NONE_OF_THESE,
        },
    ),
)
