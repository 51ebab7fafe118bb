"""What is typed is kept every few seconds, for its writer alone; and everybody sees who is where."""

from datetime import timedelta

import pytest
from django.utils import timezone

from procedures.models import Document, Sitting
from procedures.publishing import revisions
from procedures.publishing.snapshot import freeze
from tests.kit.browser_forms import Form
from tests.kit.document_desk import part_path, path
from tests.kit.documents import author, make_draft_article, reviewer
from tests.kit.staff_accounts import make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    document = make_draft_article()
    revisions.record(document, author())
    return document


@pytest.fixture
def ann(client):
    client.force_login(author())
    return client


@pytest.fixture
def section(draft):
    return draft.sections.get(kind="tests")


def type_(client, document, section, **fields):
    """What the page of a section says while somebody types."""
    form = Form(client.get(part_path(document, "sections", section)).text, having="_save")
    typed = {f"sections-0-{name}": value for name, value in fields.items()}
    sent = form.data(**typed) | {"place": f"sections-{section.pk}", "is_typed": "1"}
    return client.post(path(document, "typed"), sent)


def test_what_is_typed_is_kept_and_changes_no_draft(ann, draft, section):
    before = freeze(draft)
    answer = type_(ann, draft, section, body="Half a sent <")
    assert answer.status_code == 200 and "Kept at" in answer.json()["said"]
    assert freeze(Document.objects.get()) == before and draft.revisions.count() == 1
    page = ann.get(part_path(draft, "sections", section))
    assert page.context["kept"].typed["sections-0-body"] == ["Half a sent <"]
    assert "csrfmiddlewaretoken" not in page.context["kept"].typed
    assert "did not save" in page.text and 'id="kept"' in page.text
    assert f"Not saved yet: {author()}" in ann.get(path(draft, "change")).text


def test_the_history_shows_what_nobody_saved(ann, draft, section):
    type_(ann, draft, section, body="Half a <sentence")
    page = ann.get(path(draft, "history")).text
    assert "Typed, and not saved yet" in page and "Half a &lt;sentence" in page
    assert part_path(draft, "sections", section) in page and "TOTAL_FORMS" not in page


def test_one_sitting_is_one_row_however_often_somebody_types(ann, draft, section):
    for words in ("One", "One two", "One two three"):
        type_(ann, draft, section, body=words)
    assert Sitting.objects.get().typed["sections-0-body"] == ["One two three"]


def test_a_page_that_is_only_looked_at_keeps_what_was_typed(ann, draft, section):
    type_(ann, draft, section, body="Typed.")
    ann.post(path(draft, "typed"), {"place": f"sections-{section.pk}"})
    assert Sitting.objects.get().typed["sections-0-body"] == ["Typed."]


def test_a_save_ends_what_was_typed(ann, draft, section):
    type_(ann, draft, section, body="Typed.")
    address = part_path(draft, "sections", section)
    form = Form(ann.get(address).text, having="_save")
    assert ann.post(address, form.data(**{"sections-0-body": "Saved."})).status_code == 302
    assert ann.get(address).context["kept"] is None
    assert draft.revisions.last().saved_by == author()


def test_a_comment_that_is_added_is_not_kept_as_typed_and_never_said_twice(ann, draft, section):
    address = part_path(draft, "sections", section)
    sent = Form(ann.get(address).text, having="_save").data(text="Which tests?")
    place = {"place": sent["place"], "is_typed": "1"}
    ann.post(path(draft, "typed"), place | {"text": "Which tests?", "label": sent["label"]})
    assert Sitting.objects.get().typed == {"text": ["Which tests?"]}, "what the page says is not typed"
    ann.post(path(draft, "comment"), sent)
    assert "Not saved yet" not in ann.get(path(draft, "change")).text
    ann.post(path(draft, "typed"), sent | place | {"sections-0-body": "Typed."})
    ann.post(path(draft, "comment"), sent)
    kept = Sitting.objects.get().typed
    assert "text" not in kept and kept["sections-0-body"] == ["Typed."]
    assert ann.post(address, sent | {"_save": "1"}).status_code == 302
    assert [comment.text for comment in draft.comments.all()] == ["Which tests?"]


def test_it_can_be_forgotten(ann, draft, section):
    type_(ann, draft, section, body="Typed.")
    page = ann.get(part_path(draft, "sections", section))
    sent = Form(page.text, having="place").data()
    answer = ann.post(path(draft, "forget"), {"place": sent["place"]}, follow=True)
    assert answer.context["kept"] is None and "Here is what is saved." in answer.text


def test_words_kept_before_somebody_elses_save_still_ask_with_both(ann, draft, section):
    """The page comes back with what it was opened with, so it knows what it has not seen."""
    type_(ann, draft, section, body="Ann's.")
    draft.sections.filter(pk=section.pk).update(body="Bob's.")
    revisions.record(draft, make_staff("bob", group="Author"))
    address = part_path(draft, "sections", section)
    kept = ann.get(address).context["kept"].typed
    answer = ann.post(address, kept)
    ((_label, saved, typed),) = [
        (each.label, each.saved, each.typed) for each in answer.context["meanwhile"].differences
    ]
    assert (saved, typed) == ("Bob's.", "Ann's.")


def test_colleagues_see_who_is_there_and_not_what_was_typed_as_theirs(client, draft, section):
    bob = make_staff("bob", group="Author")
    client.force_login(bob)
    type_(client, draft, section, body="Bob's half sentence")
    client.force_login(author())
    page = client.get(part_path(draft, "sections", section))
    assert page.context["kept"] is None
    assert "Bob is at this part, too." in page.text
    assert "Bob is here" in client.get(path(draft, "change")).text
    said = client.post(path(draft, "typed"), {"place": f"sections-{section.pk}"}).json()["said"]
    assert said == "Bob is at this part, too."
    Sitting.objects.filter(person=bob).update(seen_at=timezone.now() - timedelta(minutes=2))
    assert "Bob is here" not in client.get(path(draft, "change")).text
    assert "Not saved yet: Bob" in client.get(path(draft, "change")).text, "nothing is lost"


def test_nobody_is_kept_out(client, draft, section):
    client.force_login(make_staff("bob", group="Author"))
    type_(client, draft, section, body="Bob's")
    client.force_login(author())
    address = part_path(draft, "sections", section)
    form = Form(client.get(address).text, having="_save")
    assert client.post(address, form.data(**{"sections-0-body": "Ann's"})).status_code == 302


def test_what_nobody_needs_goes(ann, draft, section):
    long_ago = timezone.now() - timedelta(days=3)
    seen = {"document": draft, "person": author(), "seen_at": long_ago}
    Sitting.objects.create(place="top", typed={"title": ["Kept"]}, **seen)
    Sitting.objects.create(place="steps-new", **seen)
    ann.post(path(draft, "typed"), {"place": f"sections-{section.pk}"})
    assert sorted(Sitting.objects.values_list("place", flat=True)) == [f"sections-{section.pk}", "top"]


@pytest.mark.parametrize("place", ["", "x", "sections-", "sections-x", "../top", "top-1/../2", "a" * 99])
def test_what_is_no_place_is_refused(ann, draft, place):
    for step in ("typed", "forget"):
        assert ann.post(path(draft, step), {"place": place}).status_code == 400
    assert not Sitting.objects.exists()


def test_who_may_not_write_keeps_nothing(client, draft):
    client.force_login(reviewer())
    assert client.post(path(draft, "typed"), {"place": "top"}).status_code == 403
    assert 'id="sitting"' not in client.get(path(draft, "top")).text


def test_being_told_asks_the_database_little(ann, draft, section, django_assert_max_num_queries):
    type_(ann, draft, section, body="One")
    with django_assert_max_num_queries(16):
        ann.post(path(draft, "typed"), {"place": f"sections-{section.pk}", "is_typed": "1", "x": "y"})
