"""What every store must do, on each of them: the same bytes, the same roots, the same refusals."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support_logs import DEEP, KINDS, ORIGIN, POSTGRES, Place, a_place, contents

from integrityrules.trail.log import LogLockedError, NotDurableError, TrailError
from integrityrules.trail.memory import memory_log
from integrityrules.trail.merkle import verify_consistency, verify_inclusion
from integrityrules.trail.note import generate_key
from integrityrules.trail.stored import StoredLog
from integrityrules.trail.tiles import tile_path

Append = tuple[list[bytes], list[str]]


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    with a_place(request.param, tmp_path) as found:
        yield found


def code_of(raised: pytest.ExceptionInfo[TrailError]) -> str:
    return raised.value.code


def shown(log: StoredLog) -> list[object]:
    """What a log shows, without the times."""
    roots = [log.root(size) for size in {*range(0, log.size, max(log.size // 10, 1)), log.size}]
    return [log.origin, log.size, [entry[:4] for entry in log.entries()], roots]


def test_an_entry_is_there_after_opening_again(place: Place) -> None:
    """Bodies, keys, hashes and content survive closing, as they were given."""
    with place.open() as log:
        receipt = log.append(b"first", key="one")
        log.append_many([b"second", b"\x00\xff" * 50_000])
        log.put_blob(sha256(b"law").hexdigest(), b"law")
        before = contents(log)
    assert (receipt.origin, receipt.index, receipt.durability) == (ORIGIN, 0, "synced")
    assert receipt.leaf_hash == sha256(b"\x00first").digest()
    for writable in (True, False):
        with place.open(writable=writable) as log:
            assert contents(log) == before
            assert log.read(2) == b"\x00\xff" * 50_000
            assert list(log.read_range(1, 3)) == [b"second", b"\x00\xff" * 50_000]
            assert log.get_blob(sha256(b"law").hexdigest()) == b"law"


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=200 if DEEP else 8)
@given(
    appends=st.lists(
        st.one_of(
            st.tuples(st.lists(st.binary(min_size=1, max_size=40), min_size=1, max_size=5), st.just([])),
            st.tuples(st.integers(200, 600).map(lambda n: [b"%d" % i for i in range(n)]), st.just([])),
            st.lists(st.tuples(st.binary(min_size=1, max_size=3), st.sampled_from("abc")), min_size=1, max_size=3).map(
                lambda pairs: ([body for body, _ in pairs], [key for _, key in pairs])
            ),
            st.just(([], [])),
        ),
        max_size=8,
    )
)
def test_same_bytes_and_roots_in_each_store(kind: str, appends: list[Append]) -> None:
    """Whatever is appended, however often the log is opened in between, a store shows what a list in memory shows."""
    with TemporaryDirectory() as folder, a_place(kind, Path(folder)) as place:
        memory = memory_log(ORIGIN)
        log = place.open()
        for bodies, keys in appends:
            if not bodies:
                log.close()
                log = place.open()
                continue
            assert outcome(log, bodies, keys) == outcome(memory, bodies, keys)
        assert shown(log) == shown(memory)
        if log.size > 1:
            old, new = log.size // 2 or 1, log.size
            assert verify_consistency(old, new, log.root(old), memory.root(), log.consistency_proof(old))
            assert verify_inclusion(memory.leaf_hash(old), old, new, memory.root(), log.inclusion_proof(old))
        log.close()
        with place.open(writable=False) as log:
            assert shown(log) == shown(memory)


def outcome(log: StoredLog, bodies: list[bytes], keys: list[str]) -> object:
    try:
        return [receipt[:3] for receipt in log.append_many(bodies, keys=keys)]
    except TrailError as error:
        return error.code


def test_more_than_one_level_of_tiles(place: Place) -> None:
    """Beyond 65,536 entries, proofs and roots are those of the tree in memory, and the log opens with the same edge."""
    bodies = [b"%d" % number for number in range(66_000)]
    memory = memory_log(ORIGIN)
    memory.append_many(bodies)
    with place.open() as log:
        log.append_many(bodies[:65_000])
        log.append_many(bodies[65_000:])
        assert log.inclusion_proof(7) == memory.inclusion_proof(7)
    with place.open() as log:
        log.append(b"more")
        memory.append(b"more")
        assert log.root() == memory.root()
        assert log.root(65_536) == memory.root(65_536)
        assert log.consistency_proof(300) == memory.consistency_proof(300)


def test_a_key_stands_for_one_entry(place: Place) -> None:
    """Appending again with a key and the same body answers the same receipt and adds nothing; another body is refused."""
    with place.open() as log:
        log.append_many([b"%d" % number for number in range(300)], keys=[f"k{number}" for number in range(300)])
        first = log.find_key("k7")
        assert log.append(b"7", key="k7") == first
        with pytest.raises(TrailError) as raised:
            log.append_many([b"new", b"other"], keys=["", "k7"])
        assert code_of(raised) == "key-conflict"
        with pytest.raises(TrailError):
            log.append_many([b"a", b"b"], keys=["twice", "twice"])
        assert log.append_many([b"a", b"a", b"7"], keys=["same", "same", "k7"])[0].index == 300
        assert (log.size, log.counters) == (301, (308, 304, 4))
    with place.open() as log:
        assert log.append(b"7", key="k7") == first
        assert log.append(b"a", key="same").index == 300
        assert log.find_key("absent") is None


@pytest.mark.parametrize(
    "bodies, keys, code",
    [
        ([b""], [], "body-size"),
        (["text"], [], "body-size"),
        ([b"x"], ["a", "b"], "key-size"),
        ([b"x"], ["k" * 201], "key-size"),
        ([b"x"], ["\x00"], "key-size"),
    ],
)
def test_what_cannot_be_an_entry(place: Place, bodies: list[bytes], keys: list[str], code: str) -> None:
    """An empty body, a text, or a key that is too long is refused before anything is written."""
    with place.open() as log:
        with pytest.raises(TrailError) as raised:
            log.append_many(bodies, keys=keys)
        assert (code_of(raised), log.size) == (code, 0)


def test_entries_that_are_not_there(place: Place) -> None:
    """Reading beyond the end, before the start, or a root of a larger tree is `no-entry`; unknown content is `no-blob`."""
    with place.open() as log:
        log.append(b"x")
        for act in (
            lambda: log.read(1),
            lambda: log.read(-1),
            lambda: log.leaf_hash(5),
            lambda: list(log.read_range(0, 2)),
            lambda: log.root(2),
            lambda: log.inclusion_proof(1),
            lambda: log.consistency_proof(0),
        ):
            with pytest.raises(TrailError) as raised:
                act()
            assert code_of(raised) == "no-entry"
        for digest in ("00" * 32, "../../etc/passwd", ""):
            with pytest.raises(TrailError) as raised:
                log.get_blob(digest)
            assert code_of(raised) == "no-blob"
        with pytest.raises(TrailError) as raised:
            log.put_blob("00" * 32, b"other")
        assert code_of(raised) == "blob-digest"


def test_a_place_without_a_log(place: Place) -> None:
    """Opening never makes a log unless it is named; a log of another name is refused where a place holds one."""
    for writable in (True, False):
        with pytest.raises(TrailError) as raised:
            place.open(writable=writable, origin=None)
        assert code_of(raised) == "no-log"
    place.open().close()
    if place.kind != "postgres":
        with pytest.raises(TrailError) as raised:
            place.open(origin="audit.example.go.id/other")
        assert code_of(raised) == "wrong-origin"
    with pytest.raises(TrailError) as raised:
        place.open(origin="with space")
    assert code_of(raised) in ("bad-origin", "wrong-origin")


def test_a_log_for_reading_cannot_be_written(place: Place) -> None:
    """A log opened for reading refuses appends, content and checkpoints, and sees what another handle appends."""
    with place.open() as writer, place.open(writable=False) as reader:
        writer.append(b"x")
        assert (reader.size, reader.root()) == (1, writer.root())
        for act in (
            lambda: reader.append(b"y"),
            lambda: reader.put_blob(sha256(b"y").hexdigest(), b"y"),
            lambda: reader.checkpoint(generate_key(ORIGIN)),
        ):
            with pytest.raises(TrailError) as raised:
                act()
            assert code_of(raised) == "read-only"
        writer.append_many([b"%d" % number for number in range(900)])
        assert [entry.body for entry in reader.entries()] == [entry.body for entry in writer.entries()]


def test_a_closed_log_says_so(place: Place) -> None:
    """After closing, which may be repeated, everything is refused."""
    log = place.open()
    log.close()
    log.close()
    with pytest.raises(TrailError) as raised:
        log.append(b"x")
    assert code_of(raised) == "log-closed"
    with pytest.raises(TrailError) as raised:
        _ = log.size
    assert code_of(raised) == "log-closed"


def test_a_second_writer_waits_or_gives_up(place: Place) -> None:
    """A second writer of a file gets LogLockedError and forks nothing; in a database both take turns."""
    with place.open() as first:
        first.append(b"x")
        if place.kind == "postgres":
            with place.open() as second:
                assert [second.append(b"y").index, first.append(b"z").index, second.append(b"q").index] == [1, 2, 3]
        else:
            with pytest.raises(LogLockedError):
                place.open()
            assert first.append(b"y").index == 1
    with place.open(wait_seconds=5) as again:
        assert again.root() == again.root(again.size)


def test_a_checkpoint_is_kept_and_never_contradicted(place: Place) -> None:
    """Checkpoints stay in the log; one that the log contradicts keeps it from signing another."""
    key = generate_key(ORIGIN)
    with place.open() as log:
        log.append_many([b"%d" % number for number in range(600)])
        first = log.checkpoint(key)
        log.append(b"x")
        second = log.checkpoint(key, generate_key("witness"))
        assert log.checkpoints() == [first, second]
    with place.open() as log:
        assert log.checkpoints() == [first, second]
        log.store.put_checkpoint(602, second.replace("\n601\n", "\n602\n"))
        with pytest.raises(TrailError) as raised:
            log.checkpoint(key)
        assert code_of(raised) == "inconsistent-checkpoint"


def test_a_poisoned_log_writes_nothing_until_it_is_opened_again(tmp_path: Path) -> None:
    """After a failed commit of a file store each append is refused with `log-poisoned`, and `reopen` goes on from what is on the disk."""
    import os

    with a_place("segments", tmp_path) as place, place.open() as log:
        log.append(b"x", key="1")
        os.close(log.store._descriptor)  # type: ignore[attr-defined]  # the disk goes away
        with pytest.raises(NotDurableError) as raised:
            log.append(b"y", key="2")
        assert code_of(raised) == "not-durable"
        with pytest.raises(NotDurableError) as raised:
            log.append(b"z")
        assert code_of(raised) == "log-poisoned"
        log.store._descriptor = -1  # type: ignore[attr-defined]
        log.reopen()
        assert log.append(b"y", key="2").index == 1
        assert log.counters == (4, 2, 2)


def test_settings_of_sqlite_are_those_promised(tmp_path: Path) -> None:
    """The connection that writes has WAL and FULL, as read back from SQLite itself."""
    with a_place("sqlite", tmp_path) as place, place.open() as log:
        ask = log.store._writer.execute  # type: ignore[attr-defined]
        assert [ask(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous", "trusted_schema")] == ["wal", 2, 0]


def test_segments_have_the_layout_of_tlog_tiles(tmp_path: Path) -> None:
    """Full tiles, full bundles and, for a checkpoint, the partial ones lie where tlog-tiles clients look for them."""
    assert tile_path(Path("t"), 1234067) == Path("t/x001/x234/067")
    assert tile_path(Path("t"), 5, 112) == Path("t/005.p/112")
    with a_place("segments", tmp_path) as place, place.open() as log:
        bodies = [b"%d" % number for number in range(70_000)]
        log.append_many(bodies)
        note = log.checkpoint(generate_key(ORIGIN))
        folder = Path(place.location)
        tiles = sorted(str(path.relative_to(folder / "tile")) for path in (folder / "tile").rglob("*") if path.is_file())
        assert [name for name in tiles if name.startswith(("1/", "2/"))] == ["1/000", "1/001.p/17", "2/000.p/1"]
        assert [name for name in tiles if name.startswith("0/")] == [*(f"0/{number:03d}" for number in range(273)), "0/273.p/112"]
        assert (folder / "tile/entries/000").read_bytes()[:6] == b"\x00\x010\x00\x011"
        assert (folder / "tile/2/000.p/1").read_bytes() == log.root(65_536)
        assert (folder / "checkpoint").read_text() == note


def test_rows_in_postgresql_cannot_be_changed(tmp_path: Path) -> None:
    """The tables refuse UPDATE, DELETE and TRUNCATE, and a writer's role has no right to try; it can append."""
    with a_place("postgres", tmp_path) as place:
        import psycopg

        from integrityrules.trail.postgres import postgres_log
        from integrityrules.trail.postgres_schema import grant_statements

        place.open().close()
        role = f"{place.location}_writer"
        with psycopg.connect(POSTGRES, autocommit=True) as owner:
            owner.execute(f"CREATE ROLE {role} LOGIN")
            try:
                for statement in grant_statements(place.location, writer=role):
                    owner.execute(statement)
                for statement in ("UPDATE {}.entry SET place = 9", "DELETE FROM {}.node", "TRUNCATE {}.blob", "TRUNCATE {}.log CASCADE"):
                    with pytest.raises(psycopg.errors.RaiseException):
                        owner.execute(statement.format(place.location))
                with postgres_log(f"{POSTGRES}?user={role}", ORIGIN, create=False, schema=place.location) as log:
                    assert log.append(b"x").index == 0
                    assert log.append_many([b"%d" % number for number in range(500)])[-1].index == 500
                with psycopg.connect(f"{POSTGRES}?user={role}", autocommit=True) as writer:
                    for statement in ("UPDATE {}.entry SET place = 9", "DELETE FROM {}.entry", "DROP TRIGGER append_only ON {}.entry"):
                        with pytest.raises(psycopg.errors.InsufficientPrivilege):
                            writer.execute(statement.format(place.location))
            finally:
                owner.execute(f"DROP OWNED BY {role}")
                owner.execute(f"DROP ROLE {role}")


def test_files_are_for_their_owner(tmp_path: Path) -> None:
    """Nobody else may read the files of a log, unless somebody says so."""
    for kind in ("sqlite", "segments"):
        with a_place(kind, tmp_path) as place, place.open() as log:
            log.append_many([b"%d" % number for number in range(300)], keys=[f"{number}" for number in range(300)])
            assert {path.stat().st_mode & 0o077 for path in place.files()} == {0}


def test_no_log_on_a_network_file_system(tmp_path: Path) -> None:
    """The check of file systems knows the mount a path lies on, and lets a local one pass."""
    from integrityrules.trail.files import refuse_network_file_system

    refuse_network_file_system(tmp_path)
