"""How a list of codes is written down: every code with its label in Indonesian and English.

May not know any list. `none_of_these` is a statement; a blank is not.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from integrityrules.facts.vocabulary import CodeList, Text

NONE_OF_THESE = {"none_of_these": ("Tidak satu pun dari pilihan ini", "None of these")}


def code_list(id: str, title: tuple[str, str], codes: Mapping[str, tuple[str, str]], within: str = "") -> CodeList:
    """Returns a list of codes; titles and labels are Indonesian and English."""
    labelled = {code: Text(*label) for code, label in codes.items()}
    return CodeList(id, Text(*title), MappingProxyType(labelled), within)
