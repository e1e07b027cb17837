"""Code lists about officials and the people around them.

May not know any law: which codes exempt or forbid is data of a ruleset.
"""

from __future__ import annotations

from integrityrules.facts.code_list import NONE_OF_THESE, code_list

_PPPK_GRADES = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII")

FAMILY = {
    "grandparent": ("Kakek atau nenek", "Grandparent"),
    "parent": ("Bapak atau ibu", "Parent"),
    "parent_in_law": ("Mertua", "Parent-in-law"),
    "spouse": ("Suami atau istri", "Spouse"),
    "child": ("Anak", "Child"),
    "child_in_law": ("Menantu", "Child-in-law"),
    "adopted_child": ("Anak angkat", "Adopted child"),
    "ward": ("Anak dalam perwalian yang sah", "Legal ward"),
    "guardian": ("Wali yang sah", "Legal guardian"),
    "grandchild": ("Cucu", "Grandchild"),
    "co_parent_in_law": ("Besan", "Parent of a child's spouse"),
    "uncle_aunt": ("Paman atau bibi", "Uncle or aunt"),
    "sibling": ("Kakak atau adik", "Sibling"),
    "sibling_in_law": ("Ipar", "Sibling-in-law"),
    "cousin": ("Sepupu", "Cousin"),
    "nephew_niece": ("Keponakan", "Nephew or niece"),
}

OFFICIAL_LISTS = (
    code_list(
        "employment",
        ("Status kepegawaian", "Employment"),
        {
            "pns": ("PNS", "Tenured civil servant (PNS)"),
            "cpns": ("Calon PNS", "Candidate civil servant (CPNS)"),
            "pppk": ("PPPK", "Civil servant on a work agreement (PPPK)"),
            "contract_worker": ("Tenaga kontrak atau honorer", "Contract worker"),
            "village_head": ("Kepala desa", "Village head"),
            "village_officer": ("Perangkat desa", "Village officer"),
            "tni": ("Prajurit TNI", "Member of the armed forces"),
            "polri": ("Anggota Polri", "Member of the police"),
            "applicant": ("Pelamar", "Applicant"),
            "none": ("Bukan pegawai", "Not employed by government"),
        },
    ),
    code_list(
        "position_level",
        ("Jenjang jabatan", "Level of position"),
        {
            "jpt_utama": ("Jabatan pimpinan tinggi utama", "Highest leadership position (JPT utama)"),
            "jpt_madya": ("Jabatan pimpinan tinggi madya", "Middle high leadership position (JPT madya)"),
            "jpt_pratama": ("Jabatan pimpinan tinggi pratama", "First high leadership position (JPT pratama)"),
            "administrator": ("Jabatan administrator", "Administrator position"),
            "pengawas": ("Jabatan pengawas", "Supervisor position"),
            "functional": ("Jabatan fungsional", "Functional position"),
            "pelaksana": ("Jabatan pelaksana", "Implementing position"),
            "other_office": ("Pejabat lainnya", "Other office"),
            **NONE_OF_THESE,
        },
    ),
    code_list(
        "grade",
        ("Golongan ruang atau golongan", "Grade"),
        {
            **{
                f"{roman.lower()}_{letter}": (f"PNS {roman}/{letter}", f"PNS {roman}/{letter}")
                for roman, letters in (("I", "abcd"), ("II", "abcd"), ("III", "abcd"), ("IV", "abcde"))
                for letter in letters
            },
            **{f"pppk_{number}": (f"PPPK golongan {roman}", f"PPPK grade {roman}") for number, roman in enumerate(_PPPK_GRADES, start=1)},
            **NONE_OF_THESE,
        },
    ),
    code_list(
        "eselon",
        ("Eselon", "Eselon"),
        {
            **{
                f"{roman.lower()}_{letter}": (f"Eselon {roman}.{letter}", f"Eselon {roman}.{letter}")
                for roman, letters in (("I", "ab"), ("II", "ab"), ("III", "ab"), ("IV", "ab"), ("V", "a"))
                for letter in letters
            },
            **NONE_OF_THESE,
        },
    ),
    code_list(
        "special_office",
        ("Jabatan khusus", "Special office"),
        {
            "minister": ("Menteri", "Minister"),
            "deputy_minister": ("Wakil menteri", "Deputy minister"),
            "regional_head": ("Kepala daerah", "Head of a region"),
            "deputy_regional_head": ("Wakil kepala daerah", "Deputy head of a region"),
            "acting_regional_head": ("Penjabat kepala daerah", "Acting head of a region"),
            "legislator": ("Anggota DPR, DPD, atau DPRD", "Member of parliament or council"),
            "rector": ("Rektor perguruan tinggi negeri", "Rector of a state university"),
            "judge": ("Hakim", "Judge"),
            "prosecutor": ("Jaksa", "Prosecutor"),
            "special_staff": ("Staf khusus", "Special staff"),
            **NONE_OF_THESE,
        },
    ),
    code_list(
        "education",
        ("Pendidikan", "Education"),
        {
            "secondary": ("SLTA atau lebih rendah", "Secondary school or less"),
            "diploma": ("Diploma", "Diploma"),
            "bachelor": ("Sarjana (S1) atau diploma IV", "Bachelor (S1) or diploma IV"),
            "master": ("Magister (S2)", "Master (S2)"),
            "doctorate": ("Doktor (S3)", "Doctorate (S3)"),
            **NONE_OF_THESE,
        },
    ),
    code_list(
        "entry",
        ("Cara menduduki jabatan", "How an appointment begins"),
        {
            "first": ("Pengangkatan pertama dalam jabatan wajib lapor", "First appointment to a position that must report"),
            "reappointed": ("Diangkat kembali setelah berakhir", "Appointed again after an end"),
            "transfer": ("Mutasi dari jabatan wajib lapor lain", "Transfer from another position that must report"),
            **NONE_OF_THESE,
        },
    ),
    code_list(
        "exit",
        ("Cara berakhirnya jabatan", "How an appointment ends"),
        {
            "end": ("Berakhir masa jabatan atau diberhentikan", "End of term or release"),
            "retirement": ("Pensiun", "Retirement"),
            "transfer": ("Mutasi ke jabatan wajib lapor lain", "Transfer to another position that must report"),
            "death": ("Meninggal dunia", "Death"),
            **NONE_OF_THESE,
        },
    ),
    code_list(
        "leave_kind",
        ("Jenis cuti", "Kind of leave"),
        {
            "annual": ("Cuti tahunan", "Annual leave"),
            "long": ("Cuti besar", "Long leave"),
            "sick": ("Cuti sakit", "Sick leave"),
            "maternity": ("Cuti melahirkan", "Maternity leave"),
            "important_reasons": ("Cuti karena alasan penting", "Leave for important reasons"),
            "joint": ("Cuti bersama", "Joint leave"),
            "outside_state_expense": ("Cuti di luar tanggungan negara", "Leave outside state expense"),
            **NONE_OF_THESE,
        },
    ),
    code_list("family_relation", ("Hubungan keluarga", "Family relation"), {**FAMILY, **NONE_OF_THESE}, within="giver_relation"),
    code_list(
        "affiliation",
        ("Afiliasi", "Affiliation"),
        {
            "friend": ("Teman dekat", "Close friend"),
            "business_partner": ("Mitra usaha", "Business partner"),
            "creditor_or_debtor": ("Kreditur atau debitur", "Creditor or debtor"),
            "former_superior": ("Mantan atasan", "Former superior"),
            "former_colleague": ("Mantan rekan kerja atau bawahan", "Former co-worker or subordinate"),
            "former_employer": ("Mantan pemberi kerja atau klien", "Former employer or client"),
            "same_organisation": ("Satu organisasi", "Of the same organisation"),
            "same_political_group": ("Satu kelompok politik", "Of the same political group"),
            **NONE_OF_THESE,
        },
    ),
    code_list(
        "bond",
        ("Dasar hubungan keluarga", "What makes the relation"),
        {
            "blood": ("Hubungan darah (konsanguinitas)", "Blood"),
            "marriage": ("Hubungan perkawinan (afinitas)", "Marriage"),
            "adoption_or_guardianship": ("Pengangkatan anak atau perwalian", "Adoption or guardianship"),
            **NONE_OF_THESE,
        },
    ),
    code_list(
        "giver_relation",
        ("Hubungan pemberi dengan penerima", "Relation of the giver to the official"),
        {
            **FAMILY,
            "co_worker": ("Rekan kerja", "Co-worker"),
            "superior": ("Atasan", "Superior"),
            "subordinate": ("Bawahan", "Subordinate"),
            "vendor": ("Penyedia atau rekanan", "Vendor"),
            "bidder": ("Peserta pengadaan", "Bidder"),
            "applicant": ("Pemohon izin atau keputusan", "Applicant for a licence or decision"),
            "supervised_party": ("Pihak yang diawasi atau dibina", "Supervised party"),
            "audited_party": ("Pihak yang diperiksa atau diaudit", "Audited party"),
            "service_recipient": ("Penerima layanan", "Recipient of a service"),
            "foreign_government": ("Pemerintah atau pejabat negara lain", "Foreign government"),
            "public": ("Masyarakat umum", "Member of the public"),
            **NONE_OF_THESE,
        },
    ),
)
