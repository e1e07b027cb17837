"""A dossier that brings its own registers is checked like one that reads them: chains of companies count as control."""

from __future__ import annotations

import json
from pathlib import Path

from support_cli import run

DOSSIER = """
as_of: 2026-01-01
official: {employment: pns, person: {own: me}}
procurement_roles: [{id: r, role: commitment_officer, package: P, from: 2025-01-10, until: ongoing}]
packages: [{id: P, tender_on: 2025-03-01}]
bids: [{id: b, package: P, bidder: {own: low}, offered_on: 2025-03-05}]
relationships: [{id: s, person: {own: wife}, relation: spouse, from: 2010-01-01, until: ongoing}]
company_links:
  - {id: c1, holder: {own: wife}, organisation: {own: top}, kind: shareholder, share: 60, from: 2020-01-01, until: ongoing}
  - {id: c2, holder: {own: top}, organisation: {own: low}, kind: shareholder, share: SHARE, from: 2020-01-01, until: ongoing}
"""


def states(tmp_path: Path, share: str) -> dict[str, str]:
    """Returns the state of each rule that found something, by its id."""
    path = tmp_path / "dossier.yaml"
    path.write_text(DOSSIER.replace("SHARE", share), encoding="utf-8")
    code, out, _ = run("check", str(path), "--format", "json", "--fail-on", "never")
    assert code == 0
    return {finding["rule"]: finding["state"] for finding in json.loads(out)["findings"]}


def test_a_chain_of_companies_is_found(tmp_path: Path) -> None:
    """The spouse owns a company that owns the bidder: found, and not where one step is half exactly."""
    assert states(tmp_path, "70")["procurement.spouse-controls-bidder"] == "review"
    assert "procurement.spouse-controls-bidder" not in states(tmp_path, "50")
