"""Every node over the leaves, recomputed and compared with the one that is stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product

import psycopg

from cairn.ledger.log.merkle import Hash, node_hash, root
from cairn.ledger.verifying.findings import Damage

_NODE = "ledger_node"


class Unknown(LookupError):
    """A leaf is damaged in such a way that the hash over it cannot be told."""


@dataclass(slots=True)
class LeafHash:
    """
    What a leaf's hash may be: more than one, or none, where the leaf is damaged.

    Parameters
        sure: nothing speaks against it.
    """

    may_be: tuple[Hash, ...]
    sure: bool


@dataclass(slots=True)
class Tree:
    """
    The tree so far, `height` levels of the last batch and the whole sub-trees of those before.

    Where a leaf's hash cannot be told, the stored node above it stands for it, so that one damaged leaf is
    one finding and not one for each node and head above it.
    """

    connection: psycopg.Connection
    damage: Damage
    height: int
    low: int = 0
    levels: list[list[Hash | None]] = field(default_factory=list)
    tops: dict[tuple[int, int], Hash | None] = field(default_factory=dict)

    def add(self, low: int, leaves: Sequence[LeafHash]) -> None:
        """The next batch of leaves, and every node that they complete."""
        self.low = low
        kept = self._stored(low, len(leaves))
        self.levels = [_told(low, leaves, kept)]
        for level in range(1, self.height + 1):
            below = self.levels[-1]
            first = low >> level
            row = [
                self._checked(
                    (level, first + place),
                    (below[2 * place], below[2 * place + 1]),
                    kept.get((level, first + place)),
                )
                for place in range(len(below) // 2)
            ]
            self.levels.append(row)
        if self.levels[self.height]:
            self._rise(low >> self.height, self.levels[self.height][0])

    def root(self, size: int) -> Hash:
        """
        The root of the first `size` leaves, which must end in the last batch.

        Raises
            Unknown: see there.
        """
        return root(size, self._node)

    def _rise(self, index: int, found: Hash | None) -> None:
        level = self.height
        self.tops[level, index] = found
        while index & 1:
            pair = (self.tops.pop((level, index - 1)), self.tops.pop((level, index)))
            level, index = level + 1, index >> 1
            kept = self.connection.execute(
                "SELECT coalesce(hash, '') FROM ledger_node WHERE level = %s AND index = %s", [level, index]
            ).fetchone()
            self.tops[level, index] = self._checked((level, index), pair, bytes(kept[0]) if kept else None)

    def _checked(
        self, place: tuple[int, int], children: tuple[Hash | None, Hash | None], kept: Hash | None
    ) -> Hash | None:
        left, right = children
        found = node_hash(left, right) if left is not None and right is not None else None
        name = f"{place[0]}/{place[1]}"
        if kept is None:
            self.damage.name(_NODE, name, "removed: the log has no such node")
        elif found is not None and found != kept:
            self.damage.name(_NODE, name, "altered: it is not the hash of what lies under it")
        return kept if found is None else found

    def _node(self, level: int, index: int) -> Hash:
        found: Hash | None
        first = self.low >> level
        if level <= self.height and first <= index < first + len(self.levels[level]):
            found = self.levels[level][index - first]
        else:
            found = self.tops.get((level, index))
        if found is None:
            raise Unknown(level, index)
        return found

    def _stored(self, low: int, leaves: int) -> dict[tuple[int, int], Hash]:
        levels = list(range(1, self.height + 1))
        rows = self.connection.execute(
            "SELECT n.level, n.index, coalesce(n.hash, '') FROM unnest(%s::int[], %s::bigint[], %s::bigint[]) AS w(level, low, high)"
            " JOIN ledger_node n ON n.level = w.level AND n.index >= w.low AND n.index < w.high",
            [levels, [low >> level for level in levels], [(low + leaves) >> level for level in levels]],
        )
        return {(level, index): bytes(found) for level, index, found in rows}


def _told(low: int, leaves: Sequence[LeafHash], kept: dict[tuple[int, int], Hash]) -> list[Hash | None]:
    """Each leaf's hash: where there is a choice, the one that makes the stored node above it."""
    told: list[Hash | None] = [leaf.may_be[0] if leaf.sure else None for leaf in leaves]
    for place in range(0, len(leaves) - 1, 2):
        left, right = leaves[place : place + 2]
        if left.sure and right.sure:
            continue
        parent = kept.get((1, (low + place) >> 1))
        for pair in product(left.may_be, right.may_be):
            if node_hash(*pair) == parent:
                told[place : place + 2] = pair
                break
    return told
