"""
Of which day the duties are, and whose could not be made.

A register in use is right for today unless somebody's answer has changed by itself since; then it is of the day
before that.
"""

from django.db import migrations, models

DAY = """
    INSERT INTO clock_clockday (id, day, ran_at)
    SELECT 1, least((now() AT TIME ZONE 'Europe/London')::date, (SELECT min(changes_on) - 1 FROM clock_standing)), now()
"""


class Migration(migrations.Migration):

    dependencies = [('clock', '0003_stand_ins')]

    operations = [
        migrations.CreateModel(
            name='ClockDay',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('day', models.DateField()),
                ('ran_at', models.DateTimeField()),
            ],
        ),
        migrations.AddConstraint(
            model_name='clockday',
            constraint=models.CheckConstraint(condition=models.Q(('id', 1)), name='one_clock_day'),
        ),
        migrations.CreateModel(
            name='KeptDuties',
            fields=[
                ('nominal_id', models.UUIDField(primary_key=True, serialize=False)),
                ('as_at', models.DateField(null=True)),
                ('failed_at', models.DateTimeField()),
                ('tried_at', models.DateTimeField()),
                ('error', models.CharField(max_length=100)),
            ],
        ),
        migrations.RunSQL(DAY, migrations.RunSQL.noop),
    ]
