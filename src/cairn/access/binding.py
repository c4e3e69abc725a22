"""
In whose name a transaction asks, and what every policy needs to know of them, looked up once.

`cairn_bind` leaves these in settings of the transaction, so that a policy reads a setting and not a table; whoever
may set `cairn.user_id` might set those as well, so that gives nothing away.
"""

from __future__ import annotations

from collections.abc import Iterable

from cairn.accounts.roles import CASE_ROLES, RECEIVERS
from cairn.table_security import text_array

DEFINERS = ("cairn_bind(uuid)",)

FUNCTIONS = f"""
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
          AND acts_as = ANY({text_array(RECEIVERS)})
    ) o WHERE acts_as = ANY({text_array(CASE_ROLES)});
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
"""

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
