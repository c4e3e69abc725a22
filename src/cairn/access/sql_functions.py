"""
The SQL functions that policies ask, gathered from the subjects that declare them.

Functions that read guarded tables run as the owner (SECURITY DEFINER) and pin their search path; the others name
the schema of every type: a temporary type in its name would be found first. None is marked LEAKPROOF: none may be
moved before the policy it serves.
"""

from __future__ import annotations

from collections.abc import Iterable

from cairn.access import binding, recomputing
from cairn.access.break_glass import sql_functions as break_glass
from cairn.access.deciders import sql_functions as deciders
from cairn.access.need_to_know.matrix import Matrix
from cairn.access.partnerships import sql_functions as partnerships
from cairn.access.requests import sql_functions as requests
from cairn.access.restricted import sql_functions as restricted
from cairn.access.transfers import sql_functions as transfers
from cairn.accounts import sql_functions as accounts

# Executable by the application role alone, since they read as the owner does.
DEFINERS = (
    *binding.DEFINERS,
    *partnerships.DEFINERS,
    *restricted.DEFINERS,
    *requests.DEFINERS,
    *break_glass.DEFINERS,
    *transfers.DEFINERS,
    *deciders.DEFINERS,
    *accounts.DEFINERS,
    # Made by the record's migrations, where the tables are that they search.
    "cairn_find_names(text[], date, date, date, integer)",
    "cairn_find_elsewhere(text[], date, text[])",
    "cairn_count_drafts(uuid)",
    # Made by the clock's migrations.
    "cairn_restricted_of(uuid)",
)
JOBS_DEFINERS = (*accounts.JOBS_DEFINERS, *deciders.JOBS_DEFINERS)


def functions(rules: Matrix) -> str:
    """The functions, each after those that it asks, with the roles and kinds of agency that the matrix names."""
    return "".join(
        (
            accounts.FUNCTIONS,
            binding.FUNCTIONS,
            partnerships.FUNCTIONS,
            restricted.FUNCTIONS,
            requests.functions(rules),
            break_glass.functions(rules),
            recomputing.FUNCTIONS,
            transfers.FUNCTIONS,
            deciders.FUNCTIONS,
        )
    )


def definer_grants(app_role: str, jobs_role: str) -> Iterable[str]:
    """Take the definers from everybody, and give each to its one role; the site reads its agency's own view."""
    yield f"GRANT SELECT ON cairn_working TO {app_role}"
    yield "REVOKE ALL ON FUNCTION cairn_bind_again() FROM PUBLIC"
    for role, signatures in ((app_role, DEFINERS), (jobs_role, JOBS_DEFINERS)):
        for signature in signatures:
            yield f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC"
            yield f"GRANT EXECUTE ON FUNCTION {signature} TO {role}"
