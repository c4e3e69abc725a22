"""Every leaf against the row it speaks of: what was altered, removed, blanked, back-dated or written behind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import psycopg

from cairn.ledger.log.leaf_encoding import ENTRIES, FORM, SHAPES, LeafForm, digest_of, read_content, split
from cairn.ledger.log.row_shapes import ShapeOf, contents
from cairn.ledger.verifying.findings import Damage
from cairn.ledger.verifying.verify_tree import LeafHash

_LEAF = "ledger_leaf"


class Leaf(NamedTuple):
    """A leaf as it is stored; `number` is its index."""

    number: int
    shape: int
    row: int
    salt: bytes | None
    digest: bytes
    role: str
    xid: int
    at: str
    hash: bytes


@dataclass(slots=True)
class Rows:
    """
    What is known before the first leaf is read.

    Parameters
        application: the database role of the site.
        operators: transactions in which the ledger holds an operator's entry.
        dated: those of them whose rows may bear an earlier moment (a register loaded, or taken in).
        tables: tables that exist.
    """

    connection: psycopg.Connection
    damage: Damage
    application: str
    shapes: dict[int, ShapeOf]
    operators: set[int]
    dated: set[int]
    tables: set[str]
    _unknown: set[int] = field(default_factory=set)

    def check(self, low: int, high: int) -> list[LeafHash]:
        """Check the leaves from `low` up to, not including, `high`; give what their hashes may be."""
        leaves = {leaf.number: leaf for leaf in self._leaves(low, high)}
        texts = self._texts(list(leaves.values()))
        disposed = self._disposed(low, high)
        found: list[LeafHash] = []
        for index in range(low, high):
            leaf = leaves.get(index)
            if leaf is None:
                self.damage.name(_LEAF, index, "removed: the log has no such leaf", index)
                found.append(LeafHash((), sure=False))
                continue
            shape = self.shapes.get(leaf.shape)
            if shape is None:
                self._name_shape(leaf)
                found.append(LeafHash((leaf.hash,), sure=False))
                continue
            text = texts.get((shape.table, leaf.row))
            content = read_content(text) if text else None
            found.append(self._one(leaf, shape, content, erased=index in disposed))
        return found

    def _one(self, leaf: Leaf, shape: ShapeOf, content: dict[str, Any] | None, *, erased: bool) -> LeafHash:
        if content is not None:
            self._moment_and_writer(leaf, shape.table, content)
        else:
            self._writer(leaf.role, leaf.xid, shape.table, leaf.row, leaf.number)
        self._presence(leaf, shape.table, content, erased=erased)
        try:
            plain, personal = split(shape.table, content or {}, shape.columns) if content else ({}, None)
        except KeyError as gone:
            self.damage.name(shape.table, leaf.row, f"it has no column {gone} any more", leaf.number)
            return LeafHash((leaf.hash,), sure=False)
        right = True
        if personal is not None and not erased and (leaf.salt is not None or shape.table == SHAPES):
            right = digest_of(leaf.salt or b"", personal) == leaf.digest
        if content is None and shape.table == ENTRIES:
            # Without the entry its leaf cannot be made again; the node above tells whether its hash is right.
            return LeafHash((leaf.hash,), sure=False)
        made = _form(leaf, shape, plain).hashed()
        if made == leaf.hash:
            if not right:
                self.damage.name(shape.table, leaf.row, "altered: it is not as it was sealed", leaf.number)
            return LeafHash((leaf.hash,), sure=True)
        if shape.table == ENTRIES:
            what = "altered: the entry, or its leaf, is not as it was sealed"
            self.damage.name(ENTRIES, leaf.row, what, leaf.number)
        else:
            self.damage.name(_LEAF, leaf.number, "altered: it is not as it was sealed", leaf.number)
        return LeafHash((leaf.hash, made), sure=False)

    def _presence(self, leaf: Leaf, table: str, content: dict[str, Any] | None, *, erased: bool) -> None:
        name = self.damage.name
        if content is None and not (erased and table != ENTRIES):
            name(table, leaf.row, "removed: the log has it, and the table does not", leaf.number)
        if content is not None and erased and table != ENTRIES:
            name(table, leaf.row, "there again, although the log says that it was erased", leaf.number)
        if content is not None and table == ENTRIES:
            if content.get("erased") is not erased:
                name(table, leaf.row, "what it says of its erasure is not what the log says", leaf.number)
            elif erased and any(content.get(part) for part in ("detail", "why", "nominal_id", "recipient")):
                name(table, leaf.row, "it has personal content again, although that was erased", leaf.number)
        if erased and leaf.salt is not None:
            name(_LEAF, leaf.number, "its row was erased, and its salt is there", leaf.number)
        if not erased and leaf.salt is None and table != SHAPES:
            name(
                _LEAF, leaf.number, "its salt is gone, and nothing says that its row was erased", leaf.number
            )

    def _moment_and_writer(self, leaf: Leaf, table: str, content: dict[str, Any]) -> None:
        moment = content.get("at" if table == ENTRIES else "pgh_created_at", leaf.at)
        if moment != leaf.at and leaf.xid not in self.dated:
            what = f"back-dated: it says {moment}, and was written at {leaf.at}"
            self.damage.name(table, leaf.row, what, leaf.number)
        self._writer(leaf.role, leaf.xid, table, leaf.row, leaf.number)
        if table == ENTRIES and leaf.role == self.application and content.get("actor_id") is None:
            self.damage.name(table, leaf.row, "the site wrote it, and it names nobody", leaf.number)

    def _writer(self, role: str, xid: int, table: str, row: int, index: int) -> None:
        if role != self.application and xid not in self.operators and table != SHAPES:
            what = f"inserted behind the application's back, by the database role {role}"
            self.damage.name(table, row, what, index)

    def _name_shape(self, leaf: Leaf) -> None:
        what = f"its shape {leaf.shape} is not in the log, so its row cannot be told"
        self.damage.name(_LEAF, leaf.number, what, leaf.number)
        if leaf.shape not in self._unknown:
            self._unknown.add(leaf.shape)
            self.damage.name(SHAPES, leaf.shape, "removed or altered: leaves of this shape cannot be checked")

    def _leaves(self, low: int, high: int) -> list[Leaf]:
        rows = self.connection.execute(
            # The owner may have dropped NOT NULL: what is empty then is a finding, not a failure.
            "SELECT index, coalesce(shape_id, -1), coalesce(row_id, -1), salt, coalesce(digest, ''),"
            " coalesce(role, ''), coalesce(xid, -1), coalesce(to_jsonb(at) #>> '{}', ''), coalesce(hash, '') "
            "FROM ledger_leaf WHERE index >= %s AND index < %s",
            [low, high],
        )
        return [Leaf(*row) for row in rows]

    def _disposed(self, low: int, high: int) -> set[int]:
        rows = self.connection.execute(
            "SELECT leaf_index FROM ledger_disposed WHERE leaf_index >= %s AND leaf_index < %s", [low, high]
        )
        return {index for (index,) in rows}

    def _texts(self, leaves: Sequence[Leaf]) -> dict[tuple[str, int], str]:
        wanted: dict[str, list[int]] = defaultdict(list)
        for leaf in leaves:
            if leaf.shape in self.shapes:
                wanted[self.shapes[leaf.shape].table].append(leaf.row)
        return {
            (table, row): text
            for table, rows in wanted.items()
            if table in self.tables
            for row, text in contents(self.connection, table, rows).items()
        }


def _form(leaf: Leaf, shape: ShapeOf, plain: dict[str, Any]) -> LeafForm:
    return LeafForm(
        at=leaf.at,
        digest=leaf.digest.hex(),
        index=leaf.number,
        plain=plain,
        role=leaf.role,
        row=leaf.row,
        shape=leaf.shape,
        table=shape.table,
        v=FORM,
        xid=leaf.xid,
    )
