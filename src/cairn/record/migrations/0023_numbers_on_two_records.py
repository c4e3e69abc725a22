"""
A number may stand on two records: to refuse one that is on a record out of sight would tell of that record.

Back again needs numbers that name one person: where two records have one, correct or withdraw it first.
"""

from __future__ import annotations

from django.db import migrations, models

_NAMES_ONE = models.Q(
    ("current", True),
    models.Q(("kind", "uprn"), _negated=True),
    models.Q(("status", "malformed"), _negated=True),
)


class Migration(migrations.Migration):
    dependencies = [("record", "0022_death")]

    operations = [
        migrations.RemoveConstraint(model_name="identifier", name="identifier_names_one_person"),
        migrations.AddConstraint(
            model_name="identifier",
            constraint=models.UniqueConstraint(
                condition=_NAMES_ONE,
                fields=("nominal", "kind", "canonical"),
                name="identifier_once_a_record",
            ),
        ),
    ]
