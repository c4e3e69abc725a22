"""
Two rows where one says what a restricted fact says: as it is, and one that stands in for it.

The columns are added empty. Until a nominal's rows are made anew (by the next act on their record, or by
`cairn clock run --rebuild`), a fact that was restricted before this version still counts in their standing: run the
rebuild after this migration.
"""

import django.contrib.postgres.fields
from django.db import migrations, models

# The clock sees every fact of the nominal whose duties are being made anew, whoever acts; and which of them are
# restricted, but not why. `cairn_recomputed` is made by `cairn migrate` after the migrations.
FUNCTIONS = """
-- Every restricted fact, and the rows that go with it: itself, what was told in it, what it is a part of.
-- As whoever asks: the jobs see all.
CREATE FUNCTION cairn_restricted_facts()
RETURNS TABLE (nominal_id uuid, id uuid, shown boolean, with_it uuid[])
LANGUAGE sql STABLE AS $$
    SELECT f.nominal_id, f.id, f.shown, ARRAY(
        SELECT f.row_id
        UNION SELECT r.row_id FROM public.access_repetition r WHERE r.said_row = f.row_id
        UNION SELECT m.notification_id FROM public.record_notifiedmatter m WHERE m.id = f.row_id
    )
    FROM public.access_restrictedfact f WHERE f.lifted_at IS NULL ORDER BY f.id
$$;

CREATE FUNCTION cairn_restricted_of(nominal uuid) RETURNS TABLE (id uuid, shown boolean, with_it uuid[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF cairn_recomputed() = nominal THEN
        RETURN QUERY SELECT f.id, f.shown, f.with_it FROM cairn_restricted_facts() f WHERE f.nominal_id = nominal;
    END IF;
END
$$;
REVOKE ALL ON FUNCTION cairn_restricted_of(uuid) FROM PUBLIC;
"""

BACK = """
DROP FUNCTION cairn_restricted_of(uuid);
DROP FUNCTION cairn_restricted_facts();
DELETE FROM clock_standing WHERE stands_in;
DELETE FROM clock_duty WHERE stands_in;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('clock', '0002_keep_reasons_with_the_owner'),
        ('access', '0009_repetition'),
        ('record', '0011_what_notifications_repeat'),
    ]

    operations = [
        # A person may have two: the key becomes a number, as the duties'.
        migrations.AlterField(model_name='standing', name='nominal_id', field=models.UUIDField()),
        migrations.AddField(
            model_name='standing',
            name='id',
            field=models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID'),
        ),
        migrations.AddField(
            model_name='standing',
            name='rests_on',
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.UUIDField(), null=True, size=None
            ),
        ),
        migrations.AddField(
            model_name='standing',
            name='stands_in',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name='standing',
            name='withheld',
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=12), null=True, size=None
            ),
        ),
        migrations.AddConstraint(
            model_name='standing',
            constraint=models.UniqueConstraint(fields=('nominal_id', 'stands_in'), name='one_standing_a_reader'),
        ),
        migrations.AlterField(model_name='duty', name='arose', field=models.DateField(null=True)),
        migrations.AddField(
            model_name='duty',
            name='rests_on',
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.UUIDField(), null=True, size=None
            ),
        ),
        migrations.AddField(
            model_name='duty',
            name='stands_in',
            field=models.BooleanField(db_default=False, default=False),
        ),
        # Of a column that it knows nothing of, the planner takes nearly every row to be restricted.
        migrations.RunSQL("ANALYZE clock_standing, clock_duty", migrations.RunSQL.noop),
        # Last: going back, the rows that stand in are gone before the key is the nominal's again.
        migrations.RunSQL(FUNCTIONS, BACK),
    ]
