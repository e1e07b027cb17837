"""Code lists about decisions, conflicts of interest, and conduct in office.

May not know any law: what follows from which conduct is data of a ruleset.
"""

from __future__ import annotations

from integrityrules.facts.code_list import NONE_OF_THESE, code_list

CONDUCT_LISTS = (
    code_list(
        "decision_kind",
        ("Jenis keputusan", "Kind of decision"),
        {
            "procurement": ("Pengadaan barang/jasa", "Procurement"),
            "contract": ("Penandatanganan atau pengendalian kontrak", "Signing or controlling a contract"),
            "payment": ("Pembayaran", "Payment"),
            "licence": ("Perizinan", "Licence"),
            "supervision": ("Pengawasan atau pembinaan", "Supervision"),
            "examination": ("Pemeriksaan atau audit", "Examination or audit"),
            "sanction": ("Penjatuhan sanksi", "Sanction"),
            "recruitment": ("Seleksi atau pengangkatan pegawai", "Recruitment or appointment"),
            "replacement": ("Penggantian atau mutasi pejabat", "Replacement or transfer of officials"),
            "aid": ("Bantuan, hibah, atau program", "Aid, grant or programme"),
            "policy": ("Kebijakan atau peraturan", "Policy or regulation"),
            "asset": ("Pemakaian atau pelepasan aset", "Use or disposal of assets"),
            "public_service": ("Pelayanan publik", "Public service"),
            **NONE_OF_THESE,
        },
    ),
    code_list(
        "decision_part",
        ("Peran dalam keputusan", "Part in a decision"),
        {
            "decides": ("Menetapkan", "Decides"),
            "recommends": ("Mengusulkan atau merekomendasikan", "Proposes or recommends"),
            "examines": ("Memeriksa atau menilai", "Examines or assesses"),
            "carries_out": ("Melaksanakan", "Carries out"),
            "supervises": ("Mengawasi", "Supervises"),
            "abstains": ("Tidak ikut serta", "Takes no part"),
            **NONE_OF_THESE,
        },
    ),
    code_list(
        "conflict_kind",
        ("Jenis konflik kepentingan", "Kind of conflict of interest"),
        {
            "actual": ("Aktual", "Actual"),
            "potential": ("Potensial", "Potential"),
            **NONE_OF_THESE,
        },
    ),
    code_list(
        "conflict_source",
        ("Sumber konflik kepentingan", "Source of a conflict of interest"),
        {
            "business": ("Kepentingan pribadi, bisnis, atau keuangan", "Personal, business or financial interest"),
            "family": ("Keluarga atau kerabat", "Family or relatives"),
            "affiliation": ("Afiliasi", "Affiliation"),
            "outside_work": ("Pekerjaan di luar pekerjaan pokok", "Work outside the main job"),
            "double_office": ("Rangkap jabatan", "Double office"),
            "former_office": ("Hubungan dari jabatan lama", "Relations from a former office"),
            "gift": ("Penerimaan hadiah atau gratifikasi", "Receipt of a gift"),
            "represents_counterparty": ("Wakil pihak yang terlibat", "Represents a party involved"),
            "paid_by_counterparty": ("Bekerja dan dibayar oleh pihak yang terlibat", "Works for and is paid by a party involved"),
            "recommends_counterparty": ("Memberi rekomendasi kepada pihak yang terlibat", "Gives a recommendation to a party involved"),
            **NONE_OF_THESE,
        },
    ),
    code_list(
        "control_measure",
        ("Tindakan pengendalian", "Control measure"),
        {
            "withdrawal": ("Tidak ikut dalam keputusan", "Takes no part in the decision"),
            "replaced": ("Keputusan diambil oleh atasan atau pejabat lain", "The superior or another official decides"),
            "duties_changed": ("Perubahan tugas atau mutasi", "Change of duties or transfer"),
            "interest_given_up": ("Pelepasan kepentingan", "The interest is given up"),
            "supervised": ("Pengawasan tambahan", "More supervision"),
            "none_needed": ("Tidak diperlukan", "None is needed"),
            **NONE_OF_THESE,
        },
    ),
    code_list(
        "authority_use",
        ("Penggunaan wewenang", "Use of authority"),
        {
            "within": ("Sesuai wewenang", "Within authority"),
            "exceeds": ("Melampaui wewenang", "Exceeds authority"),
            "mixes": ("Mencampuradukkan wewenang", "Mixes authority"),
            "arbitrary": ("Sewenang-wenang", "Arbitrary"),
            **NONE_OF_THESE,
        },
    ),
    code_list(
        "intent",
        ("Kesengajaan", "Intent"),
        {
            "deliberate": ("Sengaja", "Deliberate"),
            "negligent": ("Lalai", "Negligent"),
            "neither": ("Tidak sengaja dan tidak lalai", "Neither deliberate nor negligent"),
        },
    ),
    code_list(
        "absence_kind",
        ("Jenis ketidakhadiran", "Kind of absence"),
        {
            "absent": ("Tidak masuk kerja", "Absent"),
            "late": ("Terlambat", "Late"),
            "left_early": ("Pulang sebelum waktunya", "Left early"),
            **NONE_OF_THESE,
        },
    ),
    code_list(
        "facility",
        ("Fasilitas", "Facility"),
        {
            "vehicle": ("Kendaraan dinas", "Service vehicle"),
            "building": ("Gedung, ruang, atau rumah dinas", "Building, room or service house"),
            "equipment": ("Peralatan", "Equipment"),
            "staff": ("Tenaga pegawai", "Staff"),
            "funds": ("Anggaran", "Funds"),
            "account": ("Akun, data, atau sistem dinas", "Account, data or system of the service"),
            "documents": ("Dokumen atau surat berharga", "Documents or securities"),
            **NONE_OF_THESE,
        },
    ),
    code_list(
        "facility_purpose",
        ("Tujuan pemakaian", "Purpose of use"),
        {
            "service": ("Kedinasan", "Service"),
            "private": ("Pribadi", "Private"),
            "business": ("Usaha sendiri atau orang lain", "Own or another's business"),
            "political": ("Politik atau kampanye", "Politics or a campaign"),
            **NONE_OF_THESE,
        },
    ),
    code_list(
        "conduct_kind",
        ("Jenis perbuatan dalam jabatan", "Kind of conduct in office"),
        {
            "disloyalty": ("Tidak setia pada Pancasila, UUD 1945, NKRI, atau pemerintah", "Disloyal to state or government"),
            "disunity": ("Tidak menjaga persatuan bangsa", "Harms national unity"),
            "policy_not_carried_out": ("Tidak melaksanakan kebijakan pejabat berwenang", "Does not carry out policy"),
            "law_not_obeyed": ("Tidak menaati peraturan perundang-undangan", "Does not obey laws and regulations"),
            "duty_without_devotion": (
                "Tugas tanpa pengabdian, kejujuran, atau tanggung jawab",
                "Duty without devotion, honesty or responsibility",
            ),
            "no_good_example": ("Tidak berintegritas atau teladan", "Lacks integrity or good example"),
            "secret_disclosed": ("Membuka rahasia jabatan", "Discloses a secret of office"),
            "posting_refused": ("Menolak penempatan", "Refuses a posting"),
            "service_oath_missed": ("Tidak mengucapkan sumpah atau janji PNS", "Misses the oath of service"),
            "office_oath_missed": ("Tidak mengucapkan sumpah atau janji jabatan", "Misses the oath of office"),
            "own_interest_first": ("Mendahulukan kepentingan pribadi atau golongan", "Puts own or group interest first"),
            "danger_not_reported": ("Tidak melaporkan hal yang merugikan negara", "Does not report what may harm the state"),
            "goods_not_looked_after": ("Tidak menjaga barang milik negara", "Does not look after state goods"),
            "subordinates_held_back": ("Tidak memberi kesempatan kepada bawahan", "Holds subordinates back"),
            "authority_abused": ("Menyalahgunakan wewenang", "Abuses authority"),
            "intermediary": ("Menjadi perantara dengan wewenang orang lain", "Acts as intermediary with another's authority"),
            "state_goods_dealt_with": (
                "Memiliki, menjual, menyewakan, atau meminjamkan barang negara",
                "Deals with state goods without right",
            ),
            "levy": ("Pungutan di luar ketentuan", "Levy outside the rules"),
            "state_harmed": ("Melakukan kegiatan yang merugikan negara", "Does what harms the state"),
            "subordinates_treated_arbitrarily": ("Sewenang-wenang terhadap bawahan", "Treats subordinates arbitrarily"),
            "duties_obstructed": ("Menghalangi tugas kedinasan", "Obstructs official duties"),
            "served_person_harmed": ("Merugikan orang yang dilayani", "Causes loss to a person served"),
            "asked_for_something": ("Meminta sesuatu yang berhubungan dengan jabatan", "Asks for something connected with the office"),
            "confidence_in_procurement_broken": ("Membuka kerahasiaan pengadaan", "Breaks confidentiality in procurement"),
            "bidders_influenced": ("Memengaruhi persaingan usaha dalam pengadaan", "Influences competition in procurement"),
            "state_money_wasted": ("Membiarkan pemborosan atau kebocoran keuangan", "Lets public money be wasted"),
            "known_case_not_acted_on": (
                "Atasan tidak memanggil, memeriksa, atau melaporkan",
                "A superior does not summon, examine or report",
            ),
            **NONE_OF_THESE,
        },
    ),
)
