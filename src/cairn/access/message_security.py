"""
Who writes a message and who reads one: each user reads their own; nobody writes one but by these functions.

The site's functions take a kind and an id and find for themselves who is told, so that no page can write to whom
it likes, or what. The jobs' functions make those whose time has come, hand out what is to be sent with its address
(the jobs read no accounts), and keep what came of it. All run as the owner and pin their search path.
"""

from __future__ import annotations

from collections.abc import Iterable

from cairn.access.policies import Security, SpecialTable
from cairn.access.sql_functions import literal
from cairn.accounts.messages.models import AT_MOST_HOURLY, OF_ACCOUNTS
from cairn.accounts.roles import RECEIVERS, Role

# A message that could not be sent for so long is of no more use; and so long its row is kept.
_GIVE_UP_DAYS, _KEEP_DAYS = 3, 90

TABLES: tuple[Security, ...] = (
    SpecialTable(
        "access_message",
        rights="SELECT",
        policies=(("cairn_select", "SELECT", "user_id = (SELECT cairn_user_id())", None),),
    ),
)

JOBS_DEFINERS = (
    "cairn_message_late()",
    "cairn_messages_due(integer)",
    "cairn_message_tried(uuid, text)",
)

FUNCTIONS = f"""
-- Tells an account's holder of a change to it. At the entrance nobody is bound yet; elsewhere, oneself alone.
CREATE OR REPLACE FUNCTION cairn_message_account(who uuid, said text) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    INSERT INTO access_message (id, user_id, kind)
    SELECT gen_random_uuid(), u.id, said FROM access_user u
    WHERE u.id = who AND u.is_active AND said = ANY({literal(OF_ACCOUNTS)})
      AND (cairn_user_id() IS NULL OR cairn_user_id() = who)
      AND NOT (said = ANY({literal(AT_MOST_HOURLY)}) AND EXISTS (
          SELECT 1 FROM access_message m
          WHERE m.user_id = who AND m.kind = said AND m.made_at > now() - interval '1 hour'))
$$;

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
    WHERE u.agency_id = deciding AND u.role = ANY({literal(RECEIVERS)}) AND u.is_active AND u.id <> cairn_user_id()
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
      AND u.role = ANY({literal([Role.SUPERVISOR, Role.AUDITOR])})
      AND NOT EXISTS (
          SELECT 1 FROM access_message m WHERE m.kind = 'emergency-late' AND m.about_id = g.id);
    GET DIAGNOSTICS told = ROW_COUNT;
    RETURN told;
END $$;

-- What is to be sent now, its next try booked before this one is made: whoever dies on the way sends later. The
-- wait doubles from a minute to four hours. Those that lead to nobody, or that nothing carried for days, end here.
CREATE OR REPLACE FUNCTION cairn_messages_due(most integer)
RETURNS TABLE (id uuid, kind text, until timestamptz, address text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
    DELETE FROM access_message WHERE made_at < now() - interval '{_KEEP_DAYS} days';
    UPDATE access_message m SET outcome = 'given-up', ended_at = now()
    WHERE m.outcome = '' AND m.made_at < now() - interval '{_GIVE_UP_DAYS} days';
    UPDATE access_message m SET outcome = 'no-address', ended_at = now() FROM access_user u
    WHERE m.outcome = '' AND u.id = m.user_id AND (u.email = '' OR NOT u.is_active);
    RETURN QUERY
    UPDATE access_message m
    SET tries = m.tries + 1,
        next_try_at = clock_timestamp() + least(interval '4 hours', interval '1 minute' * 2 ^ least(m.tries, 10))
    FROM access_user u
    WHERE u.id = m.user_id AND m.id IN (
        SELECT w.id FROM access_message w WHERE w.outcome = '' AND w.next_try_at <= clock_timestamp()
        ORDER BY w.made_at, w.id LIMIT most FOR UPDATE SKIP LOCKED)
    RETURNING m.id, m.kind::text, m.until, u.email::text;
END $$;

-- What came of a try: nothing failed, and it is sent; or it is tried again.
CREATE OR REPLACE FUNCTION cairn_message_tried(message uuid, failed text) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    UPDATE access_message SET failure = left(failed, 60),
        outcome = CASE WHEN failed = '' THEN 'sent' ELSE '' END,
        ended_at = CASE WHEN failed = '' THEN clock_timestamp() END
    WHERE id = message AND outcome = ''
$$;
"""


def jobs_grants(jobs_role: str) -> Iterable[str]:
    """Take the jobs' functions from everybody, and give them to the background jobs."""
    for signature in JOBS_DEFINERS:
        yield f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC"
        yield f"GRANT EXECUTE ON FUNCTION {signature} TO {jobs_role}"
