"""`python -m benchmarks.small_wagtail.fill`: tables, an article of about 7 kB, a menu, ten doctors."""

import django
from django.core.management import call_command

SENTENCE = "Paper is made of fibers that were pressed together and dried, and most of them come from wood. "


def main() -> None:
    django.setup()
    from wagtail.models import Page

    from .models import ArticlePage, Doctor

    call_command("makemigrations", "small_wagtail", verbosity=0)
    call_command("migrate", verbosity=0)
    home = Page.objects.get(slug="home")
    part = (
        "<h2>A part of the article</h2>" + f"<p>{SENTENCE * 4}<a href='https://example.org/'>More</a></p>" * 2
    )
    pages = [ArticlePage(title="An article", slug="article", body=part * 7)]
    pages += [
        ArticlePage(title=f"Page {n}", slug=f"page-{n}", show_in_menus=True, body=part) for n in range(4)
    ]
    for page in pages:
        home.add_child(instance=page).save_revision().publish()
    for number in range(10):
        Doctor.objects.create(name=f"Doctor {number}", clinic=f"Clinic {number}")


if __name__ == "__main__":
    main()
