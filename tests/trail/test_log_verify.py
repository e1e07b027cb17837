"""Verification: each thing that can be wrong with a log gets its word, its place and its exit code; nothing else does."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from support_logs import FILE_KINDS, KINDS, ORIGIN, POSTGRES, Place, a_place

from integrityrules.trail.checkpoint import Checkpoint, sign_checkpoint
from integrityrules.trail.locations import open_log
from integrityrules.trail.log import Log, TrailError
from integrityrules.trail.merkle import Frontier, leaf_hash
from integrityrules.trail.note import PrivateKey, generate_key
from integrityrules.trail.sinks import Anchoring, AppendSink, FolderSink, publish_checkpoint, read_anchors
from integrityrules.trail.tiles import tile_path
from integrityrules.trail.verdicts import Verification, Word, parse_resume
from integrityrules.trail.verify import verify_opened

pytest.importorskip("cryptography", reason="signing needs the extra `sign`")

KEY = PrivateKey(ORIGIN, bytes(range(32)))
ENTRIES = 600
LAW = b"some ruleset"


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    with a_place(request.param, tmp_path) as found:
        yield found


def fill(place: Place, entries: int = ENTRIES) -> str:
    """Appends numbered entries and content, and returns a checkpoint of them."""
    with place.open() as log:
        first = log.size
        log.append_many([b"entry %d" % number for number in range(first, first + entries)], keys=[f"k{first + n}" for n in range(entries)])
        log.put_blob(sha256(LAW).hexdigest(), LAW)
        return log.checkpoint(KEY)


def verified(place: Place, *anchors: str, **options: object) -> Verification:
    options.setdefault("keys", [KEY.public])
    return verify_opened(lambda: place.open(writable=False, origin=None), anchors=anchors, **options)


def words(found: Verification) -> list[tuple[str, int]]:
    return [(str(verdict.word), verdict.place) for verdict in found.verdicts]


def sql(place: Place, *statements: str) -> None:
    """Does to a database what only its administrator can."""
    if place.kind == "sqlite":
        with sqlite3.connect(place.location) as connection:
            for statement in statements:
                connection.execute(statement.replace("{s}.", ""))
        connection.close()
        return
    import psycopg

    with psycopg.connect(POSTGRES, autocommit=True) as administrator:
        administrator.execute("SET session_replication_role TO replica")  # switches the guards off
        for statement in statements:
            administrator.execute(statement.replace("{s}", place.location).replace("x'", "'\\x"))


def test_a_sound_log(place: Place) -> None:
    """A log that nobody touched verifies, with every body hashed, its checkpoint and its anchor agreed, and its signer named."""
    anchor = fill(place)
    found = verified(place, anchor)
    assert (found.verdicts, found.notices, found.more) == ((), (), 0)
    assert (found.origin, found.size, found.entries, found.checkpoints, found.anchors) == (ORIGIN, ENTRIES, ENTRIES, 1, 1)
    assert found.signers == (f"{ORIGIN}+{KEY.key_id.hex()}",)
    assert found.exit_code(require_anchor=True) == 0
    with place.open(writable=False) as log:
        assert found.root == log.root()


def test_an_empty_log_is_sound(place: Place) -> None:
    """A log without entries verifies, and its checkpoint of size 0 too."""
    with place.open() as log:
        anchor = log.checkpoint(KEY)
    found = verified(place, anchor)
    assert (words(found), found.anchors, found.exit_code(require_anchor=True)) == ([], 1, 0)


def test_without_anchors_a_log_is_sound_and_unanchored(place: Place) -> None:
    """Nothing kept elsewhere: UNANCHORED, which is exit 7 only where an anchor is required."""
    fill(place)
    found = verified(place)
    assert (words(found), found.is_sound) == ([("UNANCHORED", ENTRIES)], True)
    assert (found.exit_code(), found.exit_code(require_anchor=True)) == (0, 7)


def test_an_anchor_of_another_log_does_not_count(place: Place) -> None:
    """A checkpoint of another origin is left out, and never a false alarm of truncation."""
    fill(place)
    other = generate_key("audit.example.go.id/other")
    found = verified(place, sign_checkpoint(Checkpoint(other.name, 10**6, bytes(32)), [other]))
    assert words(found) == [("UNANCHORED", ENTRIES)]
    assert found.notices == ("1 checkpoints are of other logs and were left out",)


def test_signatures(place: Place) -> None:
    """Without keys signatures are unchecked and this is said; with other keys UNKNOWN-KEY; a forged line is BAD-SIGNATURE."""
    anchor = fill(place)
    unchecked = verified(place, anchor, keys=None)
    assert (unchecked.verdicts, unchecked.signers) == ((), ())
    assert unchecked.notices == ("signatures were not checked, because no key was given",)
    stranger = verified(place, anchor, keys=[generate_key(ORIGIN).public])
    assert words(stranger) == [("UNKNOWN-KEY", ENTRIES), ("UNKNOWN-KEY", -1), ("UNANCHORED", ENTRIES)]
    forged = verified(place, anchor.replace(f"\n{ENTRIES}\n", f"\n{ENTRIES + 1}\n"))
    assert words(forged) == [("BAD-SIGNATURE", -1), ("UNANCHORED", ENTRIES)]
    assert stranger.exit_code() == forged.exit_code() == 5
    assert words(verified(place, "not a checkpoint")) == [("UNREADABLE", -1), ("UNANCHORED", ENTRIES)]


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
@pytest.mark.parametrize(
    "statement, expected",
    [
        ("UPDATE {s}.entry SET body = x'00' WHERE place = 17", [("TAMPERED", 17), ("ROOT-MISMATCH", -1), ("ROOT-MISMATCH", ENTRIES)]),
        ("UPDATE {s}.entry SET leaf = body WHERE place = 17", [("TAMPERED", 17)]),
        ("DELETE FROM {s}.entry WHERE place BETWEEN 17 AND 19", [("GAP", 17)]),
        ("DELETE FROM {s}.entry WHERE place = 0", [("GAP", 0)]),
        ("UPDATE {s}.entry SET recorded_at = 1 WHERE place = 17", [("UNREADABLE", 17)]),
        ("UPDATE {s}.entry SET key = 'other' WHERE place = 17", [("UNREADABLE", 17)]),
        ("UPDATE {s}.node SET hash = x'" + "00" * 32 + "' WHERE place = 1", [("ROOT-MISMATCH", -1)]),
        ("UPDATE {s}.blob SET data = x'00'", [("TAMPERED", -1)]),
        ("UPDATE {s}.checkpoint SET size = 7", [("UNREADABLE", 7)]),
        ("UPDATE {s}.checkpoint SET note = 'other.' || note", [("BAD-SIGNATURE", ENTRIES)]),
    ],
)
def test_what_an_administrator_does_to_a_database(kind: str, statement: str, expected: list[tuple[str, int]], tmp_path: Path) -> None:
    """A change of a body, hash, envelope, node, content or checkpoint, or a missing entry, has its word and its place."""
    with a_place(kind, tmp_path) as place:
        anchor = fill(place)
        sql(place, statement)
        found = verified(place, anchor)
        # The head in PostgreSQL repeats hashes of the tree, and says so by itself.
        beside = {("REWRITTEN", ENTRIES), *([("UNREADABLE", -1)] if kind == "postgres" else [])}
        assert [word for word in words(found) if word not in beside] == expected
        assert found.exit_code() == 5


def test_what_someone_does_to_the_files_of_segments(tmp_path: Path) -> None:
    """Each file of a bundle, of a tile, of the journal and of the rest has its word when it is changed or gone."""
    with a_place("segments", tmp_path) as place:
        anchor = fill(place)
        folder = Path(place.location)
        bundle, tile, envelopes = (tile_path(folder / name, 1) for name in ("tile/entries", "tile/0", "envelopes"))
        kept = tmp_path / "kept"
        shutil.copytree(folder, kept)

        def after(change: Callable[[], object]) -> list[tuple[str, int]]:
            change()
            found = words(verified(place, anchor))
            shutil.rmtree(folder)
            shutil.copytree(kept, folder)
            return [word for word in found if word != ("REWRITTEN", ENTRIES)]

        def replace(path: Path, old: bytes, new: bytes) -> Callable[[], object]:
            return lambda: path.write_bytes(path.read_bytes().replace(old, new, 1))

        assert after(replace(bundle, b"entry 300", b"entry 30O")) == [
            ("TAMPERED", 300),
            ("ROOT-MISMATCH", -1),
            ("ROOT-MISMATCH", ENTRIES),
        ]
        assert after(replace(tile, leaf_hash(b"entry 300"), bytes(32))) == [("TAMPERED", 300)]
        assert after(bundle.unlink)[0] == ("GAP", 256)
        assert after(tile.unlink)[0] == ("UNREADABLE", 256)
        assert ("UNREADABLE", 256) in after(envelopes.unlink)
        assert ("UNREADABLE", 256) in after(replace(envelopes, b"k300", b"k301"))
        assert after((folder / "journal").unlink) == [("UNREADABLE", -1)]
        assert after((folder / "log").unlink) == [("TRUNCATED", ENTRIES)]
        assert after(replace(folder / "journal", b"entry 599", b"entry 598"))[0][0] == "UNREADABLE"
        assert after(replace(folder / "checkpoint", b"audit", b"other")) == [("UNREADABLE", -1)]
        assert after(replace(folder / "keys.sqlite", b"k300", b"k3OO")) != []
        assert after(lambda: None) == []


def test_damage_within_the_journal_is_not_taken_for_a_crash(tmp_path: Path) -> None:
    """A damaged frame with a sound one behind it keeps the log from being opened; nothing is cut."""
    with a_place("segments", tmp_path) as place:
        with place.open() as log:
            for number in range(3):
                log.append(b"entry %d" % number)
        journal = Path(place.location) / "journal"
        data = journal.read_bytes()
        journal.write_bytes(data.replace(b"entry 1", b"entry 7"))
        with pytest.raises(TrailError) as raised:
            place.open()
        assert raised.value.code == "unreadable-log"
        assert len(journal.read_bytes()) == len(data)


def cut(place: Place, size: int) -> None:
    """Removes the newest entries, as someone would who knows the format."""
    if place.kind == "sqlite":
        sql(
            place,
            f"DELETE FROM entry WHERE place >= {size}",
            "DELETE FROM checkpoint",
            f"DELETE FROM node WHERE (place + 1) * 256 > {size}",
        )
    else:
        with place.open(writable=False) as log:
            edge = Frontier()
            edge.extend([log.leaf_hash(number) for number in range(size)])
        sql(
            place,
            f"DELETE FROM {{s}}.entry WHERE place >= {size}",
            "DELETE FROM {s}.checkpoint",
            f"DELETE FROM {{s}}.node WHERE (place + 1) * 256 > {size}",
            f"UPDATE {{s}}.head SET size = {size}, edge = x'{edge.to_bytes().hex()}'",
        )


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
@pytest.mark.parametrize("size", [599, 512, 100, 0])
def test_a_tail_that_is_cut_skilfully(kind: str, size: int, tmp_path: Path) -> None:
    """Without its newest entries and its own checkpoints a log is sound in itself; a checkpoint kept elsewhere says TRUNCATED, exit 6."""
    with a_place(kind, tmp_path) as place:
        anchor = fill(place)
        cut(place, size)
        assert words(verified(place)) == [("UNANCHORED", size)]
        found = verified(place, anchor)
        assert (words(found), found.exit_code()) == ([("TRUNCATED", ENTRIES)], 6)


@pytest.mark.parametrize("kind", FILE_KINDS)
def test_an_old_copy_restored(kind: str, tmp_path: Path) -> None:
    """A backup put in place of the log is TRUNCATED against the checkpoint taken later, and TRUNCATED for an earlier verification."""
    with a_place(kind, tmp_path) as place:
        early = fill(place)
        path, kept = Path(place.location), tmp_path / "kept"
        (shutil.copytree if path.is_dir() else shutil.copy)(path, kept)
        late = fill(place, 10)
        resume = verified(place, late).resume
        shutil.rmtree(path) if path.is_dir() else path.unlink()
        kept.rename(path)
        assert words(verified(place, early)) == []
        found = verified(place, early, late)
        assert (words(found), found.exit_code()) == ([("TRUNCATED", ENTRIES + 10)], 6)
        assert words(verified(place, early, since=resume)) == [("TRUNCATED", ENTRIES + 10)]


@pytest.mark.parametrize("kind", FILE_KINDS)
def test_a_log_that_was_removed(kind: str, tmp_path: Path) -> None:
    """Where a log is gone, the checkpoint kept elsewhere says TRUNCATED; without one there is nothing to verify."""
    with a_place(kind, tmp_path) as place:
        anchor = fill(place)
        path = Path(place.location)
        shutil.rmtree(path) if path.is_dir() else path.unlink()
        assert words(verified(place, anchor)) == [("TRUNCATED", ENTRIES)]
        with pytest.raises(TrailError) as raised:
            verified(place)
        assert raised.value.code == "no-log"


def test_a_history_written_anew_with_the_right_key(tmp_path: Path) -> None:
    """Who holds log and key can write a sound log with another history; the checkpoint kept elsewhere says REWRITTEN, exit 5."""
    for kind in FILE_KINDS:
        with a_place(kind, tmp_path / kind) as place:
            (tmp_path / kind).mkdir(exist_ok=True)
            anchor = fill(place)
            resume = verified(place, anchor).resume
            path = Path(place.location)
            shutil.rmtree(path) if path.is_dir() else path.unlink()
            with place.open() as log:
                log.append_many([b"entry %d" % number for number in range(ENTRIES - 1)] + [b"another", b"and more"])
                log.checkpoint(KEY)
            assert words(verified(place)) == [("UNANCHORED", ENTRIES + 1)]
            found = verified(place, anchor)
            assert (words(found), found.exit_code()) == ([("REWRITTEN", ENTRIES)], 5)
            assert ("REWRITTEN", ENTRIES) in words(verified(place, since=resume))


def test_going_on_from_an_earlier_verification(place: Place) -> None:
    """Only what is new is read, this is said, and earlier checkpoints are compared by proof; what is recorded can be kept as text."""
    early = fill(place)
    first = verified(place, early)
    assert first.resume is not None
    late = fill(place, 50)
    found = verified(place, early, late, since=parse_resume(str(first.resume)))
    assert (words(found), found.begun_at, found.entries, found.checkpoints, found.anchors) == ([], ENTRIES, 50, 2, 2)
    assert found.notices == (f"entries before {ENTRIES} were verified earlier and not read again",)
    with pytest.raises(TrailError) as raised:
        parse_resume(str(first.resume)[:-10])
    assert raised.value.code == "bad-resume"
    if place.kind != "segments":
        sql(place, "UPDATE {s}.entry SET body = x'00' WHERE place = 3")
        assert words(verified(place, late, since=first.resume)) == []  # what incremental verification cannot see
        assert words(verified(place, late))[0] == ("TAMPERED", 3)


def test_verdicts_are_limited(tmp_path: Path) -> None:
    """A log that is damaged everywhere gives as many verdicts as asked for, and the number of the others."""
    with a_place("sqlite", tmp_path) as place:
        anchor = fill(place)
        sql(place, "UPDATE entry SET leaf = body")
        found = verified(place, anchor, max_verdicts=5)
        assert (len(found.verdicts), found.more, found.verdicts[0].word) == (5, ENTRIES - 5, Word.TAMPERED)


def test_levels(tmp_path: Path) -> None:
    """Level 0 looks at the sequence only, 1 at bodies, 2 at the log's own checkpoints, 3 at those kept elsewhere."""
    with a_place("sqlite", tmp_path) as place:
        fill(place)
        sql(place, "UPDATE entry SET leaf = body WHERE place = 3", "UPDATE checkpoint SET note = 'x'")
        found = [[str(verdict.word) for verdict in verified(place, level=level).verdicts] for level in range(4)]
        assert found == [[], ["TAMPERED"], ["UNREADABLE", "TAMPERED"], ["UNREADABLE", "TAMPERED", "UNANCHORED"]]
        with pytest.raises(ValueError, match="level"):
            verified(place, level=4)


def test_progress_is_told(tmp_path: Path) -> None:
    """A caller hears how many entries were read, up to all of them."""
    with a_place("sqlite", tmp_path) as place:
        fill(place)
        heard: list[int] = []
        verified(place, progress=heard.append)
        assert heard[-1] == ENTRIES


def test_checkpoints_in_a_folder_and_in_a_file(tmp_path: Path) -> None:
    """Sinks keep what they are given, by log and size or one after the other, and it can be read back as anchors."""
    with a_place("sqlite", tmp_path) as place, place.open() as log:
        folder, file, heard = tmp_path / "far" / "away", tmp_path / "list.txt", []
        sinks = [FolderSink(folder), AppendSink(file), heard.append]
        notes = []
        for number in range(3):
            log.append(b"%d" % number)
            notes.append(publish_checkpoint(log, [KEY], sinks))
        assert heard == read_anchors(folder) == read_anchors(file) == notes
        assert words(verified(place, *read_anchors(folder))) == []
        file.write_text(file.read_text() + "\naudit.example\n12\n")
        assert words(verified(place, *read_anchors(file))) == [("UNREADABLE", -1)]
        with pytest.raises(TrailError):
            read_anchors(tmp_path / "absent")


def test_a_sink_that_fails(tmp_path: Path) -> None:
    """All sinks are tried; the failure is told without what the sink said, and the log has the checkpoint."""

    def refuse(note: str) -> None:
        raise OSError("secret of the sink")

    with a_place("sqlite", tmp_path) as place, place.open() as log:
        heard: list[str] = []
        with pytest.raises(TrailError) as raised:
            publish_checkpoint(log, [KEY], [refuse, heard.append])
        assert raised.value.code == "sink-failed"
        assert "secret" not in str(raised.value)
        assert heard == log.checkpoints()


def test_checkpoints_come_by_number_or_by_time(tmp_path: Path) -> None:
    """While entries stream in, a checkpoint is published after so many entries or so many seconds, and at the end."""
    with a_place("sqlite", tmp_path) as place, place.open() as log:
        now, heard = [0.0], []

        def anchored(entries: int, seconds: float) -> bool:
            log.append_many([b"x"] * entries)
            now[0] += seconds
            return anchoring.appended(entries) is not None

        anchoring = Anchoring(log, [KEY], [heard.append], every_seconds=10, every_entries=100, clock=lambda: now[0])
        assert [anchored(99, 0), anchored(1, 0), anchored(5, 9), anchored(1, 1), anchored(1, 1)] == [False, True, False, True, False]
        anchoring.finish()
        assert len(heard) == 3


def test_logs_by_their_place(tmp_path: Path) -> None:
    """A file is SQLite, a folder or a name with a slash at its end is segments, a prefix says which, and a database needs its origin."""
    for location, kind in (("a.db", "SqliteStore"), ("b/", "SegmentStore"), ("segments:", "SegmentStore"), ("sqlite:", "SqliteStore")):
        text = f"{location}{tmp_path / 'c'}{len(kind)}" if location.endswith(":") else f"{tmp_path}/{location}"
        with open_log(text, ORIGIN) as log:
            assert type(log.store).__name__ == kind
        with open_log(text) as log:
            log.append(b"x")
        checked: Log = open_log(text, writable=False)
        assert checked.size == 1
        checked.close()
    with pytest.raises(TrailError) as raised:
        open_log("postgresql://127.0.0.1/test")
    assert raised.value.code == "bad-origin"
    with pytest.raises(TrailError) as raised:
        open_log("postgresql://127.0.0.1/test#a", "b")
    assert raised.value.code == "wrong-origin"
