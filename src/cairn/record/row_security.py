"""Who sees what of the record. Partners see who the person is and where; the owner sees all of it."""

from __future__ import annotations

from cairn.access.policies import Audience, Security, SpecialTable, TableSecurity
from cairn.access.roles import RECORD_KEEPERS

_MY_DRAFT = "author_id = (SELECT cairn_user_id()) AND (nominal_id IS NULL OR cairn_sees(nominal_id))"


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
    _table("timeaway"),
    _table("stay"),
    _table("householdstay"),
    _table("notification"),
    _table("notifiedmatter"),
    _table("trip"),
    # Bank and card details: only those who take and keep notifications.
    TableSecurity("record_financialdetail", roles=RECORD_KEEPERS, history="record_financialdetailhistory"),
    SpecialTable(
        "record_draft",
        rights="SELECT, INSERT, UPDATE, DELETE",
        policies=(("cairn_own", "ALL", _MY_DRAFT, _MY_DRAFT),),
    ),
)
