"""Load the ZIP codes and cities that patients may search from."""

from django.core.management.base import BaseCommand

from providers import places
from providers.models import Place


class Command(BaseCommand):
    help = "Load the ZIP codes and cities that patients may search from. Nothing to do if they are there."

    def add_arguments(self, parser):
        parser.add_argument("--force", action="store_true", help="load them again even if they are there")

    def handle(self, *args, force, **options):
        loaded = places.load(force=force)
        zip_codes, cities = Place.objects.zip_codes().count(), Place.objects.cities().count()
        count = f"{zip_codes:,} ZIP codes and {cities:,} cities"
        self.stdout.write(f"Loaded {count}." if loaded else f"{count} were there already.")
