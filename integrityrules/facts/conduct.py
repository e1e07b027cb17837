"""Conduct in office that no other kind covers: absence, use of facilities, and acts that an examiner describes.

May not know which conduct has which sanction.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

from integrityrules.facts.examiner import Impact, Intent, impact, intent
from integrityrules.facts.fields import FIRST_DAY_LABEL, LAST_DAY_LABEL, Count, Day, DoneDay, Flag, LastDay, Line, about, code, reference
from integrityrules.facts.model import Fact, Kind
from integrityrules.facts.vocabulary import Text


class Absence(Fact):
    """Working days, or parts of them, on which the official was not at work, one after another and within one calendar year.

    Dated by its last day, on which its working days are complete.
    """

    kind_of_fact: ClassVar[Kind] = Kind(
        "absence", "absences", Text("Ketidakhadiran", "Absence"), dated_by="until", also_dated_by=("from_",)
    )

    kind: Annotated[str | None, code("absence_kind")] = about(
        ("Jenis", "Kind"),
        ("Tidak masuk, terlambat, atau pulang awal?", "Was it a whole absence, lateness or leaving early?"),
        asked_of="hr",
    )
    from_: Day = about(FIRST_DAY_LABEL, ("Hari kerja pertama yang mana?", "Which was the first working day?"), asked_of="hr", alias="from")
    until: Day = about(LAST_DAY_LABEL, ("Hari kerja terakhir yang mana?", "Which was the last working day?"), asked_of="hr")
    working_days: Count = about(
        ("Jumlah hari kerja", "Working days"), ("Berapa hari kerja?", "How many working days?"), unit="hari kerja", asked_of="hr"
    )
    minutes: Count = about(
        ("Jumlah menit", "Minutes"),
        ("Berapa menit terlambat atau pulang awal?", "How many minutes late or early?"),
        unit="menit",
        asked_of="hr",
    )
    working_days_this_year: Count = about(
        ("Jumlah hari kerja dalam setahun", "Working days in the year"),
        (
            "Berapa hari kerja tanpa alasan yang sah dalam tahun itu sampai hari terakhir ini?",
            "How many working days without valid reason in the year up to this last day?",
        ),
        unit="hari kerja",
        asked_of="hr",
    )
    minutes_this_year: Count = about(
        ("Jumlah menit dalam setahun", "Minutes in the year"),
        (
            "Berapa menit terlambat atau pulang awal dalam tahun itu sampai hari terakhir ini?",
            "How many minutes late or early in the year up to this last day?",
        ),
        unit="menit",
        asked_of="hr",
    )
    valid_reason: Flag = about(
        ("Alasan yang sah", "Valid reason"), ("Apakah ada alasan yang sah?", "Is there a valid reason?"), asked_of="hr"
    )
    leave: Annotated[str | None, reference("leave")] = about(
        ("Cuti", "Leave"), ("Dalam cuti yang mana?", "During which leave was it?"), asked_of="hr"
    )


class FacilityUse(Fact):
    """A use of goods, rooms, staff or funds of the state."""

    kind_of_fact: ClassVar[Kind] = Kind(
        "facility_use", "facility_uses", Text("Pemakaian fasilitas negara", "Use of a state facility"), dated_by="happened_on"
    )

    facility: Annotated[str | None, code("facility")] = about(
        ("Fasilitas", "Facility"), ("Fasilitas apa yang dipakai?", "Which facility was used?"), sensitivity="internal"
    )
    purpose: Annotated[str | None, code("facility_purpose")] = about(
        ("Tujuan pemakaian", "Purpose"), ("Untuk tujuan apa dipakai?", "For which purpose was it used?")
    )
    activity: Annotated[str | None, reference("activity")] = about(
        ("Kegiatan politik", "Political activity"),
        ("Dipakai dalam kegiatan politik yang mana?", "In which political activity was it used?"),
    )
    side_position: Annotated[str | None, reference("side_position")] = about(
        ("Jabatan atau usaha sampingan", "Side position"),
        ("Dipakai untuk jabatan atau usaha sampingan yang mana?", "For which side position was it used?"),
    )
    happened_on: Day = about(("Dipakai pada", "Used on"), ("Kapan fasilitas itu mulai dipakai?", "When did the use begin?"))
    until: LastDay = about(("Dipakai sampai", "Used until"), ("Sampai kapan fasilitas itu dipakai?", "Until when was it used?"))
    permitted: Flag = about(
        ("Diizinkan", "Permitted"), ("Apakah pemakaian itu diizinkan?", "Was the use permitted?"), sensitivity="internal", asked_of="hr"
    )
    paid_for: Flag = about(
        ("Dibayar", "Paid for"),
        ("Apakah pemakaian itu dibayar menurut ketentuan?", "Was the use paid for under the rules?"),
        asked_of="finance",
    )
    impact: Impact = impact()
    intent: Intent = intent()


class Conduct(Fact):
    """An act or omission in office, described by whoever examines it."""

    kind_of_fact: ClassVar[Kind] = Kind("conduct", "conducts", Text("Perbuatan dalam jabatan", "Conduct in office"), dated_by="happened_on")

    kind: Annotated[str | None, code("conduct_kind")] = about(
        ("Jenis perbuatan", "Kind"), ("Perbuatan apa itu?", "Which kind of conduct is it?"), asked_of="examiner"
    )
    happened_on: Day = about(
        ("Tanggal perbuatan", "Happened on"), ("Kapan perbuatan itu terjadi?", "When did it happen?"), asked_of="examiner"
    )
    until: LastDay = about(
        ("Berlangsung sampai", "Until"), ("Sampai kapan perbuatan itu berlangsung?", "Until when did it last?"), asked_of="examiner"
    )
    description: Line = about(("Uraian", "Description"), ("Apa yang terjadi?", "What happened?"), asked_of="examiner")
    valid_reason: Flag = about(
        ("Alasan yang sah", "Valid reason"), ("Apakah ada alasan yang sah?", "Is there a valid reason?"), asked_of="examiner"
    )
    for_own_or_others_gain: Flag = about(
        ("Untuk keuntungan sendiri atau orang lain", "For own or others' gain"),
        ("Apakah untuk keuntungan sendiri atau orang lain?", "Was it for own or others' gain?"),
        asked_of="examiner",
    )
    conflict_of_interest: Flag = about(
        ("Konflik kepentingan", "Conflict of interest"),
        ("Apakah diduga ada konflik kepentingan dengan jabatan?", "Is a conflict of interest with the office suspected?"),
        asked_of="examiner",
    )
    package: Annotated[str | None, reference("package")] = about(
        ("Paket", "Package"), ("Dalam paket pengadaan yang mana?", "In which package?"), sensitivity="internal", asked_of="procurement"
    )
    impact: Impact = impact()
    intent: Intent = intent()

    # ---- how it is examined ------------------------------------------------------------------------------------------
    superior_knew_on: Day = about(
        ("Diketahui atasan pada", "Superior knew on"),
        ("Kapan atasan langsung mengetahui dugaan itu?", "When did the direct superior learn of the allegation?"),
        sensitivity="internal",
        asked_of="hr",
    )
    summoned_on: DoneDay = about(
        ("Dipanggil pada", "Summoned on"),
        ("Kapan panggilan pemeriksaan disampaikan?", "When was the summons to an examination given?"),
        sensitivity="internal",
        asked_of="hr",
    )
    examination_on: Day = about(
        ("Diperiksa pada", "Examined on"), ("Kapan pemeriksaannya?", "When is the examination?"), sensitivity="internal", asked_of="hr"
    )
    decided_on: DoneDay = about(
        ("Diputuskan pada", "Decided on"),
        ("Kapan keputusan hukuman disiplin ditetapkan?", "When was the disciplinary sanction decided?"),
        sensitivity="internal",
        asked_of="hr",
    )
    decision_delivered_on: DoneDay = about(
        ("Keputusan disampaikan pada", "Decision delivered on"),
        ("Kapan keputusan itu disampaikan?", "When was the decision delivered?"),
        sensitivity="internal",
        asked_of="hr",
    )
