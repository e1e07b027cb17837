"""Procurement: the roles officials hold, and the registers of packages, bids and links to companies.

May not know which roles exclude each other or who controls a company: rules define that.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

from integrityrules.facts.examiner import Impact, impact
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
    Year,
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
    agency: Line = about(
        ("Instansi", "Agency"), ("Untuk instansi mana?", "For which agency?"), sensitivity="internal", asked_of="procurement"
    )
    integrity_pact_on: DoneDay = about(
        ("Pakta integritas ditandatangani pada", "Integrity pact signed on"),
        ("Kapan pakta integritas ditandatangani?", "When was the integrity pact signed?"),
        sensitivity="internal",
        asked_of="procurement",
        filed=True,
    )
    certificate: Annotated[str | None, code("procurement_certificate")] = about(
        ("Sertifikat", "Certificate"),
        ("Sertifikat pengadaan apa yang dimiliki?", "Which procurement certificate does the official hold?"),
        sensitivity="internal",
        asked_of="procurement",
    )
    certificate_until: Day = about(
        ("Sertifikat berlaku sampai", "Certificate valid until"),
        ("Sampai kapan sertifikat itu berlaku?", "Until when is the certificate valid?"),
        sensitivity="internal",
        asked_of="procurement",
    )
    certified: Flag = about(
        ("Bersertifikat untuk peran ini", "Certified for the role"),
        ("Apakah memiliki sertifikat yang disyaratkan untuk peran ini?", "Does the official hold the certificate the role needs?"),
        sensitivity="internal",
        asked_of="procurement",
    )
    pact_not_kept: Flag = about(
        ("Pakta integritas dinyatakan tidak ditaati", "Integrity pact found not to be kept"),
        (
            "Apakah putusan KPPU, pengadilan, atau PTUN menyatakan pakta integritas tidak ditaati?",
            "Has a decision of KPPU or a court found that the integrity pact was not kept?",
        ),
        asked_of="authority",
    )
    impact: Impact = impact()
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
        related=(
            Related("bids", "bid", "package", "bids_complete"),
            Related("roles", "procurement_role", "package"),
            Related("decisions", "official_decision", "package"),
        ),
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
    unit: Line = about(
        ("Satuan kerja", "Unit"), ("Satuan kerja mana yang mengadakan?", "Which unit procures?"), sensitivity="public", asked_of="register"
    )
    category: Annotated[str | None, code("procurement_category")] = about(
        ("Jenis pengadaan", "Category"),
        ("Pengadaan jenis apa?", "Which category of procurement?"),
        sensitivity="public",
        asked_of="register",
    )
    method: Annotated[str | None, code("procurement_method")] = about(
        ("Metode pemilihan", "Method"),
        ("Dengan metode apa penyedia dipilih?", "By which method is the provider selected?"),
        sensitivity="public",
        asked_of="register",
    )
    object: Line = about(
        ("Objek pengadaan", "Object"),
        (
            "Apa yang diadakan? Beri penanda yang sama pada paket yang sejenis.",
            "What is procured? Give packages of one kind the same mark.",
        ),
        sensitivity="public",
        asked_of="register",
    )
    budget_year: Year = about(
        ("Tahun anggaran", "Budget year"),
        ("Tahun anggaran berapa?", "Which budget year?"),
        unit="tahun",
        sensitivity="public",
        asked_of="register",
    )
    contract_value_idr: Rupiah = about(
        ("Nilai kontrak", "Contract value"),
        ("Berapa nilai kontraknya (rupiah)?", "What is the value of the contract (rupiah)?"),
        unit="IDR",
        sensitivity="public",
        asked_of="register",
    )
    contract_on: Day = about(
        ("Tanggal kontrak", "Contract on"),
        ("Kapan kontrak ditandatangani?", "When was the contract signed?"),
        sensitivity="public",
        asked_of="register",
    )
    similar_total_idr: Rupiah = about(
        ("Jumlah paket sejenis", "Total of similar packages"),
        (
            "Berapa jumlah nilai paket sejenis dari satuan kerja dan tahun anggaran yang sama (rupiah)?",
            "What is the total value of similar packages of the same unit and budget year (rupiah)?",
        ),
        unit="IDR",
        sensitivity="public",
        asked_of="register",
    )
    planner: Who = about(
        ("Konsultan perencana", "Planning consultant"),
        ("Siapa konsultan perencananya?", "Who is the planning consultant?"),
        sensitivity="internal",
        asked_of="register",
    )
    supervisor: Who = about(
        ("Konsultan pengawas", "Supervising consultant"),
        ("Siapa konsultan pengawasnya?", "Who is the supervising consultant?"),
        sensitivity="internal",
        asked_of="register",
    )
    construction_manager: Who = about(
        ("Konsultan manajemen konstruksi", "Construction-management consultant"),
        ("Siapa konsultan manajemen konstruksinya?", "Who is the construction-management consultant?"),
        sensitivity="internal",
        asked_of="register",
    )
    split_to_avoid_tender: Flag = about(
        ("Dipecah untuk menghindari tender", "Split to avoid a tender"),
        ("Apakah paket itu dipecah untuk menghindari tender atau seleksi?", "Was the package split to avoid a tender or selection?"),
        asked_of="examiner",
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
    document_author: Line = about(
        ("Penyusun dokumen", "Author of the documents"),
        ("Siapa penyusun dokumen menurut data berkasnya?", "Who made the documents, by the data of their files?"),
        asked_of="register",
    )
    upload_address: Line = about(
        ("Alamat pengunggahan", "Address of upload"),
        ("Dari alamat jaringan mana dokumen diunggah?", "From which network address were the documents uploaded?"),
        asked_of="register",
    )
    error_pattern: Line = about(
        ("Penanda kesalahan yang sama", "Mark of shared errors"),
        (
            "Penawaran lain mana yang memuat kesalahan yang sama? Beri penanda yang sama.",
            "Which other bids have the same errors? Give them the same mark.",
        ),
        sensitivity="internal",
        asked_of="examiner",
    )
    untrue_documents: Flag = about(
        ("Dokumen tidak benar", "Untrue documents"),
        ("Apakah ada dokumen atau keterangan yang tidak benar?", "Are there untrue documents or statements?"),
        sensitivity="internal",
        asked_of="examiner",
    )
    price_arranged: Flag = about(
        ("Harga diatur bersama", "Price arranged"),
        ("Apakah harga penawaran diatur bersama peserta lain?", "Was the price arranged with other bidders?"),
        sensitivity="internal",
        asked_of="examiner",
    )
    withdrawn_on: Day = about(
        ("Ditarik pada", "Withdrawn on"),
        ("Kapan penawaran itu ditarik?", "When was the bid withdrawn?"),
        sensitivity="public",
        asked_of="register",
    )
    withdrawal_accepted: Flag = about(
        ("Alasan penarikan diterima", "Reason for withdrawal accepted"),
        ("Apakah alasan penarikannya dapat diterima?", "Is the reason for the withdrawal accepted?"),
        sensitivity="internal",
        asked_of="procurement",
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
        ("Melalui perusahaan atau hubungan mana hubungan tidak langsung itu?", "Through which companies or links is the link indirect?"),
        asked_of="register",
    )
    controls: Flag = about(
        ("Mengendalikan", "Controls"),
        ("Apakah pemegang mengendalikan perusahaan itu?", "Does the holder control the organisation?"),
        asked_of="register",
    )
    runs: Flag = about(
        ("Menjalankan", "Runs"),
        ("Apakah pemegang menjalankan perusahaan itu?", "Does the holder run the organisation?"),
        asked_of="register",
    )
    from_: Day = about(FIRST_DAY_LABEL, ("Sejak kapan?", "Since when?"), asked_of="register", alias="from")
    until: LastDay = about(LAST_DAY_LABEL, ("Sampai kapan?", "Until when?"), asked_of="register")
