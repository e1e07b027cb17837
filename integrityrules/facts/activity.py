"""Political activity: an act of one day, or of several where something hangs, is joined or is served in.

May not know which acts are listed, nor the stages of a contest. It is dated by its first day. An act that lasted from before to after the
determination of candidates stands in both phases: `happened_on` is before it, `until` after it. `until` is left out for an act of one day.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

from integrityrules.facts.examiner import Impact, Intent, impact, intent
from integrityrules.facts.fields import Count, Day, Flag, LastDay, Line, Who, about, code, reference
from integrityrules.facts.model import Fact, Kind
from integrityrules.facts.vocabulary import Related, Text


class Activity(Fact):
    """Something the official did, or let be done, that touches a candidacy, a political party or a banned organisation."""

    kind_of_fact: ClassVar[Kind] = Kind(
        "activity",
        "activities",
        Text("Kegiatan politik", "Political activity"),
        dated_by="happened_on",
        related=(Related("facility_uses", "facility_use", "activity"),),
    )

    # ---- what and when -----------------------------------------------------------------------------------------------
    kind: Annotated[str | None, code("activity_kind")] = about(
        ("Jenis kegiatan", "Kind"), ("Kegiatan apa yang dilakukan?", "Which kind of activity was it?")
    )
    happened_on: Day = about(
        ("Tanggal kegiatan", "Happened on"), ("Kapan kegiatan itu dilakukan atau dimulai?", "When did it happen or begin?")
    )
    until: LastDay = about(
        ("Berlangsung sampai", "Until"),
        (
            "Sampai kapan berlangsung, misalnya sampai kapan alat peraga itu terpasang?",
            "Until when did it last, for example until when did the banner hang?",
        ),
    )
    description: Line = about(("Uraian", "Description"), ("Apa yang dilakukan?", "What was done?"))
    repeated: Flag = about(("Berulang", "Repeated"), ("Apakah dilakukan berulang kali?", "Was it done more than once?"))

    # ---- whose candidacy ---------------------------------------------------------------------------------------------
    candidacy: Annotated[str | None, reference("candidacy")] = about(
        ("Pencalonan", "Candidacy"), ("Mengenai pencalonan yang mana?", "Which candidacy is it about?")
    )
    contest: Annotated[str | None, reference("contest")] = about(
        ("Pemilihan", "Contest"), ("Mengenai pemilihan yang mana?", "Which contest is it about?")
    )
    before_determination: Flag = about(
        ("Sebelum penetapan calon", "Before candidates were determined"),
        ("Apakah dilakukan sebelum calon ditetapkan?", "Did it happen before the candidates were determined?"),
        asked_of="register",
    )
    after_determination: Flag = about(
        ("Sejak penetapan calon", "Since candidates were determined"),
        (
            "Apakah dilakukan, atau masih berlangsung, sejak calon ditetapkan?",
            "Did it happen or last since the candidates were determined?",
        ),
        asked_of="register",
    )
    during_campaign: Flag = about(
        ("Selama masa kampanye", "During the campaign"),
        ("Apakah dilakukan dalam masa kampanye?", "Did it happen during the campaign period?"),
        asked_of="register",
    )
    relation_to_candidate: Annotated[str | None, code("relation_to_candidate")] = about(
        ("Hubungan dengan calon", "Relation to the candidate"),
        ("Apa hubungan Anda dengan calon atau bakal calon itu?", "How are you related to the candidate or would-be candidate?"),
    )
    for_independent_candidate: Flag = about(
        ("Untuk calon perseorangan", "For an independent candidate"),
        ("Apakah mengenai calon atau bakal calon perseorangan?", "Is it about an independent candidate?"),
        asked_of="register",
    )
    political_party: Who = about(
        ("Partai politik", "Political party"),
        ("Partai politik mana yang terkait?", "Which political party is concerned?"),
        sensitivity="special",
    )
    banned_organisation: Annotated[str | None, code("banned_organisation")] = about(
        ("Organisasi terlarang", "Banned organisation"),
        ("Organisasi terlarang atau dibubarkan mana yang terkait?", "Which banned or dissolved organisation is concerned?"),
        sensitivity="special",
    )

    # ---- where it could be seen --------------------------------------------------------------------------------------
    medium: Annotated[str | None, code("activity_medium")] = about(
        ("Sarana", "Medium"), ("Melalui sarana apa dilakukan?", "Through which medium was it done?")
    )
    audience: Annotated[str | None, code("audience")] = about(
        ("Khalayak", "Audience"), ("Siapa yang dapat melihat atau mendengarnya?", "Who could see or hear it?")
    )
    audience_size: Count = about(
        ("Jumlah anggota grup", "Size of the group"), ("Berapa anggota grup itu?", "How many members has the group?"), unit="orang"
    )
    directed_at: Annotated[str | None, code("directed_at")] = about(
        ("Sasaran", "Directed at"), ("Kepada siapa kegiatan itu ditujukan?", "Whom was it directed at?")
    )
    content: Annotated[str | None, code("content")] = about(
        ("Isi", "Content"), ("Apa isi unggahan atau pernyataan itu?", "What was the content of the post or statement?")
    )
    photo_with: Annotated[str | None, code("photo_with")] = about(
        ("Yang tampak dalam foto", "Shown in the photo"), ("Siapa atau apa yang tampak dalam foto?", "Who or what does the photo show?")
    )

    # ---- how the official took part ----------------------------------------------------------------------------------
    done_by_self: Flag = about(
        ("Dilakukan sendiri", "Done by the official"),
        ("Apakah Anda sendiri yang melakukan atau memintanya?", "Did you do it or ask for it yourself?"),
    )
    tolerated: Flag = about(
        ("Dibiarkan", "Let happen"),
        ("Apakah Anda mengetahui dan membiarkannya?", "Did you know of it and let it happen?"),
    )
    active_support: Flag = about(
        ("Dukungan aktif", "Active support"),
        ("Apakah ada tindakan atau dukungan secara aktif, bukan hanya hadir?", "Was there active action or support, not presence alone?"),
        asked_of="examiner",
    )
    spoke: Flag = about(
        ("Berbicara", "Spoke"), ("Apakah Anda berbicara, bertanya, atau memimpin dalam kegiatan itu?", "Did you speak, ask or lead there?")
    )
    explains_policy_or_science: Flag = about(
        ("Menjelaskan kebijakan atau keilmuan", "Explains policy or science"),
        ("Apakah hanya menjelaskan kebijakan atau topik keilmuan?", "Did you only explain policy or a scientific topic?"),
    )
    has_assignment_letter: Flag = about(
        ("Ada surat tugas", "With an assignment letter"),
        ("Apakah ada surat tugas untuk kegiatan itu?", "Is there an assignment letter for the activity?"),
        sensitivity="internal",
    )
    attended_every_candidate: Flag = about(
        ("Hadir untuk semua calon", "Present for every candidate"),
        ("Apakah Anda hadir pada kegiatan semua calon?", "Were you present at the activities of every candidate?"),
    )
    gesture: Annotated[str | None, code("gesture")] = about(
        ("Isyarat", "Gesture"), ("Isyarat tangan apa yang ditunjukkan?", "Which hand sign was shown?")
    )
    gesture_meaning: Annotated[str | None, code("gesture_meaning")] = about(
        ("Makna isyarat", "Meaning of the gesture"), ("Apa makna isyarat itu?", "What did the gesture mean?"), asked_of="examiner"
    )
    party_attributes: Flag = about(
        ("Atribut partai atau calon", "Attributes of a party or candidate"),
        ("Apakah memakai atribut partai politik atau calon?", "Were attributes of a party or candidate used?"),
    )
    service_attributes: Flag = about(
        ("Atribut PNS atau instansi", "Attributes of the service"),
        ("Apakah memakai atribut PNS atau instansi?", "Were attributes of the civil service or the agency used?"),
    )
    in_uniform: Flag = about(("Berpakaian dinas", "In uniform"), ("Apakah memakai pakaian dinas?", "Was it done in uniform?"))
    in_working_hours: Flag = about(
        ("Dalam jam kerja", "In working hours"), ("Apakah dilakukan dalam jam kerja?", "Was it done in working hours?"), asked_of="hr"
    )
    state_facility_used: Flag = about(
        ("Memakai fasilitas negara", "State facility used"), ("Apakah memakai fasilitas negara?", "Was a state facility used?")
    )
    mobilised_staff: Flag = about(
        ("Mengerahkan pegawai lain", "Mobilised other staff"), ("Apakah pegawai lain dikerahkan?", "Were other staff mobilised?")
    )
    favours_or_harms: Flag = about(
        ("Menguntungkan atau merugikan", "Favours or harms"),
        ("Apakah menguntungkan atau merugikan calon, pasangan, atau partai?", "Does it favour or harm a candidate, pair or party?"),
        asked_of="examiner",
    )

    # ---- leave, and what an examiner says ----------------------------------------------------------------------------
    leave: Annotated[str | None, reference("leave")] = about(
        ("Cuti", "Leave"), ("Dilakukan dalam cuti yang mana?", "During which leave was it done?"), asked_of="hr"
    )
    on_unpaid_leave: Flag = about(
        ("Cuti di luar tanggungan negara", "On leave outside state expense"),
        ("Apakah sedang cuti di luar tanggungan negara?", "Was the official on leave outside state expense?"),
        asked_of="hr",
    )
    impact: Impact = impact()
    intent: Intent = intent()
