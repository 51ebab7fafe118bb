"""Every public page, by the route it comes from. The sweep fails when a route has no example here."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import get_resolver

# language -> how the addresses of its pages begin
PREFIXES = {
    language: "" if language == settings.LANGUAGE_CODE else f"/{language}"
    for language, _ in settings.LANGUAGES
}

# route -> addresses that show its states
EXAMPLES = {
    "": ["/"],
    "procedures/": ["/procedures/"],
    "procedures/<slug:slug>/": [
        "/procedures/drez-lesioning/",
        "/procedures/drg-stimulation/",
        "/procedures/drez-lesioning/?near=27710",
        "/procedures/drez-lesioning/?near=nowhere%20at%20all",
        "/procedures/drg-stimulation/?near=Springfield",
    ],
    "procedures/compare/": [
        "/procedures/compare/",
        "/procedures/compare/?option=drez&option=drg&show=chosen",
        "/procedures/compare/?option=scs&option=care&option=nothing&show=chosen",
        "/procedures/compare/?option=drg&show=chosen",
    ],
    "conditions/": ["/conditions/"],
    "conditions/<slug:slug>/": ["/conditions/arm-nerves-torn/"],
    "evidence/findings/": ["/evidence/findings/"],
    "evidence/": [
        "/evidence/",
        "/evidence/?procedure=drg-stimulation&level=2",
        "/evidence/?q=zzzz",
        "/evidence/?level=9",
        "/evidence/?page=2",
    ],
    "evidence/<slug:key>/": ["/evidence/Deer2017/", "/evidence/web-BPI-reviews/", "/evidence/Harrison/"],
    "glossary/": ["/glossary/"],
    "words-of-the-site/": ["/words-of-the-site/"],
    "pages/<slug:slug>/": ["/pages/cost-and-insurance/"],
    "search/": [
        "/search/",
        "/search/?q=battery",
        "/search/?q=burning+foot",
        "/search/?q=i+want+to+die",
        "/search/?q=qqqq+wwww",
        "/search/?q=alex+exampel",
        "/search/?q=surgeon+near+Durham%2C+NC",
    ],
    "contact/": ["/contact/"],
    "how-we-make-content/": ["/how-we-make-content/"],
    "privacy/": ["/privacy/"],
    "cookies/": ["/cookies/"],
    "consumer-health-data/": ["/consumer-health-data/"],
    "accessibility/": ["/accessibility/"],
    "nondiscrimination/": ["/nondiscrimination/"],
    "language-assistance/": ["/language-assistance/"],
    "doctors/": [
        "/doctors/",
        "/doctors/?near=27710",
        "/doctors/?near=27710&procedure=drez-lesioning",
        "/doctors/?near=Durham%2C+NC&procedure=drg-stimulation&within=250",
        "/doctors/?near=59718&procedure=drez-lesioning&within=25",
        "/doctors/?near=Springfield",
        "/doctors/?near=nowhere+at+all",
        "/doctors/?page=2",
        "/doctors/?near=27710&size=100",
        "/doctors/?near=Boston",
        "/doctors/?near=North+Carolina",
        "/doctors/?near=27710&within=7",
        "/doctors/?near=27710&accepting=yes&language=es&telehealth=yes&wheelchair=yes",
        "/doctors/?near=59718&within=25&language=vi&specialty=207T00000X&q=exampel",
    ],
    "doctors/map/": ["/doctors/map/"],
    "doctors/map/<slug:address>/": ["/doctors/map/nc/", "/doctors/map/ak/", "/doctors/map/fm/"],
    "doctors/compare/": [
        "/doctors/compare/?d=alex-example&d=avery-alias&d=nobody&near=27710",
        "/doctors/compare/",
    ],
    "doctors/locate/": [],  # no page: answers a script's POST
    "doctors/<slug:slug>/": ["@doctor"],
    "doctors/<slug:slug>/report/": ["@report"],
    "locations/<slug:slug>/report/": ["@placereport"],
    "editions/<int:edition>/report/": ["@pagereport"],
    "reports/<slug:code>/": ["@status"],
    "locations/<slug:slug>/": ["@location"],
}

# The one public form that writes sets a cookie: Django's, so that no other site can send it.
SETS_A_COOKIE = "/report/"


def in_every_language(addresses: Iterable[str]) -> list[str]:
    """These addresses of English pages, and those of the same pages in the other languages."""
    shown = list(addresses)
    return [prefix + address for prefix in PREFIXES.values() for address in shown]


def language_of(address: str) -> str:
    """The language of the page at this address."""
    first = address.partition("?")[0].strip("/").partition("/")[0]
    return first if PREFIXES.get(first) else settings.LANGUAGE_CODE


def public_routes() -> set[str]:
    """The routes of every page in the language part of the address tree."""
    resolver = get_resolver()
    localized = [part for part in resolver.url_patterns if hasattr(part.pattern, "prefix_default_language")]
    assert len(localized) == 1
    return set(_routes(localized[0]))


def _routes(resolver, prefix=""):
    for part in resolver.url_patterns:
        route = prefix + str(part.pattern)
        if hasattr(part, "url_patterns"):
            yield from _routes(part, route)
        else:
            yield route
