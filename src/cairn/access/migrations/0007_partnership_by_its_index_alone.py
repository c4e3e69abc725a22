"""The index that every policy asks holds all that they ask: made beside a live table, then put in the other's place."""

import django.db.models.deletion
from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('access', '0006_partnership_past_index'),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='partnership',
            index=models.Index(
                fields=['agency', 'nominal_id'],
                include=['relation', 'purpose_kind', 'starts', 'until'],
                name='partnership_sight',
            ),
        ),
        RemoveIndexConcurrently(model_name='partnership', name='partnership_of_agency'),
        migrations.RenameIndex(
            model_name='partnership', old_name='partnership_sight', new_name='partnership_of_agency',
        ),
        migrations.AlterField(
            model_name='partnership',
            name='agency',
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name='partnerships',
                to='access.agency',
            ),
        ),
    ]
