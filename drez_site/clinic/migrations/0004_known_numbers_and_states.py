"""Takes phone numbers that can be dialed and states that there are; digits are ASCII."""

import django.contrib.postgres.fields
import django.core.validators
import drez_site.foundation.united_states.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('clinic', '0003_history_stays'),
    ]

    operations = [
        # What the program takes changes, and no column of the database.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name='clinicplace',
                    name='phone',
                    field=models.CharField(blank=True, help_text='Only if it is not the appointment phone. Like +19195550134.', max_length=12, validators=[drez_site.foundation.united_states.validators.phone_number], verbose_name='phone of the place'),
                ),
                migrations.AlterField(
                    model_name='clinicplace',
                    name='state',
                    field=models.CharField(help_text='Two capital letters, like NC.', max_length=2, validators=[drez_site.foundation.united_states.validators.known_state], verbose_name='state'),
                ),
                migrations.AlterField(
                    model_name='clinicplace',
                    name='zip_code',
                    field=models.CharField(help_text='Five digits.', max_length=5, validators=[django.core.validators.RegexValidator('^[0-9]{5}\\Z', 'Enter the five digits of the ZIP code.')], verbose_name='ZIP code'),
                ),
                migrations.AlterField(
                    model_name='clinicprofile',
                    name='coordinator_phone',
                    field=models.CharField(blank=True, help_text='Only if it is not the appointment phone. Like +19195550134.', max_length=12, validators=[drez_site.foundation.united_states.validators.phone_number], verbose_name='direct phone'),
                ),
                migrations.AlterField(
                    model_name='clinicprofile',
                    name='fax',
                    field=models.CharField(blank=True, help_text='Where other doctors send referrals and records. Like +19195550134.', max_length=12, validators=[drez_site.foundation.united_states.validators.phone_number], verbose_name='fax for records'),
                ),
                migrations.AlterField(
                    model_name='clinicprofile',
                    name='health_data_states',
                    field=models.CharField(blank=True, default='CT, NV, WA', help_text='Their residents get a notice of its own about consumer health data. Empty: it is not shown.', max_length=60, validators=[drez_site.foundation.united_states.validators.known_states], verbose_name='states with a health data law'),
                ),
                migrations.AlterField(
                    model_name='clinicprofile',
                    name='phone',
                    field=models.CharField(blank=True, help_text='Like +19195550134.', max_length=12, validators=[drez_site.foundation.united_states.validators.phone_number], verbose_name='appointment phone'),
                ),
                migrations.AlterField(
                    model_name='clinicprofile',
                    name='rights_phone',
                    field=models.CharField(blank=True, max_length=12, validators=[drez_site.foundation.united_states.validators.phone_number], verbose_name="the coordinator's phone"),
                ),
                migrations.AlterField(
                    model_name='clinicprofile',
                    name='states_served',
                    field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=2, validators=[drez_site.foundation.united_states.validators.known_state]), blank=True, default=list, help_text='Separated by commas, like “NC, SC, VA”. The contact page names them.', size=None, verbose_name='states your patients come from'),
                ),
                migrations.AlterField(
                    model_name='clinicprofile',
                    name='tty',
                    field=models.CharField(blank=True, help_text='Only if you have one. The page explains the free relay service, 711, in any case.', max_length=12, validators=[drez_site.foundation.united_states.validators.phone_number], verbose_name='TTY number'),
                ),
                migrations.AlterField(
                    model_name='clinicprofile',
                    name='urgent_phone',
                    field=models.CharField(blank=True, help_text='For your own patients, at night and on weekends. Like +19195550134.', max_length=12, validators=[drez_site.foundation.united_states.validators.phone_number], verbose_name='phone when the clinic is closed'),
                ),
                migrations.AlterField(
                    model_name='historicalclinicplace',
                    name='phone',
                    field=models.CharField(blank=True, help_text='Only if it is not the appointment phone. Like +19195550134.', max_length=12, validators=[drez_site.foundation.united_states.validators.phone_number], verbose_name='phone of the place'),
                ),
                migrations.AlterField(
                    model_name='historicalclinicplace',
                    name='state',
                    field=models.CharField(help_text='Two capital letters, like NC.', max_length=2, validators=[drez_site.foundation.united_states.validators.known_state], verbose_name='state'),
                ),
                migrations.AlterField(
                    model_name='historicalclinicplace',
                    name='zip_code',
                    field=models.CharField(help_text='Five digits.', max_length=5, validators=[django.core.validators.RegexValidator('^[0-9]{5}\\Z', 'Enter the five digits of the ZIP code.')], verbose_name='ZIP code'),
                ),
                migrations.AlterField(
                    model_name='historicalclinicprofile',
                    name='coordinator_phone',
                    field=models.CharField(blank=True, help_text='Only if it is not the appointment phone. Like +19195550134.', max_length=12, validators=[drez_site.foundation.united_states.validators.phone_number], verbose_name='direct phone'),
                ),
                migrations.AlterField(
                    model_name='historicalclinicprofile',
                    name='fax',
                    field=models.CharField(blank=True, help_text='Where other doctors send referrals and records. Like +19195550134.', max_length=12, validators=[drez_site.foundation.united_states.validators.phone_number], verbose_name='fax for records'),
                ),
                migrations.AlterField(
                    model_name='historicalclinicprofile',
                    name='health_data_states',
                    field=models.CharField(blank=True, default='CT, NV, WA', help_text='Their residents get a notice of its own about consumer health data. Empty: it is not shown.', max_length=60, validators=[drez_site.foundation.united_states.validators.known_states], verbose_name='states with a health data law'),
                ),
                migrations.AlterField(
                    model_name='historicalclinicprofile',
                    name='phone',
                    field=models.CharField(blank=True, help_text='Like +19195550134.', max_length=12, validators=[drez_site.foundation.united_states.validators.phone_number], verbose_name='appointment phone'),
                ),
                migrations.AlterField(
                    model_name='historicalclinicprofile',
                    name='rights_phone',
                    field=models.CharField(blank=True, max_length=12, validators=[drez_site.foundation.united_states.validators.phone_number], verbose_name="the coordinator's phone"),
                ),
                migrations.AlterField(
                    model_name='historicalclinicprofile',
                    name='states_served',
                    field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=2, validators=[drez_site.foundation.united_states.validators.known_state]), blank=True, default=list, help_text='Separated by commas, like “NC, SC, VA”. The contact page names them.', size=None, verbose_name='states your patients come from'),
                ),
                migrations.AlterField(
                    model_name='historicalclinicprofile',
                    name='tty',
                    field=models.CharField(blank=True, help_text='Only if you have one. The page explains the free relay service, 711, in any case.', max_length=12, validators=[drez_site.foundation.united_states.validators.phone_number], verbose_name='TTY number'),
                ),
                migrations.AlterField(
                    model_name='historicalclinicprofile',
                    name='urgent_phone',
                    field=models.CharField(blank=True, help_text='For your own patients, at night and on weekends. Like +19195550134.', max_length=12, validators=[drez_site.foundation.united_states.validators.phone_number], verbose_name='phone when the clinic is closed'),
                ),
                migrations.AlterField(
                    model_name='historicallanguagenotice',
                    name='language',
                    field=models.CharField(db_index=True, help_text='The code that screen readers know, like vi or zh-Hans.', max_length=12, validators=[django.core.validators.RegexValidator('^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?\\Z')], verbose_name='language'),
                ),
                migrations.AlterField(
                    model_name='languagenotice',
                    name='language',
                    field=models.CharField(help_text='The code that screen readers know, like vi or zh-Hans.', max_length=12, unique=True, validators=[django.core.validators.RegexValidator('^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?\\Z')], verbose_name='language'),
                ),
            ]
        ),
    ]
