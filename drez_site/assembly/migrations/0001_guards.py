"""What a change to the clinic profile means for the doctors and the editions."""

from django.db import migrations

from drez_site.foundation.sql import install_sql


class Migration(migrations.Migration):
    initial = True

    dependencies = [("clinic", "0002_guards"), ("procedures", "0002_guards"), ("providers", "0002_guards")]

    operations = [install_sql("assembly", "clinic_profile_moves_the_search_index", "real_clinic_stays_real")]
