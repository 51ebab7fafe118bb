"""No two user names differ in capitals alone. Where two do, this stops, says what to do, and changes nothing."""

from django.contrib.postgres.aggregates import ArrayAgg
from django.core.management import CommandError
from django.db import migrations, models
from django.db.models.functions import Upper

SAYS = (
    "These user names differ in capitals alone: %s. Nothing was changed. In the release that still runs, an "
    "administrator opens Staff members and gives all but one of each another user name. Then migrate again."
)


def refuse_names_that_differ_in_capitals_alone(apps, schema_editor):
    by_name = apps.get_model("staff", "StaffMember").objects.values(upper=Upper("username")).order_by("upper")
    spelled = by_name.annotate(names=ArrayAgg("username", order_by="username")).filter(names__len__gt=1)
    if double := [" and ".join(names) for names in spelled.values_list("names", flat=True)]:
        raise CommandError(SAYS % "; ".join(double))


class Migration(migrations.Migration):
    dependencies = [("staff", "0010_documents_before_accounts")]

    operations = [
        migrations.RunPython(refuse_names_that_differ_in_capitals_alone, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="staffmember",
            constraint=models.UniqueConstraint(
                Upper("username"),
                name="user_names_differ_in_more_than_capitals",
                violation_error_message="A user with that username already exists: capitals make no difference.",
            ),
        ),
    ]
