"""Decisions of an official, and the declarations of interests that belong to them.

May not know what a conflict of interest is: rules derive it from positions, relations, gifts and decisions.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

from integrityrules.facts.examiner import Impact, Intent, impact, intent
from integrityrules.facts.fields import Day, DoneDay, Flag, Line, Rupiah, Who, about, code, reference
from integrityrules.facts.model import Fact, Kind
from integrityrules.facts.vocabulary import Related, Text


class OfficialDecision(Fact):
    """A decision or act in office that the official took part in, or has to take part in.

    One that is still to come (`decided_on: not_yet`) is read if the matter has come up (`came_up_on`).
    """

    kind_of_fact: ClassVar[Kind] = Kind(
        "official_decision",
        "official_decisions",
        Text("Keputusan dalam jabatan", "Official decision"),
        dated_by="decided_on",
        also_dated_by=("came_up_on",),
        related=(Related("declarations", "conflict_declaration", "official_decision"),),
    )

    # ---- what was decided --------------------------------------------------------------------------------------------
    kind: Annotated[str | None, code("decision_kind")] = about(
        ("Jenis keputusan", "Kind"), ("Keputusan apa itu?", "Which kind of decision is it?"), sensitivity="internal"
    )
    part: Annotated[str | None, code("decision_part")] = about(
        ("Peran", "Part"), ("Apa peran Anda dalam keputusan itu?", "What is your part in the decision?"), sensitivity="internal"
    )
    came_up_on: Day = about(
        ("Masalah diterima pada", "Came up on"),
        ("Kapan masalah itu sampai kepada Anda?", "When did the matter come to you?"),
        sensitivity="internal",
    )
    decided_on: DoneDay = about(
        ("Diputuskan pada", "Decided on"), ("Kapan keputusan itu diambil?", "When was the decision taken?"), sensitivity="internal"
    )
    handed_over_on: DoneDay = about(
        ("Diserahkan kepada pejabat lain pada", "Handed over on"),
        (
            "Kapan keputusan itu diserahkan kepada atasan atau pejabat lain?",
            "When was the decision handed over to a superior or colleague?",
        ),
        sensitivity="internal",
    )
    value_idr: Rupiah = about(
        ("Nilai", "Value"),
        ("Berapa nilai yang diputuskan (rupiah)?", "What value was decided on (rupiah)?"),
        unit="IDR",
        sensitivity="internal",
    )
    package: Annotated[str | None, reference("package")] = about(
        ("Paket", "Package"), ("Untuk paket pengadaan yang mana?", "For which package?"), sensitivity="internal", asked_of="procurement"
    )

    # ---- whose interest ----------------------------------------------------------------------------------------------
    counterparty: Who = about(
        ("Pihak yang berkepentingan", "Counterparty"), ("Siapa pihak yang berkepentingan?", "Whose interest is decided on?")
    )
    counterparty_relation: Annotated[str | None, code("giver_relation")] = about(
        ("Hubungan dengan pihak itu", "Relation to the counterparty"),
        ("Apa hubungan Anda dengan pihak itu?", "How is the counterparty related to you?"),
    )
    counterparty_affiliation: Annotated[str | None, code("affiliation")] = about(
        ("Afiliasi dengan pihak itu", "Affiliation with the counterparty"),
        ("Apa afiliasi Anda dengan pihak itu?", "How are you affiliated with the counterparty?"),
    )
    conflict_source: Annotated[str | None, code("conflict_source")] = about(
        ("Sumber konflik kepentingan", "Source of the conflict"),
        ("Apa sumber konflik kepentingan itu, bila ada?", "What is the source of the conflict of interest, if any?"),
    )
    conflict_of_interest: Flag = about(
        ("Konflik kepentingan", "Conflict of interest"),
        (
            "Apakah ada kepentingan pribadi yang dapat memengaruhi keputusan itu?",
            "Is there a personal interest that could influence the decision?",
        ),
    )
    conflict_kind: Annotated[str | None, code("conflict_kind")] = about(
        ("Aktual atau potensial", "Actual or potential"),
        ("Apakah konflik kepentingan itu aktual atau potensial?", "Is the conflict of interest actual or potential?"),
        asked_of="examiner",
    )
    superior_told_on: DoneDay = about(
        ("Diberitahukan kepada atasan pada", "Superior told on"),
        ("Kapan atasan diberi tahu mengenai kepentingan itu?", "When was the superior told of the interest?"),
        filed=True,
    )
    favours_family_or_crony: Flag = about(
        ("Menguntungkan keluarga atau kroni", "Favours family or cronies"),
        ("Apakah keputusan itu menguntungkan keluarga atau kroni?", "Does the decision favour family or cronies?"),
        asked_of="examiner",
    )

    # ---- elections ---------------------------------------------------------------------------------------------------
    contest: Annotated[str | None, reference("contest")] = about(
        ("Pemilihan", "Contest"), ("Berkaitan dengan pemilihan yang mana?", "Which contest does it touch?"), sensitivity="internal"
    )
    candidacy: Annotated[str | None, reference("candidacy")] = about(
        ("Pencalonan", "Candidacy"), ("Berkaitan dengan pencalonan yang mana?", "Which candidacy does it touch?")
    )
    favours_or_harms: Flag = about(
        ("Menguntungkan atau merugikan peserta pemilihan", "Favours or harms"),
        ("Apakah menguntungkan atau merugikan calon, pasangan, atau partai?", "Does it favour or harm a candidate, pair or party?"),
        asked_of="examiner",
    )
    region: Line = about(
        ("Wilayah", "Region"),
        ("Untuk wilayah mana keputusan itu?", "For which region is the decision?"),
        sensitivity="public",
        asked_of="hr",
    )
    replaced_level: Annotated[str | None, code("position_level")] = about(
        ("Jenjang jabatan yang diganti", "Level of the position refilled"),
        ("Apa jenjang jabatan pejabat yang diganti?", "What is the level of the official who is replaced?"),
        sensitivity="internal",
        asked_of="hr",
    )
    replaced_unit_head: Flag = about(
        ("Yang diganti memimpin satuan", "The replaced official heads a unit"),
        (
            "Apakah yang diganti pejabat fungsional yang memimpin satuan, misalnya puskesmas atau sekolah?",
            "Is the replaced official a functional official who heads a unit, such as a clinic or a school?",
        ),
        sensitivity="internal",
        asked_of="hr",
    )
    minister_approved_on: DoneDay = about(
        ("Persetujuan tertulis menteri pada", "Minister approved on"),
        ("Kapan Menteri Dalam Negeri menyetujui secara tertulis?", "When did the Minister of Home Affairs approve in writing?"),
        sensitivity="internal",
        asked_of="hr",
        filed=True,
    )

    # ---- what an examiner says ---------------------------------------------------------------------------------------
    authority_use: Annotated[str | None, code("authority_use")] = about(
        ("Penggunaan wewenang", "Use of authority"),
        ("Bagaimana wewenang dipakai dalam keputusan itu?", "How was authority used in the decision?"),
        asked_of="examiner",
    )
    impact: Impact = impact()
    intent: Intent = intent()


class ConflictDeclaration(Fact):
    """A conflict of interest that was or should have been declared to the superior, or an entry in the list of personal interests."""

    kind_of_fact: ClassVar[Kind] = Kind(
        "conflict_declaration",
        "conflict_declarations",
        Text("Deklarasi konflik kepentingan", "Conflict declaration"),
        dated_by="arose_on",
    )

    kind: Annotated[str | None, code("conflict_kind")] = about(
        ("Aktual atau potensial", "Actual or potential"),
        ("Apakah konflik kepentingan itu aktual atau potensial?", "Is the conflict of interest actual or potential?"),
        filed=True,
    )
    source: Annotated[str | None, code("conflict_source")] = about(
        ("Sumber", "Source"), ("Apa sumber konflik kepentingan itu?", "What is the source of the conflict of interest?"), filed=True
    )
    official_decision: Annotated[str | None, reference("official_decision")] = about(
        ("Keputusan", "Decision"), ("Mengenai keputusan yang mana?", "Which decision is it about?"), filed=True
    )
    side_position: Annotated[str | None, reference("side_position")] = about(
        ("Jabatan atau usaha sampingan", "Side position"),
        ("Mengenai jabatan atau usaha sampingan yang mana?", "Which side position is it about?"),
        filed=True,
    )
    relationship: Annotated[str | None, reference("relationship")] = about(
        ("Hubungan pribadi", "Relationship"), ("Mengenai hubungan yang mana?", "Which relationship is it about?"), filed=True
    )
    gift: Annotated[str | None, reference("gift")] = about(
        ("Pemberian", "Gift"), ("Mengenai pemberian yang mana?", "Which gift is it about?"), filed=True
    )
    package: Annotated[str | None, reference("package")] = about(
        ("Paket", "Package"), ("Mengenai paket pengadaan yang mana?", "Which package is it about?"), sensitivity="internal", filed=True
    )
    counterparty: Who = about(
        ("Pihak yang berkepentingan", "Counterparty"), ("Siapa pihak yang berkepentingan?", "Whose interest is it about?"), filed=True
    )
    arose_on: Day = about(
        ("Timbul pada", "Arose on"), ("Kapan konflik kepentingan itu timbul?", "When did the conflict of interest arise?")
    )
    declared_on: DoneDay = about(
        ("Dideklarasikan pada", "Declared on"), ("Kapan dideklarasikan kepada atasan?", "When was it declared to the superior?"), filed=True
    )
    listed_on: DoneDay = about(
        ("Dicatat dalam daftar kepentingan pribadi pada", "Listed on"),
        ("Kapan dicatat dalam daftar kepentingan pribadi?", "When was it put on the list of personal interests?"),
        filed=True,
    )
    superior_decided_on: DoneDay = about(
        ("Atasan memutuskan pada", "Superior decided on"),
        ("Kapan atasan menetapkan tindakan pengendalian?", "When did the superior decide on a control measure?"),
        sensitivity="internal",
        asked_of="hr",
        filed=True,
    )
    measure: Annotated[str | None, code("control_measure")] = about(
        ("Tindakan pengendalian", "Control measure"),
        ("Tindakan pengendalian apa yang ditetapkan?", "Which control measure was decided on?"),
        sensitivity="internal",
        asked_of="hr",
        filed=True,
    )
    measure_followed: Flag = about(
        ("Tindakan pengendalian dijalankan", "Measure was followed"),
        ("Apakah tindakan pengendalian itu dijalankan?", "Was the control measure followed?"),
        sensitivity="internal",
        asked_of="hr",
    )
    paused: Flag = about(
        ("Keputusan ditunda", "Decision paused"),
        ("Apakah keputusan ditunda sampai atasan memutuskan?", "Was the decision paused until the superior decided?"),
        sensitivity="internal",
    )
    impact: Impact = impact()
