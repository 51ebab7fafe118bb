"""Free texts outside signed pages: what waits for a reviewer, and what a reviewer approved."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from drez_site.foundation.sql import install_sql


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("foundation", "0002_pinned_schemas"),
    ]

    operations = [
        migrations.CreateModel(
            name="WaitingWords",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject_table", models.CharField(max_length=63, verbose_name="table")),
                ("subject_id", models.BigIntegerField(verbose_name="row")),
                ("field", models.CharField(max_length=63, verbose_name="text")),
                ("words", models.TextField(verbose_name="words")),
                ("since", models.DateTimeField(verbose_name="since")),
            ],
            options={
                "verbose_name": "words that wait for a reviewer",
                "verbose_name_plural": "words to approve",
                "ordering": ["subject_table", "subject_id", "field"],
                "permissions": [("approve_waitingwords", "Can approve words")],
                "default_permissions": ["view"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("subject_table", "subject_id", "field"), name="words_of_a_field_wait_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ApprovedWords",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject_table", models.CharField(max_length=63, verbose_name="table")),
                ("subject_id", models.BigIntegerField(verbose_name="row")),
                ("field", models.CharField(max_length=63, verbose_name="text")),
                ("words", models.TextField(verbose_name="words")),
                ("reviewer_name", models.CharField(editable=False, max_length=200, verbose_name="name")),
                (
                    "reviewer_credentials",
                    models.CharField(editable=False, max_length=200, verbose_name="credentials"),
                ),
                ("approved_at", models.DateTimeField(editable=False, verbose_name="approved on")),
                (
                    "approved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="approved by",
                    ),
                ),
            ],
            options={
                "verbose_name": "approved words",
                "verbose_name_plural": "approved words",
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        fields=["subject_table", "subject_id", "field", "-id"], name="approved_words_of_a_row"
                    )
                ],
            },
        ),
        install_sql(
            "foundation",
            "words_alone",
            "approved_words",
            "write_waiting_words",
            "words_wait",
            "writers_of_waiting_words",
            "words_are_approved",
        ),
        install_sql("foundation", "history_stays", table="foundation_approvedwords"),
        install_sql("foundation", "moves_the_content_version", table="foundation_approvedwords"),
    ]
