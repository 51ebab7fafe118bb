"""Signed pages stay at their addresses: numbers never change, and an address that was used goes to nobody else."""

import django.db.models.deletion
from django.db import migrations, models

from drez_site.foundation.sql import install_sql


class Migration(migrations.Migration):
    dependencies = [("procedures", "0003_citations")]

    operations = [
        migrations.CreateModel(
            name="ProcedureAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("slug", models.SlugField(unique=True, verbose_name="address")),
                (
                    "procedure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="addresses",
                        to="procedures.procedure",
                        verbose_name="procedure",
                    ),
                ),
            ],
            options={
                "verbose_name": "address of a procedure",
                "verbose_name_plural": "addresses of procedures",
            },
        ),
        install_sql("procedures", "number_never_changes"),
        *(
            install_sql("procedures", "keeps_its_number", table=table)
            for table in ("procedures_document", "procedures_procedure", "procedures_publication")
        ),
        install_sql(
            "procedures",
            "procedure_keeps_its_addresses",
            "addresses_never_change",
            "signed_source_keeps_its_key",
        ),
    ]
