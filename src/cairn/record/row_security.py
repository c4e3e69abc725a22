"""Every subject of the record is guarded as it is declared; beside them, the tables that are no subject's."""

from __future__ import annotations

from cairn.access.policies import security_of
from cairn.accounts.roles import Role
from cairn.record.amendments.row_security import MAY_WITHDRAW
from cairn.record.amendments.row_security import TABLES as AMENDMENTS
from cairn.record.subjects import SUBJECTS
from cairn.table_security import Security, SpecialTable, text_array

_MY_DRAFT = "author_id = (SELECT cairn_user_id()) AND (nominal_id IS NULL OR cairn_sees(nominal_id))"
_MY_FORM = "user_id = (SELECT cairn_user_id())"
_MY_DECISION = (
    "decided_by_id = (SELECT cairn_user_id()) "
    f"AND (SELECT cairn_case_agency({text_array([Role.SUPERVISOR])})) IS NOT NULL"
)


TABLES: tuple[Security, ...] = (
    *(security_of(subject, deletes=MAY_WITHDRAW) for subject in SUBJECTS),
    *AMENDMENTS,
    SpecialTable(
        "record_draft",
        jobs="",
        letter_no="Typed by one officer and not yet a record; it becomes one or is discarded.",
        rights="SELECT, INSERT, UPDATE, DELETE",
        policies=(("cairn_own", "ALL", _MY_DRAFT, _MY_DRAFT),),
    ),
    # The worker sweeps those of pages that can be sent no more.
    SpecialTable(
        "record_sentform",
        jobs="SELECT, DELETE",
        rights="SELECT, INSERT, UPDATE",
        policies=(("cairn_own", "ALL", _MY_FORM, _MY_FORM),),
    ),
    # Nothing about a nominal: whoever has duties computed reads it. Supervisors add, in their own name;
    # nobody changes a decision or takes one away.
    SpecialTable(
        "record_ruleswitch",
        rights="SELECT, INSERT",
        policies=(
            ("cairn_select", "SELECT", "true", None),
            ("cairn_insert", "INSERT", None, _MY_DECISION),
        ),
    ),
)
