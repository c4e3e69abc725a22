"""
The SQL functions that policies ask: who is asking, what they work with, what is kept from them.

`cairn_bind` looks these up once a transaction and leaves them in settings of that transaction, so that a policy
reads a setting and not a table; whoever may set `cairn.user_id` might set those as well, so that gives nothing
away. Functions that read guarded tables run as the owner (SECURITY DEFINER): they take ids and roles only, give
back ids or a truth value, pin their search path, and are executable by the application role alone. The others name
the schema of every type: a temporary type in its name would be found first. None is marked LEAKPROOF: none may be
moved before the policy it serves.
"""

from __future__ import annotations

from collections.abc import Iterable

from cairn.access.need_to_know.matrix import Matrix
from cairn.accounts.roles import CASE_ROLES, RECEIVERS, Role

_DEFINER = "LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = public, pg_temp"

_FUNCTIONS = """
-- Names the user for the rest of the transaction, and with them what every policy asks: their agency and role,
-- restricted records that do not name them, restricted facts that are kept from them, and records opened to
-- them for a time. Asked once a transaction; changed rows of those tables ask it again (cairn_bind_again).
-- Nobody bound, or nobody who may sign in: an agency of nobody, and every policy is false.
CREATE OR REPLACE FUNCTION cairn_bind(bound uuid) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    mine uuid;
    acts_as text;
    opened uuid[];
    barred uuid[];
    withheld uuid[];
BEGIN
    SELECT u.agency_id, u.role INTO mine, acts_as FROM access_user u WHERE u.id = bound AND u.is_active;
    SELECT coalesce(array_agg(o.nominal_id), '{{}}') INTO opened FROM (
        SELECT g.nominal_id FROM access_breakglass g
        -- Not now(): it stands still in a transaction, and an opening opens in its own.
        WHERE g.user_id = bound AND g.opened_at <= clock_timestamp() AND g.until > clock_timestamp()
        UNION
        SELECT t.nominal_id FROM access_transfer t
        WHERE t.to_agency_id = mine AND t.outcome = '' AND t.lapses_on >= cairn_today()
          AND acts_as = ANY({takers})
    ) o WHERE acts_as = ANY({case_roles});
    SELECT coalesce(array_agg(r.nominal_id), '{{}}') INTO barred FROM access_restrictednominal r
    WHERE r.lifted_at IS NULL AND NOT EXISTS (
        SELECT 1 FROM access_namedreader n
        WHERE n.nominal_id = r.nominal_id AND n.user_id = bound AND n.ended_at IS NULL
    ) AND (
        -- Of no use where no other policy would show anything of the record.
        EXISTS (SELECT 1 FROM access_partnership p WHERE p.nominal_id = r.nominal_id AND p.agency_id = mine)
        OR EXISTS (SELECT 1 FROM access_transfer t WHERE t.nominal_id = r.nominal_id AND t.to_agency_id = mine)
        OR EXISTS (SELECT 1 FROM access_breakglass g WHERE g.nominal_id = r.nominal_id AND g.agency_id = mine)
        OR EXISTS (SELECT 1 FROM access_accessrequest q WHERE q.nominal_id = r.nominal_id AND q.agency_id = mine)
    );
    -- With a fact goes what was told in it (of a notification), and whatever repeats one of those.
    -- The restriction's own id is for the clock's rows, which do not name the fact.
    WITH RECURSIVE kept AS (
        SELECT unnest(ARRAY[f.row_id, f.id]) AS row_id FROM access_restrictedfact f
        WHERE f.lifted_at IS NULL AND NOT (acts_as = ANY(f.roles) AND mine = ANY(f.agencies)) AND (
            EXISTS (SELECT 1 FROM access_partnership p WHERE p.nominal_id = f.nominal_id AND p.agency_id = mine)
            OR f.nominal_id = ANY(opened)
        )
    ), back AS (
        SELECT k.row_id FROM kept k
        UNION SELECT r.row_id FROM kept k JOIN access_repetition r ON r.said_row = k.row_id
        UNION SELECT r.said_row FROM back b JOIN access_repetition r ON r.row_id = b.row_id
    )
    SELECT coalesce(array_agg(b.row_id), '{{}}') INTO withheld FROM back b;
    PERFORM set_config('cairn.user_id', coalesce(bound::text, ''), true),
            set_config('cairn.agency', coalesce(mine::text, ''), true),
            set_config('cairn.role', coalesce(acts_as, ''), true),
            set_config('cairn.opened', opened::text, true),
            set_config('cairn.barred', barred::text, true),
            set_config('cairn.withheld', withheld::text, true);
END
$$;

CREATE OR REPLACE FUNCTION cairn_bind_again() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    -- A setting that an earlier transaction made is empty, not null.
    IF nullif(current_setting('cairn.agency', true), '') IS NOT NULL THEN
        PERFORM cairn_bind(cairn_user_id());
    END IF;
    RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION cairn_user_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT nullif(current_setting('cairn.user_id', true), '')::pg_catalog.uuid
$$;

-- The user's agency, if they act in one of these roles.
CREATE OR REPLACE FUNCTION cairn_case_agency(roles text[]) RETURNS uuid
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN current_setting('cairn.role', true) = ANY(roles)
                THEN nullif(current_setting('cairn.agency', true), '')::pg_catalog.uuid END
$$;

CREATE OR REPLACE FUNCTION cairn_today() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT (now() AT TIME ZONE 'Europe/London')::pg_catalog.date
$$;

-- Records opened to this user for a time without a partnership: by breaking the glass, or to look at before
-- their agency takes them over. Read only: no policy for writing asks this.
CREATE OR REPLACE FUNCTION cairn_opened(roles text[]) RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN current_setting('cairn.role', true) = ANY(roles)
                THEN nullif(current_setting('cairn.opened', true), '')::pg_catalog.uuid[] ELSE '{{}}'::pg_catalog.uuid[] END
$$;

-- Restricted records, of those this user could see otherwise, that do not name them.
CREATE OR REPLACE FUNCTION cairn_barred() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT nullif(current_setting('cairn.barred', true), '')::pg_catalog.uuid[]
$$;

-- Restricted facts, of records this user sees, that are kept from them.
CREATE OR REPLACE FUNCTION cairn_withheld() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT nullif(current_setting('cairn.withheld', true), '')::pg_catalog.uuid[]
$$;

-- The same two of one id, without making a list of the setting: it is found in its words or it is not.
CREATE OR REPLACE FUNCTION cairn_is_barred(nominal uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT pg_catalog.strpos(nullif(current_setting('cairn.barred', true), ''), nominal::pg_catalog.text) > 0
$$;

CREATE OR REPLACE FUNCTION cairn_is_withheld(row_id uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT pg_catalog.strpos(nullif(current_setting('cairn.withheld', true), ''), row_id::pg_catalog.text) > 0
$$;

-- Whether a record is restricted and does not name this user, whoever works with it.
CREATE OR REPLACE FUNCTION cairn_restricted_from_me(nominal uuid) RETURNS boolean {definer} AS $$
    SELECT EXISTS (
        SELECT 1 FROM access_restrictednominal r
        WHERE r.nominal_id = nominal AND r.lifted_at IS NULL AND NOT EXISTS (
            SELECT 1 FROM access_namedreader n
            WHERE n.nominal_id = r.nominal_id AND n.user_id = cairn_user_id() AND n.ended_at IS NULL
        )
    )
$$;

-- The partnerships of the user's own agency that run today. As a view of the owner's it is asked inside other
-- tables' policies without the partnerships' own policy.
CREATE OR REPLACE VIEW cairn_working AS
    SELECT p.nominal_id, p.relation, p.purpose_kind FROM access_partnership p
    WHERE p.agency_id = (SELECT nullif(current_setting('cairn.agency', true), '')::uuid)
      AND p.starts <= (SELECT (now() AT TIME ZONE 'Europe/London')::date)
      AND (p.until IS NULL OR p.until >= (SELECT (now() AT TIME ZONE 'Europe/London')::date));

-- Whether a fact is this nominal's and the user sees it; as the user: their own sight is what is asked.
CREATE OR REPLACE FUNCTION cairn_holds(kept_in text, row_id uuid, nominal uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
    held boolean;
BEGIN
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I WHERE id = $1 AND nominal_id = $2)', kept_in)
    INTO held USING row_id, nominal;
    RETURN held;
END
$$;

CREATE OR REPLACE FUNCTION cairn_works_with(nominal uuid) RETURNS boolean {definer} AS $$
    SELECT EXISTS (
        SELECT 1 FROM access_partnership p
        WHERE p.nominal_id = nominal AND p.agency_id = cairn_case_agency({case_roles})
          AND p.starts <= cairn_today() AND (p.until IS NULL OR p.until >= cairn_today())
    ) AND NOT cairn_is_barred(nominal)
$$;

CREATE OR REPLACE FUNCTION cairn_sees(nominal uuid) RETURNS boolean {definer} AS $$
    SELECT cairn_works_with(nominal)
        OR (nominal = ANY(cairn_opened({case_roles})) AND NOT cairn_is_barred(nominal))
$$;

-- Whether anything of this record is kept from this user: then no reason can be given them in full.
CREATE OR REPLACE FUNCTION cairn_withholds(nominal uuid) RETURNS boolean {definer} AS $$
    SELECT EXISTS (
        SELECT 1 FROM access_restrictedfact f
        WHERE f.nominal_id = nominal AND f.lifted_at IS NULL AND cairn_is_withheld(f.row_id)
    ) AND cairn_sees(nominal)
$$;

CREATE OR REPLACE FUNCTION cairn_owns(nominal uuid) RETURNS boolean {definer} AS $$
    SELECT EXISTS (
        SELECT 1 FROM access_partnership p
        WHERE p.nominal_id = nominal AND p.relation = 'owner'
          AND p.agency_id = cairn_case_agency({case_roles})
          AND p.starts <= cairn_today() AND (p.until IS NULL OR p.until >= cairn_today())
    ) AND NOT cairn_is_barred(nominal)
$$;

-- Whether this user audits an agency that owned this record at that moment, or has owned it since: they are told
-- what was done from outside, and read nothing of the record.
CREATE OR REPLACE FUNCTION cairn_audits_owner(nominal uuid, at timestamptz) RETURNS boolean {definer} AS $$
    SELECT EXISTS (
        SELECT 1 FROM access_partnership p
        WHERE p.nominal_id = nominal AND p.relation = 'owner' AND p.agency_id = cairn_case_agency({auditors})
          AND p.starts <= cairn_today()
          AND (p.until IS NULL OR p.until >= (at AT TIME ZONE 'Europe/London')::date)
    )
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
    SELECT kept.kept_in, f.category, p.agency_id FROM access_restrictedfact f
    CROSS JOIN LATERAL (
        SELECT f.kept_in, f.row_id
        UNION SELECT r.said_in, r.said_row FROM access_repetition r WHERE r.row_id = f.row_id AND r.shown
        UNION SELECT r.kept_in, r.row_id FROM access_repetition r WHERE r.said_row = f.row_id
    ) kept
    LEFT JOIN access_partnership p
        ON p.nominal_id = f.nominal_id AND p.relation = 'owner' AND p.until IS NULL
    -- A fact that one reads may be repeated in a row that also repeats one that is kept back: of that one is told.
    WHERE f.nominal_id = nominal AND f.shown AND f.lifted_at IS NULL AND cairn_is_withheld(f.row_id)
      AND cairn_sees(nominal)
    ORDER BY f.set_at, f.id, kept.kept_in <> f.kept_in, kept.row_id
$$;

-- Which agency and team answer for a record: for those who are told that it exists, and no more.
CREATE OR REPLACE FUNCTION cairn_held_by(nominal uuid) RETURNS TABLE (agency_id uuid, team_id uuid)
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = public, pg_temp ROWS 1 AS $$
    SELECT p.agency_id, p.team_id FROM access_partnership p
    WHERE p.nominal_id = nominal AND p.relation = 'owner'
      AND p.starts <= cairn_today() AND (p.until IS NULL OR p.until >= cairn_today())
      AND NOT cairn_restricted_from_me(nominal) AND cairn_told_elsewhere()
$$;

-- Whether this user may open this record in an emergency: the right, and a record that is somebody else's,
-- exists, and is not restricted to named people.
CREATE OR REPLACE FUNCTION cairn_may_break_glass(nominal uuid) RETURNS boolean {definer} AS $$
    SELECT EXISTS (
        SELECT 1 FROM access_agency a
        WHERE a.id = cairn_case_agency({glass_roles}) AND a.kind = ANY({glass_kinds})
    ) AND EXISTS (
        SELECT 1 FROM access_partnership p WHERE p.nominal_id = nominal AND p.relation = 'owner'
    ) AND NOT cairn_restricted_from_me(nominal) AND NOT cairn_works_with(nominal)
$$;

-- The nominal whose duties are being recomputed in this transaction, if the user works with them at all:
-- a partner who completes an action changes duties that rest on facts the partner may not read.
CREATE OR REPLACE FUNCTION cairn_recomputed() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT named.nominal
    FROM (SELECT nullif(current_setting('cairn.recomputed', true), '')::pg_catalog.uuid AS nominal) named
    WHERE named.nominal IS NOT NULL AND public.cairn_sees(named.nominal)
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
      AND NOT cairn_restricted_from_me(nominal_id)
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
    -- What was kept for the former owner's people is kept for the new one's too: else nobody could lift it.
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
    "cairn_bind(uuid)",
    "cairn_restricted_from_me(uuid)",
    "cairn_withholds(uuid)",
    "cairn_markers(uuid)",
    "cairn_works_with(uuid)",
    "cairn_sees(uuid)",
    "cairn_owns(uuid)",
    "cairn_audits_owner(uuid, timestamp with time zone)",
    "cairn_held_by(uuid)",
    "cairn_told_elsewhere()",
    "cairn_may_break_glass(uuid)",
    "cairn_unowned(uuid)",
    "cairn_take_over(uuid)",
    # Made by `cairn.access.staff_security`.
    "cairn_arrive(uuid, text, text, text, text[])",
    # Made by `cairn.access.message_security`.
    "cairn_message_account(uuid, text)",
    "cairn_message_deciders(text, uuid)",
    # Made by the record's migrations, where the tables are that they search.
    "cairn_find_names(text[], date, date, date, integer)",
    "cairn_find_elsewhere(text[], date, text[])",
    "cairn_count_drafts(uuid)",
    # Made by the clock's migrations.
    "cairn_restricted_of(uuid)",
)


def literal(values: Iterable[str]) -> str:
    """Closed words (roles, purposes, kinds) as an SQL array."""
    return "ARRAY[" + ", ".join(f"'{value}'" for value in sorted(str(each) for each in values)) + "]::text[]"


def functions(rules: Matrix) -> str:
    """The functions, with the roles and kinds of agency that the matrix names."""
    return _FUNCTIONS.format(
        definer=_DEFINER,
        case_roles=literal(CASE_ROLES),
        takers=literal(RECEIVERS),
        auditors=literal([Role.AUDITOR]),
        elsewhere_roles=literal(rules.unshared.roles),
        elsewhere_kinds=literal(rules.unshared.agency_kinds),
        glass_roles=literal(rules.break_glass.roles),
        glass_kinds=literal(rules.break_glass.agency_kinds),
    )


# Whoever changes these tables changes what the user of this very transaction sees.
_BINDING = (
    "access_breakglass",
    "access_namedreader",
    "access_partnership",
    "access_restrictedfact",
    "access_restrictednominal",
    "access_transfer",
)


def binding_triggers() -> Iterable[str]:
    """Ask `cairn_bind` again after a change of what it looks up."""
    for table in _BINDING:
        yield (
            f"CREATE OR REPLACE TRIGGER cairn_bind_again AFTER INSERT OR UPDATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION cairn_bind_again()"
        )


def definer_grants(app_role: str) -> Iterable[str]:
    """Take the definers from everybody, and give them to the application role; it reads its agency's own view."""
    yield f"GRANT SELECT ON cairn_working TO {app_role}"
    yield "REVOKE ALL ON FUNCTION cairn_bind_again() FROM PUBLIC"
    for signature in DEFINERS:
        yield f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC"
        yield f"GRANT EXECUTE ON FUNCTION {signature} TO {app_role}"
