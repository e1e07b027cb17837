"""The vault: inputs and registers, sealed with keys that erasure destroys.

May not be part of the log: what is sealed can be deleted, what is logged cannot. AES-256-GCM. AUDIT P4.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from integrityrules.errors import MissingExtraError
from integrityrules.trail.keys import SubjectKey, derive
from integrityrules.trail.log import TrailError

_NONCE = bytes(12)


class Sealed(NamedTuple):
    """Sealed bytes with the name they are found by, which tells nothing, and the pseudonym of whose they are."""

    name: str
    subject: str
    box: bytes


class Vault(Protocol):
    """Keeps sealed bytes."""

    def put(self, sealed: Sequence[Sealed]) -> None:
        """Keeps them; what is there already stays. Durable when it returns."""
        ...

    def get(self, name: str) -> bytes | None: ...

    def forget(self, subject: str) -> int:
        """Deletes everything of a subject; returns how many there were."""
        ...


def seal(key: SubjectKey, name: str, data: bytes) -> bytes:
    """Returns data encrypted and authenticated under a key of its own; the same data gives the same bytes.

    Args:
        key: of whom it is.
        name: keyed digest of the data under the same key (`SubjectKey.mac`); part of what is authenticated.
    """
    sealed: bytes = _cipher(key, name).encrypt(_NONCE, data, name.encode())
    return sealed


def unseal(key: SubjectKey, name: str, sealed: bytes) -> bytes:
    """Returns what `seal` encrypted.

    Raises:
        TrailError: `vault-changed`, the bytes, the name or the key are not those.
    """
    from cryptography.exceptions import InvalidTag

    try:
        data: bytes | None = _cipher(key, name).decrypt(_NONCE, sealed, name.encode())
    except InvalidTag:
        data = None
    if data is None:
        raise TrailError("sealed content was changed, or is another's", code="vault-changed")
    return data


def _cipher(key: SubjectKey, name: str) -> Any:
    """Returns the cipher for one name.

    INVARIANT: its key never encrypts two different texts. It is derived from a keyed digest of the very text it encrypts, so that the
    nonce can be fixed, and so that the same input is kept once however often it is evaluated.
    """
    try:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    except ImportError:
        raise MissingExtraError("sealing inputs", "sign") from None
    return AESGCM(derive(key.key_for("vault"), f"seal\0{name}"))


_APPLICATION = 0x69727631  # "irv1"


class SqliteVault:
    """Sealed bytes in one SQLite file.

    Args:
        path: the file.
        create: make it if it does not exist.

    Raises:
        TrailError: `no-vault`, or `bad-vault` where it is another kind of file.
    """

    def __init__(self, path: str | Path, *, create: bool = False) -> None:
        self._path = Path(path)
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._pid = 0
        if not create and not self._path.is_file():
            raise TrailError("there is no vault at this path", code="no-vault")
        self._run("CREATE TABLE IF NOT EXISTS sealed (name TEXT PRIMARY KEY, subject TEXT NOT NULL, box BLOB NOT NULL) STRICT", ())
        self._run("CREATE INDEX IF NOT EXISTS sealed_subject ON sealed (subject)", ())
        self._run(f"PRAGMA application_id = {_APPLICATION}", ())

    def __repr__(self) -> str:
        return "<SqliteVault>"

    def put(self, sealed: Sequence[Sealed]) -> None:
        # One statement is one transaction: at most 300 rows of 3 values fit SQLite's oldest limit on values.
        for start in range(0, len(sealed), 300):
            rows = sealed[start : start + 300]
            places = ", ".join(["(?, ?, ?)"] * len(rows))
            self._run(f"INSERT INTO sealed VALUES {places} ON CONFLICT DO NOTHING", tuple(value for row in rows for value in row))

    def get(self, name: str) -> bytes | None:
        rows, _ = self._run("SELECT box FROM sealed WHERE name = ?", (name,))
        return bytes(rows[0][0]) if rows else None

    def forget(self, subject: str) -> int:
        _, count = self._run("DELETE FROM sealed WHERE subject = ?", (subject,))
        return count

    def close(self) -> None:
        with self._lock:
            if self._connection is not None and self._pid == os.getpid():
                self._connection.close()
            self._connection = None

    def _run(self, statement: str, values: tuple[object, ...]) -> tuple[list[Any], int]:
        """Runs one statement in a transaction of its own; what SQLite says of a failure stops here."""
        with self._lock:
            try:
                cursor = self._opened().execute(statement, values)
                return cursor.fetchall(), cursor.rowcount
            except sqlite3.Error:
                failed = True
        assert failed
        raise TrailError("the vault cannot be read or written", code="bad-vault")

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None or self._pid != os.getpid():  # a connection does not survive a fork
            connection = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False, timeout=30)
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("PRAGMA journal_mode = TRUNCATE")
            connection.execute("PRAGMA synchronous = EXTRA")
            connection.execute("PRAGMA trusted_schema = OFF")
            self._connection, self._pid = connection, os.getpid()
        return self._connection


class MemoryVault:
    """Sealed bytes in memory; for tests."""

    def __init__(self) -> None:
        self._sealed: dict[str, tuple[str, bytes]] = {}

    def put(self, sealed: Sequence[Sealed]) -> None:
        for name, subject, box in sealed:
            self._sealed.setdefault(name, (subject, box))

    def get(self, name: str) -> bytes | None:
        found = self._sealed.get(name)
        return None if found is None else found[1]

    def forget(self, subject: str) -> int:
        names = [name for name, (owner, _) in self._sealed.items() if owner == subject]
        for name in names:
            del self._sealed[name]
        return len(names)

    def close(self) -> None:
        pass
