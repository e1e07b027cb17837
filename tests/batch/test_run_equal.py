"""A run in columns finds what the engine finds for each official alone: every finding, to the last character of its public form."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from support_run import AS_OF, audited, every_rule, example, lines_of

from integrityrules.batch.run import run_audit

NIGHTLY = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"
OFFICIALS = 100_000 if NIGHTLY else 150


@pytest.mark.parametrize("holes", [0.0, 0.1, 0.3] if NIGHTLY else [0.3])
def test_a_run_finds_what_an_audit_in_memory_finds(tmp_path: Path, holes: float) -> None:
    """Findings, states, deadlines, questions and counts are equal; so is what was read, evaluated and rejected, place by place."""
    input = example(tmp_path / "in", OFFICIALS, holes=holes)
    alone = audited(input, every_rule())
    result = run_audit(input, tmp_path / "run", every_rule(), as_of=AS_OF, shards=3, workers=0)
    assert list(result.lines()) == lines_of(alone)
    assert result.account.counts == alone.declarations.counts
    assert dict(result.account.sheets) == dict(alone.declarations.by_sheet)
    assert sorted(result.rejected()) == sorted(alone.rejected)
    assert result.account.officials == len(alone.audited)
    assert result.is_complete == alone.is_complete
    assert result.account.findings > OFFICIALS // 4
