"""Whatever is changed in the files of a run's leaves is noticed, each kind of damage by its own word."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
from support_leaves import ORIGIN, SHEETS, again, make_run, trail_of, write_input

from integrityrules.batch.leaves.manifest import bound_in, manifest_of
from integrityrules.batch.leaves.places import open_leaves
from integrityrules.batch.leaves.verify import RunVerification, verify_run
from integrityrules.trail import create_trail, open_trail
from integrityrules.trail.merkle import leaf_hash
from integrityrules.trail.verdicts import Word

STEP = 1 if os.environ.get("HYPOTHESIS_PROFILE") == "nightly" else 7


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("damage")
    make_run(place)
    return place


@pytest.fixture
def run(made: Path, tmp_path: Path) -> Path:
    """Returns a copy of the leaves alone, which is all that verifying needs."""
    shutil.copytree(made / "run" / "leaves", tmp_path / "run" / "leaves")
    return tmp_path / "run"


def verified(made: Path, run: Path) -> RunVerification:
    with trail_of(made) as trail:
        return verify_run(trail.log, run)


def words(made: Path, run: Path) -> list[str]:
    return [f"{verdict.word}({verdict.place})" for verdict in verified(made, run).verdicts]


def test_leaves_alone_verify(made: Path, run: Path) -> None:
    """Without stage, findings or keys, every leaf is hashed and every root is that of the entry."""
    result = verified(made, run)
    assert result.is_sound
    with trail_of(made) as trail:
        _, entry = manifest_of(trail.log, open_leaves(run).run)
    assert (result.shards, result.leaves) == (3, sum(one.size for one in bound_in(entry)))
    assert result.leaves > 10


def test_every_flipped_byte_is_noticed(tmp_path: Path) -> None:
    """Of a whole shard file, Parquet's own bytes included, with the place of the shard; every night each of them, else one in seven."""
    create_trail(tmp_path / "coi.trail", origin=ORIGIN).close()
    again(tmp_path, write_input(tmp_path / "in", {name: rows[:2] for name, rows in SHEETS.items() if name == "gifts"}), shards=1)
    shard = tmp_path / "run" / "leaves" / "shard-0000.parquet"
    data, found = shard.read_bytes(), set()
    with trail_of(tmp_path) as trail:
        for place in range(0, len(data), STEP):
            shard.write_bytes(data[:place] + bytes([data[place] ^ (1 << place % 8)]) + data[place + 1 :])
            verdicts = verify_run(trail.log, tmp_path / "run").verdicts
            assert [verdict.place for verdict in verdicts] == [1], place
            found.add(verdicts[0].word)
    assert Word.TAMPERED in found
    assert found <= {Word.TAMPERED, Word.UNREADABLE, Word.TRUNCATED, Word.ROOT_MISMATCH}


def rewrite(path: Path, change: str) -> None:
    """Replaces the rows of a shard file by what a query over them, `rows`, gives."""
    beside = path.with_suffix(".new")
    duckdb.connect().execute(f"COPY (WITH rows AS (SELECT * FROM read_parquet('{path}')) {change}) TO '{beside}' (FORMAT parquet)")
    beside.replace(path)


def hashed(run: Path) -> None:
    """Makes the stored hashes of a shard right again, as whoever knows the format would."""
    path = run / "leaves" / "shard-0000.parquet"
    rows = duckdb.connect().execute(f"SELECT sheet, row, digest FROM read_parquet('{path}')").fetchall()
    made = [(leaf_hash(f"integrityrules/leaf/1\n{sheet}\n".encode() + row + digest), sheet, row, digest) for sheet, row, digest in rows]
    values = ", ".join(
        f"('{sheet}', unhex('{row.hex()}'), unhex('{digest.hex()}'), unhex('{leaf.hex()}'))" for leaf, sheet, row, digest in sorted(made)
    )
    rewrite(path, f"SELECT * FROM (VALUES {values}) AS v(sheet, row, digest, leaf)")


def other_digest(run: Path) -> None:
    rewrite(run / "leaves" / "shard-0000.parquet", "SELECT sheet, row, unhex(sha256(digest)) AS digest, leaf FROM rows")


CHANGES: dict[str, tuple[Callable[[Path], Any], list[str]]] = {
    "missing": (lambda run: (run / "leaves" / "shard-0001.parquet").unlink(), ["GAP(2)"]),
    "cut off": (lambda run: _cut(run / "leaves" / "shard-0001.parquet"), ["TRUNCATED(2)"]),
    "another file": (lambda run: (run / "leaves" / "shard-0001.parquet").write_bytes(bytes(100_000)), ["UNREADABLE(2)"]),
    "no leaves": (
        lambda run: rewrite(run / "leaves" / "registers.parquet", "SELECT repeat(sheet, 9999) || row AS leaf FROM rows"),
        ["UNREADABLE(0)"],
    ),
    "long digests": (
        lambda run: rewrite(run / "leaves" / "registers.parquet", "SELECT * REPLACE (digest || repeat(digest, 9999) AS digest) FROM rows"),
        ["UNREADABLE(0)"],
    ),
    "a row fewer": (lambda run: rewrite(run / "leaves" / "shard-0000.parquet", "SELECT * FROM rows LIMIT 3"), ["TRUNCATED(1)"]),
    "a row twice": (
        lambda run: rewrite(run / "leaves" / "shard-0000.parquet", "SELECT * FROM rows UNION ALL (SELECT * FROM rows LIMIT 1)"),
        ["ROOT-MISMATCH(1)"],
    ),
    "another order": (lambda run: rewrite(run / "leaves" / "shard-0000.parquet", "SELECT * FROM rows ORDER BY row"), ["ROOT-MISMATCH(1)"]),
    "another digest": (other_digest, ["TAMPERED(1)"]),
    "another digest, hashed": (lambda run: (other_digest(run), hashed(run)), ["ROOT-MISMATCH(1)"]),
    "the same rows": (lambda run: rewrite(run / "leaves" / "shard-0000.parquet", "SELECT * FROM rows"), ["TAMPERED(1)"]),
    "a further file": (lambda run: (run / "leaves" / "shard-0002.parquet").write_bytes(b""), ["TAMPERED(-1)"]),
    "another run": (lambda run: _log(run, run="0" * 32), ["GAP(-1)"]),
    "another log": (lambda run: _log(run, origin="audit.example.go.id/other"), ["UNREADABLE(-1)"]),
    "no log": (lambda run: (run / "leaves" / "log.json").write_text("{}"), ["UNREADABLE(-1)"]),
    "swapped": (lambda run: _swap(run / "leaves"), ["TRUNCATED(1)", "ROOT-MISMATCH(2)"]),
}


@pytest.mark.parametrize("kind", CHANGES)
def test_each_damage_has_its_word(made: Path, run: Path, kind: str) -> None:
    """One verdict for each shard, with its place in the entry."""
    change, expected = CHANGES[kind]
    change(run)
    found = words(made, run)
    if kind == "swapped":
        assert {word.split("(")[0] for word in found} <= {"TRUNCATED", "ROOT-MISMATCH"}
        assert len(found) == 2
    else:
        assert found == expected


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-50])


def _log(folder: Path, **change: str) -> None:
    path = folder / "leaves" / "log.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **change}))


def _swap(leaves: Path) -> None:
    one, other = leaves / "shard-0000.parquet", leaves / "shard-0001.parquet"
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)


def test_a_run_of_another_log_is_not_found(made: Path, run: Path, tmp_path: Path) -> None:
    """A log that never recorded the run says that an entry is missing."""
    create_trail(tmp_path / "other.trail", origin=ORIGIN).close()
    with open_trail(tmp_path / "other.trail") as trail:
        assert [verdict.word for verdict in verify_run(trail.log, run).verdicts] == [Word.GAP]
