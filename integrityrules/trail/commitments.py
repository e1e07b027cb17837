"""Commitments to single fields: what was declared can be shown later, one field at a time, and tells nothing until then.

May not know how fields are stored. One root stands in the entry; a field is shown with its own key and the way from its leaf to that root.
AUDIT P4, P5. Verifying needs the standard library alone.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from typing import Any, NamedTuple

from integrityrules.trail.canonical import NotCanonicalError, encode
from integrityrules.trail.keys import SubjectKey
from integrityrules.trail.merkle import Frontier, LeafHashes, inclusion_proof, leaf_hash, verify_inclusion

DISCLOSURE = "integrityrules/disclosure/1"


class Commitment(NamedTuple):
    """What an entry says of the fields: how many, and the RFC 6962 root over their commitments in the order of their bytes."""

    fields: int
    root: str


def commit(key: SubjectKey, fields: Mapping[str, Any]) -> Commitment:
    """Returns the commitment to some fields.

    Args:
        key: of whose fields they are; destroyed, the commitment says nothing any more.
        fields: plain value by path (`gift[g1].value_idr`); what is not known is `None`, so that it cannot be seen what was left blank.
    """
    edge = Frontier()
    edge.extend([leaf_hash(item) for item in _sorted(key, fields)])
    return Commitment(len(fields), edge.root().hex())


def disclose(key: SubjectKey, fields: Mapping[str, Any], path: str, *, origin: str, index: int) -> dict[str, Any]:
    """Returns what shows an auditor one field of an entry and nothing of the others.

    Args:
        key, fields: as the entry was made with.
        path: which field; it must be among `fields`.
        origin, index: the log and the place of the entry, for the auditor to find it.
    """
    leaves = _sorted(key, fields)
    own = _commitment(_field_key(key, path), path, fields[path])
    place = leaves.index(own)
    proof = inclusion_proof(LeafHashes([leaf_hash(item) for item in leaves]), place, len(leaves))
    return {
        "format": DISCLOSURE,
        "origin": origin,
        "index": index,
        "path": path,
        "value": fields[path],
        "key": _field_key(key, path).hex(),
        "place": place,
        "proof": [item.hex() for item in proof],
    }


def verify_disclosure(disclosure: Mapping[str, Any], entry: Mapping[str, Any]) -> bool:
    """Tells whether a disclosure shows a field that the entry commits to.

    Args:
        disclosure: as `disclose` made it; anything else is false, never an error.
        entry: the parsed body of the entry. That it is in the log is for an inclusion proof to show.
    """
    try:
        if disclosure["format"] != DISCLOSURE or type(disclosure["place"]) is not int:
            return False
        path, key = disclosure["path"], bytes.fromhex(disclosure["key"])
        leaf = leaf_hash(_commitment(key, path, disclosure["value"]))
        proof = [bytes.fromhex(item) for item in disclosure["proof"]]
        committed = entry["committed"]
        root = bytes.fromhex(committed["root"])
        return verify_inclusion(leaf, disclosure["place"], committed["fields"], root, proof)
    except (KeyError, TypeError, ValueError, AttributeError, NotCanonicalError):
        return False


def _sorted(key: SubjectKey, fields: Mapping[str, Any]) -> list[bytes]:
    # In the order of bytes that look random: the place of a leaf tells nothing of its path.
    return sorted(_commitment(_field_key(key, path), path, value) for path, value in fields.items())


def _field_key(key: SubjectKey, path: str) -> bytes:
    return hmac.digest(key.key_for("field"), path.encode("utf-8", "surrogatepass"), "sha256")


def _commitment(key: bytes, path: str, value: Any) -> bytes:
    return hmac.digest(key, encode([path, value]), "sha256")
