"""What an official does or owns outside the office, and what became of an office that was left.

May not know which positions are forbidden or need permission. Membership of a political party or banned organisation is a side position.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

from integrityrules.facts.examiner import Impact, impact
from integrityrules.facts.fields import FIRST_DAY_LABEL, LAST_DAY_LABEL, Day, DoneDay, Flag, LastDay, Line, Percent, Who, about, code
from integrityrules.facts.model import Fact, Kind
from integrityrules.facts.vocabulary import Related, Text


class SidePosition(Fact):
    """A role in an organisation, a business or a profession outside the office, from a day until a day, both included."""

    kind_of_fact: ClassVar[Kind] = Kind(
        "side_position",
        "side_positions",
        Text("Jabatan atau usaha sampingan", "Side position"),
        span=("from", "until"),
        related=(Related("declarations", "conflict_declaration", "side_position"),),
    )

    organisation: Who = about(("Organisasi", "Organisation"), ("Di organisasi atau usaha mana?", "In which organisation or business?"))
    organisation_kind: Annotated[str | None, code("organisation_kind")] = about(
        ("Jenis organisasi", "Kind of organisation"), ("Organisasi jenis apa?", "What kind of organisation is it?")
    )
    banned_organisation: Annotated[str | None, code("banned_organisation")] = about(
        ("Organisasi terlarang", "Banned organisation"),
        ("Organisasi terlarang atau dibubarkan yang mana?", "Which banned or dissolved organisation is it?"),
        sensitivity="special",
    )
    role: Annotated[str | None, code("side_role")] = about(
        ("Kedudukan", "Role"), ("Apa kedudukan Anda di sana?", "What is your role there?")
    )
    field_of_business: Line = about(("Bidang", "Field"), ("Apa bidang kegiatannya?", "What is its field?"))
    share: Percent = about(
        ("Bagian saham atau modal", "Share"),
        ("Berapa persen saham atau modal Anda?", "What percentage of shares or capital is yours?"),
        unit="persen",
    )
    decides_its_course: Flag = about(
        ("Menentukan jalannya usaha", "Decides its course"),
        (
            "Apakah kedudukan atau saham itu memungkinkan Anda menentukan jalannya usaha?",
            "Does the role or share let you decide how it is run?",
        ),
    )
    paid: Flag = about(("Berbayar", "Paid"), ("Apakah Anda dibayar atau memperoleh untung?", "Are you paid, or do you profit from it?"))
    assigned_by_agency: Flag = about(
        ("Ditugaskan instansi", "Assigned by the agency"),
        ("Apakah kedudukan itu merupakan penugasan pejabat yang berwenang?", "Is the role an assignment by the competent authority?"),
        asked_of="hr",
    )
    allowed_by_law: Flag = about(
        ("Diizinkan peraturan", "Allowed by law"),
        ("Apakah peraturan perundang-undangan mengizinkan rangkap itu?", "Do laws and regulations allow the double role?"),
        sensitivity="internal",
        asked_of="hr",
    )
    permission_asked_on: DoneDay = about(
        ("Izin diminta pada", "Permission asked for on"), ("Kapan izin diminta?", "When was permission asked for?"), filed=True
    )
    permitted_on: DoneDay = about(
        ("Izin diberikan pada", "Permitted on"), ("Kapan izin diberikan?", "When was permission given?"), asked_of="hr", filed=True
    )
    permitted_by: Annotated[str | None, code("permitting_authority")] = about(
        ("Pemberi izin", "Permitted by"), ("Siapa yang memberi izin?", "Who gave permission?"), asked_of="hr", filed=True
    )
    permitted_until: Day = about(
        ("Izin berlaku sampai", "Permission ends on"),
        ("Sampai kapan izin berlaku?", "Until when does the permission hold?"),
        asked_of="hr",
        filed=True,
    )
    told_superior_on: DoneDay = about(
        ("Diberitahukan kepada atasan pada", "Superior told on"), ("Kapan atasan diberi tahu?", "When was the superior told?"), filed=True
    )
    reported_as_wealth: Flag = about(
        ("Dicantumkan dalam laporan kekayaan", "In the wealth report"),
        ("Apakah dicantumkan dalam laporan kekayaan?", "Is it part of the wealth report?"),
        filed=True,
    )
    field_related_to_duties: Flag = about(
        ("Bidang berkaitan dengan tugas", "Field related to duties"),
        ("Apakah bidangnya berkaitan dengan tugas Anda?", "Is its field related to your duties?"),
    )
    dealt_with_by_own_agency: Flag = about(
        ("Berurusan dengan instansi sendiri", "Deals with own agency"),
        (
            "Apakah organisasi itu diawasi, dilayani, atau berkontrak dengan instansi Anda?",
            "Is the organisation supervised or served by your agency, or under contract with it?",
        ),
    )
    in_working_hours: Flag = about(
        ("Dalam jam kerja", "In working hours"), ("Apakah dilakukan dalam jam kerja?", "Is it done in working hours?"), asked_of="hr"
    )
    performance_affected: Flag = about(
        ("Mengganggu kinerja", "Affects performance"), ("Apakah mengganggu kinerja?", "Does it affect performance?"), asked_of="hr"
    )
    uses_state_facility: Flag = about(
        ("Memakai fasilitas negara", "Uses a state facility"), ("Apakah memakai fasilitas negara?", "Does it use a state facility?")
    )
    uses_anothers_authority: Flag = about(
        ("Memakai wewenang orang lain", "Uses another's authority"),
        ("Apakah memakai wewenang orang lain untuk keuntungan?", "Does it use another person's authority for gain?"),
        asked_of="examiner",
    )
    conflict_of_interest: Flag = about(
        ("Konflik kepentingan", "Conflict of interest"),
        ("Apakah kedudukan itu dapat memengaruhi tugas atau keputusan Anda?", "Could the role influence your duties or decisions?"),
    )
    impact: Impact = impact()
    from_: Day = about(FIRST_DAY_LABEL, ("Sejak kapan?", "Since when?"), alias="from")
    until: LastDay = about(LAST_DAY_LABEL, ("Sampai kapan?", "Until when?"))


class FormerOffice(Fact):
    """An office that was left, and a dealing with its agency afterwards.

    About the official, or, with `person`, about a former official whom the official deals with. Rules on the dealing name `dealt_on`.
    """

    kind_of_fact: ClassVar[Kind] = Kind(
        "former_office", "former_offices", Text("Jabatan yang telah ditinggalkan", "Former office"), dated_by="ended_on"
    )

    person: Who = about(
        ("Mantan pejabat", "Former official"),
        ("Siapa mantan pejabat itu, bila bukan Anda sendiri?", "Who is the former official, if not you?"),
    )
    office: Line = about(("Jabatan lama", "Former office"), ("Jabatan apa yang ditinggalkan?", "Which office was left?"), asked_of="hr")
    level: Annotated[str | None, code("position_level")] = about(
        ("Jenjang jabatan lama", "Level of the former office"), ("Apa jenjang jabatan itu?", "What was its level?"), asked_of="hr"
    )
    agency: Line = about(
        ("Instansi lama", "Former agency"),
        ("Di instansi mana jabatan itu?", "At which agency was the office?"),
        sensitivity="internal",
        asked_of="hr",
    )
    ended_on: Day = about(
        ("Jabatan berakhir pada", "Office ended on"), ("Kapan jabatan itu berakhir?", "When did the office end?"), asked_of="hr"
    )
    exit: Annotated[str | None, code("exit")] = about(
        ("Cara berakhir", "How it ended"), ("Bagaimana jabatan itu berakhir?", "How did the office end?"), asked_of="hr"
    )
    new_organisation: Who = about(
        ("Organisasi baru", "New organisation"), ("Di organisasi mana sekarang?", "Which organisation is it now?")
    )
    new_role: Annotated[str | None, code("side_role")] = about(
        ("Kedudukan baru", "New role"), ("Apa kedudukan baru itu?", "What is the new role?")
    )
    new_role_from: Day = about(
        ("Kedudukan baru sejak", "New role since"), ("Sejak kapan kedudukan baru itu?", "Since when is the new role?")
    )
    dealing: Annotated[str | None, code("dealing")] = about(
        ("Urusan dengan instansi lama", "Dealing with the former agency"),
        ("Urusan apa dengan instansi lama?", "Which dealing with the former agency is it?"),
    )
    dealt_on: Day = about(("Tanggal urusan", "Dealt on"), ("Kapan urusan itu berlangsung?", "When was the dealing?"))
    related_to_former_powers: Flag = about(
        ("Berkaitan dengan wewenang lama", "Related to former powers"),
        ("Apakah urusan itu berkaitan dengan wewenang jabatan lama?", "Is the dealing related to the powers of the former office?"),
        asked_of="hr",
    )
    consulting_exception: Flag = about(
        ("Pengecualian jasa konsultansi", "Exception for consulting"),
        ("Apakah berlaku pengecualian untuk jasa konsultansi?", "Does an exception for consulting hold?"),
        sensitivity="internal",
        asked_of="hr",
    )
    favoured: Flag = about(
        ("Diutamakan", "Favoured"), ("Apakah mantan pejabat itu diutamakan?", "Was the former official favoured?"), asked_of="examiner"
    )
    impact: Impact = impact()
