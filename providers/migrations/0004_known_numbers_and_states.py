"""Takes phone numbers that can be dialed and states that there are; digits are ASCII."""

import django.core.validators
import drez_site.foundation.united_states.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('providers', '0003_history_stays'),
    ]

    operations = [
        # What the program takes changes, and no column of the database.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name='historicallocation',
                    name='phone',
                    field=models.CharField(blank=True, help_text='Like (919) 555-0134. The number that makes appointments, not the switchboard.', max_length=12, validators=[drez_site.foundation.united_states.validators.phone_number], verbose_name='appointment phone'),
                ),
                migrations.AlterField(
                    model_name='historicallocation',
                    name='state',
                    field=models.CharField(help_text='Two capital letters, like NC.', max_length=2, validators=[drez_site.foundation.united_states.validators.known_state], verbose_name='state'),
                ),
                migrations.AlterField(
                    model_name='historicallocation',
                    name='zip_code',
                    field=models.CharField(help_text='Five digits.', max_length=5, validators=[django.core.validators.RegexValidator('^[0-9]{5}\\Z', 'Enter the five digits of the ZIP code.')], verbose_name='ZIP code'),
                ),
                migrations.AlterField(
                    model_name='historicalpractice',
                    name='phone',
                    field=models.CharField(blank=True, help_text='Only if patients call another number for this doctor than for the place. Like (919) 555-0134.', max_length=12, validators=[drez_site.foundation.united_states.validators.phone_number], verbose_name='own phone'),
                ),
                migrations.AlterField(
                    model_name='historicalstatelicense',
                    name='state',
                    field=models.CharField(help_text='Where the patient is during the visit. Two capital letters, like NC.', max_length=2, validators=[drez_site.foundation.united_states.validators.known_state], verbose_name='state'),
                ),
                migrations.AlterField(
                    model_name='location',
                    name='phone',
                    field=models.CharField(blank=True, help_text='Like (919) 555-0134. The number that makes appointments, not the switchboard.', max_length=12, validators=[drez_site.foundation.united_states.validators.phone_number], verbose_name='appointment phone'),
                ),
                migrations.AlterField(
                    model_name='location',
                    name='state',
                    field=models.CharField(help_text='Two capital letters, like NC.', max_length=2, validators=[drez_site.foundation.united_states.validators.known_state], verbose_name='state'),
                ),
                migrations.AlterField(
                    model_name='location',
                    name='zip_code',
                    field=models.CharField(help_text='Five digits.', max_length=5, validators=[django.core.validators.RegexValidator('^[0-9]{5}\\Z', 'Enter the five digits of the ZIP code.')], verbose_name='ZIP code'),
                ),
                migrations.AlterField(
                    model_name='practice',
                    name='phone',
                    field=models.CharField(blank=True, help_text='Only if patients call another number for this doctor than for the place. Like (919) 555-0134.', max_length=12, validators=[drez_site.foundation.united_states.validators.phone_number], verbose_name='own phone'),
                ),
                migrations.AlterField(
                    model_name='statelicense',
                    name='state',
                    field=models.CharField(help_text='Where the patient is during the visit. Two capital letters, like NC.', max_length=2, validators=[drez_site.foundation.united_states.validators.known_state], verbose_name='state'),
                ),
            ]
        ),
    ]
