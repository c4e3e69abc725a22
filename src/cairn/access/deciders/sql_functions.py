"""
Who is told that a decision awaits them: found by the database, so that no page can write to whom it likes.

Both run as the owner and pin their search path: the site's for a row that its user has just written, the jobs' for
what nobody reviewed in time.
"""

from __future__ import annotations

from cairn.accounts.roles import RECEIVERS, Role
from cairn.table_security import text_array

DEFINERS = ("cairn_message_deciders(text, uuid)",)
JOBS_DEFINERS = ("cairn_message_late()",)

FUNCTIONS = f"""
-- Tells those who decide on a row that this user has just written: the supervisors of the agency that owns the
-- record, or to which it is offered; of a restricted record those who are named.
CREATE OR REPLACE FUNCTION cairn_message_deciders(said text, about uuid) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    deciding uuid;
    whose uuid;
    ends timestamptz;
    told integer;
BEGIN
    IF said = 'emergency' THEN
        SELECT p.agency_id, g.nominal_id, g.review_by INTO deciding, whose, ends
        FROM access_breakglass g JOIN access_partnership p ON p.nominal_id = g.nominal_id
        WHERE g.id = about AND g.user_id = cairn_user_id() AND p.relation = 'owner'
          AND p.starts <= cairn_today() AND (p.until IS NULL OR p.until >= cairn_today());
    ELSIF said = 'offer' THEN
        SELECT t.to_agency_id, t.nominal_id, (t.lapses_on + 1)::timestamp AT TIME ZONE 'Europe/London'
        INTO deciding, whose, ends
        FROM access_transfer t WHERE t.id = about AND t.offered_by_id = cairn_user_id();
    ELSIF said = 'request' THEN
        SELECT r.owner_id, r.nominal_id INTO deciding, whose
        FROM access_accessrequest r WHERE r.id = about AND r.asked_by_id = cairn_user_id();
    END IF;
    INSERT INTO access_message (id, user_id, kind, about_id, until)
    SELECT gen_random_uuid(), u.id, said, about, ends FROM access_user u
    WHERE u.agency_id = deciding AND u.role = ANY({text_array(RECEIVERS)}) AND u.is_active AND u.id <> cairn_user_id()
      AND NOT EXISTS (SELECT 1 FROM access_message m WHERE m.kind = said AND m.about_id = about)
      AND (said = 'offer' OR NOT EXISTS (
          SELECT 1 FROM access_restrictednominal r
          WHERE r.nominal_id = whose AND r.lifted_at IS NULL AND NOT EXISTS (
              SELECT 1 FROM access_namedreader n
              WHERE n.nominal_id = whose AND n.user_id = u.id AND n.ended_at IS NULL)));
    GET DIAGNOSTICS told = ROW_COUNT;
    RETURN told;
END $$;

-- Emergency openings that nobody reviewed in time: told, once, to those to whom the page of access to decide
-- shows them then.
CREATE OR REPLACE FUNCTION cairn_message_late() RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    told integer;
BEGIN
    INSERT INTO access_message (id, user_id, kind, about_id)
    SELECT gen_random_uuid(), u.id, 'emergency-late', g.id
    FROM access_breakglass g JOIN access_user u ON u.agency_id = g.agency_id
    WHERE g.reviewed_at IS NULL AND g.review_by < now() AND u.is_active AND u.id <> g.user_id
      AND u.role = ANY({text_array([Role.SUPERVISOR, Role.AUDITOR])})
      AND NOT EXISTS (
          SELECT 1 FROM access_message m WHERE m.kind = 'emergency-late' AND m.about_id = g.id);
    GET DIAGNOSTICS told = ROW_COUNT;
    RETURN told;
END $$;
"""
