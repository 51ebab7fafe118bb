"""What search engines may see, and the pictures and names that other programs show."""

import json
import re
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse
from PIL import Image

from drez_site.clinic.models import ClinicProfile
from drez_site.clinic.policies import POLICIES
from procedures.models import Document, Procedure, public_sources
from providers.models import Location, Provider
from tests.kit.directory import make_doctor, make_location
from tests.kit.documents import make_draft_article, make_signed_article
from tests.kit.staff_accounts import make_staff
from tests.system.public_pages import PREFIXES, in_every_language

pytestmark = pytest.mark.django_db
ORIGIN = "https://clinic.example"
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.fixture
def real_clinic():
    ClinicProfile(name="Real Clinic", phone="+19195550100", is_demonstration=False).save()


# --- robots.txt and X-Robots-Tag


def test_a_demonstration_is_closed_to_search_engines(client):
    robots = client.get("/robots.txt")
    assert robots.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert robots.text == "User-agent: *\nDisallow: /\n"


def test_a_real_clinic_is_open_but_for_the_admin(client, real_clinic):
    assert client.get("/robots.txt", headers={"host": "localhost"}).text == (
        f"User-agent: *\nDisallow: /admin/\n\nSitemap: {ORIGIN}/sitemap.xml\n"
    )


PAGES = ["/", "/es/", "/contact/", "/procedures/", "/doctors/", "/glossary/", "/how-we-make-content/"]


@pytest.mark.parametrize("path", PAGES)
def test_no_page_of_a_demonstration_is_indexed(client, path):
    assert client.get(path).headers["X-Robots-Tag"] == "noindex"


def test_no_made_up_doctor_or_place_is_indexed(client, loaded):
    doctor, location = Provider.objects.public().first(), Location.objects.public().first()
    for path in (doctor.get_absolute_url(), location.get_absolute_url(), "/doctors/?near=27710"):
        assert client.get(path).headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("path", PAGES)
def test_the_pages_of_a_real_clinic_are_indexed(client, real_clinic, path):
    assert "X-Robots-Tag" not in client.get(path).headers


def test_the_admin_is_never_indexed(client, real_clinic):
    assert client.get("/admin/login/").headers["X-Robots-Tag"] == "noindex"
    client.force_login(make_staff(is_superuser=True))
    assert client.get("/admin/").headers["X-Robots-Tag"] == "noindex"


# --- sitemap.xml


def sitemap(client) -> dict[str, dict[str, str]]:
    """address -> {language: address}"""
    response = client.get("/sitemap.xml", headers={"host": "localhost"})
    assert response.headers["Content-Type"] == "application/xml; charset=utf-8"
    root = ElementTree.fromstring(response.content)
    assert root.tag == f"{{{NAMES['s']}}}urlset"
    pages = {}
    for url in root.findall("s:url", NAMES):
        links = url.findall("x:link", NAMES)
        assert {link.get("rel") for link in links} == {"alternate"}
        pages[url.find("s:loc", NAMES).text] = {link.get("hreflang"): link.get("href") for link in links}
    assert len(pages) == len(root), "an address stands twice"
    return pages


def test_the_sitemap_has_every_public_page_in_every_language(client, loaded):
    pages = sitemap(client)
    expected = {
        "/",
        "/procedures/",
        "/glossary/",
        "/doctors/",
        "/doctors/map/",
        "/contact/",
        "/how-we-make-content/",
    }
    expected |= {"/procedures/compare/", "/evidence/", "/evidence/findings/"}
    expected |= {reverse(name) for name in POLICIES}
    kinds_of_pain = Document.objects.filter(kind=Document.Kind.CONDITION)
    expected |= {"/conditions/", *(f"/conditions/{condition.slug}/" for condition in kinds_of_pain)}
    own_pages = Document.objects.filter(kind=Document.Kind.PAGE)
    expected |= {f"/pages/{page.slug}/" for page in own_pages}
    for rows in (
        Procedure.objects.all(),
        public_sources(),
        Provider.objects.public(),
        Location.objects.public(),
    ):
        expected |= {row.get_absolute_url() for row in rows}
    assert len(expected) > 40
    assert set(pages) == {ORIGIN + path for path in in_every_language(expected)}
    for address, alternates in pages.items():
        assert set(alternates) == set(PREFIXES)
        assert address in alternates.values()
        assert all(pages[other] == alternates for other in alternates.values()), "alternates name each other"


def test_every_address_in_the_sitemap_answers_with_itself_as_canonical(client):
    make_signed_article()
    make_doctor("Tester", make_location())
    ClinicProfile(name="Real").save()
    addresses = sitemap(client)
    assert len(addresses) > 20
    for address in addresses:
        page = client.get(address.removeprefix(ORIGIN))
        assert page.status_code == 200, address
        assert f'<link rel="canonical" href="{address}">' in page.text


def test_the_sitemap_of_a_real_clinic_names_nobody_made_up(client, real_clinic):
    make_draft_article()
    hidden = make_doctor("Hidden", is_listed=False)
    demonstration = make_doctor("Madeup", is_demonstration=True)
    shown = make_doctor("Shown", make_location())
    addresses = " ".join(sitemap(client))
    assert shown.slug in addresses
    assert hidden.slug not in addresses and demonstration.slug not in addresses
    assert "drez-lesioning" not in addresses, "nobody has signed an article"


def test_an_article_without_an_english_text_has_one_address(client):
    make_signed_article(language="es")
    articles = [address for address in sitemap(client) if "drez-lesioning" in address]
    assert articles == [f"{ORIGIN}/es/procedures/drez-lesioning/"]
    assert client.get("/procedures/drez-lesioning/").status_code == 404


@pytest.mark.parametrize("states", ["CT, NV, WA", ""])
def test_the_sitemap_has_every_notice_that_the_clinic_has(client, real_clinic, states):
    ClinicProfile.objects.update(health_data_states=states)
    named = set(sitemap(client))
    answers = {name: client.get(reverse(name)).status_code for name in POLICIES}
    assert {name for name in POLICIES if ORIGIN + reverse(name) in named} == {
        name for name, status in answers.items() if status == 200
    }
    assert answers["consumer-health-data"] == (200 if states else 404)
    assert len(answers) >= 6


def test_a_sitemap_costs_few_queries(client, loaded, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        client.get("/sitemap.xml")


@pytest.mark.parametrize("path", ["/robots.txt", "/sitemap.xml", "/favicon.ico", "/site.webmanifest"])
def test_machines_only_read(client, path):
    assert client.post(path).status_code == 405
    assert not client.get(path).cookies


# --- pictures and names


def picture(address: str) -> Image.Image:
    found = finders.find(address.removeprefix(ORIGIN).removeprefix("/static/"))
    assert found, address
    return Image.open(BytesIO(Path(found).read_bytes()))


def test_browsers_are_told_the_colors_of_the_style_sheet(client):
    style = Path(finders.find("css/site.css")).read_text()
    hero, ground = (re.search(rf"--{name}: (#\w+);", style)[1] for name in ("hero", "ground"))
    manifest = client.get("/site.webmanifest").json()
    assert (manifest["theme_color"], manifest["background_color"]) == (hero, ground)
    for page in ("/", "/admin/login/"):
        assert f'<meta name="theme-color" content="{hero}">' in client.get(page).text


def test_the_manifest_names_the_clinic_and_real_icons(client, real_clinic):
    response = client.get("/site.webmanifest")
    assert response.headers["Content-Type"] == "application/manifest+json"
    manifest = json.loads(response.content)
    assert manifest["name"] == "Real Clinic"
    for icon in manifest["icons"]:
        width, height = picture(icon["src"]).size
        assert icon["sizes"] == f"{width}x{height}"


def test_the_favicon_is_found_where_browsers_look(client):
    assert picture(client.get("/favicon.ico").headers["Location"]).format == "ICO"


def head(page: str) -> dict[str, str]:
    """What a page says of itself to programs that show a link to it."""
    return dict(re.findall(r'<meta (?:property|name)="([a-z:_]+)" content="([^"]*)">', page))


@pytest.mark.parametrize(
    ("path", "card"),
    [
        ("/", "site.en"),
        ("/es/contact/", "site.es"),
        ("/procedures/drez-lesioning/", "drez.en"),
        ("/es/procedures/drez-lesioning/", "drez.es"),
        ("/procedures/drg-stimulation/", "drg.en"),
        ("/es/procedures/drg-stimulation/", "drg.es"),
    ],
)
def test_a_shared_link_shows_the_page(client, loaded, path, card):
    page = client.get(path).text
    said = head(page)
    title = re.search(r"<title>(.*?)</title>", page)[1]
    assert title == f"{said['og:title']} | Example Pain Surgery Center"
    assert said["og:title"] == said["og:image:alt"] == " ".join(said["og:title"].split()) != ""
    assert said["og:description"] == said["description"] != ""
    assert said["og:url"] == ORIGIN + path
    assert said["og:locale"] == ("es_US" if path.startswith("/es/") else "en_US")
    assert said["og:site_name"] == "Example Pain Surgery Center"
    assert said["og:image"] == f"{ORIGIN}/static/img/cards/{card}.png"
    assert picture(said["og:image"]).size == (1200, 630)


def test_a_title_is_escaped_once(client):
    make_signed_article(title='Pain & "relief"', summary="It's <b>new</b>.")
    page = client.get("/procedures/drez-lesioning/").text
    assert "<title>Pain &amp; &quot;relief&quot; | " in page
    assert head(page)["og:title"] == "Pain &amp; &quot;relief&quot;"
    assert head(page)["description"] == "It&#x27;s &lt;b&gt;new&lt;/b&gt;."


def test_an_operation_of_the_clinics_own_has_the_sites_picture(client):
    make_signed_article(Procedure.objects.create(slug="other", name="Other", look="other", color="teal"))
    page = client.get("/procedures/other/").text
    assert head(page)["og:image"] == f"{ORIGIN}/static/img/cards/site.en.png"


def test_pictures_are_small():
    cards = sorted(Path(finders.find("img/cards")).iterdir())
    assert {card.name for card in cards} >= {f"site.{language}.png" for language in PREFIXES}
    assert [card.name for card in cards if card.stat().st_size >= 60_000] == []


def test_an_article_on_paper_leads_back_to_its_page(client):
    make_signed_article()
    page = client.get("/es/procedures/drez-lesioning/").text
    figure = re.search(r'<figure class="qr">.*?</figure>', page, re.DOTALL)[0]
    assert f"{ORIGIN}/es/procedures/drez-lesioning/" in figure
    assert 'role="img" aria-label="' in figure
    assert "style=" not in figure
    assert "qr" not in client.get("/contact/").text.partition("<main")[2].partition("</main>")[0]
