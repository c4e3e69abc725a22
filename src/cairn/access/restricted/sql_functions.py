"""What is restricted, and what this user is told of it."""

from __future__ import annotations

from cairn.table_security import DEFINER

DEFINERS = (
    "cairn_restricted_from_me(uuid)",
    "cairn_withholds(uuid)",
    "cairn_markers(uuid)",
)

FUNCTIONS = f"""
-- Whether a record is restricted and does not name this user, whoever works with it.
CREATE OR REPLACE FUNCTION cairn_restricted_from_me(nominal uuid) RETURNS boolean {DEFINER} AS $$
    SELECT EXISTS (
        SELECT 1 FROM access_restrictednominal r
        WHERE r.nominal_id = nominal AND r.lifted_at IS NULL AND NOT EXISTS (
            SELECT 1 FROM access_namedreader n
            WHERE n.nominal_id = r.nominal_id AND n.user_id = cairn_user_id() AND n.ended_at IS NULL
        )
    )
$$;

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

-- Whether anything of this record is kept from this user: then no reason can be given them in full.
CREATE OR REPLACE FUNCTION cairn_withholds(nominal uuid) RETURNS boolean {DEFINER} AS $$
    SELECT EXISTS (
        SELECT 1 FROM access_restrictedfact f
        WHERE f.nominal_id = nominal AND f.lifted_at IS NULL AND cairn_is_withheld(f.row_id)
    ) AND cairn_sees(nominal)
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
"""
