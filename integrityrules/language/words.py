"""The phrases of both languages from which `render` makes sentences. Data only.

May not know trees. `{0}`, `{1}` are parts of the sentence; Indonesian follows the wording of regulations (paling banyak, paling lambat).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from integrityrules.facts.vocabulary import Text


@dataclass(frozen=True, slots=True)
class Statement:
    """A phrase that is true or false, and its denial."""

    holds: Text
    fails: Text

    def in_language(self, language: str, *, denied: bool) -> str:
        return (self.fails if denied else self.holds).in_language(language)


NUMBERS: Mapping[str, Text] = {
    "==": Text("{0} sama dengan {1}", "{0} is {1}"),
    "!=": Text("{0} tidak sama dengan {1}", "{0} is not {1}"),
    "<": Text("{0} kurang dari {1}", "{0} is less than {1}"),
    "<=": Text("{0} paling banyak {1}", "{0} is at most {1}"),
    ">": Text("{0} lebih dari {1}", "{0} is more than {1}"),
    ">=": Text("{0} paling sedikit {1}", "{0} is at least {1}"),
}
"""Comparisons of numbers and amounts."""

DATES: Mapping[str, Text] = {
    "==": Text("{0} jatuh pada {1}", "{0} is on {1}"),
    "!=": Text("{0} tidak jatuh pada {1}", "{0} is not on {1}"),
    "<": Text("{0} sebelum {1}", "{0} is before {1}"),
    "<=": Text("{0} paling lambat {1}", "{0} is not later than {1}"),
    ">": Text("{0} sesudah {1}", "{0} is after {1}"),
    ">=": Text("{0} paling cepat {1}", "{0} is not earlier than {1}"),
}
"""Comparisons of days."""

CODES: Mapping[str, Text] = {
    "==": Text("{0} adalah {1}", "{0} is {1}"),
    "!=": Text("{0} bukan {1}", "{0} is not {1}"),
}
"""Comparisons with a code or a text."""

SAMENESS: Mapping[str, Text] = {
    "==": Text("{0} sama dengan {1}", "{0} is the same as {1}"),
    "!=": Text("{0} tidak sama dengan {1}", "{0} is not the same as {1}"),
}
"""Comparisons of what has no order: people, facts, codes of two fields, conditions."""

DENIED_OPERATOR = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}

ARITHMETIC: Mapping[str, Text] = {
    "+": Text("{0} ditambah {1}", "{0} plus {1}"),
    "-": Text("{0} dikurangi {1}", "{0} minus {1}"),
    "*": Text("{0} kali {1}", "{0} times {1}"),
}

VALUES: Mapping[str, Text] = {
    "year": Text("tahun dari {0}", "the year of {0}"),
    "days_between": Text("jumlah hari dari {0} sampai dengan {1}", "the number of days from {0} to {1}"),
    "working_days_between": Text("jumlah hari kerja sesudah {0} sampai dengan {1}", "the number of working days after {0} up to {1}"),
    "add_days": Text("{1} sesudah {0}", "{1} after {0}"),
    "add_months": Text("{1} sesudah {0}", "{1} after {0}"),
    "add_working_days": Text("{1} sesudah {0}", "{1} after {0}"),
    "first_stated": Text("yang pertama dinyatakan di antara {0}", "the first that is stated of {0}"),
}
"""Functions that give a value."""

BEFORE = Text("{1} sebelum {0}", "{1} before {0}")
BY_CALENDAR = Text("{0} menurut kalender {1}", "{0} by the calendar {1}")

STATEMENTS: Mapping[str, Statement] = {
    "overlaps": Statement(
        Text("{0} dan {1} berlaku pada waktu yang bersamaan", "{0} and {1} are in effect at the same time"),
        Text("{0} dan {1} tidak berlaku pada waktu yang bersamaan", "{0} and {1} are not in effect at the same time"),
    ),
    "in_effect": Statement(
        Text("{0} berlaku pada {1}", "{0} is in effect on {1}"),
        Text("{0} tidak berlaku pada {1}", "{0} is not in effect on {1}"),
    ),
    "happened": Statement(Text("{0} sudah terjadi", "{0} has happened"), Text("{0} belum terjadi", "{0} has not happened")),
    "stated": Statement(Text("{0} diisi", "{0} is filled in"), Text("{0} tidak diisi", "{0} is not filled in")),
}
"""Functions that are true or false."""

FLAG = Statement(
    Text("{0} bernilai \u201cya\u201d", "{0} is \u201cyes\u201d"), Text("{0} bernilai \u201ctidak\u201d", "{0} is \u201cno\u201d")
)
CONSTANT = Statement(Text("selalu benar", "always true"), Text("tidak pernah benar", "never true"))
LABELLED = Statement(Text("{0}", "{0}"), Text("tidak terpenuhi: {0}", "not met: {0}"))
CONDITION = Text(" — {0}", " — {0}")
"""The condition behind its label."""
COMPOUND = Statement(Text("{0}", "{0}"), Text("tidak benar bahwa {0}", "it is not so that {0}"))
ONE_OF = Statement(Text("{0} adalah salah satu dari {1}", "{0} is one of {1}"), Text("{0} bukan salah satu dari {1}", "{0} is none of {1}"))
IN_PARAMETER = Statement(Text("{0} termasuk dalam {1}", "{0} is among {1}"), Text("{0} tidak termasuk dalam {1}", "{0} is not among {1}"))
NO_OPTIONS = Text("daftar yang kosong", "an empty list")

AND, OR = Text(" dan ", " and "), Text(" atau ", " or ")
LAST_AND = Text("dan", "and")
NO_CONDITIONS = {"all": Text("tanpa syarat", "without condition"), "any": Text("tidak ada syarat yang cukup", "no condition is enough")}

EXISTS = Statement(
    Text("terdapat {0} yang memenuhi syarat: {1}", "for some {0}: {1}"),
    Text("tidak terdapat {0} yang memenuhi syarat: {1}", "for no {0}: {1}"),
)
EVERY = Statement(
    Text("setiap {0} memenuhi syarat: {1}", "for every {0}: {1}"),
    Text("tidak setiap {0} memenuhi syarat: {1}", "not for every {0}: {1}"),
)
COUNT = Text("banyaknya {0} yang memenuhi syarat ({1})", "the number of {0} such that ({1})")
EARLIEST = Text("{2} yang paling awal di antara {0} yang memenuhi syarat ({1})", "the earliest {2} among {0} such that ({1})")
LATEST = Text("{2} yang paling akhir di antara {0} yang memenuhi syarat ({1})", "the latest {2} among {0} such that ({1})")
OF_BASE = Text("{0} pada {1}", "{0} of {1}")

TOTAL = Text("jumlah {0} dari semua {1}", "the total of {0} over all {1}")
TOTAL_SAME = Text(" dengan {0} yang sama", " with the same {0}")
TOTAL_UP_TO = Text(" sampai dengan {0} dari {1}", " up to {0} of {1}")
TOTAL_WHERE = Text(" yang memenuhi syarat ({0})", " such that ({0})")

DISPUTED = Text("sumber berbeda pendapat antara {0}", "the sources disagree between {0}")

FIELD_OF = Text("{0} dari {1}", "{0} of {1}")
THIS = Text("{0} ini", "this {0}")
THE_OTHER = Text("{0} lain", "the other {0}")
OFFICIAL = Text("pegawai", "the official")
EVENTS: Mapping[str, Text] = {"occurrence": Text("kejadian ini", "this occurrence"), "finding": Text("temuan ini", "this finding")}
EVENT_FIELDS: Mapping[str, Text] = {
    "on": Text("Tanggal kejadian", "Day of the occurrence"),
    "due_on": Text("Tanggal jatuh tempo", "Due on"),
    "done_on": Text("Tanggal dipenuhi", "Done on"),
    "state": Text("Keadaan kewajiban", "State of the duty"),
}

ALL_OF = Statement(
    Text("semua syarat berikut terpenuhi:", "all of the following hold:"),
    Text("tidak semua syarat berikut terpenuhi:", "not all of the following hold:"),
)
ANY_OF = Statement(
    Text("sekurang-kurangnya satu dari syarat berikut terpenuhi:", "at least one of the following holds:"),
    Text("tidak satu pun dari syarat berikut terpenuhi:", "none of the following holds:"),
)
READINGS = Text("sumber berbeda pendapat antara penafsiran berikut:", "the sources disagree between these readings:")
