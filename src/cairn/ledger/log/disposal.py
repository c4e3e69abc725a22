"""
Lawful erasure that leaves every proof intact.

The log holds a salted digest of what is personal. Erasing the row and the salt leaves a leaf that says that
a row was there and nothing about it; the list of such leaves is sealed by the entry of the erasure, so that
`cairn ledger verify` accepts exactly those rows as gone.

Source: UK GDPR art.5(1)(e), DPA 2018 s.39 (fifth data protection principle: kept no longer than necessary);
s.62(1)(f) (erasure is logged).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

import psycopg
from django.db import connections, transaction
from psycopg import sql

from cairn.errors import Conflict
from cairn.ledger.log.connecting import within
from cairn.ledger.log.leaf_encoding import ENTRIES
from cairn.ledger.log.row_shapes import columns_of
from cairn.ledger.log.sealing import seal
from cairn.ledger.log.triggers import covered
from cairn.ledger.models import Entry
from cairn.ledger.operations import Act, Operation, declare
from cairn.ledger.services import Detail, enter_as_operator
from cairn.ledger.verifying.verify_disposed import LISTED

RECORD_DISPOSED = declare("record disposed", Act.ERASURE, "Disposed of a record")


def history_of(nominal_id: UUID, *, using: str = "owner") -> dict[str, list[int]]:
    """Every history row about a person, by table: what `dispose` is given when a whole record goes."""
    connection = within(using)
    found: dict[str, list[int]] = {}
    for table in covered(connection):
        columns = columns_of(connection, table)
        if "pgh_id" not in columns:
            continue
        whose = "nominal_id" if "nominal_id" in columns else "id"
        if whose == "id" and not table.endswith("_nominalhistory"):
            continue
        query = sql.SQL("SELECT pgh_id FROM {} WHERE {} = %s ORDER BY 1").format(
            sql.Identifier(table), sql.Identifier(whose)
        )
        if rows := [row for (row,) in connection.execute(query, [nominal_id])]:
            found[table] = rows
    return found


def dispose(
    *,
    rows: Mapping[str, Iterable[int]],
    entries_about: UUID | None = None,
    why: str,
    operation: Operation = RECORD_DISPOSED,
    detail: Detail | None = None,
    agency_id: UUID | None = None,
    using: str = "owner",
) -> Entry:
    """
    Erase history rows, and what is personal in the entries about a person; give the entry of the erasure.

    Runs in the caller's transaction as the owner of the tables. Erase the record's own rows before this, and
    name the history that doing so made among `rows` too (`history_of` after it gives all).

    Parameters
        rows: numbers (pgh_id) of rows to erase, by history table.
        entries_about: the person whose entries lose their detail, reason, recipient and whose record it was.
        operation: which erasure it is.
        why: the reason, kept in the entry of the erasure: nothing about the person.
        detail: ids and kinds to keep in it, such as who approved.
        agency_id: whose record it was, so that the agency's auditors read the entry.

    Raises
        TransactionManagementError: called outside a transaction.
        Conflict: a row cannot be sealed first, because it is gone or altered, or the key is missing.
    """
    if not connections[using].in_atomic_block:
        raise transaction.TransactionManagementError("an erasure must share its entry's transaction")
    connection = within(using)
    wanted = {table: sorted(set(numbers)) for table, numbers in rows.items()}
    if entries_about is not None:
        found = connection.execute(
            "SELECT id FROM ledger_entry WHERE nominal_id = %s ORDER BY id", [entries_about]
        )
        wanted[ENTRIES] = [row for (row,) in found]
    # What is not in the log yet goes in first: only then can its leaf outlive it.
    seal(connection)
    leaves = [leaf for table, numbers in wanted.items() for leaf in _leaves(connection, table, numbers)]
    for table, numbers in wanted.items():
        _erase(connection, table, numbers)
    connection.execute("UPDATE ledger_leaf SET salt = NULL WHERE index = ANY(%s)", [leaves])
    number, listed = _listed(connection, leaves)
    return enter_as_operator(
        operation,
        detail={**(detail or {}), **listed},
        why=why,
        using=using,
        number=number,
        agency_id=agency_id,
    )


def _leaves(connection: psycopg.Connection, table: str, numbers: list[int]) -> list[int]:
    found = connection.execute(
        "SELECT index FROM ledger_leaf WHERE row_id = ANY(%s)"
        " AND shape_id IN (SELECT id FROM ledger_shape WHERE table_name = %s)",
        [numbers, table],
    ).fetchall()
    if len(found) != len(numbers):
        raise Conflict(
            f"{len(numbers) - len(found)} rows of {table} are not in the log, so nothing is erased. "
            "Run `cairn ledger verify`."
        )
    return [index for (index,) in found]


def _erase(connection: psycopg.Connection, table: str, numbers: list[int]) -> None:
    if table == ENTRIES:
        connection.execute(
            "UPDATE ledger_entry SET detail = '{}', why = '', recipient = '', nominal_id = NULL, erased = true "
            "WHERE id = ANY(%s)",
            [numbers],
        )
    else:
        connection.execute(
            sql.SQL("DELETE FROM {} WHERE pgh_id = ANY(%s)").format(sql.Identifier(table)), [numbers]
        )


def _listed(connection: psycopg.Connection, leaves: list[int]) -> tuple[int, dict[str, str | int]]:
    """The entry of the erasure names the digest of the list, so it must have its number before the list has it."""
    row = connection.execute("SELECT nextval(pg_get_serial_sequence('ledger_entry', 'id'))").fetchone()
    number = int(row[0]) if row else 0
    connection.execute(
        "INSERT INTO ledger_disposed (leaf_index, entry_id) SELECT leaf, %s FROM unnest(%s::bigint[]) AS leaf",
        [number, leaves],
    )
    listed = connection.execute(
        f"SELECT {LISTED} FROM ledger_disposed WHERE entry_id = %s", [number]
    ).fetchone()
    digest = str(listed[0]) if listed and listed[0] else ""
    return number, {"leaves": digest, "number": len(leaves)} if digest else {}
