"""
Who writes a message: nobody, but by these functions.

The site's function takes a kind and an account and finds for itself whether that account is told, so that no page
can write to whom it likes, or what. The jobs' functions hand out what is to be sent with its address (the jobs
read no accounts), and keep what came of it. All run as the owner and pin their search path.
"""

from __future__ import annotations

from cairn.accounts.messages.models import AT_MOST_HOURLY, OF_ACCOUNTS
from cairn.table_security import text_array

# A message that could not be sent for so long is of no more use; and so long its row is kept.
_GIVE_UP_DAYS, _KEEP_DAYS = 3, 90

DEFINERS = ("cairn_message_account(uuid, text)",)
JOBS_DEFINERS = ("cairn_messages_due(integer)", "cairn_message_tried(uuid, text)")

FUNCTIONS = f"""
-- Tells an account's holder of a change to it. At the entrance nobody is bound yet; elsewhere, oneself alone.
CREATE OR REPLACE FUNCTION cairn_message_account(who uuid, said text) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    INSERT INTO access_message (id, user_id, kind)
    SELECT gen_random_uuid(), u.id, said FROM access_user u
    WHERE u.id = who AND u.is_active AND said = ANY({text_array(OF_ACCOUNTS)})
      AND (cairn_user_id() IS NULL OR cairn_user_id() = who)
      AND NOT (said = ANY({text_array(AT_MOST_HOURLY)}) AND EXISTS (
          SELECT 1 FROM access_message m
          WHERE m.user_id = who AND m.kind = said AND m.made_at > now() - interval '1 hour'))
$$;

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
