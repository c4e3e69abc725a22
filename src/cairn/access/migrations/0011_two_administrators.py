"""A role that opens records is proposed by one administrator and approved by another. Accounts that are stay so."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from cairn.accounts.roles import Role


class Migration(migrations.Migration):

    dependencies = [('access', '0010_field_names')]

    operations = [
        migrations.AddField(
            model_name='user',
            name='proposed_role',
            field=models.CharField(
                blank=True, choices=Role.choices, db_default='', default='', max_length=24
            ),
        ),
        migrations.AddField(
            model_name='user',
            name='proposed_team',
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.team'
            ),
        ),
        migrations.AddField(
            model_name='user',
            name='proposed_by',
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+',
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(('proposed_by__isnull', True), ('proposed_role', ''), ('proposed_team__isnull', True)),
                    models.Q(('proposed_by__isnull', False), models.Q(('proposed_role', ''), _negated=True)),
                    _connector='OR',
                ),
                name='proposed_by_somebody',
            ),
        ),
        # Going back, what `cairn migrate` declared on these columns goes first; its next run declares the rest.
        migrations.RunSQL(
            migrations.RunSQL.noop,
            reverse_sql="""
                DROP TRIGGER IF EXISTS cairn_guard_user ON access_user;
                DROP FUNCTION IF EXISTS cairn_guard_user();
            """,
        ),
    ]
