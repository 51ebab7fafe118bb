"""Takes digits in ASCII alone, and says what the text of a document is."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('procedures', '0005_history_stays'),
    ]

    operations = [
        # What the program takes changes, and no column of the database.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name='document',
                    name='body',
                    field=models.TextField(blank=True, help_text='What stands before its sections and lists.', verbose_name='text'),
                ),
                migrations.AlterField(
                    model_name='historicalpublication',
                    name='doi',
                    field=models.CharField(blank=True, max_length=100, validators=[django.core.validators.RegexValidator('^10\\.[0-9]{4,9}/\\S+\\Z', 'Like 10.3389/fpain.2021.749801.')], verbose_name='DOI'),
                ),
                migrations.AlterField(
                    model_name='historicalpublication',
                    name='key',
                    field=models.CharField(db_index=True, help_text='What authors write to cite it: Chalil2021 is cited as [@Chalil2021].', max_length=40, validators=[django.core.validators.RegexValidator('^[A-Za-z0-9-]+\\Z', 'Use letters, digits and hyphens only.')], verbose_name='key'),
                ),
                migrations.AlterField(
                    model_name='historicalpublication',
                    name='pmcid',
                    field=models.CharField(blank=True, max_length=12, validators=[django.core.validators.RegexValidator('^PMC[0-9]{1,9}\\Z', 'Like PMC7079258.')], verbose_name='PubMed Central number'),
                ),
                migrations.AlterField(
                    model_name='historicalpublication',
                    name='pmid',
                    field=models.CharField(blank=True, max_length=10, validators=[django.core.validators.RegexValidator('^[1-9][0-9]{0,7}\\Z', 'One to eight digits, like 28030470.')], verbose_name='PubMed number'),
                ),
                migrations.AlterField(
                    model_name='publication',
                    name='doi',
                    field=models.CharField(blank=True, max_length=100, validators=[django.core.validators.RegexValidator('^10\\.[0-9]{4,9}/\\S+\\Z', 'Like 10.3389/fpain.2021.749801.')], verbose_name='DOI'),
                ),
                migrations.AlterField(
                    model_name='publication',
                    name='key',
                    field=models.CharField(help_text='What authors write to cite it: Chalil2021 is cited as [@Chalil2021].', max_length=40, unique=True, validators=[django.core.validators.RegexValidator('^[A-Za-z0-9-]+\\Z', 'Use letters, digits and hyphens only.')], verbose_name='key'),
                ),
                migrations.AlterField(
                    model_name='publication',
                    name='pmcid',
                    field=models.CharField(blank=True, max_length=12, validators=[django.core.validators.RegexValidator('^PMC[0-9]{1,9}\\Z', 'Like PMC7079258.')], verbose_name='PubMed Central number'),
                ),
                migrations.AlterField(
                    model_name='publication',
                    name='pmid',
                    field=models.CharField(blank=True, max_length=10, validators=[django.core.validators.RegexValidator('^[1-9][0-9]{0,7}\\Z', 'One to eight digits, like 28030470.')], verbose_name='PubMed number'),
                ),
            ]
        ),
    ]
