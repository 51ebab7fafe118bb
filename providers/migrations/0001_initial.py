import django.contrib.postgres.fields
import django.contrib.postgres.functions
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.math
import django.db.models.lookups
import django.utils.timezone
import drez_site.foundation.dates
import providers.models.report
import providers.models.validators
import providers.sphere
import simple_history.models
from django.conf import settings
from django.contrib.postgres.operations import CreateExtension, TrigramExtension
from django.db import migrations, models

from drez_site.foundation.sql import install_sql


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('procedures', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateExtension('cube'),
        TrigramExtension(),
        # A generated column of the words of names calls it.
        install_sql('providers', 'name_slips'),
        migrations.CreateModel(
            name='Language',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(help_text='BCP 47, like es, pt-BR, or ase for ASL.', max_length=20, unique=True, verbose_name='language code')),
                ('name', models.CharField(help_text='Like “Spanish”.', max_length=60, unique=True, verbose_name='name in English')),
                ('endonym', models.CharField(help_text='Like “Español”: how its speakers look for it.', max_length=60, verbose_name='name in the language itself')),
            ],
            options={
                'verbose_name': 'language',
                'verbose_name_plural': 'languages',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Specialty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(help_text='From the NUCC taxonomy, like 207T00000X.', max_length=10, unique=True, validators=[django.core.validators.RegexValidator('^[0-9A-Z]{9}X\\Z', 'Enter the ten characters of the code, like 207T00000X.')], verbose_name='NUCC code')),
                ('label', models.CharField(help_text='In plain words, like “Neurosurgeon”.', max_length=80, unique=True, verbose_name='name for patients')),
                ('official_name', models.CharField(blank=True, help_text="As printed there, like “Neurological Surgery”. The doctor's page shows it with the code.", max_length=160, verbose_name='name in the NUCC taxonomy')),
            ],
            options={
                'verbose_name': 'specialty',
                'verbose_name_plural': 'specialties',
                'ordering': ['label'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalLanguage',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('moment', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow(), db_index=True, verbose_name='moment')),
                ('by_superuser', models.BooleanField(default=False, verbose_name='by a superuser')),
                ('code', models.CharField(db_index=True, help_text='BCP 47, like es, pt-BR, or ase for ASL.', max_length=20, verbose_name='language code')),
                ('name', models.CharField(db_index=True, help_text='Like “Spanish”.', max_length=60, verbose_name='name in English')),
                ('endonym', models.CharField(help_text='Like “Español”: how its speakers look for it.', max_length=60, verbose_name='name in the language itself')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical language',
                'verbose_name_plural': 'historical languages',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalLocation',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('moment', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow(), db_index=True, verbose_name='moment')),
                ('by_superuser', models.BooleanField(default=False, verbose_name='by a superuser')),
                ('is_demonstration', models.BooleanField(default=False, editable=False, verbose_name='demonstration data')),
                ('slug', models.SlugField(help_text="The last part of the page's address.", max_length=80, verbose_name='address of the page')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('kind', models.CharField(choices=[('hospital', 'hospital'), ('clinic', 'clinic')], default='clinic', max_length=16, verbose_name='kind')),
                ('street', models.CharField(blank=True, help_text='Where patients go. Never a mailing address or a post office box.', max_length=160, verbose_name='street')),
                ('city', models.CharField(max_length=80, verbose_name='city')),
                ('state', models.CharField(help_text='Two capital letters, like NC.', max_length=2, validators=[django.core.validators.RegexValidator('^[A-Z]{2}\\Z', 'Enter the two capital letters of the state, like NC.')], verbose_name='state')),
                ('zip_code', models.CharField(help_text='Five digits.', max_length=5, validators=[django.core.validators.RegexValidator('^\\d{5}\\Z', 'Enter the five digits of the ZIP code.')], verbose_name='ZIP code')),
                ('phone', models.CharField(blank=True, help_text='Like (919) 555-0134. The number that makes appointments, not the switchboard.', max_length=12, validators=[django.core.validators.RegexValidator('^\\+1[2-9]\\d{9}\\Z', 'Enter the number with country code and no spaces, like +19195550134.')], verbose_name='phone for appointments')),
                ('hours', models.TextField(blank=True, help_text='One line for each, like “Monday to Friday, 8 am to 5 pm”.', verbose_name='hours')),
                ('getting_in', models.TextField(blank=True, help_text='Which door, which floor, where to sit down on the way.', verbose_name='getting in')),
                ('parking', models.TextField(blank=True, help_text='Where, how far from the door, and the cost.', verbose_name='parking')),
                ('wheelchair_access', models.BooleanField(blank=True, help_text='From the street to the examination room. “Unknown” shows “Ask the clinic”: do not guess.', null=True, verbose_name='wheelchair access')),
                ('checked_on', models.DateField(blank=True, help_text='The day you asked about phone, hours, the way in, parking and access. Patients see the month.', null=True, validators=[drez_site.foundation.dates.not_in_the_future], verbose_name='asked on')),
                ('latitude', models.FloatField(blank=True, help_text='In degrees (WGS84), north positive, like 36.0072.', null=True, verbose_name='latitude')),
                ('longitude', models.FloatField(blank=True, help_text='In degrees (WGS84), west negative, like -78.9372.', null=True, verbose_name='longitude')),
                ('located_by', models.CharField(blank=True, choices=[('surveyed', 'the building itself, entered by staff'), ('address', 'looked up from the street address'), ('zip', 'the middle of the ZIP code (approximate)')], help_text='Without coordinates the place is listed last, under “distance unknown”.', max_length=16, verbose_name='how we know where it is')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical place of practice',
                'verbose_name_plural': 'historical places of practice',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalProvider',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('moment', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow(), db_index=True, verbose_name='moment')),
                ('by_superuser', models.BooleanField(default=False, verbose_name='by a superuser')),
                ('is_demonstration', models.BooleanField(default=False, editable=False, verbose_name='demonstration data')),
                ('slug', models.SlugField(help_text="The last part of the page's address.", max_length=80, verbose_name='address')),
                ('honorific', models.CharField(blank=True, default='Dr.', help_text='Before the name, like “Dr.”.', max_length=20, verbose_name='title')),
                ('given_name', models.CharField(max_length=80, verbose_name='given name')),
                ('family_name', models.CharField(max_length=80, verbose_name='family name')),
                ('credentials', models.CharField(blank=True, help_text='After the name, like “MD, PhD”.', max_length=80, verbose_name='credentials')),
                ('languages_checked_on', models.DateField(blank=True, null=True, validators=[drez_site.foundation.dates.not_in_the_future], verbose_name='asked on')),
                ('biography', models.TextField(blank=True, help_text='Plain text; an empty line begins a new paragraph.', verbose_name='about')),
                ('education', models.TextField(blank=True, db_default='', help_text='One line for each school or training, like “Residency: neurosurgery, Example University”.', verbose_name='education')),
                ('education_checked_on', models.DateField(blank=True, null=True, validators=[drez_site.foundation.dates.not_in_the_future], verbose_name='asked on')),
                ('video_first_visit', models.BooleanField(blank=True, help_text='“Unknown” shows “Ask the clinic”: do not guess.', null=True, verbose_name='first visit by video')),
                ('video_checked_on', models.DateField(blank=True, null=True, validators=[drez_site.foundation.dates.not_in_the_future], verbose_name='asked on')),
                ('referral_needed', models.BooleanField(blank=True, help_text='Whether another doctor must send the patient. “Unknown” shows “Ask the clinic”.', null=True, verbose_name='referral needed')),
                ('referral_checked_on', models.DateField(blank=True, null=True, validators=[drez_site.foundation.dates.not_in_the_future], verbose_name='asked on')),
                ('npi', models.CharField(blank=True, db_index=True, help_text='The ten-digit national number, if you have it. It is not shown to patients.', max_length=10, null=True, validators=[providers.models.validators.national_provider_identifier], verbose_name='NPI')),
                ('is_listed', models.BooleanField(default=True, help_text='Turn this off to take the doctor out of the search and off the site.', verbose_name='listed')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical doctor',
                'verbose_name_plural': 'historical doctors',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalSpecialty',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('moment', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow(), db_index=True, verbose_name='moment')),
                ('by_superuser', models.BooleanField(default=False, verbose_name='by a superuser')),
                ('code', models.CharField(db_index=True, help_text='From the NUCC taxonomy, like 207T00000X.', max_length=10, validators=[django.core.validators.RegexValidator('^[0-9A-Z]{9}X\\Z', 'Enter the ten characters of the code, like 207T00000X.')], verbose_name='NUCC code')),
                ('label', models.CharField(db_index=True, help_text='In plain words, like “Neurosurgeon”.', max_length=80, verbose_name='name for patients')),
                ('official_name', models.CharField(blank=True, help_text="As printed there, like “Neurological Surgery”. The doctor's page shows it with the code.", max_length=160, verbose_name='name in the NUCC taxonomy')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical specialty',
                'verbose_name_plural': 'historical specialties',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Location',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_demonstration', models.BooleanField(default=False, editable=False, verbose_name='demonstration data')),
                ('slug', models.SlugField(help_text="The last part of the page's address.", max_length=80, unique=True, verbose_name='address of the page')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('kind', models.CharField(choices=[('hospital', 'hospital'), ('clinic', 'clinic')], default='clinic', max_length=16, verbose_name='kind')),
                ('street', models.CharField(blank=True, help_text='Where patients go. Never a mailing address or a post office box.', max_length=160, verbose_name='street')),
                ('city', models.CharField(max_length=80, verbose_name='city')),
                ('state', models.CharField(help_text='Two capital letters, like NC.', max_length=2, validators=[django.core.validators.RegexValidator('^[A-Z]{2}\\Z', 'Enter the two capital letters of the state, like NC.')], verbose_name='state')),
                ('zip_code', models.CharField(help_text='Five digits.', max_length=5, validators=[django.core.validators.RegexValidator('^\\d{5}\\Z', 'Enter the five digits of the ZIP code.')], verbose_name='ZIP code')),
                ('phone', models.CharField(blank=True, help_text='Like (919) 555-0134. The number that makes appointments, not the switchboard.', max_length=12, validators=[django.core.validators.RegexValidator('^\\+1[2-9]\\d{9}\\Z', 'Enter the number with country code and no spaces, like +19195550134.')], verbose_name='phone for appointments')),
                ('hours', models.TextField(blank=True, help_text='One line for each, like “Monday to Friday, 8 am to 5 pm”.', verbose_name='hours')),
                ('getting_in', models.TextField(blank=True, help_text='Which door, which floor, where to sit down on the way.', verbose_name='getting in')),
                ('parking', models.TextField(blank=True, help_text='Where, how far from the door, and the cost.', verbose_name='parking')),
                ('wheelchair_access', models.BooleanField(blank=True, help_text='From the street to the examination room. “Unknown” shows “Ask the clinic”: do not guess.', null=True, verbose_name='wheelchair access')),
                ('checked_on', models.DateField(blank=True, help_text='The day you asked about phone, hours, the way in, parking and access. Patients see the month.', null=True, validators=[drez_site.foundation.dates.not_in_the_future], verbose_name='asked on')),
                ('latitude', models.FloatField(blank=True, help_text='In degrees (WGS84), north positive, like 36.0072.', null=True, verbose_name='latitude')),
                ('longitude', models.FloatField(blank=True, help_text='In degrees (WGS84), west negative, like -78.9372.', null=True, verbose_name='longitude')),
                ('located_by', models.CharField(blank=True, choices=[('surveyed', 'the building itself, entered by staff'), ('address', 'looked up from the street address'), ('zip', 'the middle of the ZIP code (approximate)')], help_text='Without coordinates the place is listed last, under “distance unknown”.', max_length=16, verbose_name='how we know where it is')),
            ],
            options={
                'verbose_name': 'place of practice',
                'verbose_name_plural': 'places of practice',
                'ordering': ['name', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('latitude__isnull', True), ('longitude__isnull', True)), models.Q(('latitude__isnull', False), ('longitude__isnull', False)), _connector='OR'), name='location_has_both_coordinates_or_neither', violation_error_message='Enter both latitude and longitude, or leave both empty.'), models.CheckConstraint(condition=models.Q(('latitude__isnull', True), models.Q(('latitude__range', (-90, 90)), ('longitude__range', (-180, 180))), _connector='OR'), name='location_is_on_the_earth', violation_error_message='Latitude goes from -90 to 90, longitude from -180 to 180 (negative in the US).'), models.CheckConstraint(condition=models.Q(models.Q(('latitude__isnull', True), ('located_by', '')), models.Q(('latitude__isnull', False), models.Q(('located_by', ''), _negated=True)), _connector='OR'), name='location_says_how_its_coordinates_are_known', violation_error_message='Say how the coordinates are known, or leave all three empty.')],
            },
        ),
        migrations.CreateModel(
            name='Place',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('zip', 'ZIP code'), ('city', 'city')], max_length=8, verbose_name='kind')),
                ('name', models.CharField(max_length=80, verbose_name='city')),
                ('state', models.CharField(max_length=2, verbose_name='state')),
                ('zip_code', models.CharField(blank=True, max_length=5, verbose_name='ZIP code')),
                ('latitude', models.FloatField(verbose_name='latitude')),
                ('longitude', models.FloatField(verbose_name='longitude')),
                ('search_name', models.CharField(help_text='Small letters only: no spaces, accents, or abbreviations.', max_length=80, verbose_name='name as searched')),
                ('zip_count', models.PositiveIntegerField(default=1, verbose_name='number of ZIP codes')),
            ],
            options={
                'verbose_name': 'ZIP code or city',
                'verbose_name_plural': 'ZIP codes and cities',
                'ordering': ['name', 'state', 'zip_code'],
                'indexes': [django.contrib.postgres.indexes.GinIndex(condition=models.Q(('kind', 'city')), fields=['search_name'], name='place_city_by_likeness', opclasses=['gin_trgm_ops'])],
                'constraints': [models.UniqueConstraint(condition=models.Q(('kind', 'zip')), fields=('zip_code',), name='place_zip_code_is_unique'), models.UniqueConstraint(condition=models.Q(('kind', 'city')), fields=('search_name', 'state'), name='place_city_is_unique_in_its_state'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'zip'), ('zip_code__regex', '^[0-9]{5}$')), models.Q(('kind', 'city'), ('zip_code', '')), _connector='OR'), name='place_has_a_zip_code_when_it_is_one'), models.CheckConstraint(condition=models.Q(('latitude__range', (-90, 90)), ('longitude__range', (-180, 180))), name='place_is_on_the_earth')],
            },
        ),
        migrations.CreateModel(
            name='Provider',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_demonstration', models.BooleanField(default=False, editable=False, verbose_name='demonstration data')),
                ('slug', models.SlugField(help_text="The last part of the page's address.", max_length=80, unique=True, verbose_name='address')),
                ('honorific', models.CharField(blank=True, default='Dr.', help_text='Before the name, like “Dr.”.', max_length=20, verbose_name='title')),
                ('given_name', models.CharField(max_length=80, verbose_name='given name')),
                ('family_name', models.CharField(max_length=80, verbose_name='family name')),
                ('credentials', models.CharField(blank=True, help_text='After the name, like “MD, PhD”.', max_length=80, verbose_name='credentials')),
                ('languages_checked_on', models.DateField(blank=True, null=True, validators=[drez_site.foundation.dates.not_in_the_future], verbose_name='asked on')),
                ('biography', models.TextField(blank=True, help_text='Plain text; an empty line begins a new paragraph.', verbose_name='about')),
                ('education', models.TextField(blank=True, db_default='', help_text='One line for each school or training, like “Residency: neurosurgery, Example University”.', verbose_name='education')),
                ('education_checked_on', models.DateField(blank=True, null=True, validators=[drez_site.foundation.dates.not_in_the_future], verbose_name='asked on')),
                ('video_first_visit', models.BooleanField(blank=True, help_text='“Unknown” shows “Ask the clinic”: do not guess.', null=True, verbose_name='first visit by video')),
                ('video_checked_on', models.DateField(blank=True, null=True, validators=[drez_site.foundation.dates.not_in_the_future], verbose_name='asked on')),
                ('referral_needed', models.BooleanField(blank=True, help_text='Whether another doctor must send the patient. “Unknown” shows “Ask the clinic”.', null=True, verbose_name='referral needed')),
                ('referral_checked_on', models.DateField(blank=True, null=True, validators=[drez_site.foundation.dates.not_in_the_future], verbose_name='asked on')),
                ('npi', models.CharField(blank=True, help_text='The ten-digit national number, if you have it. It is not shown to patients.', max_length=10, null=True, unique=True, validators=[providers.models.validators.national_provider_identifier], verbose_name='NPI')),
                ('is_listed', models.BooleanField(default=True, help_text='Turn this off to take the doctor out of the search and off the site.', verbose_name='listed')),
                ('languages', models.ManyToManyField(blank=True, help_text='Those the doctor speaks with patients without an interpreter.', related_name='providers', to='providers.language', verbose_name='languages')),
                ('publications', models.ManyToManyField(blank=True, help_text='Those on this site that the doctor wrote. Their names must be among the authors.', related_name='providers', to='procedures.publication', verbose_name='publications')),
                ('specialties', models.ManyToManyField(blank=True, help_text='Only what the doctor trained in. Operations are entered below, one by one.', related_name='providers', to='providers.specialty', verbose_name='specialties')),
            ],
            options={
                'verbose_name': 'doctor',
                'verbose_name_plural': 'doctors',
                'ordering': ['family_name', 'given_name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Practice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('phone', models.CharField(blank=True, help_text='Only if patients call another number for this doctor than for the place. Like (919) 555-0134.', max_length=12, validators=[django.core.validators.RegexValidator('^\\+1[2-9]\\d{9}\\Z', 'Enter the number with country code and no spaces, like +19195550134.')], verbose_name='own phone')),
                ('accepting_new_patients', models.BooleanField(blank=True, help_text='What the office told you. “Unknown” shows “Ask the clinic”: do not guess.', null=True, verbose_name='accepting new patients')),
                ('checked_on', models.DateField(blank=True, help_text='The day you asked the office. After 90 days the page says “Ask the clinic” again.', null=True, validators=[drez_site.foundation.dates.not_in_the_future], verbose_name='asked on')),
                ('location', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='practices', to='providers.location', verbose_name='place of practice')),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='practices', to='providers.provider', verbose_name='doctor')),
            ],
            options={
                'verbose_name': 'practice',
                'verbose_name_plural': 'practices',
                'ordering': ['provider', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Photo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content', models.BinaryField(verbose_name='JPEG')),
                ('digest', models.CharField(db_index=True, editable=False, max_length=64, verbose_name='SHA-256 of the JPEG')),
                ('width', models.PositiveSmallIntegerField(editable=False, verbose_name='width in pixels')),
                ('height', models.PositiveSmallIntegerField(editable=False, verbose_name='height in pixels')),
                ('provider', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='photo', to='providers.provider', verbose_name='doctor')),
            ],
            options={
                'verbose_name': 'photo',
                'verbose_name_plural': 'photos',
            },
        ),
        migrations.CreateModel(
            name='Offering',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('confirmed_on', models.DateField(blank=True, help_text="The day the doctor's office told you so. Empty, or older than a year: “call to check”.", null=True, validators=[drez_site.foundation.dates.not_in_the_future], verbose_name='confirmed on')),
                ('procedure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offerings', to='procedures.procedure', verbose_name='procedure')),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='offerings', to='providers.provider', verbose_name='doctor')),
            ],
            options={
                'verbose_name': 'operation offered',
                'verbose_name_plural': 'operations offered',
                'ordering': ['procedure__position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalStateLicense',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('moment', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow(), db_index=True, verbose_name='moment')),
                ('by_superuser', models.BooleanField(default=False, verbose_name='by a superuser')),
                ('state', models.CharField(help_text='Where the patient is during the visit. Two capital letters, like NC.', max_length=2, validators=[django.core.validators.RegexValidator('^[A-Z]{2}\\Z', 'Enter the two capital letters of the state, like NC.')], verbose_name='state')),
                ('checked_on', models.DateField(help_text="The day you looked it up with the state's board. Patients see it.", validators=[drez_site.foundation.dates.not_in_the_future], verbose_name='checked on')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('provider', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='providers.provider', verbose_name='doctor')),
            ],
            options={
                'verbose_name': 'historical state license',
                'verbose_name_plural': 'historical state licenses',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalProvider_publications',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('m2m_history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to='providers.historicalprovider')),
                ('publication', models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='procedures.publication')),
                ('provider', models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='providers.provider')),
            ],
            options={
                'verbose_name': 'HistoricalProvider_publications',
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalProvider_languages',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('m2m_history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to='providers.historicalprovider')),
                ('language', models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='providers.language')),
                ('provider', models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='providers.provider')),
            ],
            options={
                'verbose_name': 'HistoricalProvider_languages',
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalPractice',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('moment', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow(), db_index=True, verbose_name='moment')),
                ('by_superuser', models.BooleanField(default=False, verbose_name='by a superuser')),
                ('phone', models.CharField(blank=True, help_text='Only if patients call another number for this doctor than for the place. Like (919) 555-0134.', max_length=12, validators=[django.core.validators.RegexValidator('^\\+1[2-9]\\d{9}\\Z', 'Enter the number with country code and no spaces, like +19195550134.')], verbose_name='own phone')),
                ('accepting_new_patients', models.BooleanField(blank=True, help_text='What the office told you. “Unknown” shows “Ask the clinic”: do not guess.', null=True, verbose_name='accepting new patients')),
                ('checked_on', models.DateField(blank=True, help_text='The day you asked the office. After 90 days the page says “Ask the clinic” again.', null=True, validators=[drez_site.foundation.dates.not_in_the_future], verbose_name='asked on')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('location', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='providers.location', verbose_name='place of practice')),
                ('provider', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='providers.provider', verbose_name='doctor')),
            ],
            options={
                'verbose_name': 'historical practice',
                'verbose_name_plural': 'historical practices',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalOffering',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('moment', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow(), db_index=True, verbose_name='moment')),
                ('by_superuser', models.BooleanField(default=False, verbose_name='by a superuser')),
                ('confirmed_on', models.DateField(blank=True, help_text="The day the doctor's office told you so. Empty, or older than a year: “call to check”.", null=True, validators=[drez_site.foundation.dates.not_in_the_future], verbose_name='confirmed on')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('procedure', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='procedures.procedure', verbose_name='procedure')),
                ('provider', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='providers.provider', verbose_name='doctor')),
            ],
            options={
                'verbose_name': 'historical operation offered',
                'verbose_name_plural': 'historical operations offered',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalBoardCertification',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('moment', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow(), db_index=True, verbose_name='moment')),
                ('by_superuser', models.BooleanField(default=False, verbose_name='by a superuser')),
                ('board', models.CharField(help_text='Like “American Board of Neurological Surgery”.', max_length=160, verbose_name='board and field')),
                ('checked_on', models.DateField(help_text='The day you looked it up with the board. Patients see it.', validators=[drez_site.foundation.dates.not_in_the_future], verbose_name='checked on')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('provider', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='providers.provider', verbose_name='doctor')),
            ],
            options={
                'verbose_name': 'historical board certification',
                'verbose_name_plural': 'historical board certifications',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='BoardCertification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('board', models.CharField(help_text='Like “American Board of Neurological Surgery”.', max_length=160, verbose_name='board and field')),
                ('checked_on', models.DateField(help_text='The day you looked it up with the board. Patients see it.', validators=[drez_site.foundation.dates.not_in_the_future], verbose_name='checked on')),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='board_certifications', to='providers.provider', verbose_name='doctor')),
            ],
            options={
                'verbose_name': 'board certification',
                'verbose_name_plural': 'board certifications',
                'ordering': ['board', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(default=providers.models.report.new_code, editable=False, max_length=20, unique=True, verbose_name='code')),
                ('about', models.CharField(choices=[('phone', 'The phone number'), ('place', 'The address or place'), ('accepting', 'Whether the doctor takes new patients'), ('gone', 'The doctor moved or retired'), ('operation', 'The operations the doctor does'), ('other', 'Something else')], max_length=16, verbose_name='what is wrong')),
                ('details', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(1000)], verbose_name="in the reader's words")),
                ('contact', models.CharField(blank=True, max_length=254, verbose_name='email or phone')),
                ('language', models.CharField(choices=[('en', 'English'), ('es', 'Spanish')], default='en', max_length=8, verbose_name='language')),
                ('received_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='received')),
                ('status', models.CharField(choices=[('received', 'received'), ('checking', 'being checked'), ('changed', 'listing changed'), ('unchanged', 'nothing changed')], default='received', max_length=16, verbose_name='status')),
                ('note', models.TextField(blank=True, help_text="For the office. Nothing about a patient's health, please.", verbose_name='what you found out')),
                ('closed_at', models.DateTimeField(editable=False, null=True, verbose_name='closed')),
                ('handled_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='handled by')),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='providers.provider', verbose_name='doctor')),
            ],
            options={
                'verbose_name': 'report',
                'verbose_name_plural': 'reports',
                'ordering': ['received_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='SearchName',
            fields=[
                ('word', models.TextField(db_collation='C', primary_key=True, serialize=False, verbose_name='word')),
                ('slips', models.GeneratedField(db_persist=True, expression=models.Func(models.F('word'), function='name_slips'), output_field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None))),
            ],
            options={
                'verbose_name': 'word of a name',
                'verbose_name_plural': 'words of names',
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['slips'], name='search_name_by_slips'), django.contrib.postgres.indexes.GinIndex(fields=['word'], name='search_name_by_likeness', opclasses=['gin_trgm_ops'])],
            },
        ),
        migrations.CreateModel(
            name='HistoricalProvider_specialties',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('m2m_history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to='providers.historicalprovider')),
                ('provider', models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='providers.provider')),
                ('specialty', models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='providers.specialty')),
            ],
            options={
                'verbose_name': 'HistoricalProvider_specialties',
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='StateLicense',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(help_text='Where the patient is during the visit. Two capital letters, like NC.', max_length=2, validators=[django.core.validators.RegexValidator('^[A-Z]{2}\\Z', 'Enter the two capital letters of the state, like NC.')], verbose_name='state')),
                ('checked_on', models.DateField(help_text="The day you looked it up with the state's board. Patients see it.", validators=[drez_site.foundation.dates.not_in_the_future], verbose_name='checked on')),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='state_licenses', to='providers.provider', verbose_name='doctor')),
            ],
            options={
                'verbose_name': 'state license',
                'verbose_name_plural': 'state licenses',
                'ordering': ['state', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('practice', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name='search_entry', serialize=False, to='providers.practice')),
                ('sort_name', models.TextField(db_collation='C', verbose_name='family name and given name, folded')),
                ('names', django.contrib.postgres.search.SearchVectorField(verbose_name='words of the name, folded')),
                ('latitude', models.FloatField(null=True, verbose_name='latitude')),
                ('longitude', models.FloatField(null=True, verbose_name='longitude')),
                ('terms', django.contrib.postgres.search.SearchVectorField(verbose_name='terms')),
                ('accepted_on', models.DateField(null=True, verbose_name='day on which the office said that it takes new patients')),
                ('refused_on', models.DateField(null=True, verbose_name='day on which the office said that it takes none')),
                ('pos', models.GeneratedField(db_persist=True, expression=providers.sphere.Cube(providers.sphere.Cube(providers.sphere.Cube(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.Value(3958.7613, output_field=models.FloatField()), '*', django.db.models.functions.math.Cos(django.db.models.functions.math.Radians(models.F('latitude')))), '*', django.db.models.functions.math.Cos(django.db.models.functions.math.Radians(models.F('longitude'))))), django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.Value(3958.7613, output_field=models.FloatField()), '*', django.db.models.functions.math.Cos(django.db.models.functions.math.Radians(models.F('latitude')))), '*', django.db.models.functions.math.Sin(django.db.models.functions.math.Radians(models.F('longitude'))))), django.db.models.expressions.CombinedExpression(models.Value(3958.7613, output_field=models.FloatField()), '*', django.db.models.functions.math.Sin(django.db.models.functions.math.Radians(models.F('latitude'))))), output_field=providers.sphere.CubeField(null=True))),
                ('provider', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='search_entries', to='providers.provider')),
            ],
            options={
                'verbose_name': 'search entry',
                'verbose_name_plural': 'search entries',
            },
        ),
        migrations.AddConstraint(
            model_name='practice',
            constraint=models.UniqueConstraint(fields=('provider', 'location'), name='provider_practises_once_at_a_location', violation_error_message='This doctor is already entered for this place.'),
        ),
        migrations.AddConstraint(
            model_name='photo',
            constraint=models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(models.Func(models.F('content'), function='octet_length', output_field=models.IntegerField()), 60000), name='photo_has_at_most_60_kilobytes'),
        ),
        migrations.AddConstraint(
            model_name='offering',
            constraint=models.UniqueConstraint(fields=('provider', 'procedure'), name='provider_offers_a_procedure_once', violation_error_message='This operation is already entered for this doctor.'),
        ),
        migrations.AddConstraint(
            model_name='boardcertification',
            constraint=models.UniqueConstraint(fields=('provider', 'board'), name='a_board_certifies_a_provider_once', violation_error_message='This board is already entered for this doctor.'),
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(fields=['received_at'], name='report_by_day'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('status__in', ('changed', 'unchanged'))), models.Q(models.Q(('status__in', ('changed', 'unchanged')), _negated=True), ('closed_at__isnull', True)), _connector='OR'), name='report_is_closed_when_it_is_answered'),
        ),
        migrations.AddConstraint(
            model_name='provider',
            constraint=models.CheckConstraint(condition=models.Q(('npi__isnull', True), ('npi__regex', '^[12][0-9]{9}$'), _connector='OR'), name='provider_npi_is_ten_digits_from_1_or_2', violation_error_message='An NPI has ten digits and begins with 1 or 2.'),
        ),
        migrations.AddConstraint(
            model_name='provider',
            constraint=models.CheckConstraint(condition=models.Q(('slug', 'locate'), _negated=True), name='provider_address_is_not_a_page_of_the_search', violation_error_message='This address is taken by a page of the search. Choose another.'),
        ),
        migrations.AddConstraint(
            model_name='statelicense',
            constraint=models.UniqueConstraint(fields=('provider', 'state'), name='a_state_licenses_a_provider_once', violation_error_message='This state is already entered for this doctor.'),
        ),
        migrations.AddIndex(
            model_name='searchentry',
            index=django.contrib.postgres.indexes.GistIndex(condition=models.Q(('pos__isnull', False)), fields=['pos', 'terms'], name='search_entry_by_place_and_terms', opclasses=['gist_cube_ops', 'tsvector_ops(siglen=508)']),
        ),
        migrations.AddIndex(
            model_name='searchentry',
            index=django.contrib.postgres.indexes.GinIndex(fields=['terms'], name='search_entry_by_terms'),
        ),
        migrations.AddIndex(
            model_name='searchentry',
            index=django.contrib.postgres.indexes.GinIndex(condition=models.Q(('pos__isnull', True)), fields=['terms'], name='search_entry_unplaced_by_terms'),
        ),
        migrations.AddIndex(
            model_name='searchentry',
            index=django.contrib.postgres.indexes.GinIndex(fields=['names'], name='search_entry_by_names'),
        ),
        migrations.AddIndex(
            model_name='searchentry',
            index=models.Index(fields=['provider'], name='search_entry_by_provider'),
        ),
        migrations.AddIndex(
            model_name='searchentry',
            index=models.Index(fields=['sort_name', 'provider'], name='search_entry_by_name'),
        ),
        migrations.AddIndex(
            model_name='searchentry',
            index=models.Index(condition=models.Q(('pos__isnull', True)), fields=['sort_name', 'provider'], name='search_entry_unplaced_by_name'),
        ),
    ]
