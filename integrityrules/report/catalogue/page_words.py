"""The words of the page around the rules: headings, the guide for readers, the filters. Data only.

May not hold words about a rule itself: those are in `words`.
"""

from __future__ import annotations

from collections.abc import Mapping

from integrityrules.facts.vocabulary import Text

TITLE = Text("Katalog aturan integritas ASN", "Catalogue of civil-service integrity rules")
SKIP = Text("Langsung ke isi", "Skip to the content")
CONTENTS, GUIDE = Text("Daftar isi", "Contents"), Text("Cara membaca", "How to read this")
OVERVIEW, RULES = Text("Ikhtisar", "Overview"), Text("Aturan", "Rules")
LAW, DATA, LIMITS = (
    Text("Sumber hukum", "The law, article by article"),
    Text("Data yang dibaca", "Data that is read"),
    Text("Batas dari waktu ke waktu", "Limits over time"),
)
GUIDE_LINES: tuple[Text, ...] = (
    Text(
        "Katalog ini dibuat langsung dari aturan yang dijalankan; yang tertulis di sini adalah yang dievaluasi.",
        "This catalogue is made from the rules that run: what stands here is what is evaluated.",
    ),
    Text(
        "Temuan adalah alasan bagi orang untuk menelaah, tidak pernah merupakan putusan.",
        "A finding is a reason for a person to look, never a verdict.",
    ),
    Text(
        "Kata dalam tanda petik adalah isian formulir atau pilihan di dalamnya. Syarat tertulis dalam kedua bahasa agar bisa dibandingkan.",
        "Words in quotes are fields of the form or choices in them. Conditions stand in both languages, so that they can be compared.",
    ),
    Text(
        "Batas dan tenggat disebut dengan namanya; nilainya dari waktu ke waktu ada pada tabel di bawahnya. "
        "Hari pertama dan terakhir termasuk.",
        "Limits and times are called by their names; their values over time are in the table beneath. First and last days are included.",
    ),
    Text(
        "Kasus disebutkan dengan hasil yang diharapkan; `integrityrules rules test` menjalankannya.",
        "Cases are listed with what is expected; `integrityrules rules test` runs them.",
    ),
)
VERIFIED_MEANS: Mapping[str, Text] = {
    "confirmed": Text("naskah resmi atau sumber-sumber yang sepakat terlihat", "the official text, or sources that agree, were seen"),
    "one_source": Text("satu sumber terlihat", "one source was seen"),
    "derived": Text("disimpulkan dari yang terlihat", "inferred from what was seen"),
    "unverified": Text("belum ada sumber yang terlihat; periksa sebelum dipakai", "no source was seen yet; check before relying on it"),
    "disputed": Text("sumber tidak sepakat", "sources disagree"),
}
HOW_VERIFIED = Text("Verifikasi dasar hukum", "How well a citation is verified")

# Filters.
SEARCH, SEARCH_HINT = Text("Cari aturan", "Search the rules"), Text("kata, id, atau pasal", "a word, an id or an article")
ANY_KIND, ANY_TRACK, ANY_VERIFIED = (
    Text("semua jenis", "every kind"),
    Text("semua jalur", "every track"),
    Text("semua verifikasi", "any verification"),
)
KIND, TRACK, VERIFIED_LABEL = Text("Jenis", "Kind"), Text("Jalur", "Track"), Text("Verifikasi", "Verification")
LANGUAGE, BOTH = Text("Bahasa syarat", "Language of conditions"), Text("keduanya", "both")
LANGUAGES: Mapping[str, Text] = {"id": Text("Bahasa Indonesia", "Indonesian"), "en": Text("Bahasa Inggris", "English")}
SHOWN = Text("aturan ditampilkan", "rules shown")

# Inside a rule.
LEGAL_BASIS, INSTRUMENT, AT = Text("Dasar hukum", "Legal basis"), Text("Peraturan", "Instrument"), Text("Tempat", "Place")
VERIFICATION, PERIOD = Text("Verifikasi", "Verification"), Text("Masa berlaku", "Period")
NOT_SEEN, REVIEW_BY = Text("tempat tidak terlihat", "place not seen"), Text("telaah ulang sebelum {}", "look again before {}")
VALUE, LIMIT = Text("Nilai", "Value"), Text("Batas", "Limit")
EARLIER = Text("Versi sebelumnya", "Earlier version")
ALWAYS = Text("tanpa batas waktu", "no limit of time")
EXEMPTED_BY, EXEMPTS = Text("Pengecualian", "Exemptions"), Text("Mengecualikan dari", "Exempts from")
FOLLOWS, FOLLOWED_BY = Text("Akibat dari", "Follows from"), Text("Akibat", "Consequences")
SANCTIONS, SANCTION, LEVEL = Text("Kemungkinan sanksi", "Possible sanctions"), Text("Sanksi", "Sanction"), Text("Tingkat", "Level")
FORMS, WHEN = Text("Bentuk", "Forms"), Text("Bila", "When")
NOTE, LINT = Text("Catatan", "Note"), Text("Catatan pemeriksaan aturan", "Notes of the rule checker")
CASES, CASE, EXPECTED = Text("Kasus uji", "Cases"), Text("Kasus", "Case"), Text("Hasil yang diharapkan", "Expected")
OFFICIAL_SOURCE, ASSUMED = (
    Text("Sumber resmi", "Official source"),
    Text("Diandaikan, karena sumber tidak menyebut", "Assumed, because the source is silent"),
)
FACTS = Text("data", "facts")
DIFFERS = Text("Berbeda dari instansi yang berwenang", "Differs from the authority")
NO_CASES = Text("Belum ada kasus yang menyebut aturan ini.", "No case speaks of this rule yet.")
THROUGH = Text("Diuji melalui aturan yang membacanya.", "Tested through the rules that read it.")
STRICTER = Text("Lebih ketat pada instansi", "Stricter at agencies")
READS, PLACE_IN_FILE = Text("Data yang dibaca aturan ini", "Data this rule reads"), Text("Berkas", "File")
NO_RULES = Text("Belum ada aturan dalam kumpulan ini.", "This ruleset has no rules yet.")

# Overview, law, data.
RULESET, NUMBER_OF_RULES, OFFICIAL_CASES = (
    Text("Kumpulan aturan", "Ruleset"),
    Text("Aturan", "Rules"),
    Text("dari sumber resmi", "from official sources"),
)
PLACES = Text("Tempat dalam peraturan", "Places in the law")
ENCODED_BY, NOT_ENCODED, PARTLY = (
    Text("Dimuat dalam", "Encoded in"),
    Text("Tidak dimuat", "Not encoded"),
    Text("Sebagian tidak dimuat", "Partly not encoded"),
)
LAW_INTRO = Text(
    "Setiap tempat dalam peraturan yang disebut aturan, dengan apa yang memuatnya, atau mengapa tidak dimuat. "
    "Pasal yang tidak disebut di sini belum ditelaah untuk katalog ini.",
    "Every place in the law that a ruleset speaks of, with what encodes it, or why nothing does. "
    "An article that is not listed here has not been looked at for this catalogue.",
)
NOTHING_CITED = Text("Belum ada tempat dalam sumber ini yang disebut.", "No place in this source is spoken of yet.")
TEXTS = Text("Naskah dan pemberitaan", "Texts and reports")
DATA_INTRO = Text(
    "Untuk pencatatan pemrosesan menurut UU 27/2022 tentang Pelindungan Data Pribadi: isian yang dibaca setiap kumpulan aturan, langsung "
    "atau melalui pengecualian, definisi, dan tenggat. Yang tidak dibaca tidak perlu ditanyakan. Sama isinya dengan manifest.json.",
    "For the record of processing under UU 27/2022 on personal data: the fields each ruleset reads, directly or through exemptions, "
    "definitions and deadlines. What is not read need not be asked. The same as manifest.json.",
)
FIELD, SENSITIVITY, ASKED_OF = Text("Isian", "Field"), Text("Kepekaan", "Sensitivity"), Text("Ditanyakan kepada", "Asked of")
READ_FOR, ARTICLES, READ_BY = Text("Dibaca untuk", "Read for"), Text("Pasal", "Articles"), Text("Aturan", "Rules")
DERIVED = Text("dapat diturunkan dari isian lain", "can be derived from other fields")
IDENTIFIES = Text(
    "memuat pengenal orang atau badan (NIK, NIP, NPWP, NIB)", "holds identifiers of a person or organisation (NIK, NIP, NPWP, NIB)"
)
NOT_READ = Text("Isian yang tidak dibaca aturan mana pun", "Fields that no rule reads")
KINDS_MANY: Mapping[str, Text] = {
    "duty": Text("Kewajiban", "Duties"), "prohibition": Text("Larangan", "Prohibitions"), "indicator": Text("Penanda", "Indicators"),
    "exemption": Text("Pengecualian", "Exemptions"), "definition": Text("Definisi", "Definitions"),
    "consequence": Text("Akibat", "Consequences"),
}  # fmt: skip
MADE_FROM = Text("Dibuat dari", "Made from")
