"""
Who may change who signs in: separation of duties, held by the database.

An administrator adds and changes the teams and users of their own agency, and not their own role; a role that
opens records takes two of them (cairn.accounts.sql_functions). The
user signing in changes their own password's hash and the time of their last sign-in. Agencies, identity
providers and what a group means are the operator's, as the owner role. Nobody moves a user to another
agency: the application role has no right on that column at all.
"""

from __future__ import annotations

from cairn.accounts.roles import Role
from cairn.table_security import OpenTable, Security, SpecialTable, text_array

_ADMINISTERED = f"(SELECT cairn_case_agency({text_array([Role.ADMINISTRATOR])}))"
_OVERSEEN = f"(SELECT cairn_case_agency({text_array([Role.ADMINISTRATOR, Role.AUDITOR])}))"
_ME = "(SELECT cairn_user_id())"
_OWN_AGENCY = f"agency_id = {_ADMINISTERED}"

PROPOSAL = ("proposed_role", "proposed_team_id", "proposed_by_id")
CHANGED_BY_ADMINISTRATOR = ("name", "email", "role", "team_id", "is_active", "awaiting_approval", *PROPOSAL)
_COLUMNS = ", ".join(("password", "last_login", *CHANGED_BY_ADMINISTRATOR))

# Names of staff and agencies are on every page, and sign-in looks a user up before anybody is known.
_READ_BY_ALL = ("cairn_select", "SELECT", "true", None)

TABLES: tuple[Security, ...] = (
    OpenTable("access_agency", "organisations", rights="SELECT", jobs="SELECT"),
    OpenTable("access_identityprovider", "where agencies' people sign in; no secret", rights="SELECT"),
    OpenTable("access_grouprole", "which group has which role", rights="SELECT"),
    SpecialTable(
        "access_team",
        rights="SELECT, INSERT, UPDATE (name)",
        policies=(
            _READ_BY_ALL,
            ("cairn_insert", "INSERT", None, _OWN_AGENCY),
            ("cairn_update", "UPDATE", _OWN_AGENCY, _OWN_AGENCY),
        ),
    ),
    SpecialTable(
        "access_user",
        jobs="",
        rights=f"SELECT, INSERT, UPDATE ({_COLUMNS})",
        policies=(
            _READ_BY_ALL,
            # A user bound to an identity provider is made by `cairn_arrive` alone.
            ("cairn_insert", "INSERT", None, f"{_OWN_AGENCY} AND provider_id IS NULL"),
            ("cairn_update", "UPDATE", f"id = {_ME} OR {_OWN_AGENCY}", f"id = {_ME} OR {_OWN_AGENCY}"),
        ),
    ),
    SpecialTable(
        # Second factors: each their own. At the entrance, before anybody is known, they are compared and
        # marked as used; nobody adds or removes one there.
        "mfa_authenticator",
        jobs="",
        rights="SELECT, INSERT, UPDATE, DELETE",
        policies=(
            ("cairn_select", "SELECT", f"{_ME} IS NULL OR user_id = {_ME}", None),
            ("cairn_insert", "INSERT", None, f"user_id = {_ME}"),
            (
                "cairn_update",
                "UPDATE",
                f"{_ME} IS NULL OR user_id = {_ME}",
                f"{_ME} IS NULL OR user_id = {_ME}",
            ),
            ("cairn_delete", "DELETE", f"user_id = {_ME}", None),
        ),
    ),
    SpecialTable(
        # What happened at the entrance only grows. Before anybody is known, the entrance itself writes.
        "access_signinevent",
        jobs="",
        rights="SELECT, INSERT",
        policies=(
            ("cairn_select", "SELECT", f"user_id = {_ME} OR agency_id = {_OVERSEEN}", None),
            ("cairn_insert", "INSERT", None, f"{_ME} IS NULL OR user_id = {_ME} OR {_OWN_AGENCY}"),
        ),
    ),
    # Each user reads their own; the functions beside the messages alone write.
    SpecialTable(
        "access_message",
        rights="SELECT",
        policies=(("cairn_select", "SELECT", f"user_id = {_ME}", None),),
    ),
    OpenTable("access_syntheticmark", "whether every person here is invented", rights="SELECT"),
)
