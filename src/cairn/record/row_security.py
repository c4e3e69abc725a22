"""Which kind of fact each table of the record holds; who reads it says need_to_know/matrix.toml."""

from __future__ import annotations

from cairn.access.policies import Security, SpecialTable, TableSecurity
from cairn.access.sql_functions import literal
from cairn.accounts.roles import Role

_MY_DRAFT = "author_id = (SELECT cairn_user_id()) AND (nominal_id IS NULL OR cairn_sees(nominal_id))"
_MY_DECISION = (
    "decided_by_id = (SELECT cairn_user_id()) "
    f"AND (SELECT cairn_case_agency({literal([Role.SUPERVISOR])})) IS NOT NULL"
)


def _table(name: str, kind: str, *, nominal: str = "nominal_id", **rests_on: str) -> TableSecurity:
    return TableSecurity(
        f"record_{name}",
        kind,
        nominal=nominal,
        history=f"record_{name}history",
        rests_on={column: f"record_{table}" for column, table in rests_on.items()},
    )


TABLES: tuple[Security, ...] = (
    _table("nominal", "identity", nominal="id"),
    _table("name", "identity"),
    _table("photograph", "photograph"),
    _table("address", "addresses"),
    _table("allocation", "allocation"),
    _table("identifier", "identifiers"),
    _table("conviction", "convictions"),
    _table("disposal", "convictions", conviction_id="conviction"),
    _table("courtorder", "orders"),
    _table("timeaway", "custody"),
    _table("stay", "notifications"),
    _table("householdstay", "notifications"),
    _table("notification", "notifications"),
    _table("notifiedmatter", "notifications", notification_id="notification", trip_id="trip"),
    _table("trip", "notifications"),
    _table("financialdetail", "financial"),
    _table("disclosure", "disclosures"),
    _table("retentionreview", "retention"),
    _table("legalhold", "retention"),
    _table("subjectrequest", "subject-access"),
    _table("clarification", "subject-access"),
    _table("accessitem", "subject-access"),
    SpecialTable(
        "record_draft",
        jobs="",
        rights="SELECT, INSERT, UPDATE, DELETE",
        policies=(("cairn_own", "ALL", _MY_DRAFT, _MY_DRAFT),),
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
