"""The words of the audit page around the findings: headings, tiles, filters, notes. Data only.

May not hold words of a finding: those are in `decide.wording` and `report.rows`. No word of guilt.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from integrityrules.decide.outcome import State
from integrityrules.facts.vocabulary import Text

TITLE = Text("Laporan audit integritas", "Integrity audit report")
AS_OF = Text("Keadaan per {}", "As of {}")
SKIP = Text("Langsung ke isi", "Skip to the content")
CONTENTS = Text("Isi laporan", "In this report")
NOTICE = Text(
    "Temuan adalah alasan bagi petugas untuk menelaah, bukan putusan. Sanksi yang disebut hanya kemungkinan.",
    "A finding is a reason for a person to look, never a verdict. Sanctions are named as possible only.",
)
IN_ALL = Text("{} temuan tentang {} perihal dari {} pegawai", "{} findings about {} acts of {} officials")
IN_ALL_FINDINGS = Text("{} temuan", "{} findings")
READ = Text("{} baris dibaca: {} dinilai, {} ditolak", "{} rows read: {} evaluated, {} rejected")

INCOMPLETE = Text("Laporan ini belum lengkap", "This report is not complete")
INCOMPLETE_ROWS = Text("{} baris tidak dapat dibaca dan karena itu tidak dinilai", "{} rows could not be read and are not evaluated")
INCOMPLETE_FAILED = Text("penilaian {} pegawai gagal", "the evaluation of {} officials failed")
SEE_ACCOUNT = Text("Lihat pertanggungjawaban data", "See the account of the data")
WITH_VALUES = Text(
    "Penjelasan memuat hal yang dinyatakan pegawai. Hanya untuk yang berwenang.",
    "Explanations hold what officials declared. For people with authority only.",
)

# ---- what comes first ------------------------------------------------------------------------------------------------------

FIRST = Text("Yang perlu tindakan lebih dahulu", "What needs action first")


class Tile(NamedTuple):
    """One number at the top: the state it counts, its label, and what to do about it."""

    state: State
    label: Text
    todo: Text


TILES: tuple[Tile, ...] = (
    Tile(
        "overdue",
        Text("Lewat tenggat", "Overdue"),
        Text("Dinyatakan belum dilakukan. Ingatkan dan tindak lanjuti.", "Stated as not done. Remind, and follow up."),
    ),
    Tile(
        "due", Text("Jatuh tempo minggu ini", "Due this week"), Text("Masih sempat. Ingatkan sekarang.", "There is still time. Remind now.")
    ),
    Tile(
        "indicated",
        Text("Indikasi larangan", "Prohibition indicated"),
        Text("Fakta cocok dengan larangan. Petugas menimbang.", "Facts match a prohibition. A person weighs them."),
    ),
    Tile(
        "unconfirmed",
        Text("Belum ada keterangan", "Unconfirmed"),
        Text("Tenggat lewat, belum tentu lalai. Tanyakan.", "Time is out, and nothing says it was missed. Ask."),
    ),
    Tile(
        "review",
        Text("Perlu ditelaah", "Needs a look"),
        Text("Fakta ini saja belum menunjuk pada norma. Telaah.", "These facts alone point to no settled norm. Have a look."),
    ),
    Tile(
        "undetermined",
        Text("Belum dapat ditentukan", "Undetermined"),
        Text("Ada data yang belum diketahui. Lengkapi.", "Something is not known. Find out."),
    ),
)
NEXT_WEEK = Text("minggu depan: {}", "next week: {}")
STATES_TABLE = Text("Semua temuan menurut keadaan", "All findings by state")
STATE, MEANS, FINDINGS_COUNT = Text("Keadaan", "State"), Text("Artinya", "It means"), Text("Temuan", "Findings")

# ---- groups of states, as charts show them ---------------------------------------------------------------------------------


class StateGroup(NamedTuple):
    """States that ask for the same of an officer, as one part of a bar."""

    id: str
    label: Text
    states: tuple[State, ...]


GROUPS: tuple[StateGroup, ...] = (
    StateGroup("act", Text("tindak lanjuti", "follow up"), ("overdue", "indicated")),
    StateGroup("look", Text("telaah", "look at"), ("met_late", "review")),
    StateGroup("ask", Text("tanyakan", "ask about"), ("unconfirmed", "undetermined", "undated", "met_undated")),
    StateGroup("time", Text("masih ada waktu", "time left"), ("due",)),
    StateGroup("done", Text("sudah dilakukan", "done"), ("met",)),
)

WEEKS = Text("Tenggat yang akan datang", "Deadlines ahead")
WEEKS_INTRO = Text(
    "Kewajiban yang belum dilakukan dan masih ada waktunya, menurut minggu jatuh temponya.",
    "Duties not done yet whose time has not run out, by the week they are due.",
)
WEEK_OF, LATER, THIS_WEEK = Text("minggu mulai {}", "week of {}"), Text("sesudahnya", "later"), Text("minggu ini", "this week")
WEEK, DUTIES = Text("Minggu", "Week"), Text("Kewajiban", "Duties")
NO_WEEKS = Text("Tidak ada kewajiban yang masih berjalan tenggatnya.", "No duty has time left.")
WEEKS_HIDDEN = Text("Terlalu sedikit untuk ditampilkan.", "Too few to be shown.")
AS_TABLE = Text("Angka sebagai tabel", "The numbers as a table")

AGENCIES, TOPICS, TRACKS_HEADING = (
    Text("Menurut instansi", "By agency"),
    Text("Menurut topik", "By topic"),
    Text("Menurut jalur", "By track"),
)
AGENCY, TOPIC, TRACK = Text("Instansi", "Agency"), Text("Topik", "Topic"), Text("Jalur", "Track")
OF_THE_LIBRARY = Text("Pertentangan dalam data", "Contradictions in the data")
"""What the library says by itself, of no ruleset."""
NO_AGENCY, NO_TRACK = Text("tanpa instansi", "no agency"), Text("tanpa jalur", "no track")
TOTAL, SHARE = Text("Jumlah", "Total"), Text("Perbandingan", "Shares")
ALL_ROWS = Text("Semua {} baris, dengan setiap keadaan", "All {} rows, with every state")
OF_ALL_BY_NAME = Text("{} dari {} baris, menurut nama", "{} of {} rows, by name")
OF_ALL = Text("{} dari {} baris, yang paling mendesak lebih dahulu", "{} of {} rows, the most urgent first")

HIDDEN_MARK = "*"
HIDDEN = Text("disembunyikan", "hidden")
HIDDEN_NOTE = Text(
    "* disembunyikan: menyangkut kurang dari {} pegawai, atau dapat dipakai untuk menghitung angka seperti itu. "
    "Temuan satu per satu tidak ditampilkan dalam laporan ini.",
    "* hidden: about fewer than {} officials, or a number from which such a one could be worked out. "
    "Single findings are not shown in this report.",
)
SMALL_STATES = Text(
    "Keadaan yang menyangkut kurang dari {} pegawai tidak dihitung di mana pun: {}.",
    "States with fewer than {} officials are counted nowhere: {}.",
)
NOT_SHOWN = Text(
    "Tabel ini tidak ditampilkan karena kelompoknya terlalu kecil.", "This table is not shown because its groups are too small."
)

ASKING = Text("Kepada siapa bertanya", "Whom to ask")
ASKING_INTRO = Text(
    "Jawaban atas pertanyaan ini dapat mengubah temuan. Setiap pertanyaan dihitung sekali.",
    "Answers to these questions can change findings. Each question is counted once.",
)
ASKED, QUESTIONS, OPEN_FINDINGS = (
    Text("Ditanyakan kepada", "To ask of"), Text("Pertanyaan", "Questions"), Text("Menyangkut temuan", "For findings"),
)  # fmt: skip

# ---- findings --------------------------------------------------------------------------------------------------------------

CASES = Text("Temuan satu per satu", "The findings")
CASES_INTRO = Text(
    "Satu perihal satu kartu, dengan semua jalurnya. Buka temuan untuk penjelasan, dasar hukum, pertanyaan, dan tenggatnya.",
    "One card for each act, with all its tracks. Open a finding for its explanation, legal basis, questions and deadlines.",
)
SEARCH, SEARCH_HINT = Text("Cari", "Search"), Text("pegawai, perihal, aturan, instansi", "official, act, rule, agency")
ANY, ANY_TO = Text("semua", "any"), Text("semua: {}", "all to {}")
BEARER, DUE, ORDER, STANDING = (
    Text("Kewajiban pada", "Borne by"), Text("Tenggat", "Due"), Text("Urutan", "Order"), Text("Dibanding baseline", "Beside the baseline"),
)  # fmt: skip
WINDOWS: Mapping[str, Text] = {
    "past": Text("sudah lewat", "passed"),
    "week": Text("minggu ini", "this week"),
    "next": Text("minggu depan", "next week"),
    "month": Text("dalam 30 hari", "within 30 days"),
    "later": Text("lebih dari 30 hari", "after 30 days"),
    "none": Text("tanpa tenggat", "none"),
}
ORDERS: Mapping[str, Text] = {
    "attention": Text("paling mendesak", "most urgent first"),
    "due": Text("tenggat terdekat", "nearest deadline first"),
    "official": Text("pegawai", "official"),
}
STANDINGS: Mapping[str, Text] = {"new": Text("baru", "new"), "worse": Text("lebih mendesak", "more urgent")}
RESET = Text("Hapus saringan", "Clear filters")
SHOWN = Text("{} temuan dalam {} perihal", "{} findings in {} acts")
NOTHING = Text("Tidak ada temuan yang cocok dengan saringan.", "No finding fits the filters.")
MORE_ACTS, ALL_ACTS = Text("Tampilkan {} perihal lagi", "Show {} more acts"), Text("Tampilkan semua {} perihal", "Show all {} acts")
BESIDE = Text("jalur lain perihal ini, di luar saringan", "other track of this act, outside the filter")
PRINT = Text("Cetak yang ditampilkan", "Print what is shown")
PRINTED = Text("Tercetak: {} dari {} perihal.", "Printed: {} of {} acts.")
NO_SCRIPT = Text(
    "Tanpa skrip hanya {} perihal pertama yang ditampilkan, dari {}. Semuanya ada di cases.xlsx.",
    "Without scripts only the first {} acts are shown, of {}. All of them are in cases.xlsx.",
)
LEFT_OFF = Text(
    "{} temuan lain hanya ada dalam angka di atas, tidak dalam daftar ini ({}).",
    "{} more findings are in the numbers above only, not in this list ({}).",
)
NO_CASES = Text("Tidak ada temuan.", "No findings.")

WHY, BASIS, DEADLINE, ASK, SANCTION, REFERENCES = (
    Text("Penjelasan", "Explanation"), Text("Dasar hukum dan verifikasinya", "Legal basis and how well it is verified"),
    Text("Tenggat dan jalurnya", "Deadline and routes"), Text("Yang perlu ditanyakan", "What to ask"),
    Text("Kemungkinan sanksi", "Possible sanction"), Text("Rujukan", "References"),
)  # fmt: skip
POSSIBLE_ONLY = Text(
    "Hanya kemungkinan. Dijatuhkan atau tidak, dan yang mana, diputuskan oleh yang berwenang.",
    "Possible only. Whether one is imposed, and which, is for the authority that decides it.",
)
DUE_ON, DUE_BETWEEN = Text("paling lambat {}", "by {}"), Text("antara {} dan {}", "between {} and {}")
DUE_FROM = Text("{} atau sesudahnya", "{} or later")
ROUTES = Text("melalui salah satu jalur", "by either route")
DAYS_LEFT, NO_DAYS_LEFT = Text("sisa {} hari kerja", "{} working days left"), Text("hari ini hari terakhir", "today is the last day")
WHO_ACTS = Text("bertindak: {}", "to act: {}")
UNLESS_SHOWN = Text("Kecuali ditunjukkan", "Unless shown")
FORMS = Text("Bentuk yang mungkin", "Possible forms")
ASSUMED = Text("Dianggap berlaku terus", "Assumed to hold throughout")
EXECUTABILITY = Text("Keterlaksanaan", "Executability")
RULE_ID, RULESET, FINDING_ID = Text("Kode aturan", "Rule"), Text("Himpunan aturan", "Ruleset"), Text("Nomor temuan", "Finding id")
PART = Text("Bagian", "Part")
YES, NO, UNKNOWN = Text("ya", "yes"), Text("tidak", "no"), Text("belum diketahui", "not known")
NOT_HERE = Text("Penjelasan lengkap ada di cases.xlsx.", "The full explanation is in cases.xlsx.")

# ---- follow-up, account, reading -------------------------------------------------------------------------------------------

FOLLOW_UP = Text("Tindak lanjut dan baseline", "Follow-up and baseline")
ACCOUNT = Text("Pertanggungjawaban data", "Account of the data")
SHEET, ROWS_READ, ROWS_EVALUATED, ROWS_REJECTED = (
    Text("Lembar", "Sheet"), Text("Dibaca", "Read"), Text("Dinilai", "Evaluated"), Text("Ditolak", "Rejected"),
)  # fmt: skip
EVERY_ROW = Text(
    "Setiap baris yang dibaca dinilai atau ditolak dengan alasan.", "Every row that was read is evaluated, or rejected with a reason."
)
OFFICIALS = Text("{} pegawai dinilai.", "{} officials evaluated.")
EXEMPT = Text("{} hal dikecualikan dari suatu kewajiban.", "{} cases exempt from a duty.")
REJECTED = Text("Yang tidak dapat dibaca", "What could not be read")
FAILED = Text("Pegawai yang gagal dinilai", "Officials whose evaluation failed")
PLACE, REASON = Text("Tempat", "Place"), Text("Alasan", "Reason")
READING = Text("Cara membaca", "How to read this")
VERIFICATION = Text("Verifikasi dasar hukum", "How well a citation is verified")
RULESETS = Text("Dinilai dengan", "Evaluated against")
VERSION = Text("versi", "version")
