"""Finds optional material that is not part of the repository: official texts, official cases, test vectors of standards.

Looked for in the folder named by INTEGRITYRULES_SHARED, else in a folder called `shared` beside the repository.
"""

from __future__ import annotations

import os
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
ABSENT = "optional material is absent; name its folder in INTEGRITYRULES_SHARED"


def shared(relative: str) -> Path | None:
    """Returns the path of a file or folder of the optional material, or `None` where it is absent."""
    named = os.environ.get("INTEGRITYRULES_SHARED")
    folder = Path(named) if named else REPOSITORY.parent / "shared"
    path = folder / relative
    return path if path.exists() else None
