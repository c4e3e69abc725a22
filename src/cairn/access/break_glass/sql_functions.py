"""Who may open which record in an emergency."""

from __future__ import annotations

from cairn.access.need_to_know.matrix import Matrix
from cairn.table_security import DEFINER, text_array

DEFINERS = ("cairn_may_break_glass(uuid)",)


def functions(rules: Matrix) -> str:
    """With the roles and kinds of agency that the matrix names."""
    roles, kinds = text_array(rules.break_glass.roles), text_array(rules.break_glass.agency_kinds)
    return f"""
-- Whether this user may open this record in an emergency: the right, and a record that is somebody else's,
-- exists, and is not restricted to named people.
CREATE OR REPLACE FUNCTION cairn_may_break_glass(nominal uuid) RETURNS boolean {DEFINER} AS $$
    SELECT EXISTS (
        SELECT 1 FROM access_agency a
        WHERE a.id = cairn_case_agency({roles}) AND a.kind = ANY({kinds})
    ) AND EXISTS (
        SELECT 1 FROM access_partnership p WHERE p.nominal_id = nominal AND p.relation = 'owner'
    ) AND NOT cairn_restricted_from_me(nominal) AND NOT cairn_works_with(nominal)
$$;
"""
