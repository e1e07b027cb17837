"""Code lists about wealth reports and procurement.

May not know any law: which roles exclude each other is data of a ruleset.
"""

from __future__ import annotations

from integrityrules.facts.code_list import NONE_OF_THESE, code_list

PROCUREMENT_LISTS = (
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
            "internal_auditor": ("APIP", "Internal auditor (APIP)"),
            **NONE_OF_THESE,
        },
    ),
    code_list(
        "company_link_kind",
        ("Kedudukan dalam perusahaan", "Link to a company"),
        {
            "shareholder": ("Pemegang saham", "Shareholder"),
            "beneficial_owner": ("Pemilik manfaat", "Beneficial owner"),
            "director": ("Direksi", "Director"),
            "manager": ("Pengurus atau manajer", "Manager"),
            "commissioner": ("Komisaris", "Commissioner"),
            "employee": ("Karyawan", "Employee"),
            **NONE_OF_THESE,
        },
    ),
)
