"""Whatever cells hold, each row of a run has its leaf, says what came of it, and can be shown."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import given, settings
from support_leaves import ORIGIN, again, names_of, prove, trail_of, write_input
from support_stage import Sheets, some_sheets

from integrityrules.batch.leaves import verify_run
from integrityrules.trail import create_trail


@given(some_sheets())
@settings(max_examples=10, deadline=None)
def test_every_row_of_any_input_is_proven(sheets: Sheets) -> None:
    """As many leaves as rows, as many rejected ones as the account has, and each finding with a row."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        create_trail(place / "coi.trail", origin=ORIGIN).close()
        result = again(place, write_input(place / "in", dict(sheets)))
        with trail_of(place) as trail:
            assert verify_run(trail.log, place / "run").leaves == result.account.counts.read - result.account.lost
            shown = [prove(place, trail, name)[0] for name in names_of(place / "run")]
    words = Counter(row["outcome"][0] for row in shown)
    assert words["rejected"] == result.account.counts.rejected - result.account.lost
    assert words["settled"] == 0
    found = Counter(said for row in shown for said in row["outcome"][1:] if row["outcome"][0] in ("decided", "shared"))
    assert sum(result.account.states.values()) <= sum(found.values())
