from django.core.management.base import BaseCommand

from procedures.counts import on_public_pages

COLUMNS = ("page", "place", "sources", "count", "unit", "people counted", "followed for", "text on the page")


class Command(BaseCommand):
    help = (
        "Print every figure and every row of the chart on the public pages: its sources, who was counted and "
        "for how long, its unit, and the words beside it. Columns are separated by tabs."
    )

    def handle(self, **options):
        self.stdout.write("\t".join(COLUMNS))
        for count in on_public_pages():
            self.stdout.write(
                "\t".join(
                    (
                        count.page,
                        count.place,
                        ", ".join(count.sources),
                        f"{count.happened} of {count.out_of}",
                        count.unit,
                        "not recorded" if count.people is None else str(count.people),
                        count.follow_up or "not recorded",
                        count.text,
                    )
                )
            )
