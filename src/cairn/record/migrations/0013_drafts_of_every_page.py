"""What is typed on any page is kept, and a form that was sent is known by its token."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("record", "0012_amendments"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="draft", name="one_draft_a_journey"),
        migrations.RenameField(model_name="draft", old_name="journey", new_name="page"),
        migrations.AlterField(model_name="draft", name="page", field=models.CharField(max_length=160)),
        migrations.AddField(
            model_name="draft",
            name="address",
            field=models.CharField(blank=True, default="", max_length=200),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.UniqueConstraint(
                fields=("author", "page", "nominal_id"), name="one_draft_a_page", nulls_distinct=False
            ),
        ),
        migrations.CreateModel(
            name="SentForm",
            fields=[
                ("token", models.UUIDField(primary_key=True, serialize=False)),
                ("led_to", models.CharField(blank=True, default="", max_length=200)),
                ("sent_at", models.DateTimeField(auto_now_add=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"db_table": "record_sentform"},
        ),
        migrations.AddIndex(
            model_name="sentform", index=models.Index(fields=["sent_at"], name="sentform_sent")
        ),
    ]
