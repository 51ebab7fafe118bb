"""JSON-LD: on every page, safe to print, and never more than the page itself says."""

import json
import re

import pytest

from drez_site.clinic.models import ClinicProfile
from drez_site.foundation.templatetags.page_head import structured_data
from providers.models import Location, Provider
from tests.kit.documents import make_signed_article
from tests.kit.structured_data import ORIGIN, json_ld, leaves, unseen
from tests.system.public_pages import PREFIXES

PATHS = [
    "/",
    "/contact/",
    "/how-we-make-content/",
    "/procedures/",
    "/procedures/drez-lesioning/",
    "/procedures/drg-stimulation/",
    "/evidence/",
    "/evidence/?page=2",
    "/evidence/Deer2017/",
    "/evidence/Cochrane2021/",
    "/evidence/Harrison/",
    "/evidence/web-UCLA/",
    "/evidence/SCS-SCI/",
    "/glossary/",
    "/doctors/",
    "/doctors/?near=27710",
    "/doctors/?near=Springfield",
    "/doctors/?near=nowhere+at+all",
    "@doctors",
    "@locations",
]


@pytest.mark.parametrize("language", PREFIXES.values())
def test_every_word_for_machines_stands_on_the_page(client, loaded, language, nightly):
    """By day on every third page of the directory, in each language on other ones."""
    first, step = (0, 1) if nightly else (list(PREFIXES.values()).index(language), 3)
    directory = {
        "@doctors": [provider.get_absolute_url() for provider in Provider.objects.public()[first::step]],
        "@locations": [location.get_absolute_url() for location in Location.objects.public()[first::step]],
    }
    paths = [path for name in PATHS for path in directory.get(name, [name])]
    assert len(paths) > (40 if nightly else 25)
    found = {path: unseen(client.get(language + path).text) for path in paths}
    assert {path: hidden for path, hidden in found.items() if hidden} == {}


def test_the_comparison_sees_what_is_hidden():
    page = (
        '<html lang="en"><body><p>Ask <b>Dr.</b> Example</p><a href="tel:+19195550100">Call</a></body>'
        '<script type="application/ld+json">{"name": "Dr. Example", "award": "Best of all",'
        '"inLanguage": "es", "telephone": "+19195550199", "url": "https://evil.example/"}</script></html>'
    )
    assert [key for key, _ in unseen(page)] == ["award", "inLanguage", "telephone", "url"]


def test_an_article(client, loaded):
    data = json_ld(client.get("/procedures/drez-lesioning/").text)
    assert data["@context"] == "https://schema.org"
    assert data["@type"] == "MedicalWebPage"
    assert data["url"] == f"{ORIGIN}/procedures/drez-lesioning/"
    assert data["inLanguage"] == "en"
    assert data["audience"] == "https://schema.org/Patient"
    assert data["about"] == {
        "@type": ["SurgicalProcedure", "MedicalTherapy"],
        "name": "DREZ lesioning",
        "alternateName": "dorsal root entry zone lesioning",
    }
    assert data["breadcrumb"]["@type"] == "BreadcrumbList"
    assert [
        (step["position"], step["name"], step["item"]) for step in data["breadcrumb"]["itemListElement"]
    ] == [
        (1, "Home", f"{ORIGIN}/"),
        (2, "Operations", f"{ORIGIN}/procedures/"),
        (3, "DREZ lesioning", f"{ORIGIN}/procedures/drez-lesioning/"),
    ]
    assert not {"lastReviewed", "reviewedBy", "aspect"} & {key for key, _ in leaves(data)}


def test_an_article_says_in_which_language_it_is(client, loaded):
    data = json_ld(client.get("/es/procedures/drez-lesioning/").text)
    assert (data["inLanguage"], data["name"]) == ("es", "Lesión DREZ")


def test_an_untranslated_article_says_that_it_is_english(client, db):
    make_signed_article()
    data = json_ld(client.get("/es/procedures/drez-lesioning/").text)
    assert data["url"] == f"{ORIGIN}/es/procedures/drez-lesioning/"
    assert data["inLanguage"] == "en"


def test_the_clinic(client, loaded):
    for path, clinic in [
        ("/", json_ld(client.get("/").text)),
        ("/contact/", json_ld(client.get("/contact/").text)["mainEntity"]),
    ]:
        assert clinic["@type"] == "MedicalClinic", path
        assert clinic["name"] == "Example Pain Surgery Center"
        assert clinic["telephone"] == "+19195550134"
        assert clinic["address"]["postalCode"] == "27710"


def test_a_clinic_that_has_said_nothing_has_no_facts(client, db):
    assert set(json_ld(client.get("/").text)) == {"@context", "@type", "@id", "url", "name"}


def test_the_list_is_in_the_order_shown(client, loaded):
    page = client.get("/doctors/", {"near": "27710"}).text
    doctors = json_ld(page)["mainEntity"]
    assert doctors["@type"] == "ItemList"
    shown = re.findall(r'data-doctor="([a-z0-9-]+)"', page)
    assert [item["url"] for item in doctors["itemListElement"]] == [
        f"{ORIGIN}/doctors/{slug}/" for slug in shown[: doctors["numberOfItems"]]
    ]
    assert doctors["numberOfItems"] == len(doctors["itemListElement"]) > 3


def test_every_page_takes_its_addresses_from_the_setting(client, loaded, settings):
    settings.ALLOWED_HOSTS = ["*"]
    for path in ("/", "/contact/", "/procedures/drg-stimulation/", "/doctors/"):
        assert "evil.example" not in client.get(path, headers={"host": "evil.example"}).text


@pytest.mark.parametrize("text", ["</script><script>alert(1)</script>", "<!--", "A & B", "a > b", "“ñ”"])
def test_nothing_can_leave_the_script_element(text):
    printed = structured_data({"name": text})
    inside = printed.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not set("<>&") & set(inside)
    assert json.loads(inside) == {"name": text}


def test_a_hostile_name_stays_a_name(client, db):
    name = '</script><img src=x onerror="alert(1)">'
    ClinicProfile(name=name).save()
    page = client.get("/").text
    assert json_ld(page)["name"] == name
    assert "<img src=x" not in page
