"""Keys: one for each official, destroyed to erase them; everything keyed in the trail is derived from it.

May not know what an entry says. Randomness comes in here and nowhere else of the record. A key-encryption key (the master key) wraps each
subject's key; neither it nor the wrapped keys are ever in the log. AUDIT P3, P4.
"""

from __future__ import annotations

import base64
import hmac
import os
import stat
from collections.abc import Callable, Iterable
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

from integrityrules.errors import MissingExtraError
from integrityrules.trail.books import KEY_BYTES, find_in, label, lookup_of, open_book, without
from integrityrules.trail.canonical import encode
from integrityrules.trail.log import TrailError

RUN = "run"
"""The kind of the key for digests over a whole run; destroyed with the first official of the run, because each digest is over everybody."""
_LABEL = "integrityrules-master-key"
_PREFIX = "integrityrules/1/"


class KeyStore(Protocol):
    """Keeps wrapped keys by their lookup, and the pseudonyms of erasures that are not yet in the log. Never the log's own store."""

    def get(self, lookup: bytes) -> bytes | None: ...

    def find(self, pseudonym: str) -> tuple[bytes, bytes] | None:
        """Returns lookup and wrapped key of a pseudonym, or `None`."""
        ...

    def put_new(self, lookup: bytes, wrapped: bytes, pseudonym: str) -> bytes:
        """Keeps a wrapped key and its pseudonym unless there is one; returns the one that is kept. Durable when it returns."""
        ...

    def erase(self, lookup: bytes, pseudonym: str) -> None:
        """Destroys a key and notes the pseudonym as erased but not logged, in one step. Durable when it returns."""
        ...

    def unlogged(self) -> tuple[str, ...]:
        """Returns the pseudonyms whose erasure is not in the log yet."""
        ...

    def logged(self, pseudonym: str) -> None:
        """Notes that the erasure of a pseudonym is in the log."""
        ...

    def rewrap(self, change: Any) -> int:
        """Replaces each wrapped key by `change(lookup, wrapped)`, and each book alike, all or none; returns how many keys there are."""
        ...

    def book(self, run: str, part: int) -> bytes | None:
        """Returns a sealed book, or `None`."""
        ...

    def keep_book(self, run: str, part: int, change: Callable[[bytes | None], bytes | None]) -> None:
        """Replaces a sealed book by what `change` makes of it, in one step; `None` keeps it. Durable when it returns."""
        ...

    def erase_from_books(self, change: Callable[[str, int, bytes], tuple[bytes, str] | None]) -> None:
        """Offers each book with its run and part; where a changed one and a pseudonym come back, replaces the book and notes the pseudonym
        as erased but not logged. All in one step, durable when it returns."""
        ...


class MasterKey:
    """The key that wraps all others. Held by the organisation, not by the log.

    Args:
        secret: 32 random bytes, for example from a key management service.

    Raises:
        TrailError: `bad-key`, it has another length.
    """

    def __init__(self, secret: bytes) -> None:
        if len(secret) != KEY_BYTES:
            raise TrailError(f"a master key has {KEY_BYTES} bytes", code="bad-key")
        self._secret = secret
        self._aead = _aes_gcm()(derive(secret, "wrap"))

    def __repr__(self) -> str:
        return f"<MasterKey {self.id}>"

    def __reduce__(self) -> Any:
        raise TypeError("a key is not to be pickled")

    @property
    def id(self) -> str:
        """Eight hexadecimal digits that name the key and tell nothing of it."""
        return sha256(_PREFIX.encode() + self._secret).hexdigest()[:8]

    @property
    def text(self) -> str:
        """The line of a key file: label, id, and the key in base64."""
        return f"{_LABEL}+{self.id}+{base64.b64encode(self._secret).decode()}\n"

    @classmethod
    def new(cls) -> MasterKey:
        """Returns a new random key. Nothing calls this but who was asked to make one."""
        return cls(os.urandom(KEY_BYTES))

    @classmethod
    def parse(cls, text: str) -> MasterKey:
        """Returns the key of a key file's text.

        Raises:
            TrailError: `bad-key`, it is no key file of this kind, or was changed.
        """
        label, _, rest = text.strip().partition("+")
        id, _, secret = rest.partition("+")
        try:
            key = cls(base64.b64decode(secret, validate=True))
        except (ValueError, TrailError):
            key = None
        if key is None or label != _LABEL or key.id != id:
            raise TrailError(f"not a master key; expected `{_LABEL}+ID+BASE64` on one line", code="bad-key")
        return key

    @classmethod
    def read(cls, path: Path) -> MasterKey:
        """Returns the key in a file that only its owner may read.

        Raises:
            TrailError: `no-key`, `key-exposed` (others may read the file), `bad-key`.
        """
        return cls.parse(read_secret(path))

    def wrap(self, lookup: bytes, key: bytes) -> bytes:
        """Returns a key, encrypted for one lookup: a random nonce of 12 bytes, the ciphertext, the tag."""
        nonce = os.urandom(12)
        sealed: bytes = self._aead.encrypt(nonce, key, lookup)
        return nonce + sealed

    def unwrap(self, lookup: bytes, wrapped: bytes) -> bytes:
        """Returns the key that `wrap` encrypted for this lookup.

        Raises:
            TrailError: `wrong-key`, this is not the master key that wrapped it, or it was changed.
        """
        from cryptography.exceptions import InvalidTag

        try:
            key: bytes | None = self._aead.decrypt(wrapped[:12], wrapped[12:], lookup)
        except InvalidTag:
            key = None
        if key is None:
            raise TrailError("this master key did not wrap the keys in this store", code="wrong-key")
        return key


class SubjectKey:
    """Everything that is derived from one subject's key, for one log. Two logs share nothing that could be compared.

    Args:
        key: 32 random bytes, the subject's alone.
        domain: the log's origin.
    """

    def __init__(self, key: bytes, domain: str) -> None:
        self._key = key
        self._domain = domain
        self._derived: dict[str, bytes] = {}

    def __repr__(self) -> str:
        return "<SubjectKey>"

    def __reduce__(self) -> Any:
        raise TypeError("a key is not to be pickled")

    @cached_property
    def pseudonym(self) -> str:
        """The subject's name in this log, 64 hexadecimal digits."""
        return self.key_for("pseudonym").hex()

    def key_for(self, purpose: str) -> bytes:
        """Returns the 32-byte key of one purpose; keys of two purposes tell nothing of each other."""
        found = self._derived.get(purpose)
        if found is None:
            found = self._derived[purpose] = derive(self._key, f"{self._domain}\0{purpose}")
        return found

    def mac(self, purpose: str, value: Any) -> str:
        """Returns HMAC-SHA-256 over the canonical bytes of a value, 64 hexadecimal digits."""
        return mac(self.key_for(purpose), value).hex()

    def digest(self, purpose: str, data: bytes) -> str:
        """Returns HMAC-SHA-256 over bytes, 64 hexadecimal digits."""
        return hmac.digest(self.key_for(purpose), data, "sha256").hex()


class Keyring:
    """The keys of a log's subjects.

    Args:
        master: unwraps them.
        store: keeps them, wrapped; one store for each log.
        domain: the log's origin.

    Raises:
        TrailError: `wrong-key`, the master key is not that of the store.
    """

    def __init__(self, master: MasterKey, store: KeyStore, *, domain: str) -> None:
        self._master = master
        self._store = store
        self._domain = domain
        # A random root of its own, so that the master key can be exchanged without knowing anybody's id.
        root = self._kept(b"root")
        self._lookup_key = derive(root, "lookup")
        self.log_key = SubjectKey(derive(root, "log"), domain)
        """For what belongs to no subject: digests of whole files, idempotency keys."""

    def __repr__(self) -> str:
        return f"<Keyring of master key {self._master.id}>"

    def subject(self, id: str, *, kind: str = "subject") -> SubjectKey:
        """Returns the key of a subject, making one for a new subject.

        Args:
            id: as the organisation knows it; only a keyed digest of it is kept.
            kind: `subject`, or `register` for the key that seals a register.
        """
        return SubjectKey(self._kept(self._lookup(kind, id)), self._domain)

    def find(self, id: str, *, kind: str = "subject") -> SubjectKey | None:
        """Returns the key of a subject, or `None` if there is none: never seen, or erased."""
        lookup = self._lookup(kind, id)
        wrapped = self._store.get(lookup)
        return None if wrapped is None else SubjectKey(self._master.unwrap(lookup, wrapped), self._domain)

    def holder(self, pseudonym: str) -> SubjectKey | None:
        """Returns the key behind a pseudonym, or `None`: of another log, lost, or erased."""
        found = self._store.find(pseudonym)
        return None if found is None else SubjectKey(self._master.unwrap(*found), self._domain)

    def erase(self, id: str, *, kind: str = "subject") -> str | None:
        """Destroys the key of a subject. Nothing that was derived from it can be worked out again.

        Returns:
            the pseudonym it had, which now names nobody; `None` if there was no key.
        """
        if kind == "subject":
            self._erase_from_books(id)
        found = self.find(id, kind=kind)
        if found is None:
            return None
        self._store.erase(self._lookup(kind, id), found.pseudonym)
        return found.pseudonym

    def unlogged_erasures(self) -> tuple[str, ...]:
        """Returns the pseudonyms whose keys are destroyed and whose erasure is not in the log yet."""
        return self._store.unlogged()

    def erasure_logged(self, pseudonym: str) -> None:
        """Notes that an erasure is in the log."""
        self._store.logged(pseudonym)

    def book_keys(self, run: str, part: int, ids: Iterable[str]) -> list[bytes]:
        """Returns the keys of many officials in one part of a run, making those that are not there; 32 random bytes each.

        Args:
            run: its id.
            part: a number of the caller's, the same for an official throughout the run.
            ids: as the organisation knows them, each once; only keyed digests are kept.
        """
        lookups = self._book_lookups(run)
        wanted = [lookup_of(lookups, id) for id in ids]
        keys: list[bytes] = []

        def change(sealed: bytes | None) -> bytes | None:
            opened = open_book(b"" if sealed is None else self._opened(run, part, sealed), wanted)
            keys[:] = opened.keys
            return None if opened.changed is None else self._master.wrap(label(run, part), opened.changed)

        self._store.keep_book(run, part, change)
        return keys

    def find_book_key(self, run: str, part: int, id: str) -> bytes | None:
        """Returns the key of one official in a part of a run, or `None`: never there, or erased."""
        sealed = self._store.book(run, part)
        return None if sealed is None else find_in(self._opened(run, part, sealed), lookup_of(self._book_lookups(run), id))

    def _book_lookups(self, run: str) -> bytes:
        return derive(self._lookup_key, f"book\0{run}")

    def _erase_from_books(self, id: str) -> None:
        """Takes an official out of every book, and destroys what else could tell of them: the keys of the digests over whole runs."""
        runs: dict[str, None] = {}

        def look(run: str, part: int, sealed: bytes) -> None:
            if find_in(self._opened(run, part, sealed), lookup_of(self._book_lookups(run), id)) is not None:
                runs[run] = None

        def change(run: str, part: int, sealed: bytes) -> tuple[bytes, str] | None:
            book, lookup = self._opened(run, part, sealed), lookup_of(self._book_lookups(run), id)
            key = find_in(book, lookup)
            if key is None:
                return None
            return self._master.wrap(label(run, part), without(book, lookup)), SubjectKey(key, self._domain).pseudonym

        # The keys of whole runs first: when this is cut off, the official is still in the book, and who erases again finds the runs again.
        self._store.erase_from_books(look)
        for run in runs:
            self.erase(run, kind=RUN)
        if runs:
            self._store.erase_from_books(change)

    def _opened(self, run: str, part: int, sealed: bytes) -> bytes:
        return self._master.unwrap(label(run, part), sealed)

    def exchange_master(self, new: MasterKey) -> int:
        """Wraps every key with a new master key, all or none; pseudonyms and commitments stay as they are. Returns how many."""
        old = self._master
        count = self._store.rewrap(lambda lookup, wrapped: new.wrap(lookup, old.unwrap(lookup, wrapped)))
        self._master = new
        return count

    def _lookup(self, kind: str, id: str) -> bytes:
        return mac(self._lookup_key, [kind, id])

    def _kept(self, lookup: bytes) -> bytes:
        wrapped = self._store.get(lookup)
        if wrapped is None:
            key = os.urandom(KEY_BYTES)
            wrapped = self._store.put_new(lookup, self._master.wrap(lookup, key), SubjectKey(key, self._domain).pseudonym)
        return self._master.unwrap(lookup, wrapped)


def read_secret(path: Path) -> str:
    """Returns the text of a key file that only its owner may read.

    Raises:
        TrailError: `no-key`, it cannot be read; `key-exposed`, others may read it.
    """
    try:
        exposed = os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077
        text = "" if exposed else path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise TrailError("the key file cannot be read", code="no-key") from None
    if exposed:
        raise TrailError("others than the owner may read the key file; `chmod 600` it", code="key-exposed")
    return text


def write_secret(path: Path, text: str) -> None:
    """Writes a new file that only its owner may ever read."""
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def mac(key: bytes, value: Any) -> bytes:
    """Returns HMAC-SHA-256 over the canonical bytes of a value."""
    return hmac.digest(key, encode(value), "sha256")


def derive(key: bytes, purpose: str) -> bytes:
    """Returns HKDF-SHA-256 (RFC 5869) of a key without salt, 32 bytes, for one purpose."""
    extracted = hmac.digest(bytes(32), key, "sha256")
    return hmac.digest(extracted, _PREFIX.encode() + purpose.encode() + b"\x01", "sha256")


def _aes_gcm() -> Any:
    try:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    except ImportError:
        raise MissingExtraError("keeping keys for a trail", "sign") from None
    return AESGCM
