"""
What is on record already repeats facts too: noted from the record itself.

A notification and the facts that came with it were written in one transaction, whose moment their history
bears. A register loaded at once bears one moment throughout: there a notification that keeps no words repeats
nothing but its journeys. An item of a request for access does not say which row it copied: it is taken to repeat
every row of its kind.
"""

from django.db import migrations

KINDS = (
    'record_name', 'record_address', 'record_stay', 'record_householdstay', 'record_financialdetail', 'record_trip',
)
_INTO = "INSERT INTO access_repetition (id, nominal_id, said_in, said_row, kept_in, row_id, shown) "
_BROUGHT = _INTO + """
    SELECT gen_random_uuid(), n.nominal_id, 'record_notification', n.id, '{kind}', f.id, true
    FROM record_notification n
    JOIN record_notificationhistory t ON t.pgh_obj_id = n.id AND t.pgh_label = 'insert'
    JOIN {kind}history p
        ON p.nominal_id = n.nominal_id AND p.pgh_created_at = t.pgh_created_at AND p.pgh_label = 'insert'
    JOIN {kind} f ON f.id = p.pgh_obj_id
    WHERE n.told <> '{{}}'
    ON CONFLICT DO NOTHING;
"""
_JOURNEYS = _INTO + """
    SELECT DISTINCT ON (m.notification_id, m.trip_id)
        gen_random_uuid(), m.nominal_id, 'record_notification', m.notification_id, 'record_trip', m.trip_id, true
    FROM record_notifiedmatter m WHERE m.trip_id IS NOT NULL
    ON CONFLICT DO NOTHING;
"""
_ITEMS = """
DO $$
DECLARE
    kind text;
BEGIN
    FOR kind IN
        SELECT DISTINCT i.kind FROM record_accessitem i
        JOIN information_schema.columns c ON c.table_name = i.kind AND c.column_name = 'nominal_id'
            AND c.table_schema = 'public'
        JOIN information_schema.columns k ON k.table_name = i.kind AND k.column_name = 'id'
            AND k.table_schema = 'public' AND k.data_type = 'uuid'
    LOOP
        EXECUTE format(
            'INSERT INTO access_repetition (id, nominal_id, said_in, said_row, kept_in, row_id, shown) '
            'SELECT gen_random_uuid(), i.nominal_id, ''record_accessitem'', i.id, %L, f.id, false '
            'FROM record_accessitem i JOIN %I f ON f.nominal_id = i.nominal_id WHERE i.kind = %L '
            'ON CONFLICT DO NOTHING', kind, kind, kind);
    END LOOP;
END
$$;
"""
# Copies that speak of rows of another kind: of what registration and levels come from, and of what a row belongs to.
# Some of those tables stand in higher rooms: where they are not yet, nothing was copied from them.
_BEHIND = """
DO $$
DECLARE
    pair record;
BEGIN
    FOR pair IN SELECT * FROM (VALUES
        ('clock_standing', 'record_conviction'),
        ('clock_standing', 'record_disposal'),
        ('clock_standing', 'record_courtorder'),
        ('clock_standing', 'record_timeaway'),
        ('clock_standing', 'supervision_riskassessment'),
        ('clock_standing', 'plan_managementlevel'),
        ('record_disposal', 'record_conviction'),
        ('record_conviction', 'record_courtorder'),
        ('record_notifiedmatter', 'record_notification'),
        ('record_notifiedmatter', 'record_trip'),
        ('plan_action', 'plan_plan')
    ) p (kind, behind)
    LOOP
        IF to_regclass(pair.behind) IS NOT NULL THEN
            EXECUTE format(
                'INSERT INTO access_repetition (id, nominal_id, said_in, said_row, kept_in, row_id, shown) '
                'SELECT gen_random_uuid(), i.nominal_id, ''record_accessitem'', i.id, %L, f.id, false '
                'FROM record_accessitem i JOIN %I f ON f.nominal_id = i.nominal_id '
                'WHERE i.kind = %L ON CONFLICT DO NOTHING', pair.behind, pair.behind, pair.kind);
        END IF;
    END LOOP;
END
$$;
"""
FORWARD = [
    *(_BROUGHT.format(kind=kind) for kind in KINDS),
    _JOURNEYS,
    _ITEMS,
    _BEHIND,
]


class Migration(migrations.Migration):

    dependencies = [
        ('record', '0010_disclosures'),
        ('access', '0009_repetition'),
    ]

    operations = [migrations.RunSQL(FORWARD, "DELETE FROM access_repetition")]
