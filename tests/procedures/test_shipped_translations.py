"""The shipped Spanish: signed as a sample in a demonstration, a draft without a translator at a clinic."""

import shutil

import pytest

from drez_site.foundation.refusals import Refused
from procedures.content_files import CONTENT, load
from procedures.models import Document, Edition
from procedures.publishing.signing import submit
from procedures.shipping import Drafts
from tests.kit.documents import author
from tests.kit.small_country import few_summaries

pytestmark = pytest.mark.django_db
SAMPLE = "Traducción de muestra, aún no revisada por un traductor calificado"


@pytest.fixture(autouse=True)
def quickly(monkeypatch):
    few_summaries(monkeypatch)


def signed(language: str) -> dict[tuple[str, int | None, str], Edition]:
    editions = Edition.objects.public().filter(document__language=language).select_related("document")
    return {edition.document.page_key: edition for edition in editions}


def test_every_english_page_is_there_in_spanish_and_says_who_translated_it(few_documents):
    english, spanish = signed("en"), signed("es")
    assert spanish.keys() == english.keys() and len(spanish) > 15
    for key, edition in spanish.items():
        assert edition.content["translator"] == SAMPLE
        assert edition.content["translates_edition"] == english[key].number
        assert edition.what_changed == "Primera edición."
    assert {edition.content["translator"] for edition in english.values()} == {""}


@pytest.mark.parametrize(
    "address", ["procedures/drez-lesioning/", "conditions/crps/", "glossary/", "evidence/Deer2017/"]
)
def test_a_page_says_that_it_is_a_sample_and_holds_no_english(few_documents, client, address):
    page = client.get(f"/es/{address}").text
    assert f"<span>{SAMPLE}.</span>" in page and f"<dd>{SAMPLE}</dd>" in page
    assert "Todavía no hemos traducido este texto" not in page
    assert SAMPLE not in client.get(f"/{address}").text


def test_what_is_behind_the_english_says_so_until_it_is_translated_again(few_documents, client, tmp_path):
    content = shutil.copytree(CONTENT, tmp_path / "content")
    english = content / "en/conditions/crps.toml"
    english.write_text(english.read_text().replace("Ask for care early.", "Ask for care soon."))
    load(content)
    behind = "La página en inglés ha cambiado"
    assert behind in client.get("/es/conditions/crps/").text
    spanish = content / "es/conditions/crps.toml"
    spanish.write_text(spanish.read_text().replace("Busque atención pronto.", "Busque atención ya."))
    load(content)
    page = client.get("/es/conditions/crps/").text
    assert "Busque atención ya." in page and behind not in page


def test_at_a_clinic_nobody_submits_it_without_a_translator_and_an_edition(few_documents):
    document = Document.objects.get(language="es", procedure__slug="drez-lesioning")
    assert Drafts().of_a_translation(document) == {}
    document.translator, document.translates_edition = "", None
    document.save()
    with pytest.raises(Refused) as refusal:
        submit(document, author())
    said = " ".join(refusal.value.messages)
    assert "Name the translator" in said and "number of the English edition" in said
