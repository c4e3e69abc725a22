"""Whether a page belongs to a look that was entered, asked and answered in one statement (cairn.ledger.entries.looks)."""

from django.db import migrations

# Each statement of a function sees what was committed before it: so whoever waited for the lock sees the entry
# of whoever held it. Of the user's entries the newest are read, by their index; a look that lies deeper than that
# is entered again, which is never wrong.
LOOK = """
CREATE FUNCTION ledger_look(actor uuid, nominal uuid, codes text[], said jsonb, reason text, minutes int, most int)
    RETURNS text LANGUAGE plpgsql VOLATILE AS $look$
BEGIN
    IF cardinality(codes) > 0 THEN
        FOR attempt IN 1..2 LOOP
            IF EXISTS (
                SELECT FROM (SELECT e.at, e.nominal_id, e.act, e.what, e.why, e.detail FROM ledger_entry e
                             WHERE e.actor_id = actor ORDER BY e.id DESC LIMIT 200) newest
                WHERE newest.nominal_id = nominal
                  AND newest.at > statement_timestamp() - make_interval(mins => minutes)
                  AND newest.act = 'consultation' AND newest.what = ANY (codes)
                  AND newest.why = reason AND newest.detail = said
            ) THEN
                RETURN 'open';
            END IF;
            IF attempt = 1 THEN
                PERFORM pg_advisory_xact_lock(
                    hashtextextended(concat_ws('|', 'ledger_look', actor, nominal, codes[1]), 0));
            END IF;
        END LOOP;
    END IF;
    IF most > 0 AND (SELECT e.at > statement_timestamp() - interval '1 hour' FROM ledger_entry e
                     WHERE e.actor_id = actor ORDER BY e.id DESC OFFSET most - 1 LIMIT 1) THEN
        RETURN 'busy';
    END IF;
    RETURN 'new';
END
$look$;
"""


class Migration(migrations.Migration):

    dependencies = [("ledger", "0003_indexes_for_auditors")]

    operations = [
        migrations.RunSQL(LOOK, "DROP FUNCTION ledger_look(uuid, uuid, text[], jsonb, text, int, int)"),
    ]
