"""A finding as the desk keeps it: small, and comparable with what is said next.

May not decide. Holds the public form only: no declared value.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from hashlib import blake2b
from typing import Any, NamedTuple
from zlib import compress, decompress

from integrityrules.monitor.change import VOLATILE, What
from integrityrules.monitor.memory import Entry

Declaration = tuple[str | None, Entry]
"""A fact, and the official it is looked at for; of no official for what the registers say by themselves."""

Families = frozenset[str] | None
"""The rules by which a declaration is to be decided again; `None` for all."""

Name = tuple[str | None, str, int]
"""A finding: whose, its id, and its place among those of one declaration that have this id."""


class Record(NamedTuple):
    """A finding as it was last said.

    Attributes:
        family: the rule it is by, as `part.family_of` gives it.
        stamp: digest of everything that does not change with the day alone.
        form: its public form, compressed.
        as_of: the day it was worked out.
        due: the next day on which time alone may change it.
    """

    family: str
    stamp: bytes
    form: bytes
    as_of: date
    due: date | None


class Said(NamedTuple):
    """A finding that is not as it was, and the declaration it is of (`None` where that is gone since a restart)."""

    what: What
    name: Name
    form: Mapping[str, Any]
    declaration: Declaration | None


def name_of(owner: str | None, id: str, taken: Mapping[Name, Record]) -> Name:
    place = 0
    while (owner, id, place) in taken:  # two versions of one rule, on a day on which either may be in force
        place += 1
    return owner, id, place


def stamp_of_form(form: Mapping[str, Any], as_of: date) -> bytes:
    """Returns a digest of what a finding says, leaving out what the next day changes by itself."""
    said = {name: value for name, value in form.items() if name not in VOLATILE}
    segment = said["segment"]
    if segment is not None and segment["until"] == as_of.isoformat():
        said["segment"] = {**segment, "until": "as_of"}
    said["rests_on"] = sorted(said["rests_on"])
    said["questions"] = sorted(question["path"] + question["why"] for question in said["questions"])
    return blake2b(json.dumps(said, sort_keys=True).encode(), digest_size=16).digest()


def packed(form: Mapping[str, Any]) -> bytes:
    return compress(json.dumps(form).encode(), 1)


def unpacked(form: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(decompress(form))
    return found
