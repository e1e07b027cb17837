"""Wealth reports (LHKPN, LHKAN): filed documents about one occasion.

May not know when one is due. What the report says about wealth has no place here.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

from integrityrules.facts.fields import DoneDay, Flag, Year, about, code, reference
from integrityrules.facts.model import Fact, Kind
from integrityrules.facts.vocabulary import Text


class WealthReport(Fact):
    """A wealth report filed with KPK (LHKPN), or with the agency (LHKAN, before it LHKASN)."""

    kind_of_fact: ClassVar[Kind] = Kind("wealth_report", "wealth_reports", Text("Laporan kekayaan", "Wealth report"), dated_by="filed_on")

    kind: Annotated[str | None, code("wealth_report_kind")] = about(
        ("Macam laporan", "Kind"), ("LHKPN, LHKASN, atau LHKAN?", "Is it an LHKPN, LHKASN or LHKAN?"), filed=True
    )
    occasion: Annotated[str | None, code("wealth_report_occasion")] = about(
        ("Jenis laporan", "Occasion"), ("Laporan itu disampaikan dalam rangka apa?", "On what occasion was the report filed?"), filed=True
    )
    appointment: Annotated[str | None, reference("appointment")] = about(
        ("Jabatan", "Appointment"), ("Laporan itu mengenai jabatan yang mana?", "Which appointment is the report about?"), filed=True
    )
    for_year: Year = about(
        ("Tahun pelaporan", "Year"), ("Laporan itu untuk tahun berapa?", "For which year is the report?"), unit="tahun", filed=True
    )
    filed_on: DoneDay = about(
        ("Disampaikan pada", "Filed on"), ("Kapan laporan itu disampaikan?", "When was the report filed?"), filed=True
    )
    proof: Annotated[str | None, code("wealth_report_proof")] = about(
        ("Bukti yang diserahkan", "Proof handed in"), ("Bukti apa yang diserahkan?", "Which proof was handed in?"), filed=True
    )
    is_complete: Flag = about(
        ("Lengkap", "Complete"), ("Apakah laporan itu lengkap?", "Is the report complete?"), asked_of="authority", filed=True
    )
    completion_requested_on: DoneDay = about(
        ("Kelengkapan diminta pada", "Completion asked for on"),
        ("Kapan Anda diminta melengkapi laporan?", "When were you asked to complete the report?"),
        asked_of="authority",
        filed=True,
    )
    completed_on: DoneDay = about(
        ("Dilengkapi pada", "Completed on"), ("Kapan laporan itu dilengkapi?", "When was the report completed?"), filed=True
    )
    verified_on: DoneDay = about(
        ("Hasil verifikasi disampaikan pada", "Verified on"),
        ("Kapan hasil verifikasi disampaikan?", "When was the result of verification given?"),
        asked_of="authority",
        filed=True,
    )
    treated_as_not_filed: Flag = about(
        ("Dianggap tidak disampaikan", "Treated as not filed"),
        ("Apakah KPK menganggap laporan itu tidak disampaikan?", "Does KPK treat the report as not filed?"),
        asked_of="authority",
        filed=True,
    )
