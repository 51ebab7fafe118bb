"""Writing: what is typed is kept, comments, a reviewer who is asked; and a submission stands while its draft goes on."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from drez_site.foundation.sql import install_sql, remove_sql

# Every table that holds a part of a draft, and the documents.
DRAFTS = [
    "procedures_document",
    "procedures_abstract",
    "procedures_answer",
    "procedures_disagreement",
    "procedures_figure",
    "procedures_finding",
    "procedures_glancefact",
    "procedures_gridrow",
    "procedures_keypoint",
    "procedures_option",
    "procedures_phrase",
    "procedures_question",
    "procedures_saying",
    "procedures_section",
    "procedures_standing",
    "procedures_step",
    "procedures_strengthrule",
    "procedures_urgentsign",
]


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("procedures", "0007_words_of_passages"),
    ]

    operations = [
        *(remove_sql("procedures", "part_of_a_draft", table=table) for table in DRAFTS),
        remove_sql("procedures", "draft_change_ends_submission", "emptied_drafts_end_submissions"),
        install_sql("procedures", "other_page_ends_submission"),
        migrations.AddField(
            model_name="submission",
            name="asked",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="reviewer who is asked",
            ),
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "place",
                    models.CharField(
                        blank=True, help_text="Empty for the whole page.", max_length=60, verbose_name="part"
                    ),
                ),
                ("label", models.CharField(blank=True, max_length=200, verbose_name="called")),
                ("text", models.TextField(verbose_name="comment")),
                (
                    "written_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="written at"),
                ),
                ("resolved_at", models.DateTimeField(blank=True, null=True, verbose_name="answered at")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="procedures.document",
                        verbose_name="document",
                    ),
                ),
                (
                    "resolved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="answered by",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="written by",
                    ),
                ),
            ],
            options={
                "verbose_name": "comment",
                "verbose_name_plural": "comments",
                "ordering": ["document", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="comment_says_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("resolved_at__isnull", True), ("resolved_by__isnull", True)),
                            models.Q(("resolved_at__isnull", False), ("resolved_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="comment_is_answered_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sitting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "place",
                    models.CharField(
                        help_text="“top”, or the name of a part with the number of its row.",
                        max_length=60,
                        verbose_name="part",
                    ),
                ),
                ("typed", models.JSONField(blank=True, default=dict, verbose_name="typed")),
                (
                    "seen_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="last seen"),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sittings",
                        to="procedures.document",
                        verbose_name="document",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "sitting",
                "verbose_name_plural": "sittings",
                "ordering": ["document", "place", "seen_at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("document", "place", "person"), name="person_sits_at_a_part_once"
                    )
                ],
            },
        ),
    ]
