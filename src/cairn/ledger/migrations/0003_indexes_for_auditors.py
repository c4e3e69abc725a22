"""An agency's entries of some days, one kind or a rare act, and those of one request, without reading all."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    # Built beside the running site: nobody's look waits for it.
    atomic = False

    dependencies = [("ledger", "0002_provable")]

    operations = [
        AddIndexConcurrently(
            model_name="entry",
            index=models.Index(fields=["agency_id", "at"], name="ledger_of_agency_by_day"),
        ),
        AddIndexConcurrently(
            model_name="entry",
            index=models.Index(fields=["agency_id", "what", "id"], name="ledger_of_agency_by_kind"),
        ),
        AddIndexConcurrently(
            model_name="entry",
            index=models.Index(
                fields=["agency_id", "act", "id"],
                name="ledger_of_agency_by_act",
                condition=~models.Q(act="consultation"),
            ),
        ),
        AddIndexConcurrently(
            model_name="entry",
            index=models.Index(fields=["request"], name="ledger_of_request"),
        ),
    ]
