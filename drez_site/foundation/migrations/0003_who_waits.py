"""The third contract: until when an account signs nothing."""

from django.db import migrations

from drez_site.foundation.sql import install_sql


class Migration(migrations.Migration):
    dependencies = [("foundation", "0002_content_version")]

    operations = [install_sql("foundation", "signer_waits_until")]
