"""The words officials and officers read for outcomes, states and roles, in Indonesian and English.

May not compute anything. No word of guilt: a finding is a reason for a person to look.
"""

from __future__ import annotations

from collections.abc import Mapping

from integrityrules.facts.vocabulary import Text

STATES: Mapping[str, Text] = {
    "overdue": Text("tenggat telah lewat, dinyatakan belum dilakukan", "time has run out, stated as not done"),
    "indicated": Text("ada indikasi bahwa larangan berlaku", "facts point to a prohibition"),
    "unconfirmed": Text(
        "tenggat telah lewat, belum ada keterangan apakah sudah dilakukan", "time has run out, nothing says whether it was done"
    ),
    "met_late": Text("dilakukan setelah tenggat", "done after the deadline"),
    "review": Text("perlu ditelaah oleh petugas", "a person should look"),
    "undetermined": Text("belum dapat ditentukan", "cannot be determined yet"),
    "undated": Text("tenggat tidak dapat dihitung", "no deadline can be computed"),
    "due": Text("harus dilakukan, tenggat belum lewat", "to be done, time has not run out"),
    "met_undated": Text("dilakukan, ketepatan waktu tidak diketahui", "done, whether in time is not known"),
    "met": Text("dilakukan tepat waktu", "done in time"),
}  # fmt: skip

SHORT_STATES: Mapping[str, Text] = {
    "overdue": Text("lewat tenggat", "overdue"),
    "indicated": Text("indikasi larangan", "indicated"),
    "unconfirmed": Text("belum ada keterangan", "unconfirmed"),
    "met_late": Text("terlambat dilakukan", "done late"),
    "review": Text("perlu ditelaah", "needs a look"),
    "undetermined": Text("belum dapat ditentukan", "undetermined"),
    "undated": Text("tenggat tidak terhitung", "no deadline known"),
    "due": Text("harus dilakukan", "to be done"),
    "met_undated": Text("dilakukan, hari tidak diketahui", "done, day unknown"),
    "met": Text("tepat waktu", "done in time"),
}
"""The states as they stand in a narrow column."""

OUTCOMES: Mapping[str, Text] = {
    "applies": Text("berlaku", "applies"),
    "exempt": Text("dikecualikan dari kewajiban ini", "exempt from this duty"),
    "does_not_apply": Text("tidak berlaku", "does not apply"),
    "undetermined": Text("belum dapat ditentukan", "cannot be determined yet"),
    "not_raised": Text("tidak timbul", "not raised"),
    "not_in_force": Text("aturan tidak berlaku pada hari itu", "not in force on that day"),
}

REASONS: Mapping[str, Text] = {
    "legal_start": Text(
        "hari mulai atau berakhirnya aturan hanya diketahui sebagai rentang", "the first or last day of the rule is known only as a range"
    ),
    "disputed": Text(
        "sumber hukum tidak sepakat; tidak ditanyakan kepada pejabat", "legal sources disagree; nothing the official is asked"
    ),
    "versions_differ": Text(
        "tanggal peristiwa tidak cukup tepat: versi aturan yang mungkin berlaku memberi hasil berbeda",
        "the date is not exact enough: the versions of the rule that may govern it give different results",
    ),
    "span_uncertain": Text("awal atau akhir keadaan ini tidak diketahui", "the first or last day of this fact is not known"),
    "partner_uncertain": Text("hubungan antara kedua data ini belum pasti", "it is not certain that the two facts belong together"),
}

WHY_ASKED: Mapping[str, Text] = {
    "missing": Text("belum diisi", "missing"),
    "imprecise": Text("hanya diketahui sebagai rentang", "known only as a range"),
    "contradicted": Text("sumber tidak sepakat", "sources disagree"),
    "undeclared": Text("belum dinyatakan lengkap", "not declared in full"),
}

ADDRESSEES: Mapping[str, Text] = {
    "official": Text("pegawai yang bersangkutan", "the official"),
    "hr": Text("unit kepegawaian", "personnel unit"),
    "upg": Text("Unit Pengendalian Gratifikasi", "gratification control unit"),
    "procurement": Text("unit pengadaan", "procurement unit"),
    "finance": Text("unit keuangan", "finance unit"),
    "register": Text("pengelola register", "keeper of the register"),
    "examiner": Text("pemeriksa", "examiner"),
    "authority": Text("instansi yang berwenang", "competent authority"),
}

BEARERS: Mapping[str, Text] = {
    "official": Text("pegawai", "official"),
    "superior": Text("atasan", "superior"),
    "upg": Text("Unit Pengendalian Gratifikasi", "gratification control unit"),
    "kpk": Text("KPK", "KPK"),
    "appointing_authority": Text("Pejabat Pembina Kepegawaian", "appointing authority"),
    "agency": Text("instansi", "agency"),
    "regional_head": Text("kepala daerah", "regional head"),
    "bidder": Text("peserta pengadaan", "bidder"),
}

TRACKS: Mapping[str, Text] = {
    "reporting": Text("pelaporan", "reporting"),
    "refusal": Text("penolakan", "refusal"),
    "ethics": Text("etik", "ethics"),
    "discipline": Text("disiplin", "discipline"),
    "procurement": Text("pengadaan", "procurement"),
    "criminal": Text("pidana (penanda)", "criminal (indicator)"),
    "declaration": Text("data pernyataan", "declaration"),
}

VERIFIED: Mapping[str, Text] = {
    "confirmed": Text("terkonfirmasi", "confirmed"),
    "one_source": Text("satu sumber", "one source"),
    "derived": Text("disimpulkan", "derived"),
    "unverified": Text("belum diverifikasi", "unverified"),
    "disputed": Text("sumber tidak sepakat", "disputed"),
}

KINDS: Mapping[str, Text] = {
    "duty": Text("kewajiban", "duty"),
    "prohibition": Text("larangan", "prohibition"),
    "indicator": Text("penanda", "indicator"),
    "exemption": Text("pengecualian", "exemption"),
    "definition": Text("definisi", "definition"),
    "consequence": Text("akibat", "consequence"),
}

EXECUTABILITY: Mapping[str, Text] = {
    "full": Text("data cukup untuk menentukan", "the facts settle it"),
    "over_reports": Text("dapat menandai lebih dari yang dimaksud norma", "may find more than the norm means"),
    "under_reports": Text("dapat melewatkan yang dimaksud norma", "may miss what the norm means"),
    "human": Text("hanya menunjukkan hal yang perlu dinilai orang", "only points out what a person must judge"),
}
