"""No secret of a phone comes in unsealed any more."""

from django.db import migrations

from drez_site.foundation.sql import install_sql


class Migration(migrations.Migration):
    dependencies = [("staff", "0004_phones"), ("otp_totp", "0003_add_timestamps")]

    operations = [install_sql("staff", "phones_are_sealed")]
