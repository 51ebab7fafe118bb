from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("procedures", "0007_retractions")]

    operations = [
        migrations.RenameField("procedure", "identity", "look"),
        migrations.AlterField(
            "procedure",
            "look",
            models.SlugField(
                blank=True,
                help_text="The folder of its drawings. Without one, nothing is drawn.",
                max_length=20,
                db_index=False,
                verbose_name="drawings",
            ),
        ),
        migrations.AddField(
            "procedure",
            "color",
            models.CharField(
                choices=[
                    ("plum", "plum"),
                    ("blue", "blue"),
                    ("olive", "olive"),
                    ("moss", "moss green"),
                    ("teal", "teal"),
                    ("rust", "rust"),
                    ("violet", "violet"),
                    ("gray", "gray"),
                ],
                default="gray",
                max_length=8,
                verbose_name="color",
            ),
        ),
    ]
