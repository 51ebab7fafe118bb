"""A translation says the numbers of its English, names whom to call, leads where it leads, shows the same."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from drez_site.foundation.refusals import Refused
from procedures.models import Document, Edition
from procedures.pictures import encoded, markdown
from procedures.publishing.signing import submit
from procedures.publishing.snapshot import freeze
from procedures.publishing.translations import original_of
from procedures.publishing.unlike_english import differences
from procedures.publishing.unlike_texts import unlike_its_english
from tests.kit.documents import (
    author,
    make_draft_article,
    make_edition,
    make_paper,
    make_procedure,
)
from tests.kit.spanish import in_spanish

ONE, OTHER = (f"/pictures/{sign * 64}/960x640.webp" for sign in "ab")


def said(english: str, spanish: str) -> list[str]:
    return list(unlike_its_english("Text", spanish, english, "es", Edition(number=3)))


def numbers(here: str, there: str) -> str:
    return (
        f"Text: numbers that stand only here: {here}; only in edition 3 of the English page: {there}. "
        "Say the same, in digits or, up to twelve, as a word. If this language rightly needs another number, "
        "change the English first."
    )


@pytest.mark.parametrize(
    ("english", "spanish"),
    [
        ("1,000 people", "1.000 personas"),
        ("1,549 people", "1 549 personas"),
        ("1549 people", "1\u202f549 personas"),
        ("1,234,567.25", "1.234.567,25"),
        ("7.5 mg and 0.125 mg", "7,5 mg y 0,125 mg"),
        ("In 2020, 100 people", "En 2020 100 personas"),
        ("50 100 and 20", "50 100 y 20"),
        ("5–10 days", "de 5 a 10 días"),
        ("7% of them", "el 7 por ciento"),
        ("the 2nd and 3rd day", "el 2.º y 3er día"),
        ("½ of 10² pills", "1/2 de 10 2 pastillas"),
        ("Call before 6 p.m.", "Llame antes de las 18:00."),
        ("at 6:30 PM and 8 a.m.", "a las 6:30 p.\u00a0m. y a las 8 de la mañana"),
        ("at 12 a.m. and 12 p.m.", "a las 00:00 y a las 12:00"),
        ("On July 1, 2021", "El 1 de julio de 2021"),
        ("On 2021-07-01", "El 1 de julio de 2021"),
        ("On May 5, 2021", "El 5/5/2021"),
        ("within five days", "en 5 días"),
        ("1 of 12 people", "una de doce personas"),
        ("It is cited. [@Key2020; @Other2021]", "Se cita."),
        ("1. One\n2. Two", "- Uno\n- Dos"),
        ("Call 9-1-1.", "Llame al 911. De nuevo: 911."),
        ("Call or text 988.", "Llame al 988 y oprima 2, o envíe la palabra AYUDA al 988."),
        ("Call (919) 555-0134.", "Llame al +1 919-555-0134, es decir, 919.555.0134."),
        ("Call 1-800-MEDICARE.", "Llame al 1-800-MEDICARE."),
        ("[More](/evidence/)", "[Más](/es/evidence/)"),
        ("[Risks](#benefits_and_risks)", "[Riesgos](#benefits_and_risks)"),
        ("[Call](tel:+1-919-555-0134)", "[Llame](tel:9195550134)"),
        ("See <https://a.org/2020>.", "Vea [la página](https://a.org/2020)."),
        ("Go to cms.gov/nosurprises.", "Visite cms.gov/nosurprises"),
        (f'![A cut]({ONE} "Drawn in 2020")', f'![Un corte]({ONE} "Dibujo de 2020")'),
    ],
)
def test_what_each_language_writes_its_own_way_is_the_same(english, spanish):
    assert said(english, spanish) == []


@pytest.mark.parametrize(
    ("english", "spanish", "here", "there"),
    [
        ("1 in 100 people", "1 de cada 1000 personas", "1000", "100"),
        ("1 in 100 people", "1 de cada 1.000 personas", "1000", "100"),
        ("100 people", "100 personas de 100", "100", "none"),
        ("7.5 mg", "75 mg", "75", "7.5"),
        ("1.5 mg", "1,500 mg", "1500", "1.5"),
        ("5 of 12", "cinco de 13", "13", "12"),
        ("within 1 hour", "en 2 horas", "2", "1"),
        ("within 20 hours", "en veinte horas", "none", "20"),
        ("It may take 6 days", "Puede tardar 5 días en mayo", "5", "6"),
        ("Call before 6 p.m.", "Llame antes de las 6 a. m.", "6:00", "18:00"),
        ("On July 1, 2021", "El 1 de junio de 2022", "2022", "2021"),
        ("100 people", "1**0**00 personas", "1000", "100"),
        ("100 people", "100&#48; personas", "1000", "100"),
        ("100 people", "100\u200b0 personas", "1000", "100"),
        ("100 people", "١٠٠٠ personas", "1000", "100"),
        ("988 people", "oprima 2 y 988 personas", "2", "none"),
        (f'![1 cut]({ONE} "A")', f'![13 cortes]({ONE} "A")', "13", "1"),
    ],
)
def test_another_number_is_named(english, spanish, here, there):
    assert numbers(here, there) in said(english, spanish)


@pytest.mark.parametrize(
    ("english", "spanish", "sentence"),
    [
        ("Call 911.", "Llame al 119.", "in an emergency it says to call none, and edition 3 of the English"),
        (
            "Call 911 or 988.",
            "Llame al 911.",
            "to call 911, and edition 3 of the English page 911, 988. Name",
        ),
        ("Call us.", "Llame al 988.", "it says to call 988, and edition 3 of the English page none. Name"),
        (
            "Call 1-800-985-3059.",
            "Llame al 1-800-985-3095.",
            "the phone number 8009853095, and edition 3 of the English page 8009853059. Name the same.",
        ),
        ("Call 1-800-MEDICARE.", "Llame al 1-800-MEDICINE.", "it names the phone number 800MEDICINE"),
        (
            "More",
            "[Más](/es/evidence/)",
            "leads to /evidence/, only in edition 3 of the English page to none.",
        ),
        ("[More](/evidence/)", "Más", "leads to none, only in edition 3 of the English page to /evidence/."),
        ("[A](/evidence/)", "[A](/es/glossary/)", "leads to /glossary/, only in edition 3"),
        ("[A](#tests)", "[A](#cost)", "leads to #cost, only in edition 3 of the English page to #tests."),
        ("[A](https://a.org/)", "[A](https://a.example/)", "leads to https://a.example/, only in edition 3"),
        (
            "[A](tel:911)",
            "[A](tel:119)",
            "leads to tel:119, only in edition 3 of the English page to tel:911.",
        ),
        ("[A](https://a.org)", "[A][1]\n\n[1]: https://b.org", "leads to https://b.org, only in edition 3"),
        ("Go to cms.gov/a.", "Visite cms.org/a.", "leads to cms.org/a, only in edition 3"),
        (
            f'![A cut]({ONE} "A")',
            f'![Un corte]({OTHER} "A")',
            "pictures that stand only here: “Un corte”; only in edition 3 of the English page: “A cut”.",
        ),
        (
            "A cut",
            f'![Un corte]({ONE} "A")',
            "only here: “Un corte”; only in edition 3 of the English page: none",
        ),
    ],
)
def test_whom_to_call_where_to_read_and_what_is_shown_is_named(english, spanish, sentence):
    assert [each for each in said(english, spanish) if sentence in each]


def _photo() -> SimpleUploadedFile:
    file = BytesIO()
    Image.new("RGB", (960, 640), "teal").save(file, "JPEG")
    return SimpleUploadedFile("cut.jpg", file.getvalue())


@pytest.fixture
def spanish(db):
    """A Spanish page that can be submitted as it is, and whose English says, links and shows something."""
    picture = encoded(_photo())
    picture.added_by = author()
    picture.save()
    english = make_draft_article(make_procedure())
    make_paper()
    body = "It helped 1 in 100. [@Paper2020] Call 911. [More](/evidence/)\n\n"
    english.sections.filter(kind="tests").update(body=body + markdown(picture, "A cut", "A clinic"))
    make_edition(english)
    document = make_draft_article(
        english.procedure, language="es", title="Una operación", summary="Qué es y a quién puede ayudar."
    )
    in_spanish(document)
    body = "Ayudó a 1 de cada 100. [@Paper2020] Llame al 911. [Más](/es/evidence/)\n\n"
    document.sections.filter(kind="tests").update(body=body + markdown(picture, "Un corte", "Una clínica"))
    return document


def test_the_same_in_other_words_is_submitted(spanish):
    assert submit(spanish, author()).content["language"] == "es"


@pytest.mark.parametrize(
    ("was", "now", "sentence"),
    [
        ("de cada 100", "de cada 1000", "numbers that stand only here: 1000; only in edition 1"),
        ("911", "119", "in an emergency it says to call none"),
        ("(/es/evidence/)", "(/es/glossary/)", "only here an address leads to /glossary/"),
        ("![Un corte]", "![Otro]", ""),
        ("!", "Aparte: ", "pictures that stand only here: none; only in edition 1"),
    ],
)
def test_what_is_said_otherwise_is_not_submitted_and_its_place_is_named(spanish, was, now, sentence):
    section = spanish.sections.get(kind="tests")
    section.body = section.body.replace(was, now)
    section.save()
    if not sentence:
        assert submit(spanish, author())
        return
    with pytest.raises(Refused) as refused:
        submit(spanish, author())
    found = [each for each in refused.value.messages if sentence in each]
    assert found and found[0].startswith(f"{section.heading}, Text: ")


def test_the_title_is_compared_too(spanish):
    spanish.title = "Una operación en 24 horas"
    spanish.save()
    with pytest.raises(Refused) as refused:
        submit(spanish, author())
    assert refused.value.messages[0].startswith("Title: numbers that stand only here: 24;")


@pytest.mark.usefixtures("few_documents")
def test_every_shipped_page_passes():
    documents = list(Document.objects.filter(language="es"))
    assert len(documents) > 15
    for document in documents:
        assert list(differences(freeze(document), original_of(document).editions.get())) == []


@pytest.mark.usefixtures("few_documents")
def test_words_of_the_glossary_are_compared():
    document = Document.objects.get(kind="glossary", language="es")
    content = freeze(document)
    term = content["terms"][0]
    term["definition"] += " Llame al 119."
    (found,) = differences(content, original_of(document).editions.get())
    assert found.startswith(f"Glossary, {term['slug']}: numbers that stand only here: 119;")
