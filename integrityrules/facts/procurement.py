"""Procurement: the roles officials hold, and the registers of packages, bids and links to companies.

May not know which roles exclude each other or who controls a company: rules define that.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

from integrityrules.facts.fields import (
    FIRST_DAY_LABEL,
    LAST_DAY_LABEL,
    Day,
    DoneDay,
    Flag,
    LastDay,
    Line,
    Percent,
    Rupiah,
    Who,
    about,
    code,
    reference,
)
from integrityrules.facts.model import Fact, Kind, RegisterFact
from integrityrules.facts.vocabulary import Related, Text


class ProcurementRole(Fact):
    """A role of the official in one package, or in a unit, from a day until a day, both included."""

    kind_of_fact: ClassVar[Kind] = Kind(
        "procurement_role", "procurement_roles", Text("Peran pengadaan", "Procurement role"), span=("from", "until")
    )

    role: Annotated[str | None, code("procurement_role")] = about(
        ("Peran", "Role"),
        ("Apa peran dalam pengadaan itu?", "What is the role in the procurement?"),
        sensitivity="internal",
        asked_of="procurement",
    )
    package: Annotated[str | None, reference("package")] = about(
        ("Paket", "Package"), ("Untuk paket pengadaan yang mana?", "For which package?"), sensitivity="internal", asked_of="procurement"
    )
    unit: Line = about(
        ("Unit kerja", "Unit"), ("Untuk unit kerja yang mana?", "For which unit?"), sensitivity="internal", asked_of="procurement"
    )
    integrity_pact_on: DoneDay = about(
        ("Pakta integritas ditandatangani pada", "Integrity pact signed on"),
        ("Kapan pakta integritas ditandatangani?", "When was the integrity pact signed?"),
        sensitivity="internal",
        asked_of="procurement",
        filed=True,
    )
    certified: Flag = about(
        ("Bersertifikat untuk peran ini", "Certified for the role"),
        ("Apakah memiliki sertifikat yang disyaratkan untuk peran ini?", "Does the official hold the certificate the role needs?"),
        sensitivity="internal",
        asked_of="procurement",
    )
    from_: Day = about(
        FIRST_DAY_LABEL,
        ("Sejak kapan peran itu dijabat?", "Since when is the role held?"),
        sensitivity="internal",
        asked_of="procurement",
        alias="from",
    )
    until: LastDay = about(
        LAST_DAY_LABEL, ("Sampai kapan peran itu dijabat?", "Until when is the role held?"), sensitivity="internal", asked_of="procurement"
    )


class Package(RegisterFact):
    """A procurement package; `bids_complete` says that every bid for it is in the register."""

    kind_of_fact: ClassVar[Kind] = Kind(
        "package",
        "packages",
        Text("Paket pengadaan", "Procurement package"),
        dated_by="tender_on",
        register=True,
        related=(Related("bids", "bid", "package", "bids_complete"),),
    )

    title: Line = about(
        ("Nama paket", "Title"), ("Apa nama paket itu?", "What is the package called?"), sensitivity="public", asked_of="register"
    )
    agency: Line = about(
        ("Instansi", "Agency"), ("Paket instansi mana?", "Which agency's package?"), sensitivity="public", asked_of="register"
    )
    value_idr: Rupiah = about(
        ("Nilai pagu", "Budget"),
        ("Berapa nilai pagu paket itu (rupiah)?", "What is the budget (rupiah)?"),
        unit="IDR",
        sensitivity="public",
        asked_of="register",
    )
    tender_on: Day = about(
        ("Tanggal pengumuman", "Announced on"),
        ("Kapan paket itu diumumkan?", "When was it announced?"),
        sensitivity="public",
        asked_of="register",
    )
    bids_complete: Flag = about(
        ("Semua penawaran tercatat", "All bids are here"),
        ("Apakah semua penawaran untuk paket itu tercatat?", "Are all bids for the package recorded?"),
        sensitivity="internal",
        asked_of="register",
    )


class Bid(RegisterFact):
    """An offer of a company for a package."""

    kind_of_fact: ClassVar[Kind] = Kind("bid", "bids", Text("Penawaran", "Bid"), dated_by="offered_on", register=True)

    package: Annotated[str | None, reference("package")] = about(
        ("Paket", "Package"), ("Penawaran untuk paket yang mana?", "For which package?"), sensitivity="public", asked_of="register"
    )
    bidder: Who = about(("Peserta", "Bidder"), ("Siapa yang menawar?", "Who made the bid?"), sensitivity="internal", asked_of="register")
    offered_on: Day = about(
        ("Tanggal penawaran", "Offered on"),
        ("Kapan penawaran diajukan?", "When was the bid made?"),
        sensitivity="public",
        asked_of="register",
    )
    value_idr: Rupiah = about(
        ("Nilai penawaran", "Value"),
        ("Berapa nilai penawaran itu (rupiah)?", "What is the value of the bid (rupiah)?"),
        unit="IDR",
        sensitivity="internal",
        asked_of="register",
    )
    won: Flag = about(("Pemenang", "Won"), ("Apakah penawaran itu menang?", "Did the bid win?"), sensitivity="public", asked_of="register")


class CompanyLink(RegisterFact):
    """A person's or organisation's link to an organisation from a day until a day, both included.

    Conditions have no recursion: an indirect link is a link of its own, with `via`.
    """

    kind_of_fact: ClassVar[Kind] = Kind(
        "company_link", "company_links", Text("Hubungan dengan perusahaan", "Company link"), span=("from", "until"), register=True
    )

    holder: Who = about(("Pemegang", "Holder"), ("Siapa yang memegang hubungan itu?", "Who holds the link?"), asked_of="register")
    organisation: Who = about(
        ("Perusahaan", "Organisation"), ("Perusahaan mana?", "Which organisation?"), sensitivity="internal", asked_of="register"
    )
    kind: Annotated[str | None, code("company_link_kind")] = about(
        ("Kedudukan", "Kind"), ("Apa kedudukannya dalam perusahaan itu?", "What is the link?"), asked_of="register"
    )
    share: Percent = about(
        ("Bagian saham", "Share"), ("Berapa persen sahamnya?", "What percentage of the shares?"), unit="persen", asked_of="register"
    )
    via: Line = about(
        ("Melalui", "Via"),
        ("Melalui perusahaan mana hubungan tidak langsung itu?", "Through which company is the link indirect?"),
        asked_of="register",
    )
    controls: Flag = about(
        ("Mengendalikan", "Controls"),
        ("Apakah pemegang mengendalikan perusahaan itu?", "Does the holder control the organisation?"),
        asked_of="examiner",
    )
    runs: Flag = about(
        ("Menjalankan", "Runs"),
        ("Apakah pemegang menjalankan perusahaan itu?", "Does the holder run the organisation?"),
        asked_of="examiner",
    )
    from_: Day = about(FIRST_DAY_LABEL, ("Sejak kapan?", "Since when?"), asked_of="register", alias="from")
    until: LastDay = about(LAST_DAY_LABEL, ("Sampai kapan?", "Until when?"), asked_of="register")
