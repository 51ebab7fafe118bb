"""A picture's hash says its sizes, and its address stands in the text to the letter.

Pictures that were added before keep their hash. The release before makes hashes of the earlier kind, which are
refused: whoever adds a picture while this release comes up has to do it again.
"""

from django.db import migrations

from drez_site.foundation.sql import reinstall_sql


class Migration(migrations.Migration):
    dependencies = [("procedures", "0014_one_after_the_other")]

    operations = [
        reinstall_sql("procedures", "pictures_never_change", "edition_shows_pictures_that_are_kept"),
    ]
