"""The words of the catalogue that are its own, in Indonesian and English. Data only.

May not repeat what `decide.wording` or the vocabulary already say.
"""

from __future__ import annotations

from collections.abc import Mapping

from integrityrules.facts.vocabulary import Text

# What is said of a rule, label by label.
TRACK, BEARER = Text("Jalur", "Track"), Text("Kewajiban pada", "Borne by")
BY_SANCTION = Text("menurut sanksinya", "that of its sanction")
ABOUT, DATED_BY = Text("Mengenai", "About"), Text("Hukum dipilih menurut", "The law is chosen by")
EXECUTABILITY_LABEL = Text("Sejauh mana data menentukan", "How far facts settle it")
BURDEN = Text("Beban menunjukkan pengecualian", "Who must show an exemption")
ON_OFFICIAL = Text(
    "pegawai: pengecualian yang tidak ditunjukkan tidak membebaskan", "the official: an exemption not shown does not release"
)
OPEN_BURDEN = Text("terbuka: yang tidak diketahui tetap belum dapat ditentukan", "open: what is not known stays undetermined")
REPLACES = Text("Menggantikan id", "Replaces the id")
EVERY, EVERY_YEAR = Text("Berulang", "Recurs"), Text("setiap tahun pada {}-{}", "every year on {}-{}")
DEFINES = Text("Menentukan", "Defines")
STATES_LABEL = Text("Dalam keadaan", "In the states")
OWN_DAY = Text("“{}” dari {}", "“{}” of {}")
SPAN = Text("seluruh masa {} (dinilai per periode hukum)", "the whole span of {} (judged in each legal period)")

# Parts of a rule.
RAISED = Text("Timbul apabila", "Raised when")
APPLIES = Text("Berlaku apabila", "Applies when")
EXEMPT_WHEN = Text("Dikecualikan apabila", "Exempt when")
ONLY_WHEN = Text("Hanya apabila", "Only when")
VALUE = Text("Nilainya", "Its value")
PAIRED = Text("Dipasangkan dengan", "Paired with")
DEADLINE, DONE = Text("Tenggat", "Deadline"), Text("Dipenuhi dengan", "Done on")
ROUTE = Text("Tenggat: {}", "Deadline: {}")
ONLY_FOR = Text("Hanya bagi", "Only for")
SCALE = Text("Skala menurut", "Scale by")
NO_CONDITION = Text("tanpa syarat lain", "no further condition")

LEVELS: Mapping[str, Text] = {
    "none": Text("tanpa tingkat", "no level"), "light": Text("ringan", "light"),
    "medium": Text("sedang", "medium"), "serious": Text("berat", "serious"),
}  # fmt: skip

# Rulesets and layers.
VERSION, STATUS = Text("Versi", "Version"), Text("Status", "Status")
STATUSES: Mapping[str, Text] = {"released": Text("dirilis", "released"), "draft": Text("rancangan", "draft")}
LAYER_OF, AGENCIES = Text("Lapisan dari", "Layer of"), Text("Mengikat instansi", "Binds the agencies")
IN_FORCE = Text("Berlaku", "In force")
STRICTER: Mapping[str, Text] = {
    "lower": Text("instansi boleh menetapkan lebih rendah", "an agency may set a lower one"),
    "higher": Text("instansi boleh menetapkan lebih tinggi", "an agency may set a higher one"),
}
ENCODED: Mapping[str, Text] = {
    "rule": Text("aturan", "rule"), "parameter": Text("batas", "limit"), "sanction": Text("sanksi", "sanction"),
    "form": Text("bentuk sanksi", "form of sanction"), "layer": Text("lapisan", "layer"),
}  # fmt: skip

USES: Mapping[str, Text] = {
    "law": Text("memilih hukum yang berlaku", "choosing the law in force"),
    "trigger": Text("pemicu", "trigger"),
    "condition": Text("syarat", "condition"),
    "exemption": Text("pengecualian", "exemption"),
    "definition": Text("definisi", "definition"),
    "deadline": Text("tenggat", "deadline"),
    "fulfilment": Text("pemenuhan", "fulfilment"),
    "sanction": Text("kemungkinan sanksi", "possible sanction"),
    "scope": Text("instansi yang terikat", "the agencies bound"),
}
"""What a field is read for, in the order of a rule."""

SENSITIVITY: Mapping[str, Text] = {
    "public": Text("publik", "public"), "internal": Text("internal", "internal"), "personal": Text("pribadi", "personal"),
    "special": Text("spesifik", "special"), "forbidden": Text("terlarang", "forbidden"),
}  # fmt: skip
