"""Code lists about positions outside the office, and about what was left behind.

May not know any law: which organisations and roles are forbidden, and to whom, is data of a ruleset.
"""

from __future__ import annotations

from integrityrules.facts.code_list import NONE_OF_THESE, code_list
from integrityrules.facts.codes_procurement import COMPANY_LINKS

POSITION_LISTS = (
    code_list(
        "organisation_kind",
        ("Jenis organisasi", "Kind of organisation"),
        {
            "own_business": ("Usaha perorangan, toko, atau toko daring", "Own business, shop or online shop"),
            "private_company": ("Perusahaan swasta", "Private company"),
            "state_company": ("BUMN", "State-owned company (BUMN)"),
            "regional_company": ("BUMD", "Region-owned company (BUMD)"),
            "village_company": ("BUM Desa", "Village-owned company (BUM Desa)"),
            "cooperative": ("Koperasi", "Cooperative"),
            "staff_cooperative": ("Koperasi pegawai instansi pemerintah", "Staff cooperative of a government agency"),
            "foreign_state": ("Negara lain", "Another state"),
            "international_organisation": ("Lembaga atau organisasi internasional", "International organisation"),
            "foreign_company": ("Perusahaan asing", "Foreign company"),
            "foreign_consultant": ("Konsultan asing", "Foreign consultant"),
            "foreign_ngo": ("Lembaga swadaya masyarakat asing", "Foreign non-governmental organisation"),
            "ngo": ("Lembaga swadaya masyarakat", "Non-governmental organisation"),
            "foundation": ("Yayasan", "Foundation"),
            "mass_organisation": ("Organisasi kemasyarakatan", "Mass organisation (ormas)"),
            "professional_organisation": ("Organisasi profesi", "Professional organisation"),
            "staff_organisation": ("Organisasi pegawai", "Staff organisation"),
            "sports_committee": ("Komite olahraga (KONI)", "Sports committee (KONI)"),
            "religious_organisation": ("Organisasi keagamaan", "Religious organisation"),
            "neighbourhood": ("Rukun tetangga atau rukun warga", "Neighbourhood (RT or RW)"),
            "education": ("Sekolah, perguruan tinggi, atau pelatihan", "School, university or training"),
            "health": ("Rumah sakit, klinik, atau praktik", "Hospital, clinic or practice"),
            "law_office": ("Kantor advokat", "Advocates' office"),
            "notary_office": ("Kantor notaris", "Notary's office"),
            "village_government": ("Pemerintah desa", "Village government"),
            "village_council": ("Badan Permusyawaratan Desa (BPD)", "Village council (BPD)"),
            "legislature": ("DPR, DPD, atau DPRD", "Parliament or council (DPR, DPD or DPRD)"),
            "government_agency": ("Instansi pemerintah", "Government agency"),
            "political_party": ("Partai politik", "Political party"),
            "banned_organisation": ("Organisasi terlarang atau dibubarkan", "Banned or dissolved organisation"),
            **NONE_OF_THESE,
        },
    ),
    code_list(
        "side_role",
        ("Kedudukan di luar jabatan", "Role outside the office"),
        {
            **COMPANY_LINKS,
            "owner": ("Pemilik usaha", "Owner of a business"),
            "founder": ("Pendiri", "Founder"),
            "partner": ("Sekutu atau mitra usaha", "Partner"),
            "board": ("Pengurus organisasi", "Board of an organisation"),
            "supervisory_board": ("Pembina atau dewan pengawas", "Patron or supervisory board"),
            "member": ("Anggota", "Member"),
            "sympathiser": ("Simpatisan", "Sympathiser"),
            "consultant": ("Konsultan atau penasihat", "Consultant or adviser"),
            "expert": ("Tenaga ahli", "Expert"),
            "lecturer": ("Pengajar, pelatih, atau narasumber", "Lecturer, trainer or speaker"),
            "practitioner": ("Praktik profesi", "Practice of a profession"),
            "advocate": ("Advokat", "Advocate"),
            "notary": ("Notaris", "Notary"),
            "intermediary": ("Perantara", "Intermediary"),
            "freelancer": ("Pekerja lepas atau kreator", "Freelancer or creator"),
            "village_head": ("Kepala desa", "Village head"),
            "village_officer": ("Perangkat desa", "Village officer"),
            "volunteer": ("Sukarelawan", "Volunteer"),
            **NONE_OF_THESE,
        },
    ),
    code_list(
        "permitting_authority",
        ("Pemberi izin", "Who gave permission"),
        {
            "superior": ("Atasan langsung", "Direct superior"),
            "appointing_authority": ("Pejabat Pembina Kepegawaian", "Appointing authority"),
            "minister": ("Menteri", "Minister"),
            "president": ("Presiden", "President"),
            **NONE_OF_THESE,
        },
    ),
    code_list(
        "dealing",
        ("Urusan dengan instansi", "Dealing with an agency"),
        {
            "licence": ("Perizinan", "Licence"),
            "procurement": ("Pengadaan barang/jasa", "Procurement"),
            "supervision": ("Pengawasan", "Supervision"),
            "consulting": ("Jasa konsultansi", "Consulting"),
            "other_process": ("Proses lain", "Another process"),
            **NONE_OF_THESE,
        },
    ),
)
