"""What a reviewer meets before signing: the very words, what changed, and what keeps this account from it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from procedures.models import Document
from procedures.publishing.signing import sign, submit, withdraw
from procedures.publishing.steps import Renewal, SignedAgain
from tests.kit.documents import author, make_draft_article, make_edition, make_signed_article, reviewer
from tests.kit.signatures import filled_in
from tests.kit.staff_accounts import make_reviewer

pytestmark = pytest.mark.django_db


def path(document, step):
    return f"/admin/procedures/document/{document.pk}/{step}/"


def test_the_signature_page_leads_to_the_very_words_that_are_signed(client):
    document = make_signed_article(summary="Words of the first edition.")
    Document.objects.update(summary="Words of the second.")
    make_edition(document)
    Document.objects.update(summary="Words of the draft.")
    withdraw(document, reviewer(), "Wrong.")
    client.force_login(reviewer())
    assert "Words of the draft." in client.get(path(document, "preview")).text
    for number, words in ((1, "Words of the first edition."), (2, "Words of the second.")):
        page = client.get(path(document, "sign") + f"?edition={number}").text
        address = path(document, "preview") + f"?edition={number}"
        assert f'href="{address}"' in page
        preview = client.get(address).text
        assert words in preview and "Preview for staff" in preview
    assert "<del>second.</del>" in client.get(path(document, "sign") + "?edition=1").text, "what changes"


@pytest.mark.parametrize(
    ("language", "said"), [("en", "A clinician read this page again."), ("es", "Un profesional clínico leyó")]
)
def test_a_renewal_says_to_patients_that_no_words_changed(client, language, said):
    document = make_signed_article()
    if language == "es":
        document = make_signed_article(document.procedure, language="es", translates_edition=1)
    client.force_login(reviewer())
    assert said in client.get(path(document, "sign") + "?edition=1").context["form"]["note"].value()
    make_edition(document, live_from=timezone.now() + timedelta(days=30))
    for number in (1, 2):
        assert not client.get(path(document, "sign") + f"?edition={number}").context["form"]["note"].value()


def test_a_renewal_says_nothing_else_whatever_its_signer_types(client):
    document = make_signed_article()
    renewal = filled_in(Renewal, note="Stop your blood thinner the night before.")
    edition = sign(document, make_reviewer("rita"), renewal)
    assert edition.what_changed == "A clinician read this page again. No words changed."
    client.force_login(reviewer())
    assert client.get(path(document, "sign") + "?edition=2").context["form"].fields["note"].disabled


def test_what_was_said_of_an_edition_goes_when_it_is_taken_down(client):
    document = make_signed_article()
    withdraw(document, reviewer(), "Wrong.")
    again = filled_in(SignedAgain, edition=document.editions.get(), note="As it was before.")
    sign(document, make_reviewer("rita"), again)
    page = client.get(document.procedure.get_absolute_url()).text
    assert "As it was before." in page and "First edition." not in page


def test_words_that_were_down_are_not_said_to_be_as_before(client):
    document = make_signed_article()
    withdraw(document, reviewer(), "Wrong.")
    client.force_login(reviewer())
    assert not client.get(path(document, "sign") + "?edition=1").context["form"]["note"].value()


@pytest.mark.parametrize("number", ["3", "0", "-1", "x", "²", "9" * 4500])
def test_there_is_no_page_for_an_edition_that_never_was(client, number):
    document = make_signed_article()
    client.force_login(reviewer())
    for step in ("preview", "sign"):
        assert client.get(path(document, step), {"edition": number}).status_code == 404


@pytest.mark.parametrize(
    ("lack", "sentence"),
    [
        ({"credentials": ""}, "no administrator has confirmed yours"),
        ({"conflicts_of_interest": ""}, "Add your conflicts of interest"),
    ],
)
def test_a_reviewer_whose_account_lacks_something_is_told_before_filling_anything_in(client, lack, sentence):
    document = make_draft_article()
    submit(document, author())
    client.force_login(make_reviewer("casey", **lack))
    page = client.get(path(document, "sign")).text
    assert sentence in page and 'name="note"' not in page
    client.force_login(reviewer())
    page = client.get(path(document, "sign")).text
    assert "You cannot sign" not in page and 'name="note"' in page


def test_a_writer_is_told_before_filling_anything_in(client):
    both = make_reviewer("both")
    document = make_draft_article()
    submit(document, both)
    client.force_login(both)
    page = client.get(path(document, "sign")).text
    assert "You wrote some of these words" in page and 'name="note"' not in page


def test_a_reviewer_reads_the_hints_above_the_signature(client):
    document = make_draft_article(summary=f"{' '.join(['This', *['goes on and on'] * 11])} here.")
    submit(document, author())
    client.force_login(reviewer())
    assert "<li>46 words in one sentence, make two:" in client.get(path(document, "sign")).text
