"""A trail as a whole: made once with its keys, opened again, read without keys, and told apart from what is none."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest
from support_trail import ORIGIN, engine, wedding

from integrityrules.trail import TrailError, create_trail, open_trail, verify_disclosure
from integrityrules.trail.canonical import parse
from integrityrules.trail.offline import verify
from integrityrules.trail.opening import read_public_keys


@pytest.fixture(params=["coi.trail", "coi/"])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return f"{tmp_path}/{request.param}"


def test_a_trail_is_made_once_and_opened_again(location: str) -> None:
    """What was recorded is there after opening again, decides again, and proves itself to the offline verifier."""
    with create_trail(location, origin=ORIGIN, keep_inputs=True) as trail:
        receipt = trail.recorder(engine()).record(wedding()).receipt
        trail.checkpoint()
    with open_trail(location) as trail:
        assert [result.verdict for result in trail.replayer().replay_all()] == ["SAME"]
        proof = str(trail.prove(receipt.index))
        body = trail.log.read(receipt.index)
    key = Path(f"{location.rstrip('/')}.keys/signing.pub").read_text()
    assert verify(proof, body, key, ORIGIN).place == receipt.index
    with pytest.raises(TrailError) as caught:
        create_trail(location, origin=ORIGIN)
    assert caught.value.code == "key-store-exists"


def test_a_proof_signs_a_checkpoint_where_none_covers_the_entry(location: str) -> None:
    """Proving the newest entry signs a new checkpoint; without the signing key it says so."""
    with create_trail(location, origin=ORIGIN) as trail:
        trail.recorder(engine()).record(wedding())
        trail.checkpoint()
        trail.recorder(engine()).record(wedding("o2"))
        assert trail.prove(0).checkpoint != trail.prove(1).checkpoint
        with pytest.raises(TrailError) as caught:
            trail.prove(2)
        assert caught.value.code == "no-entry"
        trail.recorder(engine()).record(wedding("o3"))
    with open_trail(location, keyless=True, writable=False) as trail:
        assert trail.prove(1).index == 1
        with pytest.raises(TrailError) as caught:
            trail.prove(2)
        assert caught.value.code == "no-key"
        with pytest.raises(TrailError, match="without its keys"):
            trail.recorder(engine())


def test_one_field_is_shown_to_an_auditor(location: str) -> None:
    """A disclosure from the vault verifies against the entry; after erasure nothing can be shown any more."""
    with create_trail(location, origin=ORIGIN, keep_inputs=True) as trail:
        index = trail.recorder(engine()).record(wedding()).receipt.index
        shown = trail.disclose(index, "gift[g1].value_idr")
        assert shown["value"] == 1_200_000
        assert verify_disclosure(shown, parse(trail.log.read(index)))
        with pytest.raises(TrailError) as caught:
            trail.disclose(index, "gift[g1].colour")
        assert caught.value.code == "no-field"
        (done,) = trail.erase("o1")
        assert done.forgotten == 1
        with pytest.raises(TrailError, match="ERASED"):
            trail.disclose(index, "gift[g1].value_idr")
        assert verify_disclosure(shown, parse(trail.log.read(index)))


def test_secrets_are_readable_by_their_owner_only(location: str) -> None:
    """Key files are made for the owner alone, and refused once others may read them."""
    create_trail(location, origin=ORIGIN).close()
    folder = Path(f"{location.rstrip('/')}.keys")
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert {name for name, mode in modes.items() if mode & 0o077} == {"signing.pub"}
    (folder / "master.key").chmod(0o640)
    with pytest.raises(TrailError) as caught:
        open_trail(location)
    assert caught.value.code == "key-exposed"
    assert [key.name for key in read_public_keys(folder / "signing.pub")] == [ORIGIN]


@pytest.mark.parametrize("options", [{}, {"writable": False, "keyless": True}])
def test_what_is_not_there_is_not_made(location: str, options: dict[str, Any]) -> None:
    """Opening makes nothing: neither a log nor keys."""
    with pytest.raises(TrailError) as caught:
        open_trail(location, **options)
    assert caught.value.code == "no-log"
    assert list(Path(location).parent.iterdir()) == []
