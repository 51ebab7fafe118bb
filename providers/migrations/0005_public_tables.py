"""Whoever changes what patients read here makes a new version of the content."""

from django.db import migrations

from drez_site.foundation.sql import install_sql

PUBLIC = [
    "providers_boardcertification",
    "providers_language",
    "providers_location",
    "providers_offering",
    "providers_photo",
    "providers_place",
    "providers_practice",
    "providers_provider",
    "providers_provider_languages",
    "providers_provider_publications",
    "providers_provider_specialties",
    "providers_searchentry",
    "providers_searchname",
    "providers_specialty",
    "providers_statelicense",
]


class Migration(migrations.Migration):
    dependencies = [("providers", "0004_position_from_the_zip_code"), ("foundation", "0002_content_version")]

    operations = [install_sql("foundation", "moves_the_content_version", table=table) for table in PUBLIC]
