"""The Merkle log, and to whom and why of a disclosure. The triggers come with `cairn migrate` (ledger.triggers)."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Disposed',
            fields=[
                ('leaf_index', models.BigIntegerField(primary_key=True, serialize=False)),
                ('entry_id', models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='Head',
            fields=[
                ('size', models.BigIntegerField(primary_key=True, serialize=False)),
                ('root', models.BinaryField()),
                ('at', models.DateTimeField()),
                ('key_id', models.CharField(max_length=16)),
                ('previous', models.BinaryField()),
                ('signature', models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name='Leaf',
            fields=[
                ('index', models.BigIntegerField(primary_key=True, serialize=False)),
                ('shape_id', models.BigIntegerField()),
                ('row_id', models.BigIntegerField()),
                ('salt', models.BinaryField(null=True)),
                ('digest', models.BinaryField()),
                ('role', models.CharField(max_length=63)),
                ('xid', models.BigIntegerField()),
                ('at', models.DateTimeField()),
                ('hash', models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name='Node',
            fields=[
                ('pk', models.CompositePrimaryKey('level', 'index', blank=True, editable=False, primary_key=True, serialize=False)),
                ('level', models.SmallIntegerField()),
                ('index', models.BigIntegerField()),
                ('hash', models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name='Shape',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table_name', models.CharField(max_length=63)),
                ('columns', models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            name='SigningKey',
            fields=[
                ('id', models.CharField(max_length=16, primary_key=True, serialize=False)),
                ('public', models.BinaryField()),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField(null=True)),
                ('signed_by', models.CharField(max_length=16)),
                ('signature', models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name='Unsealed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table_name', models.CharField(max_length=63)),
                ('row_id', models.BigIntegerField()),
                ('role', models.CharField(max_length=63)),
                ('xid', models.BigIntegerField()),
                ('at', models.DateTimeField()),
                ('mark', models.BinaryField()),
            ],
        ),
        migrations.AddField(
            model_name='entry',
            name='erased',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name='entry',
            name='recipient',
            field=models.TextField(blank=True, db_default='', default=''),
        ),
        # Not valid for rows that were there before: those named the recipient in their detail, or not at all.
        AddConstraintNotValid(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('act', 'disclosure'), _negated=True), models.Q(('recipient', ''), _negated=True), ('erased', True), _connector='OR'), name='ledger_disclosed_to_whom'),
        ),
        AddConstraintNotValid(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('act', 'disclosure'), _negated=True), models.Q(('why', ''), _negated=True), ('erased', True), _connector='OR'), name='ledger_disclosed_why'),
        ),
        migrations.AddIndex(
            model_name='disposed',
            index=models.Index(fields=['entry_id'], name='ledger_disposed_by'),
        ),
        migrations.AddConstraint(
            model_name='leaf',
            constraint=models.UniqueConstraint(fields=('shape_id', 'row_id'), name='ledger_sealed_once'),
        ),
        # `cairn migrate` makes them anew each time; taking this step back takes them away.
        migrations.RunSQL(
            migrations.RunSQL.noop,
            "DROP FUNCTION IF EXISTS ledger_note() CASCADE;"
            "DROP FUNCTION IF EXISTS ledger_mark(bigint, text, bigint, text, bigint, timestamptz, jsonb);",
        ),
    ]
