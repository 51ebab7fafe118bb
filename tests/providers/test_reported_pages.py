"""A report on a signed page names it by its signed title, whatever its draft says meanwhile."""

import pytest
from django.core import mail
from django.urls import reverse

from procedures.models import Document
from procedures.publishing import signing
from providers.models import Report
from providers.reporting.answers import write_to_reader
from tests.kit.documents import make_signed_article, reviewer

pytestmark = pytest.mark.django_db
UNSIGNED = "Nine of ten patients are cured"


@pytest.fixture
def document() -> Document:
    document = make_signed_article()
    Document.objects.filter(pk=document.pk).update(title=UNSIGNED)
    document.refresh_from_db()
    return document


def letter_about(report: Report) -> str:
    assert write_to_reader(report)
    return mail.outbox[-1].subject + str(mail.outbox[-1].body)


@pytest.mark.parametrize("language", ["", "/es"])
def test_its_title_is_the_signed_one(client, document, language):
    edition = document.editions.get()
    signed = edition.content["title"]
    report = Report.objects.create(document=document, about="wrong", contact="me@example.com")
    addresses = [reverse("providers:report-page", args=[edition.pk]), report.get_absolute_url()]
    form, status = (client.get(language + address) for address in addresses)
    said = [form.text, status.text, letter_about(report)]
    assert form.status_code == 200 and signed != UNSIGNED
    assert [(signed in words, UNSIGNED in words) for words in said] == [(True, False)] * 3


def test_once_withdrawn_it_has_none(client, document):
    signed = document.editions.get().content["title"]
    report = Report.objects.create(document=document, about="wrong", contact="me@example.com")
    signing.withdraw(document, reviewer(), "It is wrong")
    page, letter = client.get(report.get_absolute_url()).text, letter_about(report)
    assert "We took this page down" in page and "We took this page down" in letter
    for title in (signed, UNSIGNED):
        assert title not in page and title not in letter
