"""Another state of a duty: owed only if the person is registrable, which is undecided. The column stays as it is."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("clock", "0007_undecided")]

    operations = [
        migrations.AlterField(
            model_name="duty",
            name="state",
            field=models.CharField(
                choices=[
                    ("overdue", "Overdue"),
                    ("open", "Open"),
                    ("suspended", "Suspended"),
                    ("possible", "If registrable"),
                ],
                max_length=9,
            ),
        ),
    ]
