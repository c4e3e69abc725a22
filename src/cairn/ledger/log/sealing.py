"""
The sealer: takes noted rows into the Merkle log, some thousands at a time, and signs the new head.

One transaction: either the rows are leaves under a signed head and their notes are gone, or nothing
happened. One sealer at a time; writers do not wait for it. A row that is gone, or that is not as its note
says it was written, is left among the notes, where `cairn ledger verify` names it.
"""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import psycopg
from psycopg import sql

from cairn.errors import Conflict
from cairn.ledger.log.heads import last_head, sign_head
from cairn.ledger.log.leaf_encoding import FORM, SHAPES, LeafForm, digest_of, read_content, split
from cairn.ledger.log.merkle import Hash, grown, root
from cairn.ledger.log.row_shapes import ShapeOf, shape_now
from cairn.ledger.log.tree_nodes import hashes_at, peaks
from cairn.ledger.log.triggers import covered, key_of
from cairn.ledger.proofs.proof_schema import SignedHead

# Any number that nobody else uses: "ledger" on a telephone's keys.
_LOCK = 533437
BATCH = 8192
SALT = 32
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Sealing:
    """What a run of the sealer did. `refused`: notes whose row is gone or altered."""

    head: SignedHead | None
    sealed: int
    refused: int


class _Note(NamedTuple):
    id: int
    table: str
    row: int
    role: str
    xid: int
    at: str


class _Row(NamedTuple):
    """A leaf's row as it is copied in; `number` is its index."""

    number: int
    shape: int
    row: int
    salt: bytes | None
    digest: Hash
    role: str
    xid: int
    at: str
    hash: Hash


@dataclass(slots=True)
class _Log:
    """The log as far as it is, and the whole sub-trees that its next node may need."""

    size: int
    frontier: dict[tuple[int, int], Hash]
    shapes: dict[str, ShapeOf] = field(default_factory=dict)

    def node(self, level: int, index: int) -> Hash:
        return self.frontier[level, index]


def seal(connection: psycopg.Connection, *, progress: Progress | None = None, batch: int = BATCH) -> Sealing:
    """
    Seal every note there is, in one transaction (the caller's, if there is one).

    Parameters
        progress: told how many notes are done, and of how many.

    Raises
        Conflict: the private key is not there, or the log does not end where its last head says.
    """
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        connection.execute("SET LOCAL TIME ZONE 'UTC'")
        before = last_head(connection)
        log = _standing(connection, before.size if before else 0)
        began, total, read, last = log.size, _waiting(connection), 0, 0
        known = set(covered(connection))
        while notes := _notes(connection, last, batch):
            last, read = notes[-1].id, read + len(notes)
            _append(connection, log, [note for note in notes if note.table in known])
            if progress:
                progress(read, max(total, read))
        sealed = log.size - began
        head = before
        if sealed:
            top = root(log.size, log.node)
            head = sign_head(connection, size=log.size, root=top, before=before)
    return Sealing(head, sealed, read - sealed)


def _standing(connection: psycopg.Connection, size: int) -> _Log:
    row = connection.execute("SELECT coalesce(max(index) + 1, 0) FROM ledger_leaf").fetchone()
    if row is None or row[0] != size:
        raise Conflict(
            f"The log does not end where its last head says ({size} rows): nothing is sealed on top of it. "
            "Run `cairn ledger verify`."
        )
    wanted = peaks(size)
    found = hashes_at(connection, wanted)
    if len(found) != len(wanted):
        raise Conflict("Nodes of the log are missing: nothing is sealed on top. Run `cairn ledger verify`.")
    return _Log(size, found)


def _waiting(connection: psycopg.Connection) -> int:
    row = connection.execute("SELECT count(*) FROM ledger_unsealed").fetchone()
    return int(row[0]) if row else 0


def _notes(connection: psycopg.Connection, last: int, batch: int) -> list[_Note]:
    rows = connection.execute(
        "SELECT id, table_name, row_id, role, xid, to_jsonb(at) #>> '{}' FROM ledger_unsealed "
        "WHERE id > %s ORDER BY id LIMIT %s",
        [last, batch],
    )
    return [_Note(*row) for row in rows]


def _append(connection: psycopg.Connection, log: _Log, notes: Sequence[_Note]) -> None:
    texts = _as_written(connection, notes)
    for table in {note.table for note in notes} - log.shapes.keys():
        log.shapes[table] = shape_now(connection, table)
    salts = secrets.token_bytes(SALT * len(texts))
    rows: list[_Row] = []
    for note in notes:
        if text := texts.get(note.id):
            salt = b"" if note.table == SHAPES else salts[len(rows) * SALT : (len(rows) + 1) * SALT]
            rows.append(_leaf(note, log.shapes[note.table], log.size + len(rows), salt, text))
    nodes = list(grown(log.size, (row.hash for row in rows), log.node))
    _copy(connection, rows, [node for node in nodes if node[0]])
    connection.execute("DELETE FROM ledger_unsealed WHERE id = ANY(%s)", [list(texts)])
    log.size += len(rows)
    log.frontier.update({(level, index): found for level, index, found in nodes})
    log.frontier = {place: log.frontier[place] for place in peaks(log.size)}


def _as_written(connection: psycopg.Connection, notes: Sequence[_Note]) -> dict[int, str]:
    """Each note's row as JSON, of those that are still as they were written, and not sealed already."""
    by_table: dict[str, list[int]] = defaultdict(list)
    for note in notes:
        by_table[note.table].append(note.id)
    found: dict[int, str] = {}
    for table, ids in by_table.items():
        query = sql.SQL(
            "SELECT DISTINCT ON (u.row_id) u.id, to_jsonb(t)::text"
            " FROM ledger_unsealed u JOIN {table} t ON t.{key} = u.row_id"
            " WHERE u.id = ANY(%s) AND u.mark = ledger_mark(u.id, u.table_name, u.row_id, u.role, u.xid, u.at, to_jsonb(t))"
            " AND NOT EXISTS (SELECT 1 FROM ledger_leaf l WHERE l.row_id = u.row_id"
            "   AND l.shape_id IN (SELECT id FROM ledger_shape WHERE table_name = {name}))"
            " ORDER BY u.row_id, u.id"
        ).format(table=sql.Identifier(table), key=sql.Identifier(key_of(table)), name=sql.Literal(table))
        found.update(connection.execute(query, [ids]).fetchall())
    return found


def _leaf(note: _Note, shape: ShapeOf, index: int, salt: bytes, text: str) -> _Row:
    plain, personal = split(shape.table, read_content(text), shape.columns)
    digest = digest_of(salt, personal)
    form = LeafForm(
        at=note.at,
        digest=digest.hex(),
        index=index,
        plain=plain,
        role=note.role,
        row=note.row,
        shape=shape.id,
        table=note.table,
        v=FORM,
        xid=note.xid,
    )
    return _Row(index, shape.id, note.row, salt or None, digest, note.role, note.xid, note.at, form.hashed())


def _copy(
    connection: psycopg.Connection, rows: Sequence[_Row], nodes: Sequence[tuple[int, int, Hash]]
) -> None:
    with (
        connection.cursor() as cursor,
        cursor.copy(
            "COPY ledger_leaf (index, shape_id, row_id, salt, digest, role, xid, at, hash) FROM STDIN"
        ) as copy,
    ):
        for row in rows:
            copy.write_row(row)
    with (
        connection.cursor() as cursor,
        cursor.copy("COPY ledger_node (level, index, hash) FROM STDIN") as copy,
    ):
        for node in nodes:
            copy.write_row(node)
