"""The tree against a naive one, against published vectors, and against proofs that were tampered with."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from functools import cache
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shared_material import ABSENT, shared

from integrityrules.trail.merkle import (
    EMPTY_ROOT,
    TILE_WIDTH,
    Frontier,
    consistency_proof,
    fold,
    frontier_of,
    inclusion_proof,
    leaf_hash,
    leaf_hashes,
    node_hash,
    range_root,
    verify_consistency,
    verify_inclusion,
)

BODIES = [b"entry %d" % number for number in range(64)]
LEAVES = tuple(leaf_hashes(BODIES))


class Leaves:
    """A tree kept as a list of leaf hashes; every level is computed anew."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        self.leaves = leaves

    def hashes(self, level: int, start: int, stop: int) -> list[bytes]:
        width = TILE_WIDTH**level
        assert stop * width <= len(self.leaves)
        return [fold(self.leaves[number * width : (number + 1) * width]) for number in range(start, stop)]


@cache
def naive_root(start: int, stop: int) -> bytes:
    """MTH of RFC 6962, word for word."""
    if stop == start:
        return sha256(b"").digest()
    if stop - start == 1:
        return sha256(b"\x00" + BODIES[start]).digest()
    k = max(2**i for i in range(7) if 2**i < stop - start)
    return sha256(b"\x01" + naive_root(start, start + k) + naive_root(start + k, stop)).digest()


def naive_path(m: int, start: int, stop: int) -> list[bytes]:
    """PATH of RFC 6962, word for word."""
    if stop - start == 1:
        return []
    k = max(2**i for i in range(7) if 2**i < stop - start)
    if m < k:
        return [*naive_path(m, start, start + k), naive_root(start + k, stop)]
    return [*naive_path(m - k, start + k, stop), naive_root(start, start + k)]


def naive_subproof(m: int, start: int, stop: int, whole: bool) -> list[bytes]:
    """SUBPROOF of RFC 6962, word for word."""
    if m == stop - start:
        return [] if whole else [naive_root(start, stop)]
    k = max(2**i for i in range(7) if 2**i < stop - start)
    if m <= k:
        return [*naive_subproof(m, start, start + k, whole), naive_root(start + k, stop)]
    return [*naive_subproof(m - k, start + k, stop, False), naive_root(start, start + k)]


def vectors(name: str) -> list[dict[str, object]]:
    path = shared(f"vectors/merkle/{name}.json")
    if path is None:
        pytest.skip(ABSENT)
    found: list[dict[str, object]] = json.loads(path.read_text())
    return found


def decoded(text: object) -> bytes:
    return base64.b64decode(str(text)) if text else b""


def test_hashes_of_the_smallest_trees() -> None:
    """The empty tree, one leaf and two leaves hash as RFC 6962 defines them."""
    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert leaf_hash(b"").hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert node_hash(LEAVES[0], LEAVES[1]) == naive_root(0, 2)


def test_published_inclusion_vectors() -> None:
    """Each published proof of inclusion is accepted or refused as published."""
    for case in vectors("inclusion"):
        proof = [decoded(item) for item in case["proof"] or ()]  # type: ignore[attr-defined]
        leaf, root = decoded(case["leafHash"]), decoded(case["root"])
        found = verify_inclusion(leaf, int(str(case["leafIdx"])), int(str(case["treeSize"])), root, proof)
        assert found is not case["wantErr"], case["name"]


def test_published_consistency_vectors() -> None:
    """Each published proof of consistency is accepted or refused as published."""
    for case in vectors("consistency"):
        proof = [decoded(item) for item in case["proof"] or ()]  # type: ignore[attr-defined]
        sizes = int(str(case["size1"])), int(str(case["size2"]))
        found = verify_consistency(*sizes, decoded(case["root1"]), decoded(case["root2"]), proof)
        assert found is not case["wantErr"], case["name"]


def test_every_root_up_to_64() -> None:
    """The growing edge and the stored tree give the naive root at each size."""
    edge = Frontier()
    for size in range(65):
        assert edge.root() == naive_root(0, size) == range_root(Leaves(LEAVES), 0, size)
        assert frontier_of(Leaves(LEAVES), size).hashes == edge.hashes
        edge.extend(LEAVES[size : size + 1])


def test_every_inclusion_proof_up_to_64() -> None:
    """Each proof is the naive one, verifies at its index, and verifies at no other index, of no other leaf and in no other tree."""
    for size in range(1, 65):
        root = naive_root(0, size)
        for index in range(size):
            proof = inclusion_proof(Leaves(LEAVES), index, size)
            assert proof == naive_path(index, 0, size)
            assert verify_inclusion(LEAVES[index], index, size, root, proof)
            assert not any(verify_inclusion(LEAVES[index], other, size, root, proof) for other in range(size) if other != index)
            assert not verify_inclusion(LEAVES[(index + 1) % 64], index, size, root, proof)
            assert not verify_inclusion(LEAVES[index], index, size, root, [*proof, root])
            assert not proof or not verify_inclusion(LEAVES[index], index, size, root, proof[:-1])


def test_every_consistency_proof_up_to_64() -> None:
    """Each proof is the naive one and verifies; with another root, longer or shorter it does not."""
    for new in range(1, 65):
        for old in range(1, new + 1):
            proof = consistency_proof(Leaves(LEAVES), old, new)
            roots = naive_root(0, old), naive_root(0, new)
            assert proof == naive_subproof(old, 0, new, True)
            assert verify_consistency(old, new, *roots, proof)
            assert not verify_consistency(old, new, roots[0], EMPTY_ROOT, proof)
            assert not verify_consistency(old, new, EMPTY_ROOT, roots[1], proof)
            assert not verify_consistency(old, new, *roots, [*proof, EMPTY_ROOT])
            assert not proof or not verify_consistency(old, new, *roots, proof[:-1])


def test_nothing_is_consistent_with_the_empty_tree() -> None:
    """A proof from size 0 shows nothing, so it is neither made nor accepted."""
    assert not verify_consistency(0, 4, EMPTY_ROOT, naive_root(0, 4), [])
    with pytest.raises(ValueError, match="order"):
        consistency_proof(Leaves(LEAVES), 0, 4)


@given(size=st.integers(1, 64), data=st.data())
def test_a_flipped_bit_anywhere_in_a_proof_is_noticed(size: int, data: st.DataObject) -> None:
    """No bit of a proof of inclusion or consistency can change without the proof failing."""
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    path, steps = inclusion_proof(Leaves(LEAVES), index, size), consistency_proof(Leaves(LEAVES), old, size)
    for proof, check in (
        (path, lambda changed: verify_inclusion(LEAVES[index], index, size, naive_root(0, size), changed)),
        (steps, lambda changed: verify_consistency(old, size, naive_root(0, old), naive_root(0, size), changed)),
    ):
        if proof:
            place, bit = data.draw(st.integers(0, len(proof) - 1)), data.draw(st.integers(0, 255))
            changed = (int.from_bytes(proof[place], "big") ^ 1 << bit).to_bytes(32, "big")
            assert not check([*proof[:place], changed, *proof[place + 1 :]])


@given(pieces=st.lists(st.integers(0, 700), max_size=6))
def test_pieces_do_not_matter(pieces: list[int]) -> None:
    """However leaves arrive, edge and root are the same, and each node of level 1 and above is returned once, with its right place."""
    leaves = leaf_hashes(b"%d" % number for number in range(sum(pieces)))
    edge, place, nodes = Frontier(), 0, []
    for count in pieces:
        nodes += edge.extend(leaves[place : place + count])
        place += count
    assert edge.hashes == frontier_of(Leaves(leaves), place).hashes
    assert Frontier.from_bytes(edge.size, edge.to_bytes()).root() == edge.root()
    assert [node[:2] for node in nodes] == [(1, number) for number in range(place // TILE_WIDTH)]
    assert all(node.hash == Leaves(leaves).hashes(1, node.index, node.index + 1)[0] for node in nodes)


def test_levels_above_the_first() -> None:
    """A tree of more than 65,536 leaves has its node of level 2, which is the root of the level below."""
    edge = Frontier()
    nodes = edge.extend(leaf_hashes(b"%d" % number for number in range(65_536 + 3)))
    assert [node[:2] for node in nodes if node.level > 1] == [(2, 0)]
    assert nodes[-1].hash == fold([node.hash for node in nodes if node.level == 1]) == edge.hashes[0]
    assert edge.size == 65_539


@pytest.mark.parametrize("hashes", [[], [b"short"], [EMPTY_ROOT, EMPTY_ROOT]])
def test_an_edge_must_fit_its_size(hashes: list[bytes]) -> None:
    """An edge read from a damaged store is refused instead of giving another root."""
    with pytest.raises(ValueError, match="size"):
        Frontier(1, hashes)
