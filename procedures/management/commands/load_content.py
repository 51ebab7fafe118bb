from django.core.management.base import BaseCommand, CommandError

from procedures.content_files import ContentError, load


class Command(BaseCommand):
    help = (
        "Load the shipped articles, sources and glossary as demonstration content; leave edited ones alone."
    )

    def handle(self, **options):
        try:
            messages = load()
        except ContentError as error:
            raise CommandError(str(error)) from error
        for message in messages:
            self.stdout.write(message)
