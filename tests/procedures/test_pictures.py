"""Pictures in texts: small, bare of where they were taken, and public only while signed words show them."""

import re
from hashlib import sha256
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from PIL import Image

from drez_site.foundation.refusals import Refused
from procedures import pictures
from procedures.admin import kept_pictures
from procedures.links_in_texts import no_dead_links
from procedures.models import Document, Edition, Picture
from procedures.publishing import checks, revisions
from procedures.publishing.differences import reasons_against_minor_correction
from procedures.publishing.signing import sign, submit, withdraw
from procedures.publishing.snapshot import freeze
from tests.kit.document_desk import path
from tests.kit.documents import author, make_draft_article, make_edition, make_procedure, reviewer
from tests.kit.signatures import filled_in
from tests.kit.staff_accounts import make_staff
from tests.kit.two_connections import while_uncommitted

pytestmark = pytest.mark.django_db
PAGE = "/procedures/drez-lesioning/"
ADD = "/admin/procedures/document/picture/"
MEASURED = ("large", "small", "width", "height", "small_width", "small_height")


def photo(size=(1600, 1200), color="teal") -> SimpleUploadedFile:
    exif = Image.Exif()
    exif[0x0110] = "Camera of a test"
    exif.get_ifd(0x8825)[2] = (36.0, 0.0, 26.0)
    output = BytesIO()
    Image.new("RGB", size, color).save(output, "JPEG", exif=exif)
    return SimpleUploadedFile("scar.jpg", output.getvalue())


@pytest.fixture
def picture() -> Picture:
    made = pictures.encoded(photo())
    made.added_by = author()
    made.save()
    return made


def line_of(picture: Picture) -> str:
    return pictures.markdown(picture, "The cut on the neck", "Photo: a test, 2026")


def showing(picture: Picture, **fields) -> Document:
    document = make_draft_article(**fields)
    document.sections.filter(kind="on_the_day").update(body=f"Words.\n\n{line_of(picture)}\n\nMore.")
    return document


# Made


def test_a_picture_is_small_in_two_sizes_and_keeps_nothing_else():
    made = pictures.encoded(photo())
    for content, size, most in [(made.large, (960, 720), 60_000), (made.small, (480, 360), 20_000)]:
        read = Image.open(BytesIO(content))
        assert (read.format, read.size, dict(read.getexif())) == ("WEBP", size, {})
        assert len(content) <= most and b"Camera" not in content
    assert (made.width, made.height, made.small_width, made.small_height) == (960, 720, 480, 360)


def test_noise_that_would_not_fit_is_refused_in_words():
    output = BytesIO()
    Image.effect_noise((1000, 1000), 120).convert("RGB").save(output, "PNG")
    with pytest.raises(ValidationError, match="too much detail for a phone"):
        pictures.encoded(SimpleUploadedFile("noise.png", output.getvalue()))


@pytest.mark.parametrize("size", [(1600, 1201), (333, 1000), (481, 20), (1000, 7)])
def test_a_page_knows_both_sizes_from_the_address_alone(size):
    made = pictures.encoded(photo(size))
    assert pictures.small_size(made.width, made.height) == (made.small_width, made.small_height)


def test_what_is_no_picture_is_refused():
    with pytest.raises(ValidationError, match="JPEG, PNG, or WebP"):
        pictures.encoded(SimpleUploadedFile("x.svg", b"<svg/>"))
    with pytest.raises(ValidationError, match="Settings > Camera > Formats > Most Compatible"):
        pictures.encoded(SimpleUploadedFile("IMG_1.jpg", b"\0\0\0\x24ftypheic\0\0\0\0mif1heic"))


# Read


def test_patients_read_it_with_its_words_once_signed(client, picture):
    assert client.get(picture.get_absolute_url()).status_code == 404, "nobody signed it"
    edition = make_edition(showing(picture))
    page = client.get(PAGE).text
    small = picture.get_absolute_url().replace("960x720", "480x360")
    for said in [
        f'<picture><source media="{pictures.NO_PHONE}" srcset="{picture.get_absolute_url()}">',
        f'<img src="{small}" width="960" height="720" alt="The cut on the neck" loading="lazy"',
        "<small>Photo: a test, 2026</small>",
    ]:
        assert said in page, said
    for address, content in [(picture.get_absolute_url(), picture.large), (small, picture.small)]:
        answer = client.get(address)
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
        assert answer.content == bytes(content) and not answer.cookies
    assert client.get(small.replace("480", "481")).status_code == 404
    assert picture.digest in str(edition.content), "signed with the words"
    withdraw(edition.document, reviewer(), "Wrong.")
    assert client.get(small).status_code == 404


def test_staff_alone_see_it_before(client, picture):
    document = showing(picture)
    client.force_login(author())
    page = client.get(path(document, "preview")).text
    shown = f"{ADD}{picture.digest}/"
    assert f'srcset="{shown}960x720.webp"><img src="{shown}480x360.webp"' in page
    assert client.get(f"{shown}480x360.webp").content == bytes(picture.small)
    client.logout()
    assert client.get(f"{shown}480x360.webp").status_code == 302


def test_the_search_reads_what_it_shows_and_not_its_address(picture):
    make_edition(showing(picture))
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM procedures_passage WHERE words LIKE '%cut on the neck%'")
        [(words,)] = cursor.fetchall()
    assert "The cut on the neck" in words and picture.digest not in words and "!" not in words


# Written


@pytest.mark.parametrize(
    ("spoils", "sentence"),
    [
        (lambda line: line.replace("The cut on the neck", " "), "Say what the picture shows"),
        (lambda line: line.replace(' "Photo: a test, 2026"', ""), "Say who made the picture"),
        (lambda line: line.replace(line[-80:-60], "0" * 20), "is no picture of this site"),
        (lambda line: line.replace("960x720", "900x600"), "is no picture of this site"),
        (lambda line: line.replace("The cut on the neck", "").replace("a test", "(us)"), "Say what the pic"),
        (lambda line: line.replace("/pictures", "&#47;pictures"), "as “Picture” writes it"),
        (lambda line: line.replace("/pictures", "&sol;pictures"), "as “Picture” writes it"),
        (lambda line: line.replace("/pictures", "\\/pictures"), "as “Picture” writes it"),
        (
            lambda line: re.sub("[a-f]", lambda found: f"&#{ord(found[0])};", line, count=40),
            "as “Picture” writes it",
        ),
        (lambda line: line.replace("(", "[a]\n\n[a]: ").replace(")", ""), "as “Picture” writes it"),
        (lambda line: f"{line} {line.replace('/pictures', '&#47;pictures')}", "as “Picture” writes it"),
        (lambda line: line.replace("/pictures", "/%70ictures"), "is no picture of this site"),
        (lambda line: line.replace("/pictures", "/Pictures"), "is no picture of this site"),
        (lambda line: '![Words](https://evil.example/x.png "Them")', "is no picture of this site"),
    ],
)
def test_a_picture_without_its_words_is_refused_in_the_box_and_at_submission(picture, spoils, sentence):
    line = spoils(line_of(picture))
    with pytest.raises(ValidationError, match=sentence):
        no_dead_links(line)
    document = make_draft_article()
    document.sections.filter(kind="on_the_day").update(body=line)
    assert any(sentence in problem for problem in checks.problems(freeze(document)))
    no_dead_links(line_of(picture))


def test_the_numbers_of_its_address_and_its_credit_ask_for_no_source(picture):
    document = showing(picture)
    document.sections.filter(kind="benefits_and_risks").update(body=line_of(picture))
    assert checks.problems(freeze(document)) == []
    submit(document, author())


@pytest.mark.parametrize("place", ["The cut on the neck", "Photo: a test, 2026"])
@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("Cures 90 %", "Write “90 %” as people"),
        ("It helped 7 of 14 people", "Cite a source for “"),
        ("A miracle cure", "Do not write “"),
    ],
)
def test_no_claim_hides_in_the_words_of_a_picture(picture, place, claim, sentence):
    document = showing(picture)
    line = line_of(picture).replace(place, claim)
    document.sections.filter(kind="benefits_and_risks").update(body=line)
    found = checks.problems(freeze(document))
    assert any(sentence in problem for problem in found)
    assert not any("](" in problem for problem in found), "in words, not in marks"


def test_another_picture_is_no_minor_correction(picture):
    other = pictures.encoded(photo(color="navy"))
    other.added_by = author()
    other.save()
    document = showing(picture)
    before = freeze(document)
    document.sections.filter(kind="on_the_day").update(body=f"Words.\n\n{line_of(other)}\n\nMore.")
    assert "Pictures changed: sign it as a full review." in reasons_against_minor_correction(
        before, freeze(document)
    )


def test_an_author_adds_one_without_javascript_and_gets_its_line(client):
    client.force_login(author())
    assert 'enctype="multipart/form-data"' in client.get(ADD).text
    sent = {"file": photo(), "alt": "A [neck] ", "source": 'Photo: "us"'}
    page = client.post(ADD, sent).text
    [picture] = Picture.objects.all()
    assert picture.added_by == author()
    assert f"![A (neck)]({picture.get_absolute_url()} &quot;Photo: ”us”&quot;)" in page
    answer = client.post(ADD, sent | {"file": photo(), "in_dialog": "1"}).json()
    assert picture.digest in answer["line"] and Picture.objects.count() == 1, "the same picture is one"
    assert "This field is required" in client.post(ADD, {"file": photo(), "in_dialog": "1"}).text
    client.force_login(make_staff("eddy", group="Directory editor"))
    assert client.get(ADD).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_the_same_picture_that_two_add_at_once_is_one(client):
    made = pictures.encoded(photo())
    made.added_by = author()
    client.force_login(author())
    sent = {"file": photo(), "alt": "A neck", "source": "Photo: us"}
    page = while_uncommitted(made.save, lambda: client.post(ADD, sent)).text
    assert made.get_absolute_url() in page and Picture.objects.count() == 1


# Kept


def refused(rule: str, make) -> None:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        make()
    assert refusal.value.__cause__.diag.constraint_name == rule


def test_a_picture_never_changes_and_a_signed_one_stays(picture):
    other = pictures.encoded(photo(color="navy"))
    refused("pictures_never_change", lambda: Picture.objects.update(large=other.large))
    other.added_by = author()
    for digest in ("0" * 64, sha256(other.large + other.small).hexdigest()):
        other.digest = digest
        refused("picture_is_what_its_hash_says", other.save)
    document = showing(picture)
    submit(document, author())
    picture.delete()
    with pytest.MonkeyPatch.context() as patch:  # whoever gets past the checks
        patch.setattr(checks, "problems", lambda content: [])
        with pytest.raises(Refused, match="a picture that was deleted, or that nobody added"):
            sign(document, reviewer(), filled_in())


@pytest.mark.parametrize("size", ["900x600", "960x360", "960", ""])
def test_no_edition_shows_a_picture_in_a_size_that_it_has_not(picture, size, monkeypatch):
    monkeypatch.setattr(checks, "problems", lambda content: [])
    document = make_draft_article()
    document.sections.filter(kind="on_the_day").update(body=line_of(picture).replace("960x720", size))
    submit(document, author())
    with pytest.raises(Refused, match="a picture that was deleted, or that nobody added"):
        sign(document, reviewer(), filled_in())


def test_a_picture_may_stand_in_its_small_size(picture):
    small = line_of(picture).replace("960x720", "480x360")
    no_dead_links(small)
    document = make_draft_article()
    document.sections.filter(kind="on_the_day").update(body=small)
    submit(document, author())
    page = str(sign(document, reviewer(), filled_in()).content)
    assert "480x360.webp" in page
    assert "<source" not in pictures.shown("A", f"/pictures/{picture.digest}/480x360.webp", "B")


def test_staff_see_where_each_picture_stands_and_delete_what_stands_nowhere(client, picture):
    unused = pictures.encoded(photo(color="navy"))
    unused.added_by = author()
    unused.save()
    document = showing(picture)
    client.force_login(author())
    page = client.get("/admin/procedures/picture/").text
    delete = "/admin/procedures/picture/{}/delete/".format
    assert delete(unused.pk) in page and delete(picture.pk) not in page
    assert str(document) in page and "No text" in page
    assert client.post(delete(picture.pk), {"post": "yes"}).status_code == 403
    asked = client.get(delete(unused.pk)).text
    assert 'class="kept-picture"' in asked and unused.digest in asked
    after = client.post(delete(unused.pk), {"post": "yes"})
    assert after.url == "/admin/procedures/picture/"
    assert Picture.objects.get() == picture
    client.force_login(reviewer())
    assert "Delete</a>" not in client.get("/admin/procedures/picture/").text


def test_a_picture_of_a_saved_draft_that_can_be_brought_back_stays(client, picture, monkeypatch):
    document = showing(picture)
    revisions.record(document, author())
    document.sections.filter(kind="on_the_day").update(body="Words alone.")
    client.force_login(author())
    delete = f"/admin/procedures/picture/{picture.pk}/delete/"
    page = client.get("/admin/procedures/picture/").text
    assert delete not in page and path(document, "change") in page
    assert client.post(delete, {"post": "yes"}).status_code == 403

    revisions.bring_back(document, document.revisions.first(), author())
    make_edition(Document.objects.get())
    with monkeypatch.context() as patch:  # signed between the page and the press
        patch.setattr(kept_pictures, "documents_by_picture", dict)
        answer = client.post(delete, {"post": "yes"}, follow=True)
    assert "one that was signed is never deleted" in answer.text and Picture.objects.exists()


def test_the_list_reads_each_kind_of_words_once(client, picture):
    for color in ("navy", "red"):
        other = pictures.encoded(photo(color=color))
        other.added_by = author()
        other.save()
        showing(other, title=color, procedure=make_procedure(color))
    client.force_login(author())
    with CaptureQueriesContext(connection) as asked:
        assert "navy" in client.get("/admin/procedures/picture/").text
    read = [each["sql"] for each in asked]
    for table in ("edition", "revision", "sitting"):
        assert sum(f'FROM "procedures_{table}"' in sql for sql in read) == 1
    assert sum('FROM "procedures_document"' in sql for sql in read) == 2, "their texts, and their names"


def test_an_edition_keeps_no_picture_that_was_added_after_it(picture):
    """A number in what a picture shows reads like an address in numbers."""
    document = showing(picture)
    words = document.sections.get(kind="on_the_day").body.replace("neck", "surgeon&#39;s neck")
    document.sections.filter(kind="on_the_day").update(body=words)
    make_edition(document)
    later = pictures.encoded(photo(color="navy"))
    later.added_by = author()
    later.save()
    later.delete()
    assert Picture.objects.get() == picture


def test_a_signed_picture_is_never_deleted():
    made = pictures.encoded(photo())
    made.added_by = author()
    made.save()
    make_edition(showing(made))
    refused("pictures_never_change", made.delete)
    assert Edition.objects.count() == 1


def test_its_hash_says_where_one_size_ends_and_how_large_each_is(picture):
    whole = picture.large + picture.small
    for change in ({"large": whole[:-1], "small": whole[-1:]}, {"width": 961}, {"small_height": 1}):
        picture.large, picture.small = whole[:-9], whole[-9:]
        other = Picture(**{name: getattr(picture, name) for name in MEASURED} | change)
        assert other.true_digest() != picture.true_digest()


@pytest.mark.parametrize("spelled", ["&#47;pictures", "&sol;pictures", "\\/pictures"])
def test_no_edition_names_a_picture_in_another_spelling(picture, spelled, monkeypatch):
    monkeypatch.setattr(checks, "problems", lambda content: [])
    document = make_draft_article()
    document.sections.filter(kind="on_the_day").update(body=line_of(picture).replace("/pictures", spelled))
    submit(document, author())
    with pytest.raises(Refused, match="in another way than “Picture” writes it"):
        sign(document, reviewer(), filled_in())


def test_an_exclamation_mark_before_a_citation_is_no_picture(picture):
    document = showing(picture)
    document.sections.filter(kind="tests").update(body="Stop![@Paper2020]")
    assert make_edition(document).number == 1
