from django.core.management.base import BaseCommand, CommandError

from procedures.content_files import ContentError, load


class Command(BaseCommand):
    help = (
        "Load the shipped articles, sources and glossary: signed in a demonstration, as drafts without a "
        "signature at a real clinic. What staff have edited is left alone."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--as-drafts", action="store_true", help="at a real clinic, whose own reviewers sign them"
        )

    def handle(self, *, as_drafts, **options):
        try:
            messages = load(as_drafts=as_drafts)
        except ContentError as error:
            raise CommandError(str(error)) from error
        for message in messages:
            self.stdout.write(message)
