"""Several rows of a part on one page: left as they are, changed, added, taken out and moved."""

import pytest

from procedures import kinds
from procedures.models import Document, UrgentSign
from procedures.publishing import revisions
from procedures.publishing.snapshot import freeze
from tests.kit.browser_forms import Form
from tests.kit.document_desk import part_path, path
from tests.kit.documents import author, make_draft_article, make_signed_article, reviewer
from tests.kit.staff_accounts import make_staff
from tests.procedures.kinds.rich import make_rich_document

pytestmark = pytest.mark.django_db
MOST_QUERIES_OF_A_PAGE = 45
SEVERAL = [(kind, part) for kind in kinds.ALL for part in kind.parts if part.form and part.form.at_once > 1]


@pytest.fixture
def ann(client):
    client.force_login(author())
    return client


def rows_path(document, part: str, first: int = 1) -> str:
    return path(document, f"part/{part}/rows/{first}")


def opened(client, document, part: str, first: int = 1) -> Form:
    return Form(client.get(rows_path(document, part, first)).text, having="_save")


def save(client, document, part, form: Form, button="_save", **fields):
    return client.post(rows_path(document, part), form.data(**fields, **{button: "1"}), follow=True)


def signs(document) -> list[str]:
    return list(document.urgentsigns.values_list("text", flat=True))


@pytest.mark.parametrize(("kind", "part"), SEVERAL, ids=lambda each: getattr(each, "name", None) or str(each))
def test_a_page_sent_back_as_it_stands_changes_nothing(ann, kind, part):
    document = make_rich_document(str(kind))
    revisions.record(document, author())
    before = freeze(document)
    address = path(document, "change")
    assert rows_path(document, part.name) in ann.get(address).text
    assert "Saved." in save(ann, document, part.name, opened(ann, document, part.name)).text
    assert document.revisions.count() == 1 and freeze(Document.objects.get()) == before


def test_rows_are_changed_added_and_taken_out_at_once(ann, django_assert_max_num_queries):
    document = make_draft_article()
    with django_assert_max_num_queries(MOST_QUERIES_OF_A_PAGE):
        form = opened(ann, document, "urgent_signs")
    new = form.row_where("urgentsigns", urgency="same_day", text="")
    sent = {"urgentsigns-0-text": "You cannot breathe", "urgentsigns-1-DELETE": "on", f"{new}-text": "Fever"}
    answer = save(ann, document, "urgent_signs", form, **sent)
    assert answer.redirect_chain[-1][0] == f"{path(document, 'change')}#part-urgent_signs"
    assert signs(document) == ["You cannot breathe", "Sign: call_office", "Fever"]
    assert document.urgentsigns.get(text="Fever").urgency == UrgentSign.Urgency.SAME_DAY
    assert document.revisions.count() == 1, "one save is one saved draft"


def test_rows_that_are_still_empty_are_in_nobodys_way(ann):
    document = make_draft_article(with_parts=False)
    for about in ("what", "whom"):
        document.keypoints.create(about=about, text="")
    form = opened(ann, document, "key_points")
    assert "Saved." in save(ann, document, "key_points", form, **{"keypoints-1-text": "For some."}).text
    assert list(document.keypoints.values_list("text", flat=True)) == ["", "For some."]
    missing = opened(ann, document, "key_points").row_where("keypoints", about="undone", text="")
    form = opened(ann, document, "key_points")
    save(ann, document, "key_points", form, **{f"{missing}-text": "No."})
    assert document.keypoints.last().about == "undone" and document.keypoints.count() == 3


def test_what_is_wrong_is_told_at_its_row_and_nothing_is_lost(ann):
    document = make_draft_article()
    form = opened(ann, document, "urgent_signs")
    new = form.row_where("urgentsigns", urgency="emergency", text="")
    sent = {"urgentsigns-0-text": "", f"{new}-text": "Typed."}
    page = ann.post(rows_path(document, "urgent_signs"), form.data(**sent, _save="1")).text
    assert "Nothing is saved yet" in page and 'href="#id_urgentsigns-0-text"' in page
    assert "urgent sign 1, Sign: This field is required." in page and "Typed." in page
    form = opened(ann, document, "key_points")
    page = ann.post(rows_path(document, "key_points"), form.data(**{"keypoints-0-about": "whom"}, _save="1"))
    assert "already has that key point" in page.text


def test_a_row_moves_with_what_was_typed_beside_it(ann):
    document = make_draft_article()
    first = document.urgentsigns.first()
    form = opened(ann, document, "urgent_signs")
    sent = form.data(**{"urgentsigns-2-text": "Typed.", "row": f"{first.pk}:1"})
    answer = ann.post(rows_path(document, "urgent_signs"), sent)
    assert answer.headers["Location"] == rows_path(document, "urgent_signs")
    assert signs(document) == ["Sign: same_day", "Sign: emergency", "Typed."]
    buttons = ann.get(rows_path(document, "urgent_signs")).text
    assert buttons.index('name="_continue"') < buttons.index('name="row"'), "what Enter presses"


def test_sections_come_five_at_a_time_and_lead_on(ann):
    document = make_draft_article()
    form = opened(ann, document, "sections", 6)
    there = list(document.sections.values_list("pk", flat=True))[5:10]
    assert [form.fields[f"sections-{number}-id"] for number in range(5)] == [str(key) for key in there]
    sent = form.data(**{"sections-0-body": "The sixth."}, _next="1")
    answer = ann.post(rows_path(document, "sections", 6), sent)
    assert answer.headers["Location"] == rows_path(document, "sections", 11)
    assert document.sections.get(pk=there[0]).body == "The sixth."
    last = ann.post(
        rows_path(document, "sections", 11), opened(ann, document, "sections", 11).data(_next="1")
    )
    assert last.headers["Location"] == rows_path(document, "steps")
    for wrong in (0, 2, 16, 99):
        assert ann.get(rows_path(document, "sections", wrong)).status_code == 404
    assert ann.get(path(make_rich_document("comparison"), "part/rows/rows/1")).status_code == 404


def test_two_people_at_different_rows_are_merged_and_at_the_same_row_asked(ann, client):
    document = make_draft_article()
    early = opened(ann, document, "urgent_signs")
    document.urgentsigns.create(urgency="emergency", text="New meanwhile", position=9)
    document.sections.filter(kind="tests").update(body="Meanwhile.")
    save(ann, document, "urgent_signs", early, **{"urgentsigns-0-text": "Mine."})
    assert signs(document) == ["Mine.", "Sign: same_day", "Sign: call_office", "New meanwhile"]
    late = opened(ann, document, "urgent_signs")
    client.force_login(make_staff("bob", is_superuser=True))
    save(
        client,
        document,
        "urgent_signs",
        opened(client, document, "urgent_signs"),
        **{"urgentsigns-1-text": "Bob's."},
    )
    client.force_login(author())
    answer = save(client, document, "urgent_signs", late, **{"urgentsigns-1-text": "Ann's."})
    assert "Nothing is saved yet" in answer.text and "Bob" in answer.text and "Ann&#x27;s." in answer.text
    assert "Bob's." in signs(document)


def test_comments_and_hints_of_the_rows_stand_on_their_page(ann):
    document = make_signed_article()
    sign = document.urgentsigns.first()
    ann.post(
        path(document, "comment"), {"text": "Which one?", "place": f"urgent_signs-{sign.pk}", "label": "x"}
    )
    document.keypoints.filter(about="what").update(text="It is safe.")
    assert "Which one?" in ann.get(rows_path(document, "urgent_signs")).text
    assert "Do not write “safe”" in ann.get(rows_path(document, "key_points")).text


def test_a_comment_on_several_rows_is_counted_and_shown_at_each_of_them(ann):
    document = make_draft_article()
    many = list(document.sections.all())
    for first in (6, 11):
        sent = {"place": f"sections-from-{first}", "label": "Sections", "text": f"From {first}?"}
        ann.post(path(document, "comment"), sent)
    page = ann.get(path(document, "change")).text
    assert f'<a href="{rows_path(document, "sections", 6)}">Sections</a>' in page
    assert page.count("1 comment<") == 2
    on_row = ann.get(part_path(document, "sections", many[6])).text
    assert "From 6?" in on_row and "From 11?" not in on_row
    assert ann.get(part_path(document, "sections", many[0])).context["comments"] == []
    for row in many[9:]:
        row.delete()
    page = ann.get(path(document, "change")).text
    assert "2 comments" in page and rows_path(document, "sections", 11) not in page
    assert "From 11?" in ann.get(part_path(document, "sections", many[8])).text
    document.sections.all().delete()
    assert ann.get(path(document, "change")).text.count(rows_path(document, "sections")) == 3


def test_who_writes_several_rows_and_who_writes_one_of_them_know_of_each_other(client):
    document = make_draft_article()
    ann, bob = make_staff("ann", group="Author"), make_staff("bob", group="Author")
    seventh = document.sections.all()[6]
    several, one = "sections-from-6", f"sections-{seventh.pk}"
    said = {}
    for person, place in [(ann, several), (bob, one), (ann, several), (ann, "sections-from-1")]:
        client.force_login(person)
        said[person, place] = client.post(path(document, "typed"), {"place": place}).json()["said"]
    assert said[bob, one] == "Ann is at this part, too."
    assert said[ann, several] == "Bob is at this part, too."
    assert said[ann, "sections-from-1"] == ""
    client.force_login(bob)
    assert "Ann is at this part, too." in client.get(part_path(document, "sections", seventh)).text


def test_what_is_typed_is_kept_and_seen_by_colleagues(ann, client):
    document = make_draft_article()
    place = "urgent_signs-from-1"
    sent = {"place": place, "is_typed": "1", "urgentsigns-0-text": "Half a"}
    assert ann.post(path(document, "typed"), sent).status_code == 200
    assert "Half a" in ann.get(rows_path(document, "urgent_signs")).text
    assert "Not saved yet: Alex" in ann.get(path(document, "change")).text
    assert rows_path(document, "urgent_signs") in ann.get(path(document, "history")).text
    save(ann, document, "urgent_signs", opened(ann, document, "urgent_signs"))
    assert not document.sittings.unsaved().exists()


def test_the_page_beside_shows_all_rows_as_they_are_typed(ann):
    document = make_draft_article()
    form = opened(ann, document, "urgent_signs")
    new = form.row_where("urgentsigns", urgency="emergency", text="")
    sent = {"urgentsigns-0-text": "Typed sign", "urgentsigns-1-DELETE": "on", f"{new}-text": "Newly typed"}
    page = ann.post(path(document, "as-typed/urgent_signs/rows"), form.data(**sent))
    assert "Typed sign" in page.text and "Newly typed" in page.text
    assert "Sign: same_day" not in page.text and "Sign: call_office" in page.text


def test_a_reviewer_reads_the_rows_and_changes_none(client):
    document = make_draft_article()
    client.force_login(reviewer())
    page = client.get(rows_path(document, "urgent_signs"))
    assert "Sign: same_day" in page.text and 'name="_save"' not in page.text
    assert client.post(rows_path(document, "urgent_signs"), {}).status_code == 403
    assert (
        part_path(document, "urgent_signs", document.urgentsigns.first())
        in client.get(path(document, "change")).text
    )
