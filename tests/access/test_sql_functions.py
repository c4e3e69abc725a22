"""The functions that policies ask: each is granted to the site alone, and made from the matrix's words."""

from __future__ import annotations

import pytest
from django.db import connection

from cairn.access.need_to_know.matrix import matrix
from cairn.access.sql_functions import DEFINERS, JOBS_DEFINERS, definer_grants, functions
from cairn.table_security import text_array


def test_each_definer_is_taken_from_everybody_and_given_to_the_site() -> None:
    grants = list(definer_grants("the_site", "the_jobs"))
    assert grants[0] == "GRANT SELECT ON cairn_working TO the_site"
    assert grants[1] == "REVOKE ALL ON FUNCTION cairn_bind_again() FROM PUBLIC"
    assert len(grants[2:]) == 2 * len((*DEFINERS, *JOBS_DEFINERS))
    assert grants[2:4] == [
        "REVOKE ALL ON FUNCTION cairn_bind(uuid) FROM PUBLIC",
        "GRANT EXECUTE ON FUNCTION cairn_bind(uuid) TO the_site",
    ]
    assert {grant for grant in grants if grant.endswith("the_jobs")} == {
        f"GRANT EXECUTE ON FUNCTION {signature} TO the_jobs" for signature in JOBS_DEFINERS
    }


def test_who_is_told_and_who_breaks_the_glass_is_as_the_matrix_says() -> None:
    made = functions(matrix())
    for rule in (matrix().unshared, matrix().break_glass):
        assert text_array(rule.roles) in made
        assert text_array(rule.agency_kinds) in made


@pytest.mark.django_db
def test_every_function_that_runs_as_the_owner_is_listed() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.oid::regprocedure::text FROM pg_proc p "
            "WHERE p.prosecdef AND p.pronamespace = 'public'::regnamespace "
            "AND p.prorettype <> 'trigger'::regtype"  # nobody calls those
        )
        existing = {row[0].replace(", ", ",") for row in cursor.fetchall()}
    assert existing == {signature.replace(", ", ",") for signature in (*DEFINERS, *JOBS_DEFINERS)}


@pytest.mark.django_db
def test_a_function_without_a_pinned_path_names_every_schema() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.proname, p.prosrc FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace "
            "AND p.proname IN ('cairn_user_id', 'cairn_case_agency', 'cairn_today', 'cairn_recomputed', "
            "'cairn_opened', 'cairn_barred', 'cairn_withheld', "
            "'cairn_is_barred', 'cairn_is_withheld') "
            "AND p.proconfig IS NULL"
        )
        loose = dict(cursor.fetchall())
    assert len(loose) == 9
    for source in loose.values():
        for word in ("access_", "cairn_", "uuid", "date"):
            bare = source.replace(f"public.{word}", "").replace(f"pg_catalog.{word}", "")
            assert f" {word}" not in bare
