"""The log's whole sub-trees in the database: level 0 is the leaves' own hashes."""

from __future__ import annotations

from collections.abc import Iterable

import psycopg

from cairn.ledger.log.merkle import Hash, Nodes

Place = tuple[int, int]


def peaks(size: int) -> list[Place]:
    """The largest whole sub-trees that make up a tree of `size` leaves, as (level, index)."""
    return [(level, (size >> level) - 1) for level in range(size.bit_length()) if size >> level & 1]


def hashes_at(connection: psycopg.Connection, places: Iterable[Place]) -> dict[Place, Hash]:
    """The hashes of some sub-trees; those that are not there are left out."""
    wanted = list(places)
    rows = connection.execute(
        "WITH wanted AS (SELECT * FROM unnest(%s::int[], %s::bigint[]) AS w(level, index))"
        " SELECT w.level, w.index, coalesce(n.hash, '') FROM wanted w JOIN ledger_node n USING (level, index) WHERE w.level > 0"
        " UNION ALL SELECT 0, w.index, coalesce(l.hash, '') FROM wanted w JOIN ledger_leaf l USING (index) WHERE w.level = 0",
        [[level for level, _ in wanted], [index for _, index in wanted]],
    )
    return {(level, index): bytes(found) for level, index, found in rows}


def stored(connection: psycopg.Connection) -> Nodes:
    """Looks sub-trees up one by one: a proof needs a logarithm of them."""

    def look_up(level: int, index: int) -> Hash:
        return hashes_at(connection, [(level, index)])[level, index]

    return look_up
