"""A trail as a whole: its log, the keys of its subjects, the vault of inputs and the key that signs.

May not hash or decide. Opens what exists, and makes only what is asked for. Where things lie: the log at its location; `LOCATION.keys/`
(better: another volume, named) with `master.key`, `subjects`, `signing.key` and `signing.pub`; `LOCATION.vault` where inputs are kept.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from integrityrules.engine import Engine
from integrityrules.trail.canonical import parse
from integrityrules.trail.commitments import disclose
from integrityrules.trail.erase import Erasure, erase, finish_erasures
from integrityrules.trail.keys import Keyring, MasterKey, read_secret, write_secret
from integrityrules.trail.keystore import SqliteKeyStore
from integrityrules.trail.locations import DATABASES, open_log
from integrityrules.trail.log import Log, Signer, TrailError
from integrityrules.trail.note import PublicKey, generate_key, parse_private_key, parse_public_key
from integrityrules.trail.proof import Proof, make_proof
from integrityrules.trail.recorder import Recorder
from integrityrules.trail.replay import Replayer
from integrityrules.trail.vault import SqliteVault

MASTER, SUBJECTS, SIGNING, PUBLIC = "master.key", "subjects", "signing.key", "signing.pub"


@dataclass(frozen=True)
class Trail:
    """An open trail; a context manager. Close it, or use `with`.

    Args:
        log: the entries.
        keyring: the keys of the subjects, or `None` where it was opened without keys: then it can be read, verified and proven.
        vault: the inputs, or `None` where callers keep them.
        signer: signs checkpoints, or `None`.
    """

    log: Log
    keyring: Keyring | None = None
    vault: SqliteVault | None = None
    signer: Signer | None = None
    _close: Callable[[], None] = lambda: None

    def __repr__(self) -> str:
        return f"<Trail {self.log.origin} of {self.log.size} entries>"

    def recorder(self, engine: Engine, *, run: str = "") -> Recorder:
        """Returns an engine that records; see `Recorder`."""
        return Recorder(engine, self.log, self.keys, self.vault, run=run)

    def replayer(self) -> Replayer:
        """Returns what decides entries again."""
        return Replayer(self.log, self.keys, self.vault)

    def checkpoint(self) -> str:
        """Signs size and root, keeps the signed note in the log and returns it. Carry it away: see `docs/audit-trail.md`.

        Raises:
            TrailError: `no-key`, it was opened without a signing key.
        """
        if self.signer is None:
            raise TrailError("the trail was opened without its signing key", code="no-key")
        return self.log.checkpoint(self.signer)

    def prove(self, index: int) -> Proof:
        """Returns the proof that an entry is in the log, for the newest checkpoint; signs one if none has the entry.

        Raises:
            TrailError: `no-entry`; or `no-key`, no checkpoint has it, and there is no key to sign one.
        """
        self.log.read(index)
        for note in reversed(self.log.checkpoints()):
            try:
                return make_proof(self.log, index, note)
            except TrailError as error:
                if error.code != "no-entry":
                    raise
        return make_proof(self.log, index, self.checkpoint())

    def erase(self, id: str, *, kind: str = "subject") -> list[Erasure]:
        """Destroys the key of a subject (or of a register, by the name entries give it), and records that without naming anybody."""
        return erase(id, log=self.log, keyring=self.keys, vault=self.vault, kind=kind)

    def finish_erasures(self) -> list[Erasure]:
        """Finishes erasures that were interrupted."""
        return finish_erasures(log=self.log, keyring=self.keys, vault=self.vault)

    def disclose(self, index: int, path: str) -> dict[str, Any]:
        """Returns what shows an auditor one field of an entry, from the input in the vault; see `verify_disclosure`.

        Args:
            index: of the entry.
            path: such as `gift[g1].value_idr`.

        Raises:
            TrailError: `no-field`, the entry has no commitment to it; `cannot-replay`, it cannot be decided again, so nothing can be shown.
        """
        result, fields = self.replayer().fields(index)
        if fields is None:
            raise TrailError(f"the entry cannot be decided again ({result.verdict}), so nothing can be shown from it", code="cannot-replay")
        key = self.keys.holder(parse(self.log.read(index))["subject"])
        if path not in fields or key is None:
            raise TrailError("the entry has no commitment to a field of that path", code="no-field")
        return disclose(key, fields, path, origin=self.log.origin, index=index)

    @property
    def keys(self) -> Keyring:
        """The keyring. Raises TrailError `no-key` where the trail was opened without."""
        if self.keyring is None:
            raise TrailError("the trail was opened without its keys", code="no-key")
        return self.keyring

    def close(self) -> None:
        self._close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def open_trail(
    location: str | Path, *, keys: str | Path | None = None, vault: str | Path | None = None, writable: bool = True, keyless: bool = False
) -> Trail:
    """Opens a trail that exists.

    Args:
        location: a file (SQLite), a folder (segments), or `postgresql://host/database#origin`.
        keys: the folder of the keys; `LOCATION.keys` if `None`.
        vault: the file of the inputs; `LOCATION.vault` if `None`, and none if that does not exist.
        writable: open the log for appending; one writer at a time.
        keyless: open the log alone: enough to read it, to verify and to prove.

    Raises:
        TrailError: `no-log`, `no-key`, `no-key-store`, `wrong-key`, `log-locked`, and what the stores say.

    Example:
        >>> from integrityrules.trail import open_trail
        >>> with open_trail("coi.trail") as trail:           # doctest: +SKIP
        ...     recorder = trail.recorder(engine)
        ...     evaluation = recorder.evaluate(dossier)
    """
    log = open_log(location, writable=writable)
    try:
        if keyless:
            return Trail(log, _close=log.close)
        return _with_keys(log, keys_folder(location, keys), vault_file(location, vault))
    except BaseException:
        log.close()
        raise


def create_trail(
    location: str | Path, *, origin: str, keys: str | Path | None = None, vault: str | Path | None = None, keep_inputs: bool = False
) -> Trail:
    """Makes a log and its keys. The only place where keys are made.

    Args:
        location: a file (SQLite), a path that ends in `/` (segments), or `postgresql://host/database`.
        origin: the name of the log, unique in the world, without spaces: `audit.example.go.id/coi/2026`.
        keys, vault: as for `open_trail`.
        keep_inputs: keep every input, sealed, so that entries can be decided again from the trail alone.

    Raises:
        TrailError: `key-store-exists`, there are keys already; `bad-origin`, and what the stores say.
    """
    folder, place = keys_folder(location, keys), vault_file(location, vault)
    if keep_inputs and place is None:
        raise TrailError("name the file of the vault; there is none beside a database", code="no-vault")
    signer = generate_key(origin)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    SqliteKeyStore(folder / SUBJECTS, create=True).close()
    write_secret(folder / MASTER, MasterKey.new().text)
    write_secret(folder / SIGNING, signer.secret_text() + "\n")
    (folder / PUBLIC).write_text(f"{signer.public}\n", encoding="utf-8")
    log = open_log(location, origin)
    try:
        if keep_inputs and place is not None:
            SqliteVault(place, create=True).close()
        return _with_keys(log, folder, place)
    except BaseException:
        log.close()
        raise


def read_public_keys(path: Path) -> list[PublicKey]:
    """Returns the public keys in a file, one in each line; lines that start with `#` are skipped.

    Raises:
        TrailError: `no-key`, the file cannot be read or has no key; `bad-key`.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        lines = []
    found = [parse_public_key(line.strip()) for line in lines if line.strip() and not line.startswith("#")]
    if not found:
        raise TrailError("there is no public key in this file", code="no-key")
    return found


def keys_folder(location: str | Path, keys: str | Path | None = None) -> Path:
    """Returns the folder of a trail's keys. Raises TrailError `no-key` for a database, whose keys have no place beside it."""
    if keys is not None:
        return Path(keys)
    beside = _beside(location, "keys")
    if beside is None:
        raise TrailError("name the folder of the keys; there is none beside a database", code="no-key")
    return beside


def vault_file(location: str | Path, vault: str | Path | None = None) -> Path | None:
    """Returns the file of a trail's vault; `None` for a database where none is named."""
    return Path(vault) if vault is not None else _beside(location, "vault")


def _beside(location: str | Path, ending: str) -> Path | None:
    text = str(location)
    if text.startswith(DATABASES):
        return None
    for kind in ("sqlite:", "segments:"):
        text = text.removeprefix(kind)
    return Path(f"{text.rstrip('/')}.{ending}")


def _with_keys(log: Log, folder: Path, vault_path: Path | None) -> Trail:
    store = SqliteKeyStore(folder / SUBJECTS)
    try:
        keyring = Keyring(MasterKey.read(folder / MASTER), store, domain=log.origin)
        signing = folder / SIGNING
        signer = parse_private_key(read_secret(signing)) if signing.is_file() else None
        vault = SqliteVault(vault_path) if vault_path is not None and vault_path.is_file() else None
    except BaseException:
        store.close()
        raise

    def close() -> None:
        log.close()
        store.close()
        if vault is not None:
            vault.close()

    return Trail(log, keyring, vault, signer, close)
