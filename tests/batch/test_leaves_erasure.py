"""Erasure reaches the leaves: every proof stays valid, and nobody can find, show or guess what was declared."""

from __future__ import annotations

import hmac
import itertools
import shutil
from hashlib import sha256
from pathlib import Path

import duckdb
import pytest
from support_leaves import ORIGIN, SHEETS, again, make_run, names_of, prove, public_key, trail_of

from integrityrules.batch.leaves.form import secret_of
from integrityrules.batch.leaves.manifest import manifest_of
from integrityrules.batch.leaves.places import open_leaves
from integrityrules.batch.leaves.prove import RowName, prove_row
from integrityrules.batch.leaves.verify import verify_run
from integrityrules.errors import TrailError
from integrityrules.trail.offline import verify_row

GONE = RowName("gifts", "CanaryGq1", "CanaryAq1")
STAYS = RowName("gifts", "CanaryGq2", "CanaryAq2")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("erasure")
    make_run(place)
    return place


@pytest.fixture
def place(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "copy")
    return tmp_path / "copy"


def test_proofs_outlive_the_person(place: Path) -> None:
    """A proof made before verifies after; leaves and log are sound; of this person nothing can be proven or shown any more."""
    with trail_of(place) as trail:
        before, kept = prove_row(trail, place / "run", GONE), prove(place, trail, STAYS)
        done = trail.erase("CanaryAq1")
        assert len(done) == 2  # the person's key in this run, and the key of the digests over the whole of it
        assert verify_row(str(before), "", public_key(place), ORIGIN).sheet == "gifts"
        assert verify_run(trail.log, place / "run").is_sound
        for name in names_of(place / "run"):
            if name.official == "CanaryAq1":
                with pytest.raises(TrailError) as error:
                    prove_row(trail, place / "run", name)
                assert error.value.code == "no-row"
        assert prove(place, trail, STAYS)[0] == kept[0]
        assert trail.erase("CanaryAq1") == []


def test_whole_input_digests_lose_their_key(place: Path) -> None:
    """With the rest of an input at hand, a digest over all of it would test a guess; its key goes with the first who is erased."""
    with trail_of(place) as trail:
        _, entry = manifest_of(trail.log, open_leaves(place / "run").run)
        key = trail.keys.find(entry["run"], kind="run")
        assert key is not None
        assert key.pseudonym == entry["subject"]
        done = trail.erase("CanaryAq2")
        assert trail.keys.find(entry["run"], kind="run") is None
        assert trail.keys.holder(entry["subject"]) is None
        assert entry["subject"] in [erasure.pseudonym for erasure in done]


def test_no_guess_can_be_tested(place: Path) -> None:
    """Whoever holds every remaining file, and knows all that was declared, finds none of the person's leaves by any key that is left."""
    with trail_of(place) as trail:
        run = open_leaves(place / "run").run
        leaves = rows_of(place)
        secrets = {name: prove_row(trail, place / "run", name).secret for name in names_of(place / "run") if name.official == "CanaryAq1"}
        assert all(sha256(secret).digest() in leaves for secret in secrets.values())
        trail.erase("CanaryAq1")
        left = [trail.keys.find_book_key(run, shard, official) for shard in (0, 1) for official in officials()]
        keys = [key for key in left if key is not None] + [bytes(32), b"CanaryAq1", sha256(b"CanaryAq1").digest()]
        assert len(keys) > 5
        for key, name in itertools.product(keys, secrets):
            assert secret_of(key, name.sheet, name.id, name.nth) not in secrets.values()
        files = b"".join(path.read_bytes() for path in _remaining(place))
    for name, secret in secrets.items():
        assert secret not in files
        for guess in ((name.id or ""), "CanaryAq1", f"CanaryAq1{name.id}"):
            for digest in (sha256(guess.encode()).digest(), hmac.digest(run.encode(), guess.encode(), "sha256")):
                assert digest not in leaves
                assert digest not in files


def officials() -> list[str]:
    return sorted({row[0] for sheet in ("officials", "gifts") for row in SHEETS[sheet][1:]})


def rows_of(place: Path) -> set[bytes]:
    return {row for (row,) in duckdb.connect().execute(f"SELECT row FROM read_parquet('{place}/run/leaves/*.parquet')").fetchall()}


def _remaining(place: Path) -> list[Path]:
    """Returns the files of leaves, log and keys: all but the working files of the run, which hold what was declared and are deleted."""
    return [
        path
        for path in place.rglob("*")
        if path.is_file() and not {"in", "findings", "rejected", "accounts"} & set(path.parts) and path.parent != place / "run"
    ]


def test_no_file_holds_a_canary(place: Path) -> None:
    """Leaves, log, keys and checkpoints hold no text that anybody declared, neither before an erasure nor after it."""
    for _ in range(2):
        held = [path.name for path in _remaining(place) if b"Canary" in path.read_bytes() or b"1234567" in path.read_bytes()]
        assert held == []
        with trail_of(place) as trail:
            trail.erase("CanaryAq4")
    assert len(_remaining(place)) > 8


def test_the_order_of_leaves_tells_nothing(made: Path) -> None:
    """Leaves stand in the order of their hashes, not of the officials or rows they are about."""
    for path in (made / "run" / "leaves").glob("*.parquet"):
        leaves = [leaf for (leaf,) in duckdb.connect().execute(f"SELECT leaf FROM read_parquet('{path}')").fetchall()]
        assert leaves == sorted(leaves)


def test_rows_of_nobody_are_erased_as_a_register_is(place: Path) -> None:
    """The entry names each sheet of a register; its key is destroyed by that name, and the rest stays."""
    with trail_of(place) as trail:
        _, entry = manifest_of(trail.log, open_leaves(place / "run").run)
        (register,) = entry["registers"]
        assert register["sheet"] == "contests"
        prove(place, trail, RowName("contests", "CanaryKq1"))
        assert len(trail.erase(register["name"], kind="register")) == 1
        with pytest.raises(TrailError) as error:
            prove_row(trail, place / "run", RowName("contests", "CanaryKq1"))
        assert error.value.code == "no-row"
        prove(place, trail, STAYS)


def test_erasing_while_a_run_goes_on(place: Path) -> None:
    """A run that is cut off, from which somebody is erased and which is then finished, is bound once and is sound."""
    with trail_of(place) as trail:
        trail.erase("CanaryAq1")
    (place / "run" / "complete.json").unlink()
    again(place, place / "in")
    with trail_of(place) as trail:
        assert verify_run(trail.log, place / "run").is_sound
        with pytest.raises(TrailError):
            prove_row(trail, place / "run", GONE)
