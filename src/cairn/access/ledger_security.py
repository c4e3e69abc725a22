"""Who reads the ledger and who adds to it. Declared here, because the ledger knows no users."""

from __future__ import annotations

from cairn.accounts.roles import Role
from cairn.table_security import ClosedTable, OpenTable, Security, SpecialTable, text_array

_AUDITED = f"agency_id = (SELECT cairn_case_agency({text_array([Role.AUDITOR])}))"
_MY_ACT = "actor_id = (SELECT cairn_user_id())"
# Who looked at a record, and why, is for those who answer for it: the owner's supervisors.
_SUPERVISED = (
    f"((SELECT cairn_case_agency({text_array([Role.SUPERVISOR])})) IS NOT NULL AND cairn_owns(nominal_id))"
)

TABLES: tuple[Security, ...] = (
    SpecialTable(
        # An auditor reads their agency's acts, everybody their own. Nobody changes an entry, and
        # nobody writes one in another's name.
        "ledger_entry",
        rights="SELECT, INSERT",
        policies=(
            ("cairn_select", "SELECT", f"{_MY_ACT} OR {_AUDITED} OR {_SUPERVISED}", None),
            ("cairn_insert", "INSERT", None, _MY_ACT),
        ),
        letter_no="Logs may be used only for the purposes of s.62(4).",
    ),
    OpenTable("ledger_head", "signed heads of the log", rights="SELECT", jobs="SELECT, INSERT"),
    OpenTable("ledger_signingkey", "public keys", rights="SELECT", jobs="SELECT, INSERT, UPDATE (until)"),
    # Kept by triggers and the sealer, as the owner. A salt beside its digest would let a guess be tried.
    ClosedTable("ledger_unsealed", "the sealer's notes", jobs="SELECT, DELETE"),
    ClosedTable("ledger_shape", "columns of what was sealed", jobs="SELECT, INSERT"),
    ClosedTable("ledger_leaf", "the log's leaves, with their salts", jobs="SELECT, INSERT"),
    ClosedTable("ledger_node", "the log's nodes", jobs="SELECT, INSERT"),
    ClosedTable("ledger_disposed", "which leaves' rows were erased", jobs="SELECT"),
)
