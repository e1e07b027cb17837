"""Checks a `.tlog-proof` without this library: one file, standard library only, made to be copied out and read by those who trust nobody.

May import nothing but the standard library; it repeats what merkle, note and proof do on purpose, so that two programs must agree.
After c2sp.org/tlog-proof@v1, c2sp.org/signed-note, RFC 9162 section 2.1.3.2 and RFC 8032 section 5.1.7.

    python offline.py PROOF ENTRY KEY ORIGIN

PROOF is the `.tlog-proof` file, ENTRY the file with the entry's bytes, KEY the log's public key (`name+id+base64`, or a file that holds
it), ORIGIN the log's name. Where PROOF is that of one row of a batch (`integrityrules/leaf-proof@v1`), ENTRY is the file that shows what
was read of the row, or `-` where that is not shown. Prints the verdict; the exit code is 0 where the entry is proven, 5 where it is not,
2 where the call is wrong.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import os
import re
import sys
from typing import Any, NamedTuple

# Ed25519: the curve -x^2 + y^2 = 1 + D x^2 y^2 over the integers modulo P, and the order L of its base point (RFC 8032 section 5.1).
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)

Point = tuple[int, int, int, int]  # X, Y, Z, T with x = X/Z, y = Y/Z, xy = T/Z
NEUTRAL: Point = (0, 1, 1, 0)


class NotProvenError(Exception):
    """The proof does not show what it claims; the message says which step failed."""


class Proven(NamedTuple):
    """What was shown: the entry stands at `place` (from 0) in the log `origin`, of `size` entries, which the key signed."""

    origin: str
    size: int
    place: int


def verify(proof: str, entry: bytes, key: str, origin: str) -> Proven:
    """Returns what the proof shows.

    Args:
        proof: the text of the `.tlog-proof`.
        entry: the entry's bytes.
        key: the log's public key, `name+id+base64`.
        origin: the log you expect.

    Raises:
        NotProvenError: any step fails.
    """
    # Step 1. Split the proof: first line, perhaps an extra line (ignored: nothing authenticates it), index, path, blank line, checkpoint.
    head, blank, checkpoint = proof.partition("\n\n")
    lines = [line for number, line in enumerate(head.split("\n")) if not (number == 1 and line.startswith("extra "))]
    require(bool(blank) and lines[0] == "c2sp.org/tlog-proof@v1" and len(lines) > 1, "1: the file is not a tlog-proof")
    require(lines[1].startswith("index "), "1: the file has no index")
    place, path = decimal(lines[1][6:]), [hash_of(line) for line in lines[2:]]

    # Step 2. Split the checkpoint: origin, size and root, a blank line, signatures.
    text, blank, signatures = checkpoint.rpartition("\n\n")
    require(bool(blank), "2: the checkpoint has no signatures")
    parts, text = text.split("\n"), text + "\n"
    require(len(parts) >= 3 and all(parts), "2: the checkpoint is malformed")
    size, root = decimal(parts[1]), hash_of(parts[2])

    # Step 3. The checkpoint is of the log you expect.
    require(parts[0] == origin, "3: the checkpoint is of another log")

    # Step 4. A signature line by the key you trust is there, and verifies over the text of the checkpoint.
    name, key_id, public = public_key(key)
    mine = [data for line in signatures.split("\n") if (data := signature_by(line, name, key_id)) is not None]
    require(bool(mine), "4: the checkpoint is not signed by the key you trust")
    require(all(ed25519_verifies(public, text.encode(), signature) for signature in mine), "4: the signature does not verify")

    # Step 5. The path leads from the entry's hash, at its place, to the root that was signed.
    require(
        leads_to(hashlib.sha256(b"\x00" + entry).digest(), place, size, root, path), "5: the path does not lead from the entry to the root"
    )
    return Proven(origin, size, place)


class ProvenRow(NamedTuple):
    """What was shown: the row of `sheet` is leaf `place` of `size` in a shard of the run `run`, which an entry of the log binds."""

    entry: Proven
    run: str
    sheet: str
    shard: str
    size: int
    place: int


def verify_row(proof: str, shown: str, key: str, origin: str) -> ProvenRow:
    """Returns what the proof of one row of a batch shows.

    Args:
        proof: the text of the proof: the row's leaf, the way to the root of its shard, the entry that holds the root, and its own proof.
        shown: the text of the file that shows what was read of the row, or the empty string to prove the leaf without it.
        key, origin: as for `verify`.

    Raises:
        NotProvenError: any step fails.
    """
    # Step 6. Split the proof of the row: leaf, shard and place, path, entry, blank line, the proof of the entry.
    head, blank, rest = proof.partition("\n\n")
    first, *lines = head.split("\n")
    require(bool(blank) and first == "integrityrules/leaf-proof@v1" and len(lines) >= 3, "6: the file is not a leaf-proof")
    named = [line.split(" ") for line in (lines[0], lines[1], lines[-1])]
    require([parts[0] for parts in named] == ["leaf", "shard", "entry"], "6: the file is not a leaf-proof")
    require([len(parts) for parts in named] == [2, 3, 2], "6: the file is not a leaf-proof")
    leaf, entry = decoded(named[0][1]), decoded(named[2][1])
    shard, place, path = named[1][1], decimal(named[1][2]), [hash_of(line) for line in lines[2:-1]]

    # Steps 1 to 5. The entry is in the log.
    proven = verify(rest, entry, key, origin)

    # Step 7. The entry is of a batch, and names size and root of the shard, once.
    try:
        said = json.loads(entry)
        holds = said["kind"] == "batch" and said["v"] == 1 and said["leaves"]["format"] == "integrityrules/leaf/1"
        found = [(size, bytes.fromhex(root)) for name, size, root, *_ in said["leaves"]["shards"] if name == shard]
        run = said["run"]
    except (ValueError, KeyError, TypeError):
        raise NotProvenError("step 7: the entry is not that of a batch") from None
    require(holds and len(found) == 1 and type(found[0][0]) is int, "7: the entry is not that of a batch, or does not name the shard")
    size, root = found[0]

    # Step 8. The path leads from the leaf, at its place, to the root of the shard.
    require(leads_to(hashlib.sha256(b"\x00" + leaf).digest(), place, size, root, path), "8: the path does not lead to the root")
    parts = leaf[:-64].split(b"\n")
    require(len(parts) == 3 and parts[0] == b"integrityrules/leaf/1" and not parts[2], "8: the leaf is malformed")

    # Step 9. What is shown of the row is what the leaf holds a digest of.
    if shown:
        require(leaf == leaf_of(shown), "9: what is shown is not what the leaf was made of")
    return ProvenRow(proven, run, parts[1].decode(errors="replace"), shard, size, place)


def leaf_of(shown: str) -> bytes:
    """Returns the leaf of a row that is shown: its sheet, its outcome, its filled cells (name, type, text) and its secret."""
    try:
        row: dict[str, Any] = json.loads(shown)
        require(row["format"] == "integrityrules/row/1", "9: the file shows no row")
        sheet: bytes = row["sheet"].encode()
        secret = bytes.fromhex(row["secret"])
        read = b"integrityrules/row/1\n" + sheet + b"\n" + counted("\n".join(row["outcome"]))
        for name, kind, cell in sorted(row["cells"]):
            require(re.fullmatch("[a-z0-9_]+", name) is not None and re.fullmatch("[a-z]", kind) is not None, "9: a cell is malformed")
            read += f"{name}={kind}".encode() + counted(cell)
        return b"integrityrules/leaf/1\n" + sheet + b"\n" + hashlib.sha256(secret).digest() + hmac.digest(secret, read, "sha256")
    except (ValueError, KeyError, TypeError, AttributeError):
        raise NotProvenError("step 9: the file shows no row") from None


def counted(said: str) -> bytes:
    data = said.encode()
    return f"{len(data)}:".encode() + data


def require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise NotProvenError(f"step {otherwise}")


def decimal(text: str) -> int:
    require(re.fullmatch("0|[1-9][0-9]{0,18}", text) is not None, "1: a number is malformed")
    return int(text)


def decoded(text: str) -> bytes:
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (UnicodeEncodeError, binascii.Error):
        raise NotProvenError("step 1: something is not base64") from None
    require(base64.b64encode(data).decode() == text, "1: something is not base64 in its one right form")
    return data


def hash_of(line: str) -> bytes:
    data = decoded(line)
    require(len(data) == 32, "1: a hash is not 32 bytes long")
    return data


def public_key(text: str) -> tuple[str, bytes, bytes]:
    """Returns the name, the four bytes of the id and the 32 bytes of the key."""
    parts = text.strip().split("+", 2)
    require(len(parts) == 3, "4: the key is malformed")
    data = decoded(parts[2])
    key_id = hashlib.sha256(parts[0].encode() + b"\n" + data).digest()[:4]
    require(len(data) == 33 and data[0] == 1 and parts[1] == key_id.hex(), "4: the key is malformed")
    return parts[0], key_id, data[1:]


def signature_by(line: str, name: str, key_id: bytes) -> bytes | None:
    """Returns the signature of a line if it names the key, else `None`."""
    start = f"\N{EM DASH} {name} "
    if not line.startswith(start):
        return None
    data = decoded(line[len(start) :])
    return data[4:] if data[:4] == key_id else None


def leads_to(leaf: bytes, place: int, size: int, root: bytes, path: list[bytes]) -> bool:
    """Follows the path upwards; RFC 9162 section 2.1.3.2."""
    if place >= size:
        return False
    number, last, found = place, size - 1, leaf
    for item in path:
        if last == 0:
            return False
        if number % 2 == 1 or number == last:
            found = hashlib.sha256(b"\x01" + item + found).digest()
            while number % 2 == 0 and number != 0:
                number, last = number // 2, last // 2
        else:
            found = hashlib.sha256(b"\x01" + found + item).digest()
        number, last = number // 2, last // 2
    return last == 0 and found == root


def ed25519_verifies(public: bytes, message: bytes, signature: bytes) -> bool:
    """Answers whether s B = R + k A, with every encoding in its one right form. It only verifies, so its timing need hide nothing."""
    if len(signature) != 64 or len(public) != 32:
        return False
    a, r, s = point_of(public), point_of(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    return same(times(s, BASE), plus(r, times(k, a)))


def point_of(data: bytes) -> Point | None:
    """Decodes a point: y in little-endian order, and the lowest bit of x in the highest bit; `None` where there is no such point."""
    number = int.from_bytes(data, "little")
    y, odd = number & (2**255 - 1), number >> 255
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P != 0:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P != 0 or (x == 0 and odd):
        return None
    x = P - x if x % 2 != odd else x
    return (x, y, 1, x * y % P)


def plus(one: Point, other: Point) -> Point:
    """Adds two points; the formulas are complete, so no case is special."""
    a, b = (one[1] - one[0]) * (other[1] - other[0]) % P, (one[1] + one[0]) * (other[1] + other[0]) % P
    c, d = 2 * one[3] * other[3] * D % P, 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def times(factor: int, point: Point) -> Point:
    found = NEUTRAL
    while factor:
        if factor & 1:
            found = plus(found, point)
        point, factor = plus(point, point), factor >> 1
    return found


def same(one: Point, other: Point) -> bool:
    return (one[0] * other[2] - other[0] * one[2]) % P == 0 and (one[1] * other[2] - other[1] * one[2]) % P == 0


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE = point_of(BASE_Y.to_bytes(32, "little")) or NEUTRAL


def main(arguments: list[str]) -> int:
    if len(arguments) != 4:
        print((__doc__ or "").split("\n\n", 1)[1], file=sys.stderr)
        return 2
    proof_path, entry_path, key, origin = arguments
    try:
        with open(proof_path, encoding="utf-8", newline="") as file:
            proof = file.read()
        entry = b""
        if entry_path != "-":
            with open(entry_path, "rb") as data:
                entry = data.read()
        if os.path.exists(key):
            with open(key, encoding="utf-8") as file:
                key = file.read()
    except (OSError, UnicodeDecodeError):
        print("cannot read the proof, the entry or the key", file=sys.stderr)
        return 2
    try:
        if proof.startswith("integrityrules/leaf-proof@"):
            row = verify_row(proof, entry.decode(errors="replace"), key, origin)
            what = f"{'shown ' if entry else ''}row of {row.sheet}: leaf {row.place} of {row.size} in {row.shard} of the run {row.run}, "
            found = row.entry
        else:
            found, what = verify(proof, entry, key, origin), ""
    except NotProvenError as error:
        print(f"NOT PROVEN: {error}")
        return 5
    print(f"PROVEN: {what}entry {found.place} of {found.size} in {found.origin}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
