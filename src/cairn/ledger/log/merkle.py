"""
The Merkle tree of RFC 9162 s.2.1: hashing, proofs, and checking proofs. Pure, with no database.

A leaf's hash begins with a zero byte and a node's with a one byte, so neither passes for the other. What is
stored are the hashes of whole sub-trees, `level` 0 being the leaves: a sub-tree once whole never changes, so
every root and proof of the past is made of them, in a number of look-ups that grows with the logarithm.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256

Hash = bytes
# Gives the hash of the whole sub-tree of 2**level leaves that begins with leaf `index * 2**level`.
Nodes = Callable[[int, int], Hash]

EMPTY: Hash = sha256(b"").digest()


def leaf_hash(data: bytes) -> Hash:
    """The hash of one leaf (RFC 9162 s.2.1.1)."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: Hash, right: Hash) -> Hash:
    """The hash of a node over its two children."""
    return sha256(b"\x01" + left + right).digest()


def root(size: int, nodes: Nodes) -> Hash:
    """The root of the tree of the first `size` leaves; that of the empty tree is SHA-256 of nothing."""
    return EMPTY if size == 0 else _over(0, size, nodes)


def inclusion_proof(index: int, size: int, nodes: Nodes) -> list[Hash]:
    """
    The path from a leaf to the root of the tree of `size` leaves, from the leaf upward (s.2.1.3.1).

    Raises
        IndexError: there is no such leaf in a tree of that size.
    """
    if not 0 <= index < size:
        raise IndexError(f"no leaf {index} in a tree of {size}")
    path: list[Hash] = []
    low, high = 0, size
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            path.append(_over(middle, high, nodes))
            high = middle
        else:
            path.append(_over(low, middle, nodes))
            low = middle
    path.reverse()
    return path


def consistency_proof(first: int, second: int, nodes: Nodes) -> list[Hash]:
    """
    That the tree of `first` leaves is the beginning of the tree of `second` (s.2.1.4.1).

    Empty where the first is empty or the two are the same tree.

    Raises
        IndexError: `first` is larger than `second`, or negative.
    """
    if not 0 <= first <= second:
        raise IndexError(f"a tree of {first} cannot be the beginning of one of {second}")
    if first in {0, second}:
        return []
    path: list[Hash] = []
    low, high, whole = 0, second, True
    while first != high:
        middle = low + _split(high - low)
        if first <= middle:
            path.append(_over(middle, high, nodes))
            high = middle
        else:
            path.append(_over(low, middle, nodes))
            low, whole = middle, False
    if not whole:
        path.append(_over(low, high, nodes))
    path.reverse()
    return path


def includes(leaf: Hash, index: int, size: int, path: Sequence[Hash], top: Hash) -> bool:
    """Whether a path proves that `leaf` is the leaf `index` of the tree of `size` with root `top` (s.2.1.3.2)."""
    if not 0 <= index < size:
        return False
    at, last, found = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if at & 1 or at == last:
            found = node_hash(sibling, found)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        at, last = at >> 1, last >> 1
    return last == 0 and found == top


def consistent(first: int, second: int, path: Sequence[Hash], old: Hash, new: Hash) -> bool:
    """Whether a path proves that the tree (`first`, `old`) is the beginning of (`second`, `new`) (s.2.1.4.2)."""
    if not 0 <= first <= second:
        return False
    if first == second:
        return not path and old == new
    if first == 0:
        return not path and old == EMPTY
    steps = [old, *path] if first & (first - 1) == 0 else list(path)
    if not steps:
        return False
    at, last = first - 1, second - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    before = after = steps[0]
    for sibling in steps[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            before, after = node_hash(sibling, before), node_hash(sibling, after)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            after = node_hash(after, sibling)
        at, last = at >> 1, last >> 1
    return last == 0 and before == old and after == new


def grown(size: int, leaves: Iterable[Hash], nodes: Nodes) -> Iterator[tuple[int, int, Hash]]:
    """
    The whole sub-trees that new leaves complete, as (level, index, hash), the leaves themselves first.

    Parameters
        size: how many leaves there are already.
        nodes: of the tree so far; what is yielded here is remembered, and not asked of it again.
    """
    fresh: dict[tuple[int, int], Hash] = {}
    for number, leaf in enumerate(leaves, size):
        level, index, found = 0, number, leaf
        fresh[level, index] = found
        yield level, index, found
        while index & 1:
            left = fresh.pop((level, index - 1), None) or nodes(level, index - 1)
            fresh.pop((level, index), None)
            found = node_hash(left, found)
            level, index = level + 1, index >> 1
            fresh[level, index] = found
            yield level, index, found


def _split(size: int) -> int:
    """The largest power of two that is smaller than `size`."""
    return 1 << (size - 1).bit_length() - 1


def _over(low: int, high: int, nodes: Nodes) -> Hash:
    """The hash over leaves `low` to `high`, `low` being where a whole sub-tree may begin."""
    parts: list[Hash] = []
    while low < high:
        level = (high - low).bit_length() - 1
        parts.append(nodes(level, low >> level))
        low += 1 << level
    found = parts.pop()
    while parts:
        found = node_hash(parts.pop(), found)
    return found
