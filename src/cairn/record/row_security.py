"""Who sees what of the record. Partners see who the person is and where; the owner sees all of it."""

from __future__ import annotations

from cairn.access.policies import Audience, Security, SpecialTable, TableSecurity, literal
from cairn.access.roles import DISCLOSERS, RECORD_KEEPERS, Role

_MY_DRAFT = "author_id = (SELECT cairn_user_id()) AND (nominal_id IS NULL OR cairn_sees(nominal_id))"
_MY_DECISION = (
    "decided_by_id = (SELECT cairn_user_id()) "
    f"AND (SELECT cairn_case_agency({literal([Role.SUPERVISOR])})) IS NOT NULL"
)


def _table(name: str, *, nominal: str = "nominal_id", sees: Audience = Audience.OWNER) -> TableSecurity:
    return TableSecurity(f"record_{name}", nominal=nominal, sees=sees, history=f"record_{name}history")


TABLES: tuple[Security, ...] = (
    _table("nominal", nominal="id", sees=Audience.PARTNERS),
    _table("name", sees=Audience.PARTNERS),
    _table("photograph", sees=Audience.PARTNERS),
    _table("address", sees=Audience.PARTNERS),
    _table("allocation", sees=Audience.PARTNERS),
    _table("identifier"),
    _table("conviction"),
    _table("disposal"),
    _table("courtorder"),
    _table("timeaway"),
    _table("stay"),
    _table("householdstay"),
    _table("notification"),
    _table("notifiedmatter"),
    _table("trip"),
    _table("retentionreview"),
    _table("legalhold"),
    # What somebody asked to see, and what was withheld from them and why: those who answer such requests.
    *(
        TableSecurity(f"record_{name}", roles=DISCLOSERS, history=f"record_{name}history")
        for name in ("subjectrequest", "clarification", "accessitem")
    ),
    # Bank and card details: only those who take and keep notifications.
    TableSecurity("record_financialdetail", roles=RECORD_KEEPERS, history="record_financialdetailhistory"),
    SpecialTable(
        "record_draft",
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
