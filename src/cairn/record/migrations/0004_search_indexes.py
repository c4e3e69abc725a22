"""The indexes that search uses, built beside the running site: no lock that a writer waits for."""

import django.contrib.postgres.indexes
from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False

    dependencies = [("record", "0003_search")]

    operations = [
        RemoveIndexConcurrently(model_name="name", name="name_alike"),
        AddIndexConcurrently(
            model_name="name",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    models.Func("forenames", "surname", function="cairn_folded_name"), "gin_trgm_ops"
                ),
                name="name_alike",
            ),
        ),
        AddIndexConcurrently(
            model_name="name",
            index=django.contrib.postgres.indexes.GinIndex(
                models.Func("forenames", "surname", function="cairn_name_sounds"), name="name_sounds"
            ),
        ),
    ]
