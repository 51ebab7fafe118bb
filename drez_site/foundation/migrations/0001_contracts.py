"""What the SQL of every room may ask of a room above it, and the guard of a server that keeps nothing safe."""

from django.db import migrations

from drez_site.foundation.sql import install_sql


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [install_sql("foundation", "refuse_real_rows", "site_is_demonstration", "reviewer_as_signed")]
