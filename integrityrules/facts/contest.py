"""Elections: contests and the candidacies in them, as registers.

May not know which acts the stages of a contest forbid. The switch between a would-be candidate (*bakal calon*) and a candidate (*calon*) is
`determination_on`, for each contest and region. Neither kind is dated by one day: a contest that is still to come is read all the same.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from integrityrules.facts.fields import Day, DoneDay, Flag, Line, Who, about, code, reference
from integrityrules.facts.model import Kind, RegisterFact
from integrityrules.facts.vocabulary import Related, Text


def _stage(label: tuple[str, str], question: tuple[str, str]) -> Any:
    """Returns the default of a field for a day of a contest."""
    return about(label, question, sensitivity="public", asked_of="register")


class Contest(RegisterFact):
    """One election in one region; re-votes have a contest of their own. `candidacies_complete` says that every candidacy is here."""

    kind_of_fact: ClassVar[Kind] = Kind(
        "contest",
        "contests",
        Text("Pemilihan", "Contest"),
        register=True,
        related=(Related("candidacies", "candidacy", "contest", "candidacies_complete"),),
    )

    kind: Annotated[str | None, code("contest_kind")] = _stage(("Jenis pemilihan", "Kind"), ("Pemilihan apa?", "Which kind of contest?"))
    title: Line = _stage(("Nama pemilihan", "Title"), ("Apa nama pemilihan itu?", "What is the contest called?"))
    region: Line = _stage(("Wilayah", "Region"), ("Di wilayah mana pemilihan itu?", "In which region is the contest?"))
    replacement_freeze_from: Day = _stage(
        ("Penggantian pejabat dibatasi sejak", "Replacement of officials limited from"),
        ("Sejak kapan penggantian pejabat dibatasi?", "From when is the replacement of officials limited?"),
    )
    registration_from: Day = _stage(
        ("Pendaftaran sejak", "Registration from"), ("Kapan pendaftaran dibuka?", "When does registration open?")
    )
    registration_until: Day = _stage(
        ("Pendaftaran sampai", "Registration until"), ("Kapan pendaftaran ditutup?", "When does registration close?")
    )
    determination_on: Day = _stage(
        ("Penetapan calon", "Candidates determined on"),
        ("Kapan calon ditetapkan dalam pemilihan itu?", "When were the candidates of the contest determined?"),
    )
    campaign_from: Day = _stage(("Kampanye sejak", "Campaign from"), ("Kapan masa kampanye mulai?", "When does the campaign begin?"))
    campaign_until: Day = _stage(("Kampanye sampai", "Campaign until"), ("Kapan masa kampanye berakhir?", "When does the campaign end?"))
    quiet_from: Day = _stage(("Masa tenang sejak", "Quiet days from"), ("Kapan masa tenang mulai?", "When do the quiet days begin?"))
    quiet_until: Day = _stage(("Masa tenang sampai", "Quiet days until"), ("Kapan masa tenang berakhir?", "When do the quiet days end?"))
    voting_on: Day = _stage(("Pemungutan suara", "Voting on"), ("Kapan pemungutan suara?", "When is the vote?"))
    winner_determined_on: Day = _stage(
        ("Penetapan pemenang", "Winner determined on"), ("Kapan calon terpilih ditetapkan?", "When was the winner determined?")
    )
    inaugurated_on: Day = _stage(("Pelantikan", "Inauguration on"), ("Kapan calon terpilih dilantik?", "When was the winner inaugurated?"))
    term_ends_on: Day = _stage(
        ("Akhir masa jabatan petahana", "Incumbent's term ends on"),
        ("Kapan masa jabatan petahana berakhir?", "When does the incumbent's term end?"),
    )
    candidacies_complete: Flag = about(
        ("Semua pencalonan tercatat", "All candidacies are here"),
        ("Apakah semua pencalonan dalam pemilihan itu tercatat?", "Are all candidacies of the contest recorded?"),
        sensitivity="internal",
        asked_of="register",
    )


class Candidacy(RegisterFact):
    """One person's way to candidacy in one contest; both persons of a pair have one each, with the same `ticket`.

    A rule about a candidacy names its own day (`dated_by: candidacy.determined_on`).
    """

    kind_of_fact: ClassVar[Kind] = Kind(
        "candidacy",
        "candidacies",
        Text("Pencalonan", "Candidacy"),
        register=True,
        related=(Related("activities", "activity", "candidacy"),),
    )

    contest: Annotated[str | None, reference("contest")] = _stage(
        ("Pemilihan", "Contest"), ("Pencalonan dalam pemilihan yang mana?", "In which contest?")
    )
    candidate: Who = about(
        ("Calon atau bakal calon", "Candidate"),
        ("Siapa calon atau bakal calon itu?", "Who is the candidate or would-be candidate?"),
        asked_of="register",
    )
    ticket: Line = _stage(("Pasangan atau nomor urut", "Ticket"), ("Apa nomor urut atau pasangannya?", "What is the ticket or its number?"))
    nominated_by: Annotated[str | None, code("nomination")] = _stage(
        ("Cara pencalonan", "Nominated by"),
        ("Diusung partai politik atau perseorangan?", "Is the candidate nominated by a party or independent?"),
    )
    political_party: Who = _stage(
        ("Partai politik pengusung", "Nominating party"), ("Partai politik mana yang mengusung?", "Which political party nominates?")
    )
    declared_on: Day = _stage(("Dideklarasikan pada", "Declared on"), ("Kapan pencalonan dideklarasikan?", "When was it declared?"))
    registered_on: Day = _stage(("Didaftarkan pada", "Registered on"), ("Kapan pencalonan didaftarkan?", "When was it registered?"))
    determined_on: Day = _stage(
        ("Ditetapkan sebagai calon pada", "Determined as candidate on"),
        ("Kapan orang itu ditetapkan sebagai calon?", "When was the person determined as candidate?"),
    )
    failed_verification: Flag = _stage(
        ("Tidak lolos verifikasi", "Failed verification"),
        ("Apakah orang itu tidak lolos verifikasi?", "Did the person fail verification?"),
    )
    withdrawn_on: Day = _stage(
        ("Mengundurkan diri dari pencalonan pada", "Withdrawn on"), ("Kapan pencalonan ditarik?", "When was it withdrawn?")
    )
    resignation_submitted_on: DoneDay = about(
        ("Surat pengunduran diri diajukan pada", "Resignation handed in on"),
        ("Kapan calon mengajukan pengunduran diri sebagai pegawai?", "When did the candidate hand in the resignation from the service?"),
        asked_of="hr",
        filed=True,
    )
    resigned_on: DoneDay = about(
        ("Berhenti sebagai pegawai pada", "Left the service on"),
        ("Kapan calon berhenti atau pensiun sebagai pegawai?", "When did the candidate leave or retire from the service?"),
        asked_of="hr",
    )
    resignation_taken_back_on: DoneDay = about(
        ("Pengunduran diri ditarik kembali pada", "Resignation taken back on"),
        ("Kapan pengunduran diri itu ditarik kembali?", "When was the resignation taken back?"),
        asked_of="hr",
        filed=True,
    )
    permitted_on: DoneDay = about(
        ("Izin tertulis diberikan pada", "Written permission given on"),
        (
            "Kapan Pejabat Pembina Kepegawaian memberi izin tertulis untuk mencalonkan diri?",
            "When did the appointing authority give written permission to stand?",
        ),
        asked_of="hr",
        filed=True,
    )
