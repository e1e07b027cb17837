"""The frozen trail of format version 1: whatever changes, it must be read, verified, proven and decided again as on its first day."""

from __future__ import annotations

import json
import shutil
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from shared_material import REPOSITORY

from integrityrules.trail import open_trail, verify_disclosure
from integrityrules.trail.canonical import encode, parse, parse_exactly
from integrityrules.trail.export import export
from integrityrules.trail.merkle import Frontier, leaf_hash
from integrityrules.trail.note import parse_public_key
from integrityrules.trail.offline import verify
from integrityrules.trail.sinks import read_anchors
from integrityrules.trail.stored import StoredLog
from integrityrules.trail.verify import verify_log

FROZEN = REPOSITORY / "tests" / "golden" / "trail-v1"
ORIGIN = "audit.example.go.id/frozen/1"
ROOT = "eaab87f3098f9a478a0f854d836d07f16a2846c3a1ec18bc7847f6fff547bc3d"
VERDICTS = ["SAME", "ERASED", "SAME", "SAME", "NO-EVALUATION", "NO-EVALUATION"]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Returns a copy of the frozen trail, with its keys readable by their owner only, as a checkout does not keep them."""
    found = shutil.copytree(FROZEN, tmp_path / "trail")
    for path in (found / "coi.trail.keys").iterdir():
        path.chmod(0o600)
    return found


def entries() -> list[bytes]:
    return (FROZEN / "plain" / "entries.jsonl").read_bytes().split(b"\n")[:-1]


def public() -> str:
    return (FROZEN / "coi.trail.keys" / "signing.pub").read_text().strip()


@pytest.mark.parametrize("place", ["coi.trail", "coi"])
def test_frozen_logs_verify(copy: Path, place: str) -> None:
    """Both stores verify against the anchors, with the root of the first day."""
    with open_trail(copy / place, keyless=True, writable=False) as trail:
        assert isinstance(trail.log, StoredLog)
        result = verify_log(trail.log, keys=[parse_public_key(public())], anchors=read_anchors(copy / "anchors.txt"))
        assert result.verdicts == ()
        assert (result.origin, result.size, result.anchors) == (ORIGIN, 6, 2)
        assert result.root is not None
        assert result.root.hex() == ROOT


def test_frozen_entries_decide_again(copy: Path) -> None:
    """Every entry whose person was not erased comes out the same, clause by clause."""
    with open_trail(copy / "coi.trail") as trail:
        assert [result.verdict for result in trail.replayer().replay_all()] == VERDICTS
        assert trail.disclose(0, "gift[g1].value_idr") == json.loads((FROZEN / "0.disclosure.json").read_text())


def test_frozen_files_verify_without_the_library() -> None:
    """Lines, leaf hashes, root and content agree by SHA-256 alone; proof and disclosure hold."""
    edge = Frontier()
    edge.extend([leaf_hash(line) for line in entries()])
    assert edge.root().hex() == ROOT
    for path in (FROZEN / "plain" / "content").iterdir():
        assert sha256(path.read_bytes()).hexdigest() == path.name
    proven = verify((FROZEN / "0.tlog-proof").read_text(), entries()[0], public(), ORIGIN)
    assert (proven.place, proven.size) == (0, 2)
    assert verify_disclosure(json.loads((FROZEN / "0.disclosure.json").read_text()), parse(entries()[0]))


def test_frozen_entries_are_canonical() -> None:
    """Every line is canonical, and of format version 1."""
    for line in entries():
        entry = parse_exactly(line)
        assert entry["v"] == 1
        assert encode(entry) == line


def test_export_gives_the_frozen_files(copy: Path, tmp_path: Path) -> None:
    """Exporting the frozen log gives the files of the first day, byte for byte."""
    with open_trail(copy / "coi.trail", keyless=True, writable=False) as trail:
        export(trail.log, tmp_path / "plain")
    frozen = FROZEN / "plain"
    for path in (path for path in frozen.rglob("*") if path.is_file()):
        assert (tmp_path / "plain" / path.relative_to(frozen)).read_bytes() == path.read_bytes(), path.name


def test_the_script_makes_another_like_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The script that made the frozen trail still makes one that decides to the same verdicts."""
    monkeypatch.syspath_prepend(str(REPOSITORY / "tests" / "golden"))
    monkeypatch.setitem(sys.modules, "make_trail_v1", None)
    del sys.modules["make_trail_v1"]
    from make_trail_v1 import make

    make(tmp_path / "again")
    with open_trail(tmp_path / "again" / "coi.trail") as trail:
        assert [result.verdict for result in trail.replayer().replay_all()] == VERDICTS
        then = [parse(line) for line in entries()]
        now = [parse(trail.log.read(index)) for index in range(trail.log.size)]
    assert [sorted(entry) for entry in then] == [sorted(entry) for entry in now]
    assert [entry.get("findings") and [found["rule"] for found in entry["findings"]] for entry in then] == [
        entry.get("findings") and [found["rule"] for found in entry["findings"]] for entry in now
    ]
