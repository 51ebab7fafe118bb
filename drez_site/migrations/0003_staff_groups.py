"""The four kinds of staff."""

from django.db import migrations

GROUPS = ["Author", "Clinical reviewer", "Directory editor", "Administrator"]


def add_groups(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    for name in GROUPS:
        Group.objects.get_or_create(name=name)


def remove_groups(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=GROUPS, user__isnull=True).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("drez_site", "0002_demonstration"),
    ]

    operations = [migrations.RunPython(add_groups, remove_groups)]
