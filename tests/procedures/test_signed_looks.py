"""Name, drawings and color of an operation are what was signed last, wherever patients meet them."""

import pytest
from django.utils.translation import override

from drez_site.foundation.refusals import Refused
from procedures.catalogue import Catalogue, titled
from procedures.models import Document, Procedure
from procedures.publishing.differences import changes
from procedures.publishing.snapshot import freeze
from procedures.publishing.steps import MinorCorrection
from tests.kit.directory import make_doctor, make_location
from tests.kit.documents import (
    make_edition,
    make_paper,
    make_procedure,
    make_signed_article,
    make_signed_summary,
)

pytestmark = pytest.mark.django_db
CLAIM = "Cord lesioning, for migraine"


@pytest.fixture
def pages():
    """Every page that names or draws an operation, with its article signed and a doctor who does it."""
    procedure = make_procedure(name="Cord lesioning")
    make_signed_article(procedure)
    make_paper().procedures.add(procedure)
    make_signed_summary()
    doctor = make_doctor("Tester", make_location(), does=[procedure])
    return [
        "/",
        "/es/",
        "/procedures/",
        "/procedures/drez-lesioning/",
        "/es/procedures/drez-lesioning/",
        "/evidence/",
        "/evidence/Paper2020/",
        "/doctors/",
        doctor.get_absolute_url(),
    ]


def test_a_changed_row_changes_no_page_before_a_signature(client, pages):
    before = {page: client.get(page).text for page in pages}
    assert [page for page in pages if "is-plum" not in before[page]] == []
    assert "Cord lesioning" in before["/procedures/drez-lesioning/"] and "Cord lesioning" in before["/es/"]
    Procedure.objects.update(name=CLAIM, look="drg", color="blue")
    after = {page: client.get(page).text for page in pages}
    assert [page for page in pages if after[page] != before[page]] == []
    make_edition(Document.objects.get(kind=Document.Kind.ARTICLE))
    article = client.get("/procedures/drez-lesioning/").text
    assert CLAIM in article and "is-blue" in article and "is-plum" not in article
    assert CLAIM in client.get("/es/").text


def test_the_signer_sees_what_changed_and_no_minor_correction_takes_it(pages):
    document = Document.objects.get(kind=Document.Kind.ARTICLE)
    signed = document.editions.get().content
    Procedure.objects.update(name=CLAIM, look="drg", color="blue")
    shown = {change.place for change in changes(signed, freeze(document))}
    assert shown == {"Name of the operation", "Drawings", "Color"}
    with pytest.raises(Refused, match="More than words changed"):
        make_edition(document, step=MinorCorrection)


def test_an_article_of_an_older_declaration_has_the_look_of_its_time(pages):
    """Cards read the same words as the page, whatever they were signed under."""
    with override("en"):
        (card,) = Catalogue.of("en").cards
    assert (card.name, card.look, card.color, card.title) == ("Cord lesioning", "drez", "plum", card.title)
    assert [each.title for each in titled(Procedure.objects.all(), "es")] == ["Cord lesioning"]
