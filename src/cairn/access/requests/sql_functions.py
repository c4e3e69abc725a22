"""Whom to ask about a record that is not the user's to see."""

from __future__ import annotations

from cairn.access.need_to_know.matrix import Matrix
from cairn.table_security import DEFINER, text_array

DEFINERS = (
    "cairn_told_elsewhere()",
    "cairn_held_by(uuid)",
)


def functions(rules: Matrix) -> str:
    """With the roles and kinds of agency that the matrix names."""
    roles, kinds = text_array(rules.unshared.roles), text_array(rules.unshared.agency_kinds)
    return f"""
-- Whether this user is told that records exist outside their agency's partnerships.
CREATE OR REPLACE FUNCTION cairn_told_elsewhere() RETURNS boolean {DEFINER} AS $$
    SELECT EXISTS (
        SELECT 1 FROM access_agency a
        WHERE a.id = cairn_case_agency({roles}) AND a.kind = ANY({kinds})
    )
$$;

-- Which agency and team answer for a record: for those who are told that it exists, and no more.
CREATE OR REPLACE FUNCTION cairn_held_by(nominal uuid) RETURNS TABLE (agency_id uuid, team_id uuid)
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = public, pg_temp ROWS 1 AS $$
    SELECT p.agency_id, p.team_id FROM access_partnership p
    WHERE p.nominal_id = nominal AND p.relation = 'owner'
      AND p.starts <= cairn_today() AND (p.until IS NULL OR p.until >= cairn_today())
      AND NOT cairn_restricted_from_me(nominal) AND cairn_told_elsewhere()
$$;
"""
