"""Names of models and fields only: tables, columns and rows stay as they are."""

import django.contrib.postgres.fields
from django.db import migrations, models


def _array(base, column):
    return django.contrib.postgres.fields.ArrayField(base_field=base, db_column=column, null=True, size=None)


def _flag(column):
    return models.BooleanField(db_column=column, db_default=False, default=False)


class Migration(migrations.Migration):

    dependencies = [('clock', '0004_clock_day_and_kept_duties')]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveConstraint(model_name='standing', name='one_standing_a_reader'),
                migrations.RenameModel(old_name='Standing', new_name='CaseSummary'),
                migrations.AlterModelTable(name='casesummary', table='clock_standing'),
                migrations.RenameField('casesummary', 'rests_on', 'depends_on'),
                migrations.AlterField('casesummary', 'depends_on', _array(models.UUIDField(), 'rests_on')),
                migrations.RenameField('casesummary', 'stands_in', 'redacted'),
                migrations.AlterField('casesummary', 'redacted', _flag('stands_in')),
                migrations.RenameField('casesummary', 'withheld', 'redacted_fields'),
                migrations.AlterField(
                    'casesummary', 'redacted_fields', _array(models.CharField(max_length=12), 'withheld')
                ),
                migrations.AddConstraint(
                    model_name='casesummary',
                    constraint=models.UniqueConstraint(
                        fields=('nominal_id', 'redacted'), name='one_standing_a_reader'
                    ),
                ),
                migrations.RenameField('duty', 'rests_on', 'depends_on'),
                migrations.AlterField('duty', 'depends_on', _array(models.UUIDField(), 'rests_on')),
                migrations.RenameField('duty', 'stands_in', 'redacted'),
                migrations.AlterField('duty', 'redacted', _flag('stands_in')),
            ],
            database_operations=[],
        )
    ]
