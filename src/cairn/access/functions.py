"""
The SQL functions that policies ask: who is asking, what they work with, what is kept from them.

Those that read guarded tables run as the owner (SECURITY DEFINER): they take ids and roles only, give back
ids or a truth value, pin their search path, and are executable by the application role alone. None is marked
LEAKPROOF: none may be moved before the policy it serves. Each is asked once a query, as an uncorrelated
sub-select whose rows are hashed, never once a row.
"""

from __future__ import annotations

from collections.abc import Iterable

from cairn.access.need_to_know.matrix import Matrix
from cairn.access.roles import CASE_ROLES, TAKERS

_DEFINER = "LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = public, pg_temp"

_FUNCTIONS = """
CREATE OR REPLACE FUNCTION cairn_user_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT nullif(current_setting('cairn.user_id', true), '')::uuid
$$;

CREATE OR REPLACE FUNCTION cairn_case_agency(roles text[]) RETURNS uuid
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT agency_id FROM access_user
    WHERE id = cairn_user_id() AND is_active AND role = ANY(roles)
$$;

CREATE OR REPLACE FUNCTION cairn_today() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT (now() AT TIME ZONE 'Europe/London')::date
$$;

-- Records opened to this user for a time without a partnership: by breaking the glass, or to look at before
-- their agency takes them over. Read only: no policy for writing asks this.
CREATE OR REPLACE FUNCTION cairn_opened(roles text[]) RETURNS SETOF uuid {definer} AS $$
    SELECT nominal_id FROM access_breakglass
    WHERE user_id = cairn_user_id() AND opened_at <= now() AND until > now()
      AND cairn_case_agency(roles) IS NOT NULL
    UNION
    SELECT nominal_id FROM access_transfer
    WHERE to_agency_id = cairn_case_agency(roles) AND outcome = '' AND lapses_on >= cairn_today()
      AND cairn_case_agency({takers}) IS NOT NULL
$$;

-- Restricted records whose readers do not name this user.
CREATE OR REPLACE FUNCTION cairn_barred() RETURNS SETOF uuid {definer} AS $$
    SELECT r.nominal_id FROM access_restrictednominal r
    WHERE r.lifted_at IS NULL AND NOT EXISTS (
        SELECT 1 FROM access_namedreader n
        WHERE n.nominal_id = r.nominal_id AND n.user_id = cairn_user_id() AND n.ended_at IS NULL
    )
$$;

-- Restricted facts of one table that are kept from this user.
CREATE OR REPLACE FUNCTION cairn_withheld(kept_in text) RETURNS SETOF uuid {definer} AS $$
    SELECT f.row_id FROM access_restrictedfact f
    WHERE f.kept_in = cairn_withheld.kept_in AND f.lifted_at IS NULL AND NOT EXISTS (
        SELECT 1 FROM access_user u
        WHERE u.id = cairn_user_id() AND u.is_active
          AND u.role = ANY(f.roles) AND u.agency_id = ANY(f.agencies)
    )
$$;

-- Whether anything of this record is kept from this user: then no reason can be given them in full.
CREATE OR REPLACE FUNCTION cairn_withholds(nominal uuid) RETURNS boolean {definer} AS $$
    SELECT EXISTS (
        SELECT 1 FROM access_restrictedfact f
        WHERE f.nominal_id = nominal AND f.row_id IN (SELECT cairn_withheld(f.kept_in))
    )
$$;

CREATE OR REPLACE FUNCTION cairn_works_with(nominal uuid) RETURNS boolean {definer} AS $$
    SELECT EXISTS (
        SELECT 1 FROM access_partnership p
        WHERE p.nominal_id = nominal AND p.agency_id = cairn_case_agency({case_roles})
          AND p.starts <= cairn_today() AND (p.until IS NULL OR p.until >= cairn_today())
    ) AND nominal NOT IN (SELECT cairn_barred())
$$;

CREATE OR REPLACE FUNCTION cairn_sees(nominal uuid) RETURNS boolean {definer} AS $$
    SELECT cairn_works_with(nominal) OR (
        nominal IN (SELECT cairn_opened({case_roles})) AND nominal NOT IN (SELECT cairn_barred())
    )
$$;

CREATE OR REPLACE FUNCTION cairn_owns(nominal uuid) RETURNS boolean {definer} AS $$
    SELECT EXISTS (
        SELECT 1 FROM access_partnership p
        WHERE p.nominal_id = nominal AND p.relation = 'owner'
          AND p.agency_id = cairn_case_agency({case_roles})
          AND p.starts <= cairn_today() AND (p.until IS NULL OR p.until >= cairn_today())
    ) AND nominal NOT IN (SELECT cairn_barred())
$$;

-- Whether this user is told that records exist outside their agency's partnerships.
CREATE OR REPLACE FUNCTION cairn_told_elsewhere() RETURNS boolean {definer} AS $$
    SELECT EXISTS (
        SELECT 1 FROM access_agency a
        WHERE a.id = cairn_case_agency({elsewhere_roles}) AND a.kind = ANY({elsewhere_kinds})
    )
$$;

-- What this user is told of the facts kept from them: which kind, and why, never what.
CREATE OR REPLACE FUNCTION cairn_markers(nominal uuid)
RETURNS TABLE (kept_in text, category text, agency_id uuid)
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT f.kept_in, f.category, p.agency_id FROM access_restrictedfact f
    LEFT JOIN access_partnership p
        ON p.nominal_id = f.nominal_id AND p.relation = 'owner' AND p.until IS NULL
    WHERE f.nominal_id = nominal AND f.shown AND f.row_id IN (SELECT cairn_withheld(f.kept_in))
      AND cairn_sees(nominal)
    ORDER BY f.set_at, f.id
$$;

-- Which agency and team answer for a record: for those who are told that it exists, and no more.
CREATE OR REPLACE FUNCTION cairn_held_by(nominal uuid) RETURNS TABLE (agency_id uuid, team_id uuid)
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = public, pg_temp ROWS 1 AS $$
    SELECT p.agency_id, p.team_id FROM access_partnership p
    WHERE p.nominal_id = nominal AND p.relation = 'owner'
      AND p.starts <= cairn_today() AND (p.until IS NULL OR p.until >= cairn_today())
      AND nominal NOT IN (SELECT cairn_barred()) AND cairn_told_elsewhere()
$$;

-- Whether this user may open this record in an emergency: the right, and a record that is somebody else's,
-- exists, and is not restricted to named people.
CREATE OR REPLACE FUNCTION cairn_may_break_glass(nominal uuid) RETURNS boolean {definer} AS $$
    SELECT EXISTS (
        SELECT 1 FROM access_agency a
        WHERE a.id = cairn_case_agency({glass_roles}) AND a.kind = ANY({glass_kinds})
    ) AND EXISTS (
        SELECT 1 FROM access_partnership p WHERE p.nominal_id = nominal AND p.relation = 'owner'
    ) AND nominal NOT IN (SELECT cairn_barred())
$$;

-- The nominal whose duties are being recomputed in this transaction, if the user works with them at all:
-- a partner who completes an action changes duties that rest on facts the partner may not read.
CREATE OR REPLACE FUNCTION cairn_recomputed() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT named.nominal
    FROM (SELECT nullif(current_setting('cairn.recomputed', true), '')::uuid AS nominal) named
    WHERE named.nominal IS NOT NULL AND cairn_sees(named.nominal)
$$;

CREATE OR REPLACE FUNCTION cairn_unowned(nominal uuid) RETURNS boolean {definer} AS $$
    SELECT NOT EXISTS (SELECT 1 FROM access_partnership p WHERE p.nominal_id = nominal)
$$;

-- Takes a record over: ends the owner's partnership the day before, makes the offered agency the owner from
-- today, and keeps the former one as a partner for the days agreed. One statement's worth of the owner's
-- rights, for a supervisor of the agency to which the record was offered, while the offer stands.
CREATE OR REPLACE FUNCTION cairn_take_over(transfer uuid) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    offer access_transfer;
    taken uuid := gen_random_uuid();
BEGIN
    SELECT * INTO offer FROM access_transfer
    WHERE id = transfer AND outcome = '' AND lapses_on >= cairn_today()
      AND to_agency_id = cairn_case_agency({takers})
      AND nominal_id NOT IN (SELECT cairn_barred())
    FOR UPDATE;
    IF NOT FOUND THEN
        RAISE insufficient_privilege USING MESSAGE = 'no such offer';
    END IF;
    UPDATE access_partnership SET until = cairn_today() - 1
    WHERE nominal_id = offer.nominal_id AND agency_id = offer.from_agency_id AND relation = 'owner'
      AND until IS NULL;
    IF NOT FOUND THEN
        RAISE insufficient_privilege USING MESSAGE = 'the agency that offered no longer owns the record';
    END IF;
    -- A partner that becomes the owner is no longer a partner; what began today is its beginning as owner.
    UPDATE access_partnership SET until = greatest(starts, cairn_today() - 1)
    WHERE nominal_id = offer.nominal_id AND agency_id = offer.to_agency_id AND until IS NULL;
    INSERT INTO access_partnership
        (id, nominal_id, agency_id, team_id, relation, purpose_kind, purpose, starts, until, opened_by_id)
    VALUES
        (taken, offer.nominal_id, offer.to_agency_id, offer.to_team_id, 'owner', 'risk-management',
         'notification requirements', cairn_today(), NULL, cairn_user_id()),
        (gen_random_uuid(), offer.nominal_id, offer.from_agency_id, NULL, 'partner', 'risk-management',
         'handing the record over', cairn_today(), cairn_today() + offer.overlap_days, cairn_user_id());
    -- What the former owner kept back, the new one reads in the same roles: or nobody of its own could, or lift it.
    UPDATE access_restrictedfact SET agencies = array_append(agencies, offer.to_agency_id)
    WHERE nominal_id = offer.nominal_id AND lifted_at IS NULL
      AND offer.from_agency_id = ANY(agencies) AND offer.to_agency_id <> ALL(agencies);
    -- What the new owner had asked for, it has.
    UPDATE access_accessrequest SET outcome = 'granted', decided_by_id = cairn_user_id(), decided_at = now(),
        answer = 'The record was handed over.', partnership_id = taken
    WHERE nominal_id = offer.nominal_id AND agency_id = offer.to_agency_id AND outcome = '';
    UPDATE access_transfer SET outcome = 'accepted', decided_by_id = cairn_user_id(), decided_at = now()
    WHERE id = transfer;
    RETURN taken;
END
$$;
"""

# Executable by the application role alone, since they run with the owner's sight.
DEFINERS = (
    "cairn_opened(text[])",
    "cairn_barred()",
    "cairn_withheld(text)",
    "cairn_withholds(uuid)",
    "cairn_markers(uuid)",
    "cairn_works_with(uuid)",
    "cairn_sees(uuid)",
    "cairn_owns(uuid)",
    "cairn_held_by(uuid)",
    "cairn_told_elsewhere()",
    "cairn_may_break_glass(uuid)",
    "cairn_unowned(uuid)",
    "cairn_take_over(uuid)",
    # Made by the record's migrations, where the tables are that they search.
    "cairn_find_names(text[], date, date, date, integer)",
    "cairn_find_elsewhere(text[], date, text[])",
    "cairn_count_drafts(uuid)",
)


def literal(values: Iterable[str]) -> str:
    """Closed words (roles, purposes, kinds) as an SQL array."""
    return "ARRAY[" + ", ".join(f"'{value}'" for value in sorted(str(each) for each in values)) + "]::text[]"


def functions(rules: Matrix) -> str:
    """The functions, with the roles and kinds of agency that the matrix names."""
    return _FUNCTIONS.format(
        definer=_DEFINER,
        case_roles=literal(CASE_ROLES),
        takers=literal(TAKERS),
        elsewhere_roles=literal(rules.elsewhere.roles),
        elsewhere_kinds=literal(rules.elsewhere.agency_kinds),
        glass_roles=literal(rules.break_glass.roles),
        glass_kinds=literal(rules.break_glass.agency_kinds),
    )


def definer_grants(app_role: str) -> Iterable[str]:
    """Take the definers from everybody, and give them to the application role."""
    for signature in DEFINERS:
        yield f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC"
        yield f"GRANT EXECUTE ON FUNCTION {signature} TO {app_role}"
