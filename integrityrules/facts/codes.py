"""Every closed list of codes, with labels in Indonesian and English.

May not know any law: which codes exempt or forbid is data of a ruleset. `none_of_these` is a statement; a blank is not.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from integrityrules.facts.vocabulary import CodeList, Text

_NONE_OF_THESE = ("Tidak satu pun dari pilihan ini", "None of these")


def _codes(id: str, title: tuple[str, str], codes: Mapping[str, tuple[str, str]], within: str = "") -> CodeList:
    labelled = {code: Text(*label) for code, label in codes.items()}
    return CodeList(id, Text(*title), MappingProxyType(labelled), within)


_PPPK_GRADES = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII")

_FAMILY = {
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

_LISTS = (
    _codes(
        "basis",
        ("Dasar pernyataan", "Basis of a statement"),
        {
            "declared": ("Dinyatakan sendiri", "Declared"),
            "register": ("Dari daftar atau register resmi", "From a register"),
            "alleged": ("Dugaan, belum diperiksa", "Alleged, not examined"),
            "established": ("Telah dibuktikan dalam pemeriksaan", "Established by an examination"),
        },
    ),
    # ---- the official ------------------------------------------------------------------------------------------------
    _codes(
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
    _codes(
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
            "none_of_these": _NONE_OF_THESE,
        },
    ),
    _codes(
        "grade",
        ("Golongan ruang atau golongan", "Grade"),
        {
            **{
                f"{roman.lower()}_{letter}": (f"PNS {roman}/{letter}", f"PNS {roman}/{letter}")
                for roman, letters in (("I", "abcd"), ("II", "abcd"), ("III", "abcd"), ("IV", "abcde"))
                for letter in letters
            },
            **{
                f"pppk_{number}": (f"PPPK golongan {roman}", f"PPPK grade {roman}")
                for number, roman in enumerate(_PPPK_GRADES, start=1)
            },
            "none_of_these": _NONE_OF_THESE,
        },
    ),
    _codes(
        "entry",
        ("Cara menduduki jabatan", "How an appointment begins"),
        {
            "first": ("Pengangkatan pertama dalam jabatan wajib lapor", "First appointment to a position that must report"),
            "reappointed": ("Diangkat kembali setelah berakhir", "Appointed again after an end"),
            "transfer": ("Mutasi dari jabatan wajib lapor lain", "Transfer from another position that must report"),
            "none_of_these": _NONE_OF_THESE,
        },
    ),
    _codes(
        "exit",
        ("Cara berakhirnya jabatan", "How an appointment ends"),
        {
            "end": ("Berakhir masa jabatan atau diberhentikan", "End of term or release"),
            "retirement": ("Pensiun", "Retirement"),
            "transfer": ("Mutasi ke jabatan wajib lapor lain", "Transfer to another position that must report"),
            "death": ("Meninggal dunia", "Death"),
            "none_of_these": _NONE_OF_THESE,
        },
    ),
    _codes(
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
            "none_of_these": _NONE_OF_THESE,
        },
    ),
    # ---- people around -----------------------------------------------------------------------------------------------
    _codes(
        "family_relation", ("Hubungan keluarga", "Family relation"), {**_FAMILY, "none_of_these": _NONE_OF_THESE}, within="giver_relation"
    ),
    _codes(
        "bond",
        ("Dasar hubungan keluarga", "What makes the relation"),
        {
            "blood": ("Hubungan darah (konsanguinitas)", "Blood"),
            "marriage": ("Hubungan perkawinan (afinitas)", "Marriage"),
            "adoption_or_guardianship": ("Pengangkatan anak atau perwalian", "Adoption or guardianship"),
            "none_of_these": _NONE_OF_THESE,
        },
    ),
    _codes(
        "giver_relation",
        ("Hubungan pemberi dengan penerima", "Relation of the giver to the official"),
        {
            **_FAMILY,
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
            "none_of_these": _NONE_OF_THESE,
        },
    ),
    # ---- gifts -------------------------------------------------------------------------------------------------------
    _codes(
        "gift_form",
        ("Bentuk pemberian", "Form of a gift"),
        {
            "cash": ("Uang tunai", "Cash"),
            "bank_transfer": ("Transfer bank", "Bank transfer"),
            "cheque": ("Cek atau giro", "Cheque or giro"),
            "electronic_money": ("Uang elektronik atau aset kripto", "Electronic money or crypto asset"),
            "cash_voucher": ("Voucer bernilai uang", "Voucher with a money value"),
            "goods": ("Barang", "Goods"),
            "food": ("Makanan atau minuman", "Food or drink"),
            "flowers": ("Karangan bunga atau papan ucapan", "Flowers or a greeting board"),
            "plaque": ("Plakat atau cendera mata", "Plaque or souvenir"),
            "discount": ("Rabat, diskon, atau poin", "Rebate, discount or points"),
            "commission": ("Komisi", "Commission"),
            "interest_free_loan": ("Pinjaman tanpa bunga", "Interest-free loan"),
            "travel": ("Tiket perjalanan atau tumpangan", "Travel ticket or ride"),
            "lodging": ("Fasilitas penginapan", "Lodging"),
            "tour": ("Perjalanan wisata", "Tour"),
            "medical_care": ("Pengobatan cuma-cuma", "Free medical care"),
            "entertainment": ("Hiburan", "Entertainment"),
            "service": ("Jasa", "Service"),
            "facility": ("Fasilitas lainnya", "Other facility"),
            "none_of_these": _NONE_OF_THESE,
        },
    ),
    _codes(
        "gift_object",
        ("Jenis penerimaan", "What is received"),
        {
            "investment_yield": ("Keuntungan dari simpanan, investasi, atau saham pribadi", "Yield of own deposits, investment or shares"),
            "cooperative_benefit": ("Manfaat koperasi atau organisasi pegawai", "Benefit of a cooperative or staff organisation"),
            "event_kit": ("Perlengkapan peserta kegiatan kedinasan", "Kit for participants of an official event"),
            "promotional_item": ("Barang promosi atau sosialisasi", "Promotional item"),
            "contest_prize": ("Hadiah lomba atau kejuaraan", "Prize of a contest"),
            "achievement_award": ("Penghargaan atas prestasi kerja", "Award for work achievement"),
            "lucky_draw": ("Hadiah langsung atau undian", "Direct prize or lucky draw"),
            "discount": ("Diskon, rabat, voucer, atau poin", "Discount, rebate, voucher or points"),
            "souvenir": ("Suvenir", "Souvenir"),
            "professional_fee": ("Kompensasi atas profesi di luar kedinasan", "Fee of a profession outside the service"),
            "honorarium": ("Honorarium", "Honorarium"),
            "official_travel": ("Transportasi, akomodasi, atau pembiayaan kegiatan", "Transport, lodging or financing of an activity"),
            "greeting_flowers": ("Karangan bunga ucapan", "Flowers as a greeting"),
            "served_meal": ("Hidangan atau sajian", "Meal that is served"),
            "institutional_souvenir": ("Cendera mata untuk instansi", "Souvenir for the institution"),
            "parcel": ("Parsel atau bingkisan", "Parcel or hamper"),
            "holiday_allowance": ("Tunjangan hari raya atau uang hari raya", "Holiday allowance or money"),
            "thanks_for_service": ("Ucapan terima kasih atas layanan atau pengadaan", "Thanks for a service or a procurement"),
            "personal_gift": ("Hadiah pribadi", "Personal gift"),
            "none_of_these": _NONE_OF_THESE,
        },
    ),
    _codes(
        "occasion",
        ("Peristiwa", "Occasion"),
        {
            "engagement": ("Pertunangan", "Engagement"),
            "wedding": ("Pernikahan", "Wedding"),
            "birth": ("Kelahiran", "Birth"),
            "akikah": ("Akikah", "Akikah"),
            "baptism": ("Baptis", "Baptism"),
            "circumcision": ("Khitanan", "Circumcision"),
            "tooth_filing": ("Potong gigi", "Tooth filing"),
            "custom_rite": ("Upacara adat lainnya", "Other rite of custom"),
            "religious_rite": ("Upacara agama lainnya", "Other religious rite"),
            "death": ("Kematian", "Death"),
            "calamity": ("Musibah atau bencana", "Calamity"),
            "farewell": ("Pisah sambut", "Farewell"),
            "retirement": ("Pensiun", "Retirement"),
            "transfer": ("Mutasi jabatan", "Transfer"),
            "promotion": ("Promosi jabatan", "Promotion"),
            "inauguration": ("Pelantikan", "Inauguration"),
            "birthday": ("Ulang tahun", "Birthday"),
            "lebaran": ("Idulfitri", "Idul Fitri"),
            "christmas": ("Natal", "Christmas"),
            "new_year": ("Tahun baru", "New year"),
            "other_holiday": ("Hari raya lainnya", "Other holiday"),
            "official_visit": ("Kunjungan kenegaraan atau kerja", "State or working visit"),
            "official_event": ("Rapat, seminar, atau pelatihan kedinasan", "Official meeting, seminar or training"),
            "class_promotion": ("Kenaikan kelas atau kelulusan murid", "A pupil's promotion or graduation"),
            "procurement": ("Pengadaan barang atau jasa", "Procurement"),
            "public_service": ("Pelayanan publik", "Public service"),
            "none": ("Tanpa peristiwa khusus", "No occasion"),
            "none_of_these": _NONE_OF_THESE,
        },
    ),
    _codes(
        "recipient",
        ("Penerima", "Recipient"),
        {
            "self": ("Pegawai sendiri", "The official"),
            "spouse": ("Suami atau istri", "The spouse"),
            "child": ("Anak", "A child"),
            "other_family": ("Anggota keluarga lain", "Other family"),
            "institution": ("Instansi atau unit kerja", "The institution or unit"),
            "none_of_these": _NONE_OF_THESE,
        },
    ),
    _codes(
        "calamity_victim",
        ("Yang terkena musibah", "Who was hit by the calamity"),
        {
            "self": ("Penerima sendiri", "The recipient"),
            "spouse": ("Suami atau istri", "The spouse"),
            "child": ("Anak", "A child"),
            "child_in_law": ("Menantu", "A child-in-law"),
            "parent": ("Bapak atau ibu", "A parent"),
            "parent_in_law": ("Mertua", "A parent-in-law"),
            "none_of_these": _NONE_OF_THESE,
        },
    ),
    _codes(
        "value_basis",
        ("Dasar penentuan nilai", "Basis of a value"),
        {
            "nominal": ("Nilai nominal uang", "Nominal amount of money"),
            "receipt": ("Kuitansi atau label harga", "Receipt or price tag"),
            "market_price": ("Harga pasar", "Market price"),
            "appraisal": ("Penilaian ahli atau KPK", "Appraisal by an expert or KPK"),
            "estimate": ("Taksiran sendiri", "Own estimate"),
            "none_of_these": _NONE_OF_THESE,
        },
    ),
    _codes(
        "ownership_status",
        ("Status kepemilikan", "Ownership"),
        {
            "pending": ("Belum ditetapkan", "Not decided yet"),
            "recipient": ("Milik penerima", "The recipient's"),
            "state": ("Milik negara", "The state's"),
            "state_redeemed": ("Milik negara, dikompensasi penerima", "The state's, then redeemed by the recipient"),
            "not_followed_up": ("Laporan tidak ditindaklanjuti", "The report is not followed up"),
            "none_of_these": _NONE_OF_THESE,
        },
    ),
    _codes(
        "organiser",
        ("Penyelenggara kegiatan", "Organiser of an activity"),
        {
            "own_agency": ("Instansi sendiri", "The official's own agency"),
            "other_agency": ("Instansi pemerintah lain", "Another government agency"),
            "foreign_or_international": ("Pemerintah asing atau organisasi internasional", "Foreign or international body"),
            "private": ("Swasta", "Private"),
            "none_of_these": _NONE_OF_THESE,
        },
    ),
    _codes(
        "impact",
        ("Dampak negatif", "Negative impact"),
        {
            "none": ("Tidak ada", "None"),
            "unit": ("Pada unit kerja", "On the unit"),
            "agency": ("Pada instansi", "On the agency"),
            "government": ("Pada negara atau pemerintah", "On the state or government"),
        },
    ),
    # ---- wealth, procurement -----------------------------------------------------------------------------------------
    _codes(
        "wealth_report_occasion",
        ("Jenis LHKPN", "Occasion of a wealth report"),
        {
            "appointment": ("Pertama kali menjabat atau diangkat kembali", "On appointment"),
            "leaving": ("Berakhir masa jabatan atau pensiun", "On leaving office"),
            "periodic": ("Periodik", "Periodic"),
            "none_of_these": _NONE_OF_THESE,
        },
    ),
    _codes(
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
            "none_of_these": _NONE_OF_THESE,
        },
    ),
    _codes(
        "company_link_kind",
        ("Kedudukan dalam perusahaan", "Link to a company"),
        {
            "shareholder": ("Pemegang saham", "Shareholder"),
            "beneficial_owner": ("Pemilik manfaat", "Beneficial owner"),
            "director": ("Direksi", "Director"),
            "manager": ("Pengurus atau manajer", "Manager"),
            "commissioner": ("Komisaris", "Commissioner"),
            "employee": ("Karyawan", "Employee"),
            "none_of_these": _NONE_OF_THESE,
        },
    ),
    # ---- what rules themselves read ----------------------------------------------------------------------------------
    _codes(
        "duty_state",
        ("Keadaan temuan", "State of a finding"),
        {
            "met": ("Terpenuhi", "Met"),
            "met_late": ("Terpenuhi terlambat", "Met late"),
            "met_undated": ("Terpenuhi, tanggal tidak diketahui", "Met, day unknown"),
            "due": ("Masih dalam tenggat", "Due"),
            "overdue": ("Lewat tenggat", "Overdue"),
            "unconfirmed": ("Belum terkonfirmasi", "Unconfirmed"),
            "undated": ("Tenggat tidak dapat dihitung", "Undated"),
            "indicated": ("Terindikasi", "Indicated"),
            "review": ("Perlu ditelaah", "Review"),
        },
    ),
)  # fmt: skip

CODE_LISTS: Mapping[str, CodeList] = MappingProxyType({codes.id: codes for codes in _LISTS})
"""Every code list by its id."""
