"""Erasure: a person's key is destroyed, and the log says that it was, naming nobody.

May not change an entry: every leaf, root and proof stays as it is. What is left speaks of no one.
"""

from __future__ import annotations

from typing import NamedTuple

from integrityrules.trail.canonical import encode
from integrityrules.trail.keys import Keyring
from integrityrules.trail.log import Log, Receipt
from integrityrules.trail.record import entry_head
from integrityrules.trail.vault import Vault


class Erasure(NamedTuple):
    """One erasure.

    Args:
        pseudonym: whom the log knew the subject as; now a name of nobody.
        receipt: of the entry that says so.
        forgotten: how many sealed inputs the vault deleted.
    """

    pseudonym: str
    receipt: Receipt
    forgotten: int


def erase(id: str, *, log: Log, keyring: Keyring, vault: Vault | None = None, kind: str = "subject") -> list[Erasure]:
    """Erases one subject, and finishes erasures that were interrupted.

    The key is destroyed first and the entry written after it, so that the log never says more than was done. In between, the key store
    knows the bare pseudonym; whoever erases next finishes it.

    Args:
        id: as the organisation knows the subject.
        kind: `subject`, or `register` with the name of a register that entries give.

    Returns:
        what was erased now; nothing for a subject that is not known (or was erased before).
    """
    keyring.erase(id, kind=kind)
    return finish_erasures(log=log, keyring=keyring, vault=vault)


def finish_erasures(*, log: Log, keyring: Keyring, vault: Vault | None = None) -> list[Erasure]:
    """Deletes what the vault still has of erased subjects, and records every erasure that is not in the log yet."""
    return [_finish(pseudonym, log, keyring, vault) for pseudonym in keyring.unlogged_erasures()]


def _finish(pseudonym: str, log: Log, keyring: Keyring, vault: Vault | None) -> Erasure:
    forgotten = vault.forget(pseudonym) if vault is not None else 0
    receipt = erasure_of(pseudonym, log)
    if receipt is None:
        entry = entry_head("erasure", "", pseudonym) | {"subject": pseudonym}
        receipt = log.append(encode(entry), key=_key(pseudonym))
    keyring.erasure_logged(pseudonym)
    return Erasure(pseudonym, receipt, forgotten)


def erasure_of(pseudonym: str, log: Log) -> Receipt | None:
    """Returns the receipt of the entry that says a subject was erased, or `None`."""
    return log.find_key(_key(pseudonym))


def _key(pseudonym: str) -> str:
    return f"erasure/{pseudonym}"
