"""What a guard keeps from being changed is not deleted and written anew either."""

import django.db.models.deletion
from django.db import migrations, models

from drez_site.foundation.sql import install_sql, remove_sql


class Migration(migrations.Migration):
    dependencies = [("procedures", "0004_enter_the_words")]

    operations = [
        remove_sql("procedures", "retractions_go_with_their_publication"),
        install_sql(
            "procedures",
            "retractions_are_never_deleted",
            "signed_document_is_never_deleted",
            "signed_procedure_is_never_deleted",
            "signed_source_is_never_deleted",
            "citations_are_derived",
        ),
        migrations.AlterField(
            model_name="retraction",
            name="publication",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="retractions",
                to="procedures.publication",
                verbose_name="publication",
            ),
        ),
    ]
