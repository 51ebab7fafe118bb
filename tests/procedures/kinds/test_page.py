"""A page of the clinic's own: written, signed, read below /pages/, taken down."""

import shutil
from xml.etree import ElementTree

import html5lib
import pytest
from django.urls import reverse

from procedures.catalogue import Catalogue
from procedures.content_files import CONTENT, ContentError, load
from procedures.models import Document
from procedures.publishing.checks import problems
from procedures.publishing.signing import withdraw
from procedures.publishing.snapshot import freeze
from tests.kit.browser_forms import Form
from tests.kit.document_desk import path
from tests.kit.documents import author, make_edition, make_paper, reviewer
from tests.system.public_pages import PREFIXES

pytestmark = pytest.mark.django_db
ADDRESS = "/pages/what-it-costs/"
BODY = "Ask your plan.\n\n### Before you call\n\n1. Find your card.\n2. Call 911 for help.\n"


def make_page(*, signed=True, language="en", **fields) -> Document:
    """A demonstration page that cites one paper; signed unless told not to."""
    make_paper()
    words = {"title": "What it costs", "summary": "Prices differ.", "body": BODY, "slug": "what-it-costs"}
    if language != "en":
        words |= {"translator": "Terry Translator", "translates_edition": 1}
    document = Document.objects.create(
        kind="page", language=language, is_demonstration=True, last_author=author(), **words | fields
    )
    if signed:
        make_edition(document)
    return document


def footer_links(client, address="/") -> list[str]:
    tree = html5lib.parse(client.get(address).text, namespaceHTMLElements=False)
    footer = next(e for e in tree.iter("footer"))
    return [link.get("href") for link in footer.iter("a")]


def sitemap(client) -> list[str]:
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)
    return [e.text for e in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]


def test_nobody_reads_it_before_it_is_signed(client):
    make_page(signed=False)
    assert client.get(ADDRESS).status_code == 404
    assert ADDRESS not in footer_links(client)
    assert not any("/pages/" in address for address in sitemap(client))


def test_signed_it_is_a_whole_page_with_links_to_it(client):
    document = make_page(body=BODY + "\nIt cost 5 dollars once.[@Paper2020]")
    document.sections.create(kind="cost", heading="Who pays?", body="Your plan.", position=1)
    make_edition(document, note="A section.")
    response = client.get(ADDRESS)
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    main = next(parser.parse(response.text).iter("main"))
    assert [e.text for e in main.iter("h1")] == ["What it costs"]
    text = "".join(main.itertext())
    for words in (
        "Prices differ.",
        "Ask your plan.",
        "Before you call",
        "Who pays?",
        "Your plan.",
        "References",
    ):
        assert words in text
    assert "Demonstration: not reviewed by a clinician" in text and "A section." in text
    assert '"@type":"MedicalWebPage"' in response.text
    assert not response.cookies
    for prefix in PREFIXES.values():
        assert prefix + ADDRESS in footer_links(client, f"{prefix}/")
    assert [address.partition("/pages/")[2] for address in sitemap(client) if "/pages/" in address] == [
        "what-it-costs/"
    ] * len(PREFIXES)


def test_in_spanish_it_is_english_until_it_is_translated(client):
    make_page()
    english = client.get("/es" + ADDRESS)
    assert english.status_code == 200 and 'lang="en"' in english.text and "Prices differ." in english.text
    assert "<title>What it costs (en inglés) |" in english.text, "the title of the English page is its own"
    make_page(language="es", title="Lo que cuesta", summary="Los precios cambian.")
    spanish = client.get("/es" + ADDRESS)
    assert "Los precios cambian." in spanish.text and "Prices differ." not in spanish.text
    assert "Lo que cuesta" in client.get("/es/").text and "Lo que cuesta" not in client.get("/").text


def test_withdrawn_it_says_so_without_its_words(client):
    document = make_page()
    withdraw(document, reviewer(), "Wrong.")
    for prefix in PREFIXES.values():
        gone = client.get(prefix + ADDRESS)
        assert gone.status_code == 410
        assert "What it costs" not in gone.text and "Prices differ." not in gone.text
        assert "911" in gone.text
    assert ADDRESS not in footer_links(client)
    assert not any("/pages/" in address for address in sitemap(client))
    make_edition(document, note="Right.")
    assert client.get(ADDRESS).status_code == 200


def test_the_footer_does_not_link_to_a_spanish_page_that_is_down(client):
    """The English page stays up, but this address answers that the page was taken down."""
    make_page()
    withdraw(make_page(language="es", title="Lo que cuesta"), reviewer(), "Wrong.")
    assert client.get("/es" + ADDRESS).status_code == 410
    assert "/es" + ADDRESS not in footer_links(client, "/es/")
    assert ADDRESS in footer_links(client)


def test_two_pages_do_not_stand_in_for_each_other(client):
    make_page()
    make_page(slug="other", title="Another page")
    assert "Another page" in client.get("/pages/other/").text
    assert client.get("/pages/neither/").status_code == 404
    assert [page.title for page in Catalogue.of("en").own_pages] == ["Another page", "What it costs"]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("", "Write the text: it is empty."),
        ("It costs 50 dollars.", "Cite a source for “It costs 50 dollars. ...”."),
        ("It costs 50 dollars.[@Paper2020]", ""),
        ("Half of it is “pain-free” for 30% of people.[@Paper2020]", "Write “30%” as people"),
        (BODY, ""),
    ],
)
def test_what_keeps_it_from_being_signed(body, found):
    told = problems(freeze(make_page(signed=False, body=body)))
    assert bool(told) is bool(found)
    assert not found or any(sentence.startswith(found) for sentence in told)


def test_from_an_empty_form_to_readers_and_down_again(client):
    """The way of staff: written, submitted, signed by somebody else, withdrawn."""
    client.force_login(author())
    add = reverse("admin:procedures_document_add")
    form = {"kind": "page", "language": "en", "slug": "what-it-costs", "title": "What it costs"}
    form |= {"summary": "Prices differ."}
    assert client.post(f"{add}?kind=page", form | {"slug": ""}).status_code == 200, "it needs an address"
    assert client.post(f"{add}?kind=page", form).status_code == 302
    document = Document.objects.get()

    def step(name, **fields):
        return client.post(path(document, name), fields)

    top = Form(client.get(path(document, "top")).text, having="body")
    assert step("top", **top.data(body=BODY)).status_code == 302

    assert step("submit").status_code == 302
    signer = reviewer()
    client.force_login(signer)
    password = {"password": "correct horse battery"}
    signature = {"kind": "full", "reviewed_on": "2026-01-02", "review_due": "2027-01-02", "note": "First."}
    signature |= {"checked": range(6), "seen": document.submission.content_hash}
    assert step("sign", **signature, **password).status_code == 302
    assert "Prices differ." in client.get(ADDRESS).text
    assert step("withdraw", reason="Wrong.", **password).status_code == 302
    assert client.get(ADDRESS).status_code == 410


FILE = 'title = "Loaded"\nsummary = "From a file."\nbody = "Words of the file."\n'


def test_a_file_below_pages_is_loaded_and_signed_like_every_text(client, tmp_path, few_documents):
    content = shutil.copytree(CONTENT, tmp_path / "content")
    file = content / "en" / "pages" / "from-a-file.toml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(FILE)
    load(content)
    assert "Words of the file." in client.get("/pages/from-a-file/").text
    assert load(content) == []
    file.write_text(FILE + '\n[[sections]]\nkind = "cost"\nheading = "Who pays"\nbody = "Your plan."\n')
    assert load(content) == ["Loaded (English): loaded."]
    assert "Your plan." in client.get("/pages/from-a-file/").text


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("page/typing-error.toml", FILE, "no kind of document"),
        ("an-operation-that-nobody-does.toml", FILE, "no procedure has this address"),
        ("pages/x.toml", FILE + "subtitle = 'y'\n", "subtitle"),
        ("pages/x.toml", FILE + "[[steps]]\nheading = 'y'\n", "steps"),
        ("pages/x.toml", 'title = "No text"\nsummary = "x"\n', "Write the text"),
    ],
)
def test_a_faulty_file_says_what_is_wrong(tmp_path, few_documents, name, text, complaint):
    before = list(Document.objects.order_by("pk").values())
    content = shutil.copytree(CONTENT, tmp_path / "content")
    file = content / "en" / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(text)
    with pytest.raises(ContentError, match=complaint):
        load(content)
    assert list(Document.objects.order_by("pk").values()) == before
