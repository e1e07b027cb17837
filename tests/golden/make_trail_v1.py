"""Made `trail-v1/`, once: a trail of format version 1 with everything a trail can hold. It is frozen; this says how it came about.

    python tests/golden/make_trail_v1.py NEW_FOLDER

Keys are random, so another run gives other bytes; what is frozen must be readable for ever. The keys in it protect nobody: the persons
are made up.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from integrityrules.engine import Engine
from integrityrules.facts.calendar import WorkCalendar
from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.facts.reading import read_dossier, read_registers
from integrityrules.rulebook.compile import Rulebook
from integrityrules.rulebook.read import parse_ruleset
from integrityrules.trail.export import export
from integrityrules.trail.opening import create_trail
from integrityrules.trail.segments import segment_log
from integrityrules.trail.sinks import AppendSink, publish_checkpoint

ORIGIN = "audit.example.go.id/frozen/1"

RULESET = """
id: test/frozen
version: 1.0.0
title: {id: Aturan beku, en: Frozen rules}
status: draft
sources:
  act: {title: {id: Undang-Undang Uji, en: Test Act}, citation: Act 1}
parameters:
  limit:
    type: money
    title: {id: Batas, en: Limit}
    values:
      - {from: 2020-01-01, until: 2026-01-19, value: 1000000, cite: [{source: act, at: Pasal 1, verified: confirmed}]}
      - {from: 2026-01-20, value: 1500000, cite: [{source: act, at: Pasal 1, verified: confirmed}]}
"""

RULES = """
defaults:
  track: reporting
  in_force: {from: 2020-01-01}
  executability: full
rules:
  - id: frozen.report
    kind: duty
    title: {id: Wajib lapor, en: Duty to report}
    about: gift
    cite: [{source: act, at: Pasal 2, verified: confirmed}]
    when:
      all:
        - gift.accepted
        - any:
            - gift.value_idr > params.limit
            - gift.giver_relation == "vendor"
    deadline: {working_days: 30, after: gift.received_on, calendar: asn}
    done_on: gift.reported_to_kpk_on
  - id: frozen.family
    kind: exemption
    title: {id: Keluarga, en: Family}
    exempts: [frozen.report]
    cite: [{source: act, at: Pasal 2, verified: confirmed}]
    when: gift.giver_relation in ["spouse", "child"]
  - id: frozen.owner-bids
    kind: indicator
    title: {id: Pemberi memiliki penawar, en: Giver owns a bidder}
    about: gift
    cite: [{source: act, at: Pasal 2, verified: confirmed}]
    when: company_links.exists(c, c.holder == gift.giver && bids.exists(b, b.bidder == c.organisation))
"""


def gift(id: str, **fields: object) -> dict[str, object]:
    return {"id": id, "giver": "guest", "giver_relation": "public", "received_on": "2026-01-19", "accepted": True, **fields}


DOSSIERS = [
    {"official": {"id": "o1"}, "gifts": [gift("g1", value_idr=1_200_000, reported_to_kpk_on="not_yet"), gift("g2", value_idr=5)]},
    {"official": {"id": "o2"}, "gifts": [gift("g1", giver_relation="vendor"), gift("g3", received_on="2026-01", value_idr=1_200_000)]},
    {"official": {"id": "o3"}, "gifts": [gift("g1", giver={"own": "t1"}, giver_relation="spouse", value_idr={"at_least": 2_000_000})]},
    {"official": {"id": "o1"}, "gifts": [gift("g1", value_idr=1_200_000, reported_to_kpk_on="2026-01-30")]},
]
REGISTERS = {
    "company_links": [{"id": "c1", "holder": {"own": "t1"}, "organisation": {"own": "t2"}}],
    "bids": [{"id": "b1", "bidder": {"own": "t2"}}],
}


def engine() -> Engine:
    """Returns the engine the trail was recorded with; the trail holds its law and calendar."""
    rulebook = Rulebook([parse_ruleset({"ruleset.yaml": RULESET, "rules.yaml": RULES})], VOCABULARY)
    return Engine(rulebook, [WorkCalendar("asn", [2025, 2026], [], [])])


def make(folder: Path) -> None:
    """Makes the trail in a new folder."""
    folder.mkdir(parents=True)
    registers = read_registers(REGISTERS)
    anchors = AppendSink(folder / "anchors.txt")
    with create_trail(folder / "coi.trail", origin=ORIGIN, keep_inputs=True) as trail:
        assert trail.signer is not None
        recorder = trail.recorder(engine(), run="frozen-run")
        for number, data in enumerate(DOSSIERS):
            recorder.record(read_dossier({"as_of": "2026-02-02", **data}), registers=[registers], received=json.dumps(data).encode())
            if number == 1:
                publish_checkpoint(trail.log, [trail.signer], [anchors])
        recorder.close_run(read=4, received=b"everything")
        (folder / "0.tlog-proof").write_text(str(trail.prove(0)), encoding="utf-8")
        shown = trail.disclose(0, "gift[g1].value_idr")
        (folder / "0.disclosure.json").write_text(json.dumps(shown, indent=1) + "\n", encoding="utf-8")
        trail.erase("o2")
        publish_checkpoint(trail.log, [trail.signer], [anchors])
        export(trail.log, folder / "plain")
        with segment_log(folder / "coi", ORIGIN) as tiles:
            for digest in trail.log.blobs():
                tiles.put_blob(digest, trail.log.get_blob(digest))
            entries = list(trail.log.entries())
            tiles.append_many([entry.body for entry in entries], keys=[entry.key for entry in entries])
            tiles.checkpoint(trail.signer)

    # Nobody needs to sign as the frozen trail again; and what SQLite leaves empty says nothing.
    for name in ("coi.trail.keys/signing.key", "coi.trail.keys/subjects-journal", "coi.trail.vault-journal", "coi.trail.lock"):
        (folder / name).unlink()


if __name__ == "__main__":
    make(Path(sys.argv[1]))
