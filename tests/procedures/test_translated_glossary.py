"""The words of a glossary that are new in English, or mean something else, reach whoever translates it."""

import pytest

from drez_site.foundation.refusals import Refused
from procedures.models import Document, GlossaryTerm, Submission
from procedures.publishing.beside_original import BesideOriginal
from procedures.publishing.signing import submit
from tests.kit.browser_forms import Form
from tests.kit.documents import author, make_edition
from tests.kit.translating import address, sign_again

pytestmark = pytest.mark.django_db


def make_glossary(language, **fields):
    return Document.objects.create(
        kind=Document.Kind.GLOSSARY,
        language=language,
        is_demonstration=True,
        last_author=author(),
        **fields,
    )


@pytest.fixture
def english():
    GlossaryTerm.objects.create(slug="cord", term="cord", definition="A bundle of nerves.")
    GlossaryTerm.objects.create(slug="root", term="root", definition="Where a nerve begins.")
    document = make_glossary("en", title="Words", summary="Words explained.")
    make_edition(document)
    return document


@pytest.fixture
def spanish(english):
    GlossaryTerm.objects.create(language="es", slug="cord", term="médula", definition="Un haz de nervios.")
    GlossaryTerm.objects.create(language="es", slug="root", term="raíz", definition="Donde nace un nervio.")
    document = make_glossary(
        "es",
        title="Palabras",
        summary="Palabras explicadas.",
        translator="Terry Translator",
        translates_edition=1,
    )
    make_edition(document)
    return document


@pytest.fixture
def desk(client):
    client.force_login(author())
    return client


def change_one_and_add_one(english):
    GlossaryTerm.objects.filter(language="en", slug="cord").update(definition="A thick bundle of nerves.")
    GlossaryTerm.objects.create(slug="nerve", term="nerve", definition="A cable of the body.")
    sign_again(english)


def words(document):
    return [word.slug for word in BesideOriginal(Document.objects.get(pk=document.pk)).words]


def post(desk, document, press="_save", **said):
    form = Form(desk.get(address(document)).text, "seen")
    return desk.post(address(document), form.data(**said, **{press: ""}), follow=True)


def add_nerve():
    GlossaryTerm.objects.create(language="es", slug="nerve", term="nervio", definition="Un cable del cuerpo.")


def test_words_that_are_new_or_mean_something_else_are_named(english, spanish, desk):
    assert words(spanish) == []
    assert "Every text follows the newest English" in desk.get(address(spanish)).text
    change_one_and_add_one(english)
    page = desk.get(address(spanish)).text
    term = GlossaryTerm.objects.get(language="es", slug="cord")
    assert "Every text follows the newest English" not in page
    assert f'href="/admin/procedures/glossaryterm/{term.pk}/change/"' in page and "<ins>" in page
    add = "/admin/procedures/glossaryterm/add/?language=es&slug=nerve"
    assert f'href="{add.replace("&", "&amp;")}"' in page and ">root<" not in page
    form = Form(desk.get(add).text, "definition")
    assert (form.fields["language"], form.fields["slug"]) == ("es", "nerve")
    refused = post(desk, spanish, press="_submit").text
    assert "“nerve” is missing here" in refused and "The English means something else by now" in refused
    assert not Submission.objects.exists()
    assert Document.objects.get(pk=spanish.pk).translates_edition == 1


def test_a_word_counts_once_somebody_saved_it_and_all_of_them_are_submitted(english, spanish, desk):
    change_one_and_add_one(english)
    term = GlossaryTerm.objects.get(language="es", slug="cord")
    term.definition = "Un haz grueso de nervios."
    term.save()
    assert words(spanish) == ["nerve"]
    add_nerve()
    assert words(spanish) == []
    post(desk, spanish, press="_submit")
    submitted = Submission.objects.get(document=spanish).content
    assert submitted["translates_edition"] == 2 and len(submitted["terms"]) == 3


def test_a_meaning_may_stay_if_somebody_says_so_and_that_is_remembered(english, spanish, desk):
    change_one_and_add_one(english)
    left = post(desk, spanish, **{"stays-terms-cord": "on"}).text
    assert "Texts that still follow older English: 1" in left and words(spanish) == ["nerve"]
    GlossaryTerm.objects.filter(language="en", slug="root").update(definition="Where nerves begin.")
    sign_again(english)
    assert words(spanish) == ["nerve", "root"]
    post(desk, spanish)
    assert words(spanish) == ["nerve", "root"], "a save alone says nothing of a meaning"
    add_nerve()
    done = post(desk, spanish, **{"stays-terms-root": "on"}).text
    assert "follows edition 3" in done and words(spanish) == []


def test_a_glossary_without_a_word_of_its_english_is_not_submitted(english, spanish):
    change_one_and_add_one(english)
    Document.objects.filter(pk=spanish.pk).update(translates_edition=2)
    with pytest.raises(Refused) as refused:
        submit(Document.objects.get(pk=spanish.pk), author())
    assert [each for each in refused.value.messages if "with the anchor “nerve”" in each]
    add_nerve()
    submit(Document.objects.get(pk=spanish.pk), author())
