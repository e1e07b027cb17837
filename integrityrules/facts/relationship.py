"""Family and other personal relations of the official.

May not know whose interests count as the official's own: that is law, and differs from rule to rule.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

from integrityrules.facts.fields import FIRST_DAY_LABEL, LAST_DAY_LABEL, Count, Day, LastDay, Who, about, code
from integrityrules.facts.model import Fact, Kind
from integrityrules.facts.vocabulary import Related, Text


class Relationship(Fact):
    """A person's relation to the official from a day until a day, both included (a marriage can end)."""

    kind_of_fact: ClassVar[Kind] = Kind(
        "relationship",
        "relationships",
        Text("Hubungan pribadi", "Relationship"),
        span=("from", "until"),
        related=(Related("declarations", "conflict_declaration", "relationship"),),
    )

    person: Who = about(("Orang", "Person"), ("Siapa orang itu?", "Who is the person?"))
    relation: Annotated[str | None, code("family_relation")] = about(
        ("Hubungan", "Relation"), ("Apa hubungan orang itu dengan Anda?", "How is the person related to you?")
    )
    degree: Count = about(
        ("Derajat", "Degree"),
        ("Hubungan keluarga itu derajat ke berapa?", "Of which degree is the relation?"),
        unit="derajat",
        asked_of="hr",
    )
    bond: Annotated[str | None, code("bond")] = about(
        ("Darah atau perkawinan", "By blood or marriage"), ("Hubungan darah atau perkawinan?", "Is it by blood or by marriage?")
    )
    affiliation: Annotated[str | None, code("affiliation")] = about(
        ("Afiliasi", "Affiliation"),
        ("Apa afiliasi Anda dengan orang itu, bila bukan keluarga?", "How are you affiliated with the person, if not family?"),
    )
    from_: Day = about(FIRST_DAY_LABEL, ("Sejak kapan hubungan itu ada?", "Since when does the relation exist?"), alias="from")
    until: LastDay = about(LAST_DAY_LABEL, ("Sampai kapan hubungan itu ada?", "Until when did the relation exist?"))
