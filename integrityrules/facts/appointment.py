"""Appointments to a position, and leave: what happened in a career, for how long.

May not know which positions must report wealth: agencies decide that one by one, and it is declared.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

from integrityrules.facts.fields import FIRST_DAY_LABEL, LAST_DAY_LABEL, Day, DoneDay, Flag, LastDay, Line, about, code
from integrityrules.facts.model import Fact, Kind
from integrityrules.facts.vocabulary import Related, Text


class Appointment(Fact):
    """A position held from a day until a day, both included. `until: ongoing` is a statement; a missing end is unknown."""

    kind_of_fact: ClassVar[Kind] = Kind(
        "appointment",
        "appointments",
        Text("Pengangkatan dalam jabatan", "Appointment"),
        span=("from", "until"),
        related=(Related("wealth_reports", "wealth_report", "appointment"),),
    )

    office: Line = about(("Jabatan", "Office"), ("Jabatan apa?", "Which office?"), sensitivity="internal", asked_of="hr")
    level: Annotated[str | None, code("position_level")] = about(
        ("Jenjang jabatan", "Level of position"), ("Apa jenjang jabatan itu?", "What is the level of the position?"), asked_of="hr"
    )
    entry: Annotated[str | None, code("entry")] = about(
        ("Cara menduduki", "How it began"), ("Bagaimana jabatan itu mulai diduduki?", "How did the appointment begin?"), asked_of="hr"
    )
    exit: Annotated[str | None, code("exit")] = about(
        ("Cara berakhir", "How it ended"), ("Bagaimana jabatan itu berakhir?", "How did the appointment end?"), asked_of="hr"
    )
    wealth_report_position: Flag = about(
        ("Jabatan wajib LHKPN", "Position that must report wealth"),
        ("Apakah jabatan itu wajib LHKPN?", "Must the holder of the position report wealth (LHKPN)?"),
        sensitivity="internal",
        asked_of="hr",
    )
    joint_office_allowed: Flag = about(
        ("Rangkap jabatan diizinkan peraturan", "Joint office allowed by law"),
        (
            "Apakah peraturan mengizinkan jabatan itu dirangkap dengan jabatan lain?",
            "Does the law allow the position to be held together with another?",
        ),
        sensitivity="internal",
        asked_of="hr",
    )
    from_: Day = about(
        FIRST_DAY_LABEL, ("Sejak kapan jabatan itu diduduki?", "Since when is the position held?"), asked_of="hr", alias="from"
    )
    until: LastDay = about(LAST_DAY_LABEL, ("Sampai kapan jabatan itu diduduki?", "Until when is the position held?"), asked_of="hr")


class Leave(Fact):
    """A leave from a day until a day, both included."""

    kind_of_fact: ClassVar[Kind] = Kind("leave", "leaves", Text("Cuti", "Leave"), span=("from", "until"))

    kind: Annotated[str | None, code("leave_kind")] = about(("Jenis cuti", "Kind"), ("Cuti apa?", "Which kind of leave?"), asked_of="hr")
    asked_on: DoneDay = about(
        ("Cuti diminta pada", "Asked for on"), ("Kapan cuti itu diminta?", "When was the leave asked for?"), asked_of="hr", filed=True
    )
    granted_on: DoneDay = about(
        ("Cuti diberikan pada", "Granted on"), ("Kapan cuti itu diberikan?", "When was the leave granted?"), asked_of="hr", filed=True
    )
    from_: Day = about(FIRST_DAY_LABEL, ("Sejak kapan cuti itu?", "Since when is the leave?"), asked_of="hr", alias="from")
    until: LastDay = about(LAST_DAY_LABEL, ("Sampai kapan cuti itu?", "Until when is the leave?"), asked_of="hr")
