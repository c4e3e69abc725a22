"""
What is not known is not a no: the answer that the clock keeps is one of three, with what it turns on.

Rows made before knew two answers. Until the clock has made them anew, a no among them is not shown as certain: it is
undecided, and the next run of the clock makes every row again.
"""

import django.contrib.postgres.fields
from django.db import migrations, models

# The owner is bound by row security too, where it is forced.
UNCERTAIN = """
    DO $$
    DECLARE forced boolean := (SELECT relforcerowsecurity FROM pg_class WHERE oid = 'clock_standing'::regclass);
    BEGIN
        IF forced THEN ALTER TABLE clock_standing NO FORCE ROW LEVEL SECURITY; END IF;
        UPDATE clock_standing
            SET undecided = NOT registrable,
                changes_on = least(changes_on, (now() AT TIME ZONE 'Europe/London')::date);
        IF forced THEN ALTER TABLE clock_standing FORCE ROW LEVEL SECURITY; END IF;
    END $$
"""


class Migration(migrations.Migration):

    dependencies = [
        ('clock', '0006_field_names'),
    ]

    operations = [
        migrations.AddField(
            model_name='casesummary',
            name='may_be_indefinite',
            field=models.BooleanField(db_default=False, default=False, verbose_name='may have no end'),
        ),
        migrations.AddField(
            model_name='casesummary',
            name='may_run_to',
            field=models.DateField(null=True, verbose_name='may run to'),
        ),
        migrations.AddField(
            model_name='casesummary',
            name='needs',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=24), db_default=models.Value('{}'), default=list, size=None),
        ),
        migrations.AddField(
            model_name='casesummary',
            name='undecided',
            field=models.BooleanField(db_default=False, default=False, verbose_name='undecided whether they are'),
        ),
        migrations.AlterField(
            model_name='casesummary',
            name='redacted_fields',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=24), db_column='withheld', null=True, size=None),
        ),
        migrations.RunSQL(UNCERTAIN, migrations.RunSQL.noop),
    ]
