"""An index for reading who worked with a person as it was known: made beside a live table."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('access', '0005_sign_in'),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='partnershiphistory',
            index=models.Index(fields=['nominal_id'], name='partnership_past_of_nominal'),
        ),
    ]
