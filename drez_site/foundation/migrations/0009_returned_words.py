"""What a reviewer asks whoever wrote words to mend, instead of approving them."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("foundation", "0008_translations_wait_for_approvals"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReturnedWords",
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
                ("comment", models.TextField(verbose_name="comment")),
                (
                    "returned_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="returned at"),
                ),
                (
                    "returned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="returned by",
                    ),
                ),
            ],
            options={
                "verbose_name": "returned words",
                "verbose_name_plural": "returned words",
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        fields=["subject_table", "subject_id", "field"], name="returned_words_of_a_field"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("comment", ""), _negated=True),
                        name="returned_words_have_a_comment",
                    )
                ],
            },
        ),
    ]
