from django.db import migrations

from drez_site.foundation.sql import install_sql


class Migration(migrations.Migration):

    dependencies = [
        ('providers', '0015_rebuilt_beside'),
    ]

    operations = [
        install_sql("providers", "names_asked"),
    ]
