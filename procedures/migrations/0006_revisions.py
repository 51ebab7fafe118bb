"""Every saved draft is kept, and editions name all who wrote what changed."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from drez_site.foundation.sql import install_sql


class Migration(migrations.Migration):
    dependencies = [
        ("procedures", "0005_who_was_counted"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Revision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("content", models.JSONField(verbose_name="words")),
                (
                    "content_hash",
                    models.CharField(editable=False, max_length=64, verbose_name="hash of the words"),
                ),
                (
                    "saved_as",
                    models.CharField(
                        help_text="The name of the account then, or “Shipped text, …”.",
                        max_length=150,
                        verbose_name="saved as",
                    ),
                ),
                (
                    "saved_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="saved at"),
                ),
            ],
            options={
                "verbose_name": "saved draft",
                "verbose_name_plural": "saved drafts",
                "ordering": ["document", "number"],
            },
        ),
        migrations.AddField(
            model_name="edition",
            name="writer_accounts",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), default=list, editable=False, size=None
            ),
        ),
        migrations.AddField(
            model_name="edition",
            name="writers",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=150),
                default=list,
                editable=False,
                size=None,
                verbose_name="writers",
            ),
        ),
        migrations.AddField(
            model_name="submission",
            name="writer_accounts",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), default=list, editable=False, size=None
            ),
        ),
        migrations.AddField(
            model_name="revision",
            name="document",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="revisions",
                to="procedures.document",
                verbose_name="document",
            ),
        ),
        migrations.AddField(
            model_name="revision",
            name="saved_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="saved by",
            ),
        ),
        migrations.AddConstraint(
            model_name="revision",
            constraint=models.UniqueConstraint(
                fields=("document", "number"), name="revision_number_is_given_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="revision",
            constraint=models.CheckConstraint(
                condition=models.Q(("saved_as", ""), _negated=True), name="revision_names_its_writer"
            ),
        ),
        migrations.RemoveConstraint(
            model_name="edition",
            name="edition_is_not_signed_by_its_author",
        ),
        migrations.RemoveField(
            model_name="edition",
            name="author",
        ),
        install_sql(
            "procedures",
            "words_by_place",
            "writers_of_words",
            "revision_follows_the_last",
            "revisions_never_change",
            "revisions_go_with_their_document",
            "edition_is_signed",
        ),
    ]
