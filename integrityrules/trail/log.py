"""What every log can do: the protocol, the receipt of an append, and the errors of the trail.

May not know what an entry says (bodies are opaque bytes) nor where a log is kept. Opening and writing files happens in the stores.
The shape is that of a transparency log: RFC 6962 hashing, entries 0..n-1, one origin for each log.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from types import TracebackType
from typing import NamedTuple, Protocol, Self

from integrityrules.errors import LogLockedError as LogLockedError
from integrityrules.errors import NotDurableError as NotDurableError
from integrityrules.errors import TrailError as TrailError

MAX_BODY_BYTES = 16 * 1024 * 1024
MAX_KEY_CHARACTERS = 200


class Receipt(NamedTuple):
    """What an append answers.

    Args:
        origin: the name of the log.
        index: the place of the entry, from 0.
        leaf_hash: RFC 6962 hash of the body, 32 bytes.
        durability: `synced` (on stable storage when the receipt was made) or `memory` (the store of tests, which keeps nothing).
    """

    origin: str
    index: int  # type: ignore[assignment]  # the protocol's word; hides tuple.index, which nobody needs here
    leaf_hash: bytes
    durability: str


class Entry(NamedTuple):
    """One entry with its envelope, which is outside the hash.

    Args:
        index: the place in the log, from 0.
        body: the bytes that are hashed.
        leaf_hash: the hash as stored, 32 bytes; only verification proves that it is that of the body.
        key: the idempotency key, or the empty string.
        recorded_at: microseconds since 1970-01-01T00:00:00Z by the clock of the writer; nothing proves it.
    """

    index: int  # type: ignore[assignment]  # the protocol's word; hides tuple.index, which nobody needs here
    body: bytes
    leaf_hash: bytes
    key: str
    recorded_at: int


class Counters(NamedTuple):
    """How many entries were given to this handle, became durable, and did not (or may not have); `accepted` is never less than the sum."""

    accepted: int
    durable: int
    failed: int


class Signer(Protocol):
    """Holds a private key, or speaks to whatever does.

    Attributes:
        name: the key's name, which should be the origin of the log.
        key_id: four bytes, as the signed-note format defines them.
    """

    @property
    def name(self) -> str: ...

    @property
    def key_id(self) -> bytes: ...

    def sign(self, text: bytes) -> bytes:
        """Returns the signature of the text, without the key id."""
        ...


class Log(Protocol):
    """A log of opaque entries in the order they came.

    Safe to use from many threads. One process writes, except where the store says that several may; any number may read.
    """

    @property
    def origin(self) -> str:
        """The name of this log, unique in the world: `audit.example.go.id/coi/2026`."""
        ...

    @property
    def size(self) -> int:
        """How many durable entries there are."""
        ...

    @property
    def counters(self) -> Counters: ...

    def append(self, body: bytes, *, key: str = "") -> Receipt:
        """Adds one entry; it is durable when this returns.

        Args:
            body: 1 byte to `MAX_BODY_BYTES`.
            key: idempotency key, unique in the log, up to `MAX_KEY_CHARACTERS`; an append with a known key and the same body answers the
                receipt of the entry that is there. The empty string is no key.

        Raises:
            NotDurableError: the entry may not be there.
            LogLockedError: another process writes.
            TrailError: `key-conflict` (the key belongs to another body), `body-size`, `key-size`, `log-closed`, `read-only`.
        """
        ...

    def append_many(self, bodies: Sequence[bytes], *, keys: Sequence[str] = ()) -> list[Receipt]:
        """Adds entries in order in one commit: all become durable or none. `keys` is empty or as long as `bodies`. Raises as `append`."""
        ...

    def find_key(self, key: str) -> Receipt | None:
        """Returns the receipt of the entry with that idempotency key, or `None`."""
        ...

    def read(self, index: int) -> bytes:
        """Returns a body as stored. Raises TrailError `no-entry`."""
        ...

    def read_range(self, start: int, stop: int) -> Iterator[bytes]:
        """Yields the bodies of `start..stop-1`, in pieces, so that memory does not grow. Raises TrailError `no-entry`."""
        ...

    def entries(self, start: int = 0, stop: int | None = None) -> Iterator[Entry]:
        """Yields entries with their envelopes, in pieces; until the size of the moment it was called where `stop` is `None`."""
        ...

    def leaf_hash(self, index: int) -> bytes: ...

    def root(self, size: int | None = None) -> bytes:
        """Returns the RFC 6962 root of the first `size` entries, of all where it is `None`; from stored hashes, without reading bodies."""
        ...

    def inclusion_proof(self, index: int, size: int | None = None) -> list[bytes]:
        """Returns the audit path of an entry in the tree of the first `size` entries, from the leaf's sibling upwards."""
        ...

    def consistency_proof(self, old: int, new: int | None = None) -> list[bytes]:
        """Returns the proof that the first `old` entries are a prefix of the first `new`; 0 < old <= new."""
        ...

    def put_blob(self, digest: str, data: bytes) -> None:
        """Stores content once under its SHA-256 in lower-case hexadecimal; durable when this returns. Raises TrailError `blob-digest`."""
        ...

    def get_blob(self, digest: str) -> bytes:
        """Returns content as stored. Raises TrailError `no-blob` where it is not there."""
        ...

    def blobs(self) -> Iterable[str]:
        """Yields the digests of all stored content, in order."""
        ...

    def checkpoint(self, *signers: Signer) -> str:
        """Signs size and root, keeps the signed note in the log and returns it. Raises TrailError `inconsistent-checkpoint`
        where the log no longer agrees with one that it signed before."""
        ...

    def checkpoints(self) -> list[str]:
        """Returns the signed notes the log keeps, by size."""
        ...

    def close(self) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None: ...
