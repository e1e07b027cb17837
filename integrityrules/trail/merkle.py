"""The tree: RFC 6962 hashes, the growing edge, proofs of inclusion and consistency, and their verification.

May not open anything and may not know what a leaf says. A tree is read through `hashes(level, start, stop)`, whatever keeps it.
After RFC 6962 section 2.1 and RFC 9162 sections 2.1.3 to 2.1.5; levels of 256 as in c2sp.org/tlog-tiles.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import NamedTuple, Protocol

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()
LEVEL_HEIGHT = 8
TILE_WIDTH = 1 << LEVEL_HEIGHT


def leaf_hash(body: bytes) -> bytes:
    """Returns the hash of a leaf, 32 bytes."""
    return sha256(b"\x00" + body).digest()


def leaf_hashes(bodies: Iterable[bytes]) -> list[bytes]:
    """Returns the hashes of many leaves; measured 15 % faster than calling `leaf_hash` for each."""
    new = sha256
    return [new(b"\x00" + body).digest() for body in bodies]


def node_hash(left: bytes, right: bytes) -> bytes:
    """Returns the hash of an inner node, 32 bytes."""
    return sha256(b"\x01" + left + right).digest()


class Node(NamedTuple):
    """The root of a complete subtree of 256**level leaves, the `index`-th of its level; level 0 are the leaves themselves."""

    level: int
    index: int  # type: ignore[assignment]  # hides tuple.index, which nobody needs here
    hash: bytes


class HashSource(Protocol):
    """A tree that is kept somewhere."""

    def hashes(self, level: int, start: int, stop: int) -> Sequence[bytes]:
        """Returns the hashes of nodes `start..stop-1` of a level, all of which are complete subtrees."""
        ...


def fold(hashes: Sequence[bytes]) -> bytes:
    """Returns the root above 1, 2, 4, 8, ... hashes of complete subtrees of one height."""
    new = sha256
    while len(hashes) > 1:
        pairs = iter(hashes)  # taken two at a time: a fifth faster than by index
        hashes = [new(b"\x01" + left + right).digest() for left, right in zip(pairs, pairs, strict=True)]
    return hashes[0]


class LeafHashes:
    """A tree whose leaf hashes are in memory; every other hash is folded when it is asked for."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        self._leaves = leaves

    def hashes(self, level: int, start: int, stop: int) -> list[bytes]:
        width = TILE_WIDTH**level
        return [fold(self._leaves[index * width : (index + 1) * width]) for index in range(start, stop)]


class Frontier:
    """The growing edge of a tree: one hash for each complete subtree of its binary decomposition, the largest first.

    Args:
        size: how many leaves.
        hashes: as many as `size` has ones in binary.

    Raises:
        ValueError: the number of hashes does not fit the size.
    """

    __slots__ = ("hashes", "size")

    def __init__(self, size: int = 0, hashes: Iterable[bytes] = ()) -> None:
        self.size = size
        self.hashes = list(hashes)
        if size < 0 or len(self.hashes) != size.bit_count() or any(len(item) != HASH_BYTES for item in self.hashes):
            raise ValueError("the hashes do not fit the size")

    def copy(self) -> Frontier:
        found = Frontier()
        found.size, found.hashes = self.size, list(self.hashes)
        return found

    def extend(self, leaves: Sequence[bytes]) -> list[Node]:
        """Adds leaf hashes in order; returns the nodes of level 1 and above that became complete, lower levels first for each leaf."""
        nodes: list[Node] = []
        place, count = 0, len(leaves)
        while place < count:
            # The largest aligned block that fits, up to 256, is folded at once: half the time of pushing leaf by leaf.
            aligned = self.size | TILE_WIDTH
            height = min((aligned & -aligned).bit_length(), (count - place).bit_length()) - 1
            self._push(fold(leaves[place : place + (1 << height)]) if height else leaves[place], height, nodes)
            place += 1 << height
        return nodes

    def _push(self, item: bytes, height: int, nodes: list[Node]) -> None:
        # INVARIANT: after each push there is one hash per one-bit of the size, the largest subtree first.
        edge, after = self.hashes, self.size + (1 << height)
        number = self.size >> height
        if height == LEVEL_HEIGHT:
            nodes.append(Node(1, number, item))
        while number & 1:
            item = sha256(b"\x01" + edge.pop() + item).digest()
            height += 1
            number >>= 1
            if height % LEVEL_HEIGHT == 0:
                nodes.append(Node(height // LEVEL_HEIGHT, number, item))
        edge.append(item)
        self.size = after

    def root(self) -> bytes:
        """Returns the root; of the empty tree it is the hash of nothing."""
        if not self.hashes:
            return EMPTY_ROOT
        right = self.hashes[-1]
        for left in reversed(self.hashes[:-1]):
            right = node_hash(left, right)
        return right

    def to_bytes(self) -> bytes:
        """Returns the hashes one after the other; the size is kept beside them."""
        return b"".join(self.hashes)

    @classmethod
    def from_bytes(cls, size: int, data: bytes) -> Frontier:
        """Returns the edge that `to_bytes` wrote. Raises ValueError where it does not fit the size."""
        return cls(size, [data[i : i + HASH_BYTES] for i in range(0, len(data), HASH_BYTES)])


def subtree_root(source: HashSource, height: int, index: int) -> bytes:
    """Returns the root of the complete subtree of leaves `index * 2**height` up to, not including, `(index + 1) * 2**height`."""
    level, rest = divmod(height, LEVEL_HEIGHT)
    return fold(source.hashes(level, index << rest, (index + 1) << rest))


def edge_of(source: HashSource, start: int, stop: int) -> list[bytes]:
    """Returns the roots of the complete subtrees that make up `start..stop-1`, the largest first, of which start must be a multiple."""
    found = []
    for height in range((stop - start).bit_length() - 1, -1, -1):
        if (stop - start) >> height & 1:
            # The taller subtrees stand before this one; their sizes are the higher one-bits.
            before = start + ((stop - start) >> (height + 1) << (height + 1))
            found.append(subtree_root(source, height, before >> height))
    return found


def range_root(source: HashSource, start: int, stop: int) -> bytes:
    """Returns MTH(D[start:stop]) of RFC 6962; start must be a multiple of the largest power of two within the range."""
    if start == stop:
        return EMPTY_ROOT
    edge = edge_of(source, start, stop)
    right = edge[-1]
    for left in reversed(edge[:-1]):
        right = node_hash(left, right)
    return right


def frontier_of(source: HashSource, size: int) -> Frontier:
    """Returns the growing edge of the first `size` leaves."""
    return Frontier(size, edge_of(source, 0, size))


def split(count: int) -> int:
    """Returns the largest power of two that is less than `count`, which is at least 2."""
    return 1 << ((count - 1).bit_length() - 1)


def inclusion_proof(source: HashSource, index: int, size: int) -> list[bytes]:
    """Returns PATH(index, D[size]) of RFC 6962, from the leaf's sibling upwards.

    Raises:
        ValueError: not `0 <= index < size`.
    """
    if not 0 <= index < size:
        raise ValueError("the index is outside the tree")
    proof, low, high = [], 0, size
    while high - low > 1:
        middle = low + split(high - low)
        if index < middle:
            proof.append(range_root(source, middle, high))
            high = middle
        else:
            proof.append(range_root(source, low, middle))
            low = middle
    return proof[::-1]


def consistency_proof(source: HashSource, old: int, new: int) -> list[bytes]:
    """Returns PROOF(old, D[new]) of RFC 6962; empty where both sizes are equal.

    Raises:
        ValueError: not `0 < old <= new`.
    """
    if not 0 < old <= new:
        raise ValueError("the sizes are not in order")
    proof, low, high = [], 0, new
    while old != high:
        middle = low + split(high - low)
        if old <= middle:
            proof.append(range_root(source, middle, high))
            high = middle
        else:
            proof.append(range_root(source, low, middle))
            low = middle
    if low:  # the old tree is not itself a complete subtree of the new: its last piece is needed to rebuild it
        proof.append(range_root(source, low, high))
    return proof[::-1]


def verify_inclusion(leaf: bytes, index: int, size: int, root: bytes, proof: Sequence[bytes]) -> bool:
    """Answers whether the proof shows the leaf hash at that index of the tree; RFC 9162 section 2.1.3.2. Never raises for a bad proof."""
    if not 0 <= index < size or any(len(item) != HASH_BYTES for item in (leaf, root, *proof)):
        return False
    number, last, found = index, size - 1, leaf
    for item in proof:
        if last == 0:  # the proof is longer than the tree is high
            return False
        if number & 1 or number == last:
            found = node_hash(item, found)
            while not number & 1 and number:
                number, last = number >> 1, last >> 1
        else:
            found = node_hash(found, item)
        number, last = number >> 1, last >> 1
    return last == 0 and found == root


def verify_consistency(old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Answers whether the tree of size `old` is a prefix of that of size `new`; RFC 9162 section 2.1.4.2. Never raises for a bad proof.

    An old size of 0 is refused: every tree extends the empty one, so such a proof would show nothing.
    """
    if not 0 < old <= new or any(len(item) != HASH_BYTES for item in (old_root, new_root, *proof)):
        return False
    if old == new:
        return not proof and old_root == new_root
    if not proof:
        return False
    path = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    number, last = old - 1, new - 1
    while number & 1:
        number, last = number >> 1, last >> 1
    first = second = path[0]
    for item in path[1:]:
        if last == 0:
            return False
        if number & 1 or number == last:
            first, second = node_hash(item, first), node_hash(item, second)
            while not number & 1 and number:
                number, last = number >> 1, last >> 1
        else:
            second = node_hash(second, item)
        number, last = number >> 1, last >> 1
    return last == 0 and first == old_root and second == new_root
