"""The recorder on PostgreSQL from end to end: several writers, and entries that verify, prove themselves, decide again, can be erased."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import pytest
from support_logs import POSTGRES, postgres_is_there
from support_trail import ORIGIN, engine, wedding

from integrityrules.trail import create_trail, open_trail
from integrityrules.trail.offline import verify
from integrityrules.trail.verify import verify_log


@pytest.fixture
def database() -> Iterator[str]:
    """The address of a database of its own, dropped afterwards."""
    if reason := postgres_is_there():
        pytest.skip(reason)
    import psycopg

    name = f"integrityrules_{uuid4().hex[:12]}"
    with psycopg.connect(POSTGRES, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield f"{POSTGRES.rsplit('/', 1)[0]}/{name}"
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_a_shared_trail_from_end_to_end(database: str, tmp_path: Path) -> None:
    """What four writers recorded verifies, proves itself and decides again; erasing one person leaves every proof valid."""
    keys, vault = tmp_path / "keys", tmp_path / "vault"
    create_trail(database, origin=ORIGIN, keys=keys, vault=vault, keep_inputs=True).close()

    def record(writer: int) -> list[int]:
        with open_trail(f"{database}#{ORIGIN}", keys=keys, vault=vault) as trail:
            recorder = trail.recorder(engine())
            return [recorder.record(wedding(f"o{writer}-{number}")).receipt.index for number in range(3)]

    with ThreadPoolExecutor(4) as pool:
        indexes = [index for found in pool.map(record, range(4)) for index in found]
    with open_trail(f"{database}#{ORIGIN}", keys=keys, vault=vault) as trail:
        assert {result.verdict for result in trail.replayer().replay_all()} == {"SAME"}
        proofs = {index: (str(trail.prove(index)), trail.log.read(index)) for index in indexes}
        trail.erase("o1-0")
        erased = [result.verdict for result in trail.replayer().replay_all() if result.verdict == "ERASED"]
    assert len(set(indexes)) == 12
    assert len(erased) == 1
    key = (keys / "signing.pub").read_text()
    assert all(verify(proof, body, key, ORIGIN).place == index for index, (proof, body) in proofs.items())
    with open_trail(f"{database}#{ORIGIN}", keyless=True, writable=False) as trail:
        assert verify_log(trail.log).is_sound
