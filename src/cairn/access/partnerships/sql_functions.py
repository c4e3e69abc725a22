"""Which agency works with a nominal today, and which owns the record."""

from __future__ import annotations

from cairn.accounts.roles import CASE_ROLES, Role
from cairn.table_security import DEFINER, text_array

DEFINERS = (
    "cairn_works_with(uuid)",
    "cairn_sees(uuid)",
    "cairn_owns(uuid)",
    "cairn_audits_owner(uuid, timestamp with time zone)",
    "cairn_unowned(uuid)",
)

FUNCTIONS = f"""
-- The partnerships of the user's own agency that run today. As a view of the owner's it is asked inside other
-- tables' policies without the partnerships' own policy.
CREATE OR REPLACE VIEW cairn_working AS
    SELECT p.nominal_id, p.relation, p.purpose_kind FROM access_partnership p
    WHERE p.agency_id = (SELECT nullif(current_setting('cairn.agency', true), '')::uuid)
      AND p.starts <= (SELECT (now() AT TIME ZONE 'Europe/London')::date)
      AND (p.until IS NULL OR p.until >= (SELECT (now() AT TIME ZONE 'Europe/London')::date));

CREATE OR REPLACE FUNCTION cairn_works_with(nominal uuid) RETURNS boolean {DEFINER} AS $$
    SELECT EXISTS (
        SELECT 1 FROM access_partnership p
        WHERE p.nominal_id = nominal AND p.agency_id = cairn_case_agency({text_array(CASE_ROLES)})
          AND p.starts <= cairn_today() AND (p.until IS NULL OR p.until >= cairn_today())
    ) AND NOT cairn_is_barred(nominal)
$$;

CREATE OR REPLACE FUNCTION cairn_sees(nominal uuid) RETURNS boolean {DEFINER} AS $$
    SELECT cairn_works_with(nominal)
        OR (nominal = ANY(cairn_opened({text_array(CASE_ROLES)})) AND NOT cairn_is_barred(nominal))
$$;

CREATE OR REPLACE FUNCTION cairn_owns(nominal uuid) RETURNS boolean {DEFINER} AS $$
    SELECT EXISTS (
        SELECT 1 FROM access_partnership p
        WHERE p.nominal_id = nominal AND p.relation = 'owner'
          AND p.agency_id = cairn_case_agency({text_array(CASE_ROLES)})
          AND p.starts <= cairn_today() AND (p.until IS NULL OR p.until >= cairn_today())
    ) AND NOT cairn_is_barred(nominal)
$$;

-- Whether this user audits an agency that owned this record at that moment, or has owned it since: they are told
-- what was done from outside, and read nothing of the record.
CREATE OR REPLACE FUNCTION cairn_audits_owner(nominal uuid, at timestamptz) RETURNS boolean {DEFINER} AS $$
    SELECT EXISTS (
        SELECT 1 FROM access_partnership p
        WHERE p.nominal_id = nominal AND p.relation = 'owner' AND p.agency_id = cairn_case_agency({text_array([Role.AUDITOR])})
          AND p.starts <= cairn_today()
          AND (p.until IS NULL OR p.until >= (at AT TIME ZONE 'Europe/London')::date)
    )
$$;

CREATE OR REPLACE FUNCTION cairn_unowned(nominal uuid) RETURNS boolean {DEFINER} AS $$
    SELECT NOT EXISTS (SELECT 1 FROM access_partnership p WHERE p.nominal_id = nominal)
$$;
"""
