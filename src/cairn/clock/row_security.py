"""
The owner sees every duty; a partner the standing and the plan's duties if its purpose needs them, and what
its own agency owes.

What restricted facts make of a row is seen by those who read them; others see a row that stands in for it.

Rows carry their owner, so that an owner's worklist costs no look-up a row; a change of owner
recomputes them. Only a recomputation writes here.
"""

from __future__ import annotations

from cairn.access.kinds import Purpose
from cairn.access.need_to_know.matrix import matrix
from cairn.access.policies import working_with
from cairn.accounts.roles import CASE_ROLES
from cairn.table_security import OpenTable, Security, SpecialTable, text_array

_AGENCY = f"(SELECT cairn_case_agency({text_array(CASE_ROLES)}))"
_RECOMPUTED = "nominal_id = (SELECT cairn_recomputed())"
_OPENED = f"nominal_id = ANY((SELECT cairn_opened({text_array(CASE_ROLES)}))::uuid[])"


def _partner(table: str, kind: str) -> str:
    fact = matrix().facts[kind]
    return working_with(
        f"{table}.nominal_id", owner=fact.roles, purposes=fact.purposes, partner=fact.partner_roles
    )


# Of a row that says what a restricted fact says there are two: each reader sees one (cairn.clock.redaction.redact).
_FOR_THIS_READER = (
    f"(rests_on IS NULL OR (rests_on && (SELECT cairn_withheld())::uuid[]) = stands_in OR {_RECOMPUTED})"
)


def _projection(
    table: str, owner: str, partner: str, withheld: dict[str, str], *, letter: str = "", letter_no: str = ""
) -> SpecialTable:
    works = f"{owner} = {_AGENCY} OR {_RECOMPUTED} OR {_OPENED} OR ({partner})"
    sees = f"({works}) AND {_FOR_THIS_READER}"
    return SpecialTable(
        table,
        rights="SELECT, INSERT, UPDATE, DELETE",
        policies=(
            ("cairn_select", "SELECT", sees, None),
            ("cairn_insert", "INSERT", None, _RECOMPUTED),
            ("cairn_update", "UPDATE", _RECOMPUTED, _RECOMPUTED),
            ("cairn_delete", "DELETE", _RECOMPUTED, None),
        ),
        nominal="nominal_id",
        depends_on=withheld,
        jobs="SELECT, INSERT, UPDATE, DELETE",
        letter=letter,
        letter_no=letter_no,
    )


def _works_with(table: str) -> str:
    return working_with(f"{table}.nominal_id", owner=CASE_ROLES, purposes=Purpose, partner=CASE_ROLES)


TABLES: tuple[Security, ...] = (
    _projection(
        "clock_standing",
        "agency_id",
        _partner("clock_standing", "standing"),
        {},
        letter="Registration, as worked out by the system",
    ),
    _projection(
        "clock_duty",
        "owner_id",
        f"(agency_id = {_AGENCY} AND {_works_with('clock_duty')}) OR (basis = 'plan' AND {_partner('clock_duty', 'plan')})",
        # A duty repeats the words of the row that it comes from, whatever that is a row of.
        {"source_id": "the row that it comes from"},
        letter_no="Worked out anew every day from facts that are given.",
    ),
    OpenTable(
        "clock_clockday",
        "the day to which the register's duties were brought",
        rights="SELECT",
        jobs="SELECT, INSERT, UPDATE",
    ),
    SpecialTable(
        # It says nothing but of which day the duties are: whoever sees some of them sees that.
        "clock_keptduties",
        rights="SELECT, DELETE",
        policies=(
            (
                "cairn_select",
                "SELECT",
                f"{_works_with('clock_keptduties')} OR {_RECOMPUTED} OR {_OPENED}",
                None,
            ),
            ("cairn_delete", "DELETE", _RECOMPUTED, None),
        ),
        nominal="nominal_id",
        jobs="SELECT, INSERT, UPDATE, DELETE",
        letter_no="That duties could not be worked out on a day; says nothing of the person.",
    ),
)
