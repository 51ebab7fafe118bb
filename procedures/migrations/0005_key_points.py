"""Key points: what somebody reads who reads nothing else, signed with the rest of the article."""

import django.db.models.deletion
from django.db import migrations, models

from drez_site.foundation.sql import install_sql

KEY_POINTS = "procedures_keypoint"
ABOUT = [
    ("what", "what it is"),
    ("whom", "whom it is for"),
    ("undone", "whether it can be undone"),
    ("result", "what studies found, and the worst harm"),
]


class Migration(migrations.Migration):
    dependencies = [("procedures", "0004_pinned_schemas")]

    operations = [
        migrations.CreateModel(
            name="KeyPoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                ("about", models.CharField(choices=ABOUT, max_length=12, verbose_name="about")),
                ("text", models.TextField(verbose_name="text")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="procedures.document",
                        verbose_name="document",
                    ),
                ),
            ],
            options={
                "verbose_name": "key point",
                "verbose_name_plural": "key points",
                "ordering": ["position", "pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("document", "about"),
                        name="document_has_each_key_point_once",
                        violation_error_message="This document already has that key point.",
                    ),
                ],
            },
        ),
        install_sql("procedures", "part_of_a_draft", table=KEY_POINTS),
        install_sql("procedures", "citations_of_a_draft", table=KEY_POINTS),
    ]
