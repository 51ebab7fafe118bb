from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("providers", "0005_proposals"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="provider",
            name="provider_address_is_not_a_page_of_the_search",
        ),
        migrations.AddConstraint(
            model_name="provider",
            constraint=models.CheckConstraint(
                condition=models.Q(("slug__in", ["locate", "map", "compare"]), _negated=True),
                name="provider_address_is_not_a_page_of_the_search",
                violation_error_message="This address is taken by a page of the search. Choose another.",
            ),
        ),
    ]
