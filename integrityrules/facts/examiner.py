"""What only an examiner can say of an act: how far its impact reaches, and whether it was meant.

May not know what follows from either. Never asked of the official; a range until it is said.
"""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

from integrityrules.facts.fields import about, code

Impact: TypeAlias = Annotated[str | None, code("impact")]
Intent: TypeAlias = Annotated[str | None, code("intent")]


def impact() -> Any:
    """Returns the default of a field for the reach of the negative impact of an act."""
    return about(
        ("Dampak negatif", "Negative impact"),
        ("Sejauh mana dampak negatif perbuatan itu?", "How far does the negative impact of the act reach?"),
        asked_of="examiner",
    )


def intent() -> Any:
    """Returns the default of a field for the intent behind an act."""
    return about(
        ("Kesengajaan", "Intent"),
        ("Apakah perbuatan itu dilakukan dengan sengaja atau karena lalai?", "Was the act deliberate or negligent?"),
        asked_of="examiner",
    )
