from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

from drez_site.foundation.languages.packs import SOURCE_LANGUAGE
from procedures.publishing.table_of_rules import with_table


class Command(BaseCommand):
    help = "Write the rules of a signature into SECURITY.md, from the code that holds them."

    def handle(self, **options):
        path = settings.BASE_DIR / "SECURITY.md"
        with translation.override(SOURCE_LANGUAGE):
            path.write_text(with_table(path.read_text(encoding="utf-8")), encoding="utf-8")
        self.stdout.write("The table of SECURITY.md is that of the code.")
