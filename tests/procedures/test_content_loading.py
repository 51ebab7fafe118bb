"""Loading the shipped content: whole, repeatable, and never over somebody's work."""

import dataclasses
import shutil

import pytest
from django.contrib.auth import get_user_model

from procedures import content_files, demonstration_staff, kinds
from procedures.content_files import CONTENT, ContentError, load
from procedures.kinds.evidence import EVIDENCE
from procedures.kinds.parts import SECTIONS
from procedures.models import Document, Edition, GlossaryTerm, Procedure, Publication, Section
from procedures.publishing import revisions
from procedures.publishing.signing import withdraw
from procedures.readings.article import Article
from procedures.shipping import Signed
from tests.kit.small_country import few_summaries
from tests.kit.staff_accounts import make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quickly(monkeypatch):
    few_summaries(monkeypatch)


# The content lies in the database already: loading it for the first time takes seconds.
already_loaded = pytest.mark.usefixtures("few_documents")


def snapshot():
    return {
        model: sorted(map(str, model.objects.values_list()))
        for model in (Procedure, Document, Edition, GlossaryTerm, Section)
    } | {Publication: sorted(map(str, Publication.objects.values_list()))}


@already_loaded
def test_both_articles_load_whole():
    documents = Document.objects.articles().filter(language="en")
    assert {document.procedure.slug for document in documents} == {"drez-lesioning", "drg-stimulation"}
    for document in documents:
        edition = document.editions.get()
        article = Article(edition.content)
        assert [section.kind for section in article.sections] == list(kinds.named("article").sections)
        assert len(article.facts) == 4
        assert len(article.day) >= 4 and len(article.recovery) >= 4
        assert len(article.figures) >= 4 and len(article.questions) >= 6
        assert all(article.urgent_signs.values())
        assert len(article.references) >= 8
        assert document.is_demonstration and edition.is_demonstration
        assert edition.reviewer_name == "Demonstration reviewer (not a clinician)"
        [writer] = edition.writers
        assert writer.startswith("Shipped text, version ")
        assert edition.writer_accounts == [], "nobody here wrote it"
        assert len(article.explained) >= 5
    assert GlossaryTerm.objects.filter(language="en").count() == 30


def test_every_source_loads_with_its_signed_summary(shipped, monkeypatch):
    monkeypatch.undo()
    summaries = Edition.objects.public().summaries().filter(document__language="en")
    keys = set(Publication.objects.values_list("key", flat=True))
    assert set(summaries.values_list("document__slug", flat=True)) == keys
    assert len(keys) == summaries.count() == 185
    assert Publication.objects.filter(procedures__slug="drez-lesioning").count() > 25
    assert Publication.objects.filter(procedures__slug="drg-stimulation").count() > 30
    assert Publication.objects.get(key="Harrison").affiliations["FitzGerald JJ"] == "Oxford"
    assert load() == []


@already_loaded
def test_a_changed_summary_is_signed_again_and_one_that_staff_edited_is_left_alone(tmp_path):
    content = shutil.copytree(CONTENT, tmp_path / "content")
    Document.objects.filter(slug="web-UCLA", language="en").update(title="Ours", last_author=make_staff())
    file = content / "en" / "evidence.toml"
    text = file.read_text().replace("Adults with CRPS or causalgia", "People with CRPS or causalgia")
    file.write_text(text.replace("The page of UCLA Health about", "UCLA Health on"))
    assert load(content) == ["Summaries of evidence (English): 1 loaded."]
    newest = Edition.objects.newest().get(document__slug="Deer2017", document__language="en")
    assert newest.number == 2 and newest.content["summary"].startswith("People with CRPS")
    assert Document.objects.get(slug="web-UCLA", language="en").title == "Ours"


@already_loaded
def test_loading_again_changes_nothing():
    before = snapshot()
    assert load() == []
    assert snapshot() == before


@already_loaded
def test_a_changed_file_replaces_the_article(tmp_path):
    content = shutil.copytree(CONTENT, tmp_path / "content")
    file = content / "en" / "drez-lesioning.toml"
    file.write_text(file.read_text().replace('title = "DREZ lesioning"', 'title = "DREZ lesioning, again"'))
    assert len(load(content)) == 1
    assert Document.objects.filter(title="DREZ lesioning, again").count() == 1
    assert Document.objects.articles().filter(language="en").count() == 2
    assert Edition.objects.newest().filter(content__title="DREZ lesioning, again", number=2).exists()


@already_loaded
def test_the_demonstrations_accounts_cannot_sign_in(client):
    for username in ("demonstration-author", "demonstration-reviewer"):
        account = get_user_model().objects.get(username=username)
        assert not account.has_usable_password() and not account.is_staff and not account.is_superuser


@already_loaded
def test_a_withdrawn_article_stays_down_when_the_content_loads_again():
    document = Document.objects.get(procedure__slug="drez-lesioning", language="en")
    withdraw(document, demonstration_staff.reviewer(), "Wrong.")
    assert load() == []
    assert not Edition.objects.live().filter(document=document).exists()


@already_loaded
def test_an_article_that_staff_edited_is_left_alone(tmp_path):
    content = shutil.copytree(CONTENT, tmp_path / "content")
    Document.objects.filter(procedure__slug="drez-lesioning").update(title="Ours", last_author=make_staff())
    file = content / "en" / "drez-lesioning.toml"
    file.write_text(file.read_text() + "\n# changed\n")
    assert "staff have edited it" in load(content)[0]
    assert Document.objects.filter(title="Ours").exists()


@already_loaded
@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("[@Chalil2021]", "[@Nobody1900]", "Nobody1900"),
        ('title = "DREZ lesioning"', "title = ", "drez-lesioning.toml"),
        ('kind = "what_it_is"', 'kind = "what_is_it"', "what_is_it"),
    ],
)
def test_a_faulty_file_is_refused_whole(tmp_path, old, new, complaint):
    before = snapshot()
    content = shutil.copytree(CONTENT, tmp_path / "content")
    file = content / "en" / "drez-lesioning.toml"
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new))
    with pytest.raises(ContentError, match=complaint):
        load(content)
    assert snapshot() == before


@already_loaded
@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('procedure = "drez-lesioning"', 'procedure = "drez"', "options 1: Procedure matching query"),
        ("\ndrg = ", "\ndrgg = ", "rows 1: no drgg there"),
        ('kind = "scs"', 'kind = "s.c.s"', "comparison.toml"),
    ],
)
def test_a_faulty_comparison_is_refused(tmp_path, old, new, complaint):
    """An answer to an option that the file does not name is not lost in silence."""
    content = shutil.copytree(CONTENT, tmp_path / "content")
    file = content / "en" / "comparison.toml"
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new))
    with pytest.raises(ContentError, match=complaint):
        load(content)


@already_loaded
@pytest.mark.parametrize(
    ("name", "old", "new", "complaint"),
    [
        ("en/evidence.toml", "\nlimits = ", "\nlimit = ", "evidence.toml: no evidence has limit"),
        ("en/evidence.toml", '\nkey = "', '\nkeys = "', "evidence.toml: summaries 1: no key"),
        ("en/glossary.toml", "\ndefinition = ", "\nmeaning = ", "glossary.toml: .*no meaning there"),
        ("en/glossary.toml", '\nslug = "', '\nslugs = "', "glossary.toml: terms 1: no slug"),
        ("publications.toml", "\ntitle = ", "\ntitel = ", "publications.toml: .*no titel there"),
        ("publications.toml", '\nkey = "', '\nkeys = "', "publications.toml: publications 1: no key"),
        ("publications.toml", '"drez-lesioning"', '"drez"', "publications.toml: no procedure is called drez"),
        ("procedures.toml", "\nlook = ", "\nlooks = ", "procedures.toml: .*no looks there"),
    ],
)
def test_a_misspelled_name_is_refused_with_the_name_of_its_file(tmp_path, name, old, new, complaint):
    content = shutil.copytree(CONTENT, tmp_path / "content")
    file = content / name
    assert old in file.read_text()
    text = file.read_text().replace(old, new)
    for known in ("ablation", "Deer2017", "Chalil2021", "drez-lesioning"):  # new ones, to be read at all
        text = text.replace(f'slug = "{known}"', f'slug = "other-{known}"')
        text = text.replace(f'key = "{known}"', f'key = "Other{known}"')
    file.write_text(text)
    with pytest.raises(ContentError, match=complaint):
        load(content)


@already_loaded
def test_a_part_more_of_a_kind_is_loaded():
    kind = dataclasses.replace(EVIDENCE, parts=(*EVIDENCE.parts, SECTIONS))
    document = Document.objects.get(kind="evidence", slug="Deer2017", language="en")
    section = {"kind": "evidence", "heading": "More", "body": "More."}
    fields = {
        "title": "A title",
        "summary": "A sentence.",
        "limits": "- What is next.",
        "sections": [section],
    }
    content_files._write(kind, CONTENT / "en/evidence.toml", document, fields, Signed())
    assert document.sections.get().heading == "More"
    assert document.abstracts.get().limits == "- What is next."


def test_a_glossary_has_the_title_of_its_file(shipped, tmp_path):
    folder = tmp_path / "es"
    folder.mkdir()
    file = folder / "glossary.toml"
    file.write_text(
        'heading = "Palabras explicadas"\nsummary = "Palabras del sitio."\ntranslator = "Terry Translator"\n'
        'translates_edition = 1\n[[terms]]\nslug = "ataxia"\nterm = "Ataxia"\n'
        'definition = "Movimiento torpe."\nforms = ["ataxia"]\n'
    )
    for name in ("procedures.toml", "publications.toml"):
        shutil.copy(CONTENT / name, tmp_path)
    with pytest.raises(ContentError, match="glossary.toml: no glossary has heading"):
        load(tmp_path)
    file.write_text(file.read_text().replace("heading", "title"))
    load(tmp_path)
    titles = Edition.objects.filter(document__kind="glossary").values_list("content__title", flat=True)
    assert set(titles) == {"Words explained", "Palabras explicadas"}


@already_loaded
def test_changed_words_of_the_glossary_are_loaded_where_nobody_edited_them(tmp_path):
    content = shutil.copytree(CONTENT, tmp_path / "content")
    file = content / "en/glossary.toml"
    before = snapshot()
    load(content)
    assert snapshot() == before, "the file is as it was"
    shipped, theirs = GlossaryTerm.objects.filter(language="en").order_by("slug")[:2]
    GlossaryTerm.objects.filter(pk=theirs.pk).update(definition="In the words of the clinic.")
    theirs.refresh_from_db()
    revisions.record_row(theirs, make_staff("ann"))
    text = file.read_text()
    for slug in (shipped.slug, theirs.slug):
        start = text.index(f'slug = "{slug}"')
        definition = text.index("definition = ", start)
        text = text[:definition] + 'definition = "Another meaning."' + text[text.index("\n", definition) :]
    file.write_text(text)
    load(content)
    meanings = dict(GlossaryTerm.objects.filter(language="en").values_list("slug", "definition"))
    assert meanings[shipped.slug] == "Another meaning."
    assert meanings[theirs.slug] == "In the words of the clinic."
    glossary = Document.objects.get(kind="glossary", language="en")
    signed = {term["slug"]: term["definition"] for term in glossary.editions.first().content["terms"]}
    assert (glossary.editions.first().number, signed) == (2, meanings)
    after = snapshot()
    load(content)
    assert snapshot() == after


@already_loaded
def test_operations_come_from_their_file_and_stay_as_staff_left_them(tmp_path):
    content = shutil.copytree(CONTENT, tmp_path / "content")
    Procedure.objects.filter(slug="drez-lesioning").update(color="teal")
    with (content / "procedures.toml").open("a") as file:
        file.write('[[procedures]]\nslug = "pump"\nname = "A pump"\ncolor = "rust"\nposition = 3\n')
    load(content)
    assert list(Procedure.objects.values_list("slug", "color")) == [
        ("drez-lesioning", "teal"),
        ("drg-stimulation", "blue"),
        ("pump", "rust"),
    ]
    with (content / "procedures.toml").open("a") as file:
        file.write('[[procedures]]\nslug = "other"\nname = "Other"\ncolor = "pink"\n')
    with pytest.raises(ContentError, match="procedures.toml: Other"):
        load(content)
