"""Wealth reports (LHKPN): filed documents about one occasion.

May not know when one is due. What the report says about wealth has no place here.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

from integrityrules.facts.fields import DoneDay, Flag, Year, about, code, reference
from integrityrules.facts.model import Fact, Kind
from integrityrules.facts.vocabulary import Text


class WealthReport(Fact):
    """A wealth report filed with KPK."""

    kind_of_fact: ClassVar[Kind] = Kind("wealth_report", "wealth_reports", Text("LHKPN", "Wealth report"), dated_by="filed_on")

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
    treated_as_not_filed: Flag = about(
        ("Dianggap tidak disampaikan", "Treated as not filed"),
        ("Apakah KPK menganggap laporan itu tidak disampaikan?", "Does KPK treat the report as not filed?"),
        asked_of="authority",
        filed=True,
    )
