"""Every closed list of codes, and the two that belong to no kind of fact.

May not know any law. The lists of a topic stand in a module of their own (`codes_gift.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from integrityrules.facts.code_list import code_list
from integrityrules.facts.codes_conduct import CONDUCT_LISTS
from integrityrules.facts.codes_gift import GIFT_LISTS
from integrityrules.facts.codes_official import OFFICIAL_LISTS
from integrityrules.facts.codes_political import POLITICAL_LISTS
from integrityrules.facts.codes_position import POSITION_LISTS
from integrityrules.facts.codes_procurement import PROCUREMENT_LISTS
from integrityrules.facts.vocabulary import CodeList

_GENERAL_LISTS = (
    code_list(
        "basis",
        ("Dasar pernyataan", "Basis of a statement"),
        {
            "declared": ("Dinyatakan sendiri", "Declared"),
            "register": ("Dari daftar atau register resmi", "From a register"),
            "alleged": ("Dugaan, belum diperiksa", "Alleged, not examined"),
            "established": ("Telah dibuktikan dalam pemeriksaan", "Established by an examination"),
        },
    ),
    code_list(
        "duty_state",
        ("Keadaan temuan", "State of a finding"),
        {
            "met": ("Terpenuhi", "Met"),
            "met_late": ("Terpenuhi terlambat", "Met late"),
            "met_undated": ("Terpenuhi, tanggal tidak diketahui", "Met, day unknown"),
            "due": ("Masih dalam tenggat", "Due"),
            "overdue": ("Lewat tenggat", "Overdue"),
            "unconfirmed": ("Belum terkonfirmasi", "Unconfirmed"),
            "undated": ("Tenggat tidak dapat dihitung", "Undated"),
            "indicated": ("Terindikasi", "Indicated"),
            "review": ("Perlu ditelaah", "Review"),
        },
    ),
)

_LISTS = (
    *_GENERAL_LISTS, *OFFICIAL_LISTS, *GIFT_LISTS, *PROCUREMENT_LISTS, *POSITION_LISTS, *POLITICAL_LISTS, *CONDUCT_LISTS,
)  # fmt: skip

CODE_LISTS: Mapping[str, CodeList] = MappingProxyType({codes.id: codes for codes in _LISTS})
"""Every code list by its id."""
