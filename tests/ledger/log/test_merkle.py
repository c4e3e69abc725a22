"""The tree of RFC 9162: the vectors that its first implementation published, and properties of any tree."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.ledger.log.merkle import (
    EMPTY,
    Nodes,
    consistency_proof,
    consistent,
    grown,
    includes,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root,
)

# The leaves, roots and proofs of the reference implementation of Certificate Transparency (RFC 6962).
LEAVES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
INCLUSION = [
    (0, 1, []),
    (
        0,
        8,
        [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        5,
        8,
        [
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
    (
        1,
        5,
        [
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
]
CONSISTENCY = [
    (1, 1, []),
    (
        1,
        8,
        [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        6,
        8,
        [
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (
        2,
        5,
        [
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
]


def tree(leaves: Sequence[bytes]) -> Nodes:
    """Every whole sub-tree of these leaves."""
    kept: dict[tuple[int, int], bytes] = {}

    def node(level: int, index: int) -> bytes:
        return kept[level, index]

    for level, index, found in grown(0, map(leaf_hash, leaves), node):
        kept[level, index] = found
    return node


def by_definition(leaves: Sequence[bytes]) -> bytes:
    """The root by the words of RFC 9162 s.2.1.1, and nothing clever."""
    if not leaves:
        return EMPTY
    if len(leaves) == 1:
        return leaf_hash(leaves[0])
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return node_hash(by_definition(leaves[:half]), by_definition(leaves[half:]))


def unhex(texts: Sequence[str]) -> list[bytes]:
    return [bytes.fromhex(text) for text in texts]


def test_the_empty_tree_is_the_hash_of_nothing() -> None:
    assert root(0, tree([])).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize("size", range(1, 9))
def test_published_roots(size: int) -> None:
    assert root(size, tree(LEAVES[:size])).hex() == ROOTS[size - 1]
    assert root(size, tree(LEAVES)).hex() == ROOTS[size - 1], "an old root from the whole tree"


@pytest.mark.parametrize(("index", "size", "path"), INCLUSION)
def test_published_inclusion_proofs(index: int, size: int, path: list[str]) -> None:
    assert inclusion_proof(index, size, tree(LEAVES)) == unhex(path)
    assert includes(leaf_hash(LEAVES[index]), index, size, unhex(path), bytes.fromhex(ROOTS[size - 1]))


@pytest.mark.parametrize(("first", "second", "path"), CONSISTENCY)
def test_published_consistency_proofs(first: int, second: int, path: list[str]) -> None:
    old, new = bytes.fromhex(ROOTS[first - 1]), bytes.fromhex(ROOTS[second - 1])
    assert consistency_proof(first, second, tree(LEAVES)) == unhex(path)
    assert consistent(first, second, unhex(path), old, new)


@pytest.mark.parametrize(("index", "size", "path"), [case for case in INCLUSION if case[2]])
def test_a_malformed_inclusion_proof_is_refused(index: int, size: int, path: list[str]) -> None:
    leaf, top, good = leaf_hash(LEAVES[index]), bytes.fromhex(ROOTS[size - 1]), unhex(path)
    wrong = bytes(32)
    for bad in (good[:-1], [*good, wrong], [wrong, *good], [], good[::-1] if len(good) > 1 else [wrong]):
        assert not includes(leaf, index, size, bad, top)
    assert not includes(leaf, index, size, good, wrong)
    assert not includes(wrong, index, size, good, top)
    for place in (-1, size, size + 1, index ^ 1):
        assert not includes(leaf, place, size, good, top)
    assert not includes(leaf, index, 0, good, top)


@pytest.mark.parametrize(("first", "second", "path"), [case for case in CONSISTENCY if case[2]])
def test_a_malformed_consistency_proof_is_refused(first: int, second: int, path: list[str]) -> None:
    old, new, good = bytes.fromhex(ROOTS[first - 1]), bytes.fromhex(ROOTS[second - 1]), unhex(path)
    wrong = bytes(32)
    for bad in (good[:-1], [*good, wrong], [wrong, *good], [], good[::-1]):
        if bad != good:
            assert not consistent(first, second, bad, old, new)
    assert not consistent(first, second, good, new, old)
    assert not consistent(first, second, good, old, wrong)
    assert not consistent(second, first, good, old, new)
    assert not consistent(-1, second, good, old, new)


def test_the_same_tree_needs_no_proof_and_another_root_has_none() -> None:
    top = bytes.fromhex(ROOTS[7])
    assert consistent(8, 8, [], top, top)
    assert not consistent(8, 8, [], top, bytes(32))
    assert not consistent(8, 8, [bytes(32)], top, top)
    assert consistent(0, 8, [], EMPTY, top)
    assert not consistent(0, 8, [], top, top)


@pytest.mark.parametrize("ask", [(8, 8), (-1, 8), (0, 0)])
def test_there_is_no_proof_of_a_leaf_that_is_not_there(ask: tuple[int, int]) -> None:
    with pytest.raises(IndexError, match="no leaf"):
        inclusion_proof(*ask, tree(LEAVES))
    with pytest.raises(IndexError, match="cannot be the beginning"):
        consistency_proof(9, 8, tree(LEAVES))


def test_leaves_added_in_two_goes_make_the_same_tree() -> None:
    kept: dict[tuple[int, int], bytes] = {}
    for begin, end in ((0, 3), (3, 8)):
        for level, index, found in grown(
            begin, map(leaf_hash, LEAVES[begin:end]), lambda level, at: kept[level, at]
        ):
            kept[level, index] = found
    assert root(8, lambda level, at: kept[level, at]).hex() == ROOTS[7]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.binary(max_size=8), max_size=70), st.data())
def test_any_tree(leaves: list[bytes], data: st.DataObject) -> None:
    nodes, size = tree(leaves), len(leaves)
    top = root(size, nodes)
    assert top == by_definition(leaves)
    first = data.draw(st.integers(0, size))
    proof = consistency_proof(first, size, nodes)
    assert consistent(first, size, proof, by_definition(leaves[:first]), top)
    if not leaves:
        return
    index = data.draw(st.integers(0, size - 1))
    path = inclusion_proof(index, size, nodes)
    assert len(path) <= max(size - 1, 0).bit_length()
    assert includes(leaf_hash(leaves[index]), index, size, path, top)
    other = data.draw(st.binary(max_size=9).filter(lambda other: other != leaves[index]))
    assert not includes(leaf_hash(other), index, size, path, top)
    if path:
        place, bit = data.draw(st.integers(0, len(path) - 1)), data.draw(st.integers(0, 255))
        bent = bytearray(path[place])
        bent[bit // 8] ^= 1 << (bit % 8)
        assert not includes(
            leaf_hash(leaves[index]), index, size, [*path[:place], bytes(bent), *path[place + 1 :]], top
        )
