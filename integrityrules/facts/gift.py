"""A gift: asked for, offered, received or refused, and what became of it.

May not know which gifts are exempt or forbidden: that is law. Characterisations (conflict of interest, contrary to duty) can be declared,
and rules may define them.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

from integrityrules.facts.fields import DoneDay, Flag, Line, Rupiah, Who, about, code
from integrityrules.facts.model import Fact, Kind
from integrityrules.facts.vocabulary import Text


class Gift(Fact):
    """A gift to the official, to someone near the official, or to the institution.

    The act is receiving; a gift that was only asked for, offered or refused has no `received_on`.
    """

    kind_of_fact: ClassVar[Kind] = Kind(
        "gift",
        "gifts",
        Text("Pemberian", "Gift"),
        dated_by="received_on",
        also_dated_by=("requested_on", "offered_on", "refused_on"),
    )

    # ---- who ---------------------------------------------------------------------------------------------------------
    giver: Who = about(("Pemberi", "Giver"), ("Siapa yang memberi?", "Who gave it?"))
    giver_relation: Annotated[str | None, code("giver_relation")] = about(
        ("Hubungan pemberi", "Relation of the giver"),
        ("Apa hubungan pemberi dengan Anda pada saat pemberian?", "How was the giver related to you at the time of the gift?"),
    )
    recipient: Annotated[str | None, code("recipient")] = about(
        ("Penerima", "Recipient"), ("Siapa yang menerima pemberian itu?", "Who received the gift?")
    )
    given_to_institution: Flag = about(
        ("Ditujukan kepada instansi", "Given to the institution"),
        ("Apakah pemberian itu ditujukan kepada instansi, bukan kepada perorangan?", "Was it given to the institution, not to a person?"),
        sensitivity="internal",
    )

    # ---- what happened, and when -------------------------------------------------------------------------------------
    requested_by_official: Flag = about(
        ("Diminta oleh pegawai", "Asked for by the official"),
        ("Apakah pemberian itu Anda minta, atas nama sendiri atau instansi?", "Did you ask for it, in your own or the institution's name?"),
    )
    requested_on: DoneDay = about(("Tanggal diminta", "Asked for on"), ("Kapan pemberian itu diminta?", "When was it asked for?"))
    offered_on: DoneDay = about(("Tanggal ditawarkan", "Offered on"), ("Kapan pemberian itu ditawarkan?", "When was it offered?"))
    received_on: DoneDay = about(("Tanggal diterima", "Received on"), ("Kapan pemberian itu diterima?", "When was it received?"))
    refused_on: DoneDay = about(("Tanggal ditolak", "Refused on"), ("Kapan pemberian itu ditolak?", "When was it refused?"))
    accepted: Flag = about(
        ("Diterima", "Accepted"), ("Apakah pemberian itu Anda terima (bukan ditolak)?", "Did you accept it (rather than refuse it)?")
    )
    could_not_refuse: Flag = about(
        ("Tidak dapat ditolak", "Could not be refused"),
        ("Apakah keadaannya tidak memungkinkan Anda menolak pemberian itu?", "Was it impossible to refuse it in the circumstances?"),
    )
    given_back_on: DoneDay = about(
        ("Tanggal dikembalikan kepada pemberi", "Given back on"),
        ("Kapan pemberian itu dikembalikan kepada pemberi?", "When was it given back to the giver?"),
    )
    donated_on: DoneDay = about(
        ("Tanggal disalurkan", "Passed on on"),
        ("Kapan pemberian itu disalurkan sebagai bantuan sosial?", "When was it passed on as social aid?"),
    )
    handover_documented: Flag = about(
        ("Penyaluran didokumentasikan", "Passing on is documented"),
        ("Apakah penyalurannya didokumentasikan (foto atau tanda terima)?", "Is passing it on documented (photo or receipt)?"),
        sensitivity="internal",
    )

    # ---- what it is --------------------------------------------------------------------------------------------------
    form: Annotated[str | None, code("gift_form")] = about(
        ("Bentuk", "Form"), ("Dalam bentuk apa pemberian itu?", "In what form was it given?")
    )
    object: Annotated[str | None, code("gift_object")] = about(
        ("Jenis penerimaan", "What was received"), ("Termasuk jenis penerimaan apa pemberian itu?", "What kind of receipt is it?")
    )
    description: Line = about(("Uraian", "Description"), ("Apa yang diberikan?", "What was given?"))
    value_idr: Rupiah = about(
        ("Nilai dari pemberi ini", "Value from this giver"),
        ("Berapa nilai pemberian dari pemberi ini (rupiah)?", "What is the value of the gift from this giver (rupiah)?"),
        unit="IDR",
    )
    value_basis: Annotated[str | None, code("value_basis")] = about(
        ("Dasar nilai", "Basis of the value"), ("Bagaimana nilai itu ditentukan?", "How was the value determined?")
    )
    total_from_giver_at_event: Rupiah = about(
        ("Jumlah dari pemberi ini pada peristiwa yang sama", "Total from this giver at the event"),
        (
            "Berapa jumlah seluruh pemberian dari pemberi ini pada peristiwa yang sama (rupiah)?",
            "What is the total of all gifts from this giver at the same event (rupiah)?",
        ),
        unit="IDR",
    )
    total_in_kind_from_giver_in_year: Rupiah = about(
        ("Jumlah bukan uang dari pemberi ini dalam setahun", "Total in kind from this giver in the year"),
        (
            "Berapa jumlah pemberian bukan uang dari pemberi ini dalam tahun yang sama sampai pemberian ini (rupiah)?",
            "What is the total of gifts in kind from this giver in the same year up to this one (rupiah)?",
        ),
        unit="IDR",
    )
    is_means_of_exchange: Flag = about(
        ("Uang atau alat tukar lain", "Money or other means of exchange"),
        ("Apakah berupa uang atau alat tukar lain?", "Is it money or another means of exchange?"),
    )
    perishable: Flag = about(
        ("Mudah rusak", "Perishable"),
        ("Apakah mudah rusak, misalnya makanan?", "Is it perishable, for example food?"),
        sensitivity="internal",
    )
    has_logo: Flag = about(
        ("Berlogo pemberi", "Carries the giver's logo"),
        ("Apakah barang itu memuat logo atau nama lembaga pemberi?", "Does it carry the logo or name of the giving organisation?"),
        sensitivity="internal",
    )
    has_economic_value: Flag = about(
        ("Bernilai ekonomis", "Has economic value"),
        ("Apakah objek itu bernilai ekonomis?", "Does the object have economic value?"),
        sensitivity="internal",
        asked_of="upg",
    )
    is_reasonable: Flag = about(
        ("Nilai wajar", "Reasonable value"),
        ("Apakah nilainya wajar dan patut?", "Is its value fair and proper?"),
        asked_of="upg",
    )

    # ---- the occasion ------------------------------------------------------------------------------------------------
    occasion: Annotated[str | None, code("occasion")] = about(
        ("Peristiwa", "Occasion"), ("Dalam rangka peristiwa apa pemberian itu?", "On what occasion was it given?")
    )
    event: Line = about(
        ("Penanda peristiwa", "Event"),
        (
            "Pemberian lain mana yang diterima pada peristiwa yang sama? Beri penanda yang sama.",
            "Which other gifts were received at the same event? Give them the same mark.",
        ),
    )
    calamity_victim: Annotated[str | None, code("calamity_victim")] = about(
        ("Yang terkena musibah", "Who was hit by the calamity"),
        ("Siapa yang terkena musibah atau bencana?", "Who was hit by the calamity or disaster?"),
        sensitivity="special",
    )
    same_for_all_participants: Flag = about(
        ("Berlaku umum", "Same for all participants"),
        (
            "Apakah pemberian itu berlaku sama (jenis, bentuk, syarat, dan nilai) bagi semua peserta?",
            "Was it the same (kind, form, terms and value) for all participants?",
        ),
        sensitivity="internal",
    )
    own_cost: Flag = about(
        ("Ikut serta dengan biaya sendiri", "Entered at own cost"),
        ("Apakah Anda mengikuti kegiatan itu dengan biaya sendiri?", "Did you take part at your own cost?"),
    )
    official_activity: Flag = about(
        ("Kegiatan kedinasan", "Official activity"),
        ("Apakah diterima dalam kegiatan kedinasan?", "Was it received in an official activity?"),
        sensitivity="internal",
    )
    organiser: Annotated[str | None, code("organiser")] = about(
        ("Penyelenggara kegiatan", "Organiser"),
        ("Siapa penyelenggara kegiatan itu?", "Who organised the activity?"),
        sensitivity="internal",
    )
    has_decree: Flag = about(
        ("Ada surat keputusan", "With a decree"),
        ("Apakah ada surat keputusan penunjukan untuk kegiatan itu?", "Is there a decree of appointment for the activity?"),
        sensitivity="internal",
    )
    has_assignment_letter: Flag = about(
        ("Ada surat tugas", "With an assignment letter"),
        ("Apakah ada surat tugas untuk kegiatan itu?", "Is there an assignment letter for the activity?"),
        sensitivity="internal",
    )
    has_invitation: Flag = about(
        ("Ada undangan tertulis", "With a written invitation"),
        ("Apakah ada undangan tertulis untuk kegiatan itu?", "Is there a written invitation to the activity?"),
        sensitivity="internal",
    )
    outside_profession: Flag = about(
        ("Profesi di luar kedinasan", "Profession outside the service"),
        ("Apakah merupakan imbalan atas profesi di luar kedinasan?", "Is it a fee of a profession outside the service?"),
    )

    # ---- how it stands to office and rules ---------------------------------------------------------------------------
    conflict_of_interest: Flag = about(
        ("Konflik kepentingan", "Conflict of interest"),
        (
            "Apakah pemberi memiliki kepentingan yang dapat memengaruhi tugas atau keputusan Anda?",
            "Does the giver have an interest that could influence your duties or decisions?",
        ),
    )
    related_to_office: Flag = about(
        ("Berhubungan dengan jabatan", "Related to the office"),
        ("Apakah pemberian itu berhubungan dengan jabatan, tugas, atau fungsi Anda?", "Is it related to your office, duties or function?"),
    )
    contrary_to_duty: Flag = about(
        ("Berlawanan dengan kewajiban atau tugas", "Contrary to duty"),
        (
            "Apakah penerimaan itu berlawanan dengan kewajiban atau tugas penerima?",
            "Is receiving it contrary to the recipient's obligations or duties?",
        ),
        asked_of="examiner",
    )
    breaches_agency_rules: Flag = about(
        ("Melanggar aturan atau kode etik instansi", "Against the agency's rules or code"),
        ("Apakah aturan internal atau kode etik instansi melarangnya?", "Do the agency's internal rules or code of ethics forbid it?"),
        sensitivity="internal",
        asked_of="upg",
    )
    within_standard_cost: Flag = about(
        ("Sesuai standar biaya", "Within standard cost"),
        ("Apakah nilainya tidak melebihi standar biaya yang berlaku di instansi?", "Is it within the standard cost of the agency?"),
        sensitivity="internal",
        asked_of="finance",
    )
    double_financing: Flag = about(
        ("Pembiayaan ganda", "Paid twice"),
        ("Apakah biaya yang sama juga dibayar oleh instansi?", "Does the agency pay the same cost too?"),
        sensitivity="internal",
        asked_of="finance",
    )
    official_fee_exists: Flag = about(
        ("Ada tarif atau honorarium resmi", "An official fee exists"),
        (
            "Apakah untuk layanan itu sudah ada tarif atau honorarium resmi?",
            "Is there already an official tariff or honorarium for the service?",
        ),
        sensitivity="internal",
        asked_of="finance",
    )
    outside_official_tariff: Flag = about(
        ("Di luar tarif resmi", "Outside the official tariff"),
        ("Apakah diterima di luar tarif atau penerimaan resmi?", "Was it received outside the official tariff?"),
        sensitivity="internal",
        asked_of="finance",
    )
    awarded_under_law: Flag = about(
        ("Diberikan pemerintah menurut peraturan", "Awarded by government under law"),
        (
            "Apakah diberikan oleh pemerintah berdasarkan peraturan perundang-undangan?",
            "Was it awarded by government under laws and regulations?",
        ),
        sensitivity="internal",
        asked_of="hr",
    )
    lawful_income: Flag = about(
        ("Penghasilan yang sah", "Lawful income"),
        ("Apakah merupakan penghasilan sesuai ketentuan peraturan perundang-undangan?", "Is it income under laws and regulations?"),
        asked_of="finance",
    )
    impact: Annotated[str | None, code("impact")] = about(
        ("Dampak negatif", "Negative impact"),
        ("Sejauh mana dampak negatif perbuatan itu?", "How far does the negative impact of the act reach?"),
        asked_of="examiner",
    )

    # ---- reports and what followed -----------------------------------------------------------------------------------
    reported_to_kpk_on: DoneDay = about(
        ("Dilaporkan ke KPK pada", "Reported to KPK on"),
        ("Kapan pemberian itu Anda laporkan langsung ke KPK?", "When did you report it straight to KPK?"),
        filed=True,
    )
    reported_to_upg_on: DoneDay = about(
        ("Dilaporkan ke UPG pada", "Reported to the UPG on"),
        ("Kapan pemberian itu Anda laporkan ke UPG?", "When did you report it to the UPG?"),
        filed=True,
    )
    refusal_reported_on: DoneDay = about(
        ("Penolakan dilaporkan pada", "Refusal reported on"),
        ("Kapan penolakan pemberian itu Anda laporkan?", "When did you report that you refused it?"),
        filed=True,
    )
    forwarded_to_kpk_on: DoneDay = about(
        ("Diteruskan UPG ke KPK pada", "Passed on to KPK on"),
        ("Kapan UPG meneruskan laporan itu ke KPK?", "When did the UPG pass the report on to KPK?"),
        sensitivity="internal",
        asked_of="upg",
    )
    report_is_complete: Flag = about(
        ("Laporan lengkap", "Report is complete"),
        ("Apakah laporan itu sudah lengkap ketika diajukan?", "Was the report complete when it was filed?"),
        sensitivity="internal",
        asked_of="upg",
        filed=True,
    )
    completion_requested_on: DoneDay = about(
        ("Kelengkapan diminta pada", "Completion asked for on"),
        ("Kapan Anda diminta melengkapi laporan?", "When were you asked to complete the report?"),
        sensitivity="internal",
        asked_of="upg",
        filed=True,
    )
    returned_on: DoneDay = about(
        ("Berkas laporan dikembalikan pada", "Report sent back on"),
        ("Kapan berkas laporan dikembalikan untuk dilengkapi?", "When was the report sent back to be completed?"),
        sensitivity="internal",
        asked_of="upg",
        filed=True,
    )
    report_completed_on: DoneDay = about(
        ("Laporan dilengkapi pada", "Report completed on"), ("Kapan laporan itu dilengkapi?", "When was the report completed?"), filed=True
    )
    found_by_audit_on: DoneDay = about(
        ("Menjadi temuan pengawasan intern pada", "Found by internal audit on"),
        ("Kapan pemberian itu menjadi temuan pengawasan intern?", "When did it become a finding of internal audit?"),
        sensitivity="internal",
        asked_of="examiner",
    )
    criminal_process_from: DoneDay = about(
        ("Proses pidana sejak", "Criminal process since"),
        ("Sejak kapan ada proses pidana mengenai pemberian itu?", "Since when is there a criminal process about it?"),
        sensitivity="special",
        asked_of="authority",
    )
    ownership_status: Annotated[str | None, code("ownership_status")] = about(
        ("Status kepemilikan", "Ownership status"),
        ("Apa status kepemilikan yang ditetapkan KPK?", "What ownership did KPK decide on?"),
        asked_of="authority",
    )
    ownership_decided_on: DoneDay = about(
        ("Status kepemilikan ditetapkan pada", "Ownership decided on"),
        ("Kapan KPK menetapkan status kepemilikan?", "When did KPK decide on the ownership?"),
        asked_of="authority",
    )
    handed_to_state_on: DoneDay = about(
        ("Diserahkan kepada negara pada", "Handed to the state on"),
        ("Kapan objek itu diserahkan kepada negara?", "When was the object handed over to the state?"),
        asked_of="upg",
    )
