"""
Amendments are added by whoever makes them, read by those of the owner's people who read such facts, and changed by
nobody.

A row of the record is deleted only in the transaction that says why: the database asks for the amendment.
"""

from __future__ import annotations

from cairn.accounts.roles import CASE_ROLES
from cairn.table_security import TABLES_READ, Security, SpecialTable, text_array

_ME = "(SELECT cairn_user_id())"
_OWNS = f"(SELECT cairn_case_agency({text_array(CASE_ROLES)})) IS NOT NULL AND cairn_owns(nominal_id)"
# Why a fact was wrong can say what it is: whoever does not read such facts does not read that either.
_READS = f"{_OWNS} AND kept_in = ANY({TABLES_READ})"
# The row is being withdrawn, by this user, in this very transaction.
MAY_WITHDRAW = (
    "EXISTS (SELECT 1 FROM record_amendment a WHERE a.row_id = {table}.id AND a.kept_in = '{table}' "
    f"AND a.kind = 'withdrawal' AND a.by_id = {_ME} AND a.at = transaction_timestamp())"
)
# Ids alone say which row: whoever may not read a restricted row does not read why it was corrected either.
_REDACTED = {"row_id": ""}

TABLES: tuple[Security, ...] = (
    SpecialTable(
        "record_amendment",
        rights="SELECT, INSERT",
        policies=(
            ("cairn_select", "SELECT", _READS, None),
            (
                "cairn_insert",
                "INSERT",
                None,
                f"by_id = {_ME} AND at = transaction_timestamp() AND {_READS}",
            ),
        ),
        nominal="nominal_id",
        depends_on=_REDACTED,
        letter="Correction or withdrawal of something in your record",
    ),
    SpecialTable(
        "record_amendmenthistory",
        rights="SELECT, INSERT",
        policies=(
            ("cairn_select", "SELECT", _READS, None),
            ("cairn_insert", "INSERT", None, f"pgh_by = {_ME} AND by_id = {_ME} AND {_READS}"),
        ),
        nominal="nominal_id",
        depends_on=_REDACTED,
    ),
)
