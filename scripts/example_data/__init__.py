"""The invented declarations of the example workbooks, one file per topic, with codes for what the workbook shows as labels.

May not name a real person, office or company: everybody is a key. Made with 2026-04-30 in mind as the day it is looked at; any later day
works too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from example_data.broken import BROKEN_GIFTS, BROKEN_OFFICIALS, FORMULA, MERGED
from example_data.conduct import ABSENCES, CONDUCTS, FACILITY_USES
from example_data.conflict import CONFLICT_DECLARATIONS, OFFICIAL_DECISIONS
from example_data.gifts import GIFTS
from example_data.neutrality import ACTIVITIES, CANDIDACIES, CONTESTS, LEAVES
from example_data.officials import OFFICIAL_SPELLS, OFFICIALS
from example_data.positions import SIDE_POSITIONS
from example_data.procurement import BIDS, COMPANY_LINKS, PACKAGES, PROCUREMENT_ROLES, RELATIONSHIPS
from example_data.rows import Row
from example_data.wealth import APPOINTMENTS, FORMER_OFFICES, WEALTH_REPORTS

__all__ = ["BROKEN", "FORMULA", "MERGED", "SHEETS", "Row"]

SHEETS: Mapping[str, Sequence[Row]] = {
    "officials": [{"person": official["official_id"], **official} for official in OFFICIALS],
    "official_spells": OFFICIAL_SPELLS,
    "appointments": APPOINTMENTS,
    "leaves": LEAVES,
    "gifts": GIFTS,
    "relationships": RELATIONSHIPS,
    "wealth_reports": WEALTH_REPORTS,
    "procurement_roles": PROCUREMENT_ROLES,
    "side_positions": SIDE_POSITIONS,
    "former_offices": FORMER_OFFICES,
    "official_decisions": OFFICIAL_DECISIONS,
    "conflict_declarations": CONFLICT_DECLARATIONS,
    "activities": ACTIVITIES,
    "absences": ABSENCES,
    "facility_uses": FACILITY_USES,
    "conducts": CONDUCTS,
    "packages": PACKAGES,
    "bids": BIDS,
    "company_links": COMPANY_LINKS,
    "contests": CONTESTS,
    "candidacies": CANDIDACIES,
}
"""By the machine name of the sheet. Each official is also a person in the registers, under the same key."""

BROKEN: Mapping[str, Sequence[Row]] = {"officials": BROKEN_OFFICIALS, "gifts": BROKEN_GIFTS}
