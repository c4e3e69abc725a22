"""Which row says again what another row says: what is kept back in the one is kept back in the other."""

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('access', '0008_messages')]

    operations = [
        migrations.CreateModel(
            name='Repetition',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('nominal_id', models.UUIDField()),
                ('said_in', models.CharField(max_length=63)),
                ('said_row', models.UUIDField()),
                ('kept_in', models.CharField(max_length=63)),
                ('row_id', models.UUIDField()),
                ('shown', models.BooleanField(default=True)),
            ],
            options={
                'indexes': [
                    models.Index(fields=['row_id'], name='repetition_of_row'),
                    models.Index(fields=['nominal_id'], name='repetition_of_nominal'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('said_row', 'row_id'), name='repeated_once'),
                ],
            },
        ),
    ]
