"""`python -m benchmarks.cold_pages`: what one page costs the processor, for each kind of page.

The demonstration (that of `make run`, loaded if it is not) is asked in this process, through the whole WSGI
application, with no compression unless --encoding says so. What counts is the time that the process itself
computes (`time.process_time`), so other work on the machine disturbs it little; the time of PostgreSQL is
not in it. Each page is asked a few times first: what a process computes once is warm, as in one that has
served for a while. All pages are asked in turn; the table has the median and the fastest of each.

    --rounds 30           how often each page is asked
    --encoding br         compressed, as browsers ask for it
    --profile home        instead: where the time of one page goes, by cProfile
    --only home article   only these pages
"""

import argparse
import cProfile
import os
import pstats
import time
from collections.abc import Callable
from statistics import median
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "drez_site.settings.demonstration")

PAGES = {
    "home": "/",
    "contact": "/contact/",
    "article": "/procedures/drez-lesioning/",
    "article in Spanish": "/es/procedures/drez-lesioning/",
    "operations": "/procedures/",
    "comparison": "/procedures/compare/",
    "findings": "/evidence/findings/",
    "evidence list": "/evidence/",
    "evidence record": "/evidence/Deer2017/",
    "glossary": "/glossary/",
    "words of the site": "/words-of-the-site/",
    "find a doctor": "/doctors/",
    "results with a place": "/doctors/?near=27710",
    "results with filters": "/doctors/?near=27710&procedure=drez-lesioning&language=es&accepting=yes",
    "article with a place": "/procedures/drez-lesioning/?near=27710",
    "doctor": "/doctors/alex-example/",
    "how we make pages": "/how-we-make-content/",
    "privacy": "/privacy/",
    "accessibility": "/accessibility/",
    "not found": "/no-such-page/",
}
STAFF_PAGES = {
    "admin: first page": "/admin/",
    "admin: documents": "/admin/procedures/document/",
    "admin: an article": "/admin/procedures/document/{article}/change/",
    "admin: a doctor": "/admin/providers/provider/{doctor}/change/",
}
WARM_UP = 3

Application = Callable[[dict[str, Any], Callable[..., None]], Any]


def environment(address: str, encoding: str, cookie: str = "") -> dict[str, Any]:
    """Of a GET request, as gunicorn makes it."""
    from django.test.client import RequestFactory

    path, _, query = address.partition("?")
    headers = {"HTTP_HOST": "127.0.0.1", "HTTP_ACCEPT_ENCODING": encoding, "HTTP_USER_AGENT": "Mozilla/5.0"}
    if cookie:
        headers["HTTP_COOKIE"] = cookie
    return RequestFactory()._base_environ(PATH_INFO=path, QUERY_STRING=query, **headers)


def ask(application: Application, address: str, encoding: str, cookie: str) -> tuple[float, int, int]:
    """Milliseconds of computing, the status, and the bytes of one answer."""
    asked = environment(address, encoding, cookie)
    said: list[str] = []
    begun = time.process_time()
    response = application(asked, lambda status, headers: said.append(status))
    size = sum(map(len, response))
    response.close()
    return (time.process_time() - begun) * 1000, int(said[0][:3]), size


def load_demonstration() -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("load_demonstration")


def staff_cookie() -> str:
    """That of a superuser who has just signed in, for this run."""
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.test import Client

    staff, _ = get_user_model().objects.get_or_create(
        username="benchmark", defaults={"is_staff": True, "is_superuser": True, "full_name": "Benchmark"}
    )
    client = Client()
    client.force_login(staff, backend="drez_site.staff.backends.StaffBackend")
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def staff_pages() -> dict[str, str]:
    from procedures.models import Document
    from providers.models import Provider

    article = Document.objects.get(procedure__slug="drez-lesioning", language="en")
    doctor = Provider.objects.get(slug="alex-example")
    return {kind: path.format(article=article.pk, doctor=doctor.pk) for kind, path in STAFF_PAGES.items()}


def table(application: Application, pages: dict[str, str], rounds: int, encoding: str) -> None:
    cookie = staff_cookie()
    measured: dict[str, list[float]] = {kind: [] for kind in pages}
    last: dict[str, tuple[int, int]] = {}
    for number in range(WARM_UP + rounds):
        for kind, address in pages.items():
            is_staff = address.startswith("/admin/")
            milliseconds, *last[kind] = ask(application, address, encoding, cookie if is_staff else "")
            if number >= WARM_UP:
                measured[kind].append(milliseconds)
    print("| page | CPU ms, median | fastest | status | bytes |\n|---|--:|--:|--:|--:|")
    for kind, times in measured.items():
        status, size = last[kind]
        print(f"| {kind} | {median(times):.1f} | {min(times):.1f} | {status} | {size} |")


def profile(application: Application, address: str, encoding: str, rounds: int) -> None:
    cookie = staff_cookie() if address.startswith("/admin/") else ""
    for _ in range(WARM_UP):
        ask(application, address, encoding, cookie)
    profiler = cProfile.Profile(time.process_time)
    for _ in range(rounds):
        profiler.runcall(ask, application, address, encoding, cookie)
    pstats.Stats(profiler).sort_stats("cumulative").print_stats(120)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--encoding", default="identity")
    parser.add_argument("--profile")
    parser.add_argument("--only", nargs="*")
    options = parser.parse_args()
    from django.core.wsgi import get_wsgi_application

    application = get_wsgi_application()
    load_demonstration()
    pages = PAGES | staff_pages()
    if options.profile:
        profile(application, pages[options.profile], options.encoding, options.rounds)
    else:
        chosen = {kind: pages[kind] for kind in options.only or pages}
        table(application, chosen, options.rounds, options.encoding)


if __name__ == "__main__":
    main()
