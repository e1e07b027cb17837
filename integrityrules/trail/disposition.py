"""What an officer decided about a finding, as an entry: keyed, and without a word of what they wrote.

May not judge. The reason is committed to, and kept sealed where there is a vault; the officer stands under a pseudonym of their own. Both
hang on keys that erasure destroys: that of the official, and that of the officer (kind `author`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from integrityrules.decide.outcome import Decision
from integrityrules.trail.canonical import encode
from integrityrules.trail.keys import Keyring
from integrityrules.trail.record import decision_ref, entry_head
from integrityrules.trail.vault import Sealed, Vault, seal, unseal

KIND = "disposition"


class Disposed(NamedTuple):
    """A disposition of one finding, as a run met it.

    Args:
        official: id of the official, or empty for a finding of a register.
        decision: behind the finding.
        state: the state it was decided for.
        decided: a code, `accepted`, `explained` or `dismissed`.
        reason, author: as the officer wrote them.
        expires: the last day on which it holds.
        holds: the run held the finding back because of it.
    """

    official: str
    decision: Decision
    state: str
    decided: str
    reason: str
    author: str
    expires: date
    holds: bool


class Prepared(NamedTuple):
    """The bytes of an entry, and what goes into the vault with it: the reason, and the officer's name, each under its own key."""

    body: bytes
    sealed: tuple[Sealed, ...]


def disposition_entry(disposed: Disposed, keyring: Keyring, *, run: str, id: str) -> Prepared:
    """Returns the entry of a disposition.

    Args:
        run, id: of the run that met it, and what tells it apart within that.

    Raises:
        NotCanonicalError: a text cannot be written down exactly.
    """
    key = keyring.subject(disposed.official)
    author = keyring.subject(disposed.author, kind="author")
    reason, name = key.mac("reason", disposed.reason), author.mac("name", disposed.author)
    entry = entry_head(KIND, run, id) | {
        "subject": key.pseudonym,
        "rule": disposed.decision.rule.id,
        "ref": decision_ref(key, disposed.decision),
        "state": disposed.state,
        "disposition": disposed.decided,
        "reason": reason,
        "author": {"subject": author.pseudonym, "name": name},
        "expires": disposed.expires.isoformat(),
        "holds": disposed.holds,
    }
    sealed = ((key, reason, disposed.reason), (author, name, disposed.author))
    return Prepared(encode(entry), tuple(Sealed(mac, one.pseudonym, seal(one, mac, encode([text]))) for one, mac, text in sealed))


def said_of(entry: Mapping[str, Any], keyring: Keyring, vault: Vault) -> tuple[str | None, str | None]:
    """Returns reason and author of a disposition from the vault; `None` for what it does not have, or what belonged to someone erased.

    Raises:
        TrailError: `vault-changed`.
    """
    author = entry["author"]
    return _text(entry["subject"], entry["reason"], keyring, vault), _text(author["subject"], author["name"], keyring, vault)


def _text(pseudonym: str, name: str, keyring: Keyring, vault: Vault) -> str | None:
    key, sealed = keyring.holder(pseudonym), vault.get(name)
    if key is None or sealed is None:
        return None
    # Canonical JSON of a list of one text.
    (text,) = json.loads(unseal(key, name, sealed))
    return str(text)
