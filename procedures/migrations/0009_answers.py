"""Options of a comparison and their answers as rows."""

import django.db.models.deletion
from django.db import migrations, models

from drez_site.foundation.sql import install_sql

OPTIONS = {"drez": "plum", "drg": "blue", "scs": "olive", "care": "moss", "nothing": "gray"}


def as_rows(apps, schema_editor):
    """Each column of the old grid becomes an answer to each question."""
    names = ("Procedure", "Option", "GridRow", "Answer")
    models = {name: apps.get_model("procedures", name) for name in names}
    for look, color in OPTIONS.items():
        models["Procedure"].objects.filter(look=look).update(color=color)
    for option in models["Option"].objects.all():
        option.look, option.color = option.kind, OPTIONS[option.kind]
        option.save()
    for row in models["GridRow"].objects.all():
        for option in models["Option"].objects.filter(document=row.document_id):
            text = getattr(row, option.kind)
            models["Answer"].objects.create(document_id=row.document_id, row=row, option=option, text=text)
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


class Migration(migrations.Migration):
    dependencies = [("procedures", "0008_looks")]

    operations = [
        migrations.AlterField(
            "option",
            "kind",
            models.SlugField(
                help_text="In addresses, like “scs”. That of having no procedure is “nothing”.",
                max_length=20,
                db_index=False,
                verbose_name="short name",
            ),
        ),
        migrations.AddField(
            "option",
            "procedure",
            models.ForeignKey(
                blank=True,
                help_text=(
                    "If the option is one of ours: then it is shown only while patients can read about it."
                ),
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="procedures.procedure",
                verbose_name="operation",
            ),
        ),
        migrations.AddField(
            "option",
            "look",
            models.SlugField(
                blank=True,
                help_text="The folder of its drawings. Without one, nothing is drawn.",
                max_length=20,
                db_index=False,
                verbose_name="drawings",
            ),
        ),
        migrations.AddField(
            "option",
            "color",
            models.CharField(
                choices=[
                    ("plum", "plum"),
                    ("blue", "blue"),
                    ("olive", "olive"),
                    ("moss", "moss green"),
                    ("teal", "teal"),
                    ("rust", "rust"),
                    ("violet", "violet"),
                    ("gray", "gray"),
                ],
                default="gray",
                max_length=8,
                verbose_name="color",
            ),
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                ("text", models.TextField(blank=True, verbose_name="answer")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="procedures.document",
                        verbose_name="document",
                    ),
                ),
                (
                    "option",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="procedures.option",
                        verbose_name="option",
                    ),
                ),
                (
                    "row",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="procedures.gridrow",
                        verbose_name="question",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer of the comparison",
                "verbose_name_plural": "answers of the comparison",
                "ordering": ["row", "option"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("row", "option"),
                        name="option_has_one_answer_to_each_question",
                        violation_error_message="This option already has an answer to that question.",
                    )
                ],
            },
        ),
        install_sql("procedures", "part_of_a_draft", table="procedures_answer"),
        install_sql("procedures", "citations_of_a_draft", table="procedures_answer"),
        migrations.RunPython(as_rows, migrations.RunPython.noop),
        *(migrations.RemoveField("gridrow", name) for name in OPTIONS),
        migrations.AddConstraint(
            "gridrow",
            models.UniqueConstraint(
                fields=["document", "question"],
                name="comparison_asks_each_question_once",
                violation_error_message="This comparison already asks that.",
            ),
        ),
        migrations.AlterField(
            "section",
            "kind",
            models.CharField(
                choices=[
                    ("different", "how it differs from other operations"),
                    ("what_it_is", "what it is"),
                    ("who_it_may_help", "who it may help"),
                    ("who_it_may_not_suit", "who it may not suit"),
                    ("alternatives", "other options, including doing nothing"),
                    ("tests", "tests before"),
                    ("on_the_day", "what happens on the day"),
                    ("recovery", "recovery"),
                    ("benefits_and_risks", "benefits and risks"),
                    ("urgent_help", "when to get help at once"),
                    ("where_it_is_done", "where it is done"),
                    ("find_a_doctor", "find a doctor"),
                    ("cost", "cost and insurance"),
                    ("questions", "questions to ask"),
                    ("evidence", "the evidence"),
                    ("decision", "the decision"),
                    ("how_to_read", "how to read the numbers"),
                    ("not_known", "what is not known"),
                    ("left_out", "what is left out, and why"),
                    ("updates", "how the page is kept right"),
                    ("funding", "who paid"),
                ],
                max_length=24,
                verbose_name="section",
            ),
        ),
    ]
