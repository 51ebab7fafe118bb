"""What search engines and browsers ask for: robots.txt, sitemap.xml, the favicon, the web manifest."""

from collections.abc import Iterator
from itertools import islice
from xml.etree import ElementTree

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from drez_site.clinic import policies
from drez_site.clinic.current import current_clinic
from drez_site.clinic.models import ClinicProfile
from drez_site.foundation.colors import COLORS
from drez_site.foundation.languages.packs import SOURCE_LANGUAGE
from drez_site.foundation.reading_page import reading_page
from procedures import kinds
from procedures.models import Edition, public_sources
from providers.models import Location, Provider

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
ElementTree.register_namespace("", SITEMAP)
ElementTree.register_namespace("xhtml", XHTML)

PAGES = [
    "home",
    "procedures:index",
    "procedures:conditions",
    "procedures:evidence",
    "procedures:glossary",
    "providers:search",
    "providers:map",
    "contact",
    "how-we-make-content",
]
# Documents whose page is up only while they are signed; the others are listed above, or by their source.
SIGNED = {str(kind): kind for kind in kinds.ALL if kind.is_for_searchers and not kind.stands_unsigned}
MOST_ADDRESSES = 50_000  # in one sitemap, says the protocol


@reading_page()
def robots(request):
    """A demonstration is closed to search engines: they would list doctors who do not exist."""
    if current_clinic(request).is_demonstration:
        lines = ["User-agent: *", "Disallow: /"]
    else:
        lines = [
            "User-agent: *",
            f"Disallow: {reverse('admin:index')}",
            "",
            f"Sitemap: {settings.PUBLIC_ORIGIN}/sitemap.xml",
        ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


@reading_page()
def sitemap(request):
    """Every public page in every language that it has, each naming the others."""
    root, clinic = ElementTree.Element(f"{{{SITEMAP}}}urlset"), current_clinic(request)
    entries = ((address, page) for page in _pages(clinic) for address in page.addresses.values())
    for address, page in islice(entries, MOST_ADDRESSES):
        url = ElementTree.SubElement(root, f"{{{SITEMAP}}}url")
        ElementTree.SubElement(url, f"{{{SITEMAP}}}loc").text = address
        if page.changed:
            ElementTree.SubElement(url, f"{{{SITEMAP}}}lastmod").text = page.changed.isoformat(
                timespec="seconds"
            )
        for language, other in page.addresses.items():
            ElementTree.SubElement(
                url, f"{{{XHTML}}}link", {"rel": "alternate", "hreflang": language, "href": other}
            )
    xml = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return HttpResponse(xml, content_type="application/xml; charset=utf-8")


class _Page:
    def __init__(self, name: str, *arguments, languages=None, changed=None):
        self.addresses = {}
        self.changed = changed
        for language in languages or dict(settings.LANGUAGES):
            with override(language):
                self.addresses[language] = settings.PUBLIC_ORIGIN + reverse(name, args=arguments)


def _pages(clinic: ClinicProfile) -> Iterator[_Page]:
    for name in [*PAGES, *policies.needed_by(clinic)]:
        yield _Page(name)
    yield from _documents()
    for key in public_sources().order_by("key").values_list("key", flat=True):
        yield _Page("procedures:publication", key)
    for slug in Location.objects.public().order_by("slug").values_list("slug", flat=True):
        yield _Page("providers:location", slug)
    for slug in Provider.objects.public().order_by("slug").values_list("slug", flat=True):
        yield _Page("providers:doctor", slug)


def _documents() -> Iterator[_Page]:
    """A page in another language shows the English document until it has its own; never the other way."""
    editions = {}
    for edition in (
        Edition.objects.newest_up_or_down()
        .filter(document__kind__in=SIGNED)
        .with_state()
        .select_related("document__procedure")
    ):
        document, kind = edition.document, SIGNED[edition.document.kind]
        page = (kind.route, *kind.arguments(document))
        editions.setdefault(page, {})[document.language] = edition
    for (route, *arguments), signed in sorted(editions.items()):
        if page := _page_of(signed, route, *arguments):
            yield page


def _page_of(signed: dict[str, Edition], route: str, *arguments) -> _Page | None:
    """Of the newest editions by language; None when all of them are down."""
    here = {
        language: signed.get(language, signed.get(SOURCE_LANGUAGE)) for language in dict(settings.LANGUAGES)
    }
    up = {language: edition for language, edition in here.items() if edition and edition.is_up}
    if not up:
        return None
    changed = max(edition.live_since for edition in up.values())
    return _Page(route, *arguments, languages=list(up), changed=changed)


@require_safe
@cache_control(public=True, max_age=86400)
def favicon(request):
    """For those who ask without having read a page."""
    return redirect(static("img/favicon.ico"))


@reading_page()
def manifest(request):
    """A view, because the clinic's name and the addresses of the icons are known only here."""
    icons = [
        {"src": static(f"img/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
        for size in (192, 512)
    ]
    return JsonResponse(
        {
            "name": current_clinic(request).name,
            "start_url": reverse("home"),
            "display": "browser",
            "background_color": COLORS["ground"],
            "theme_color": COLORS["hero"],
            "icons": icons,
        },
        content_type="application/manifest+json",
    )
