"""What an author who also reviews can do with forms alone: her words stay hers, and others sign them."""

import pytest
from django.contrib.auth.models import Group
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from drez_site.foundation.refusals import Refused
from drez_site.foundation.roles import Role
from procedures.models import Document, GlossaryTerm, Procedure, Publication, RowRevision
from procedures.publishing import revisions
from procedures.publishing.signing import submit, withdraw
from procedures.publishing.steps import SignedAgain
from tests.kit.browser_forms import Form
from tests.kit.document_desk import part_path
from tests.kit.documents import make_draft_article, make_draft_findings, make_procedure
from tests.kit.writers import first_edition, make_people, new_draft, section, signed_by, who_may_sign, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return make_people()


@pytest.fixture
def save(client, people):
    """Save a page of the admin as somebody; of a document the top, or the address that is given."""

    def save(who: str, model, row=None, address="", **fields):
        client.force_login(people[who])
        step = "top" if isinstance(row, Document) else "change"
        step, args = (step, [row.pk]) if row else ("add", [])
        address = address or reverse(f"admin:procedures_{model._meta.model_name}_{step}", args=args)
        form = Form(client.get(address).text, having="_save")
        answer = client.post(address, form.data(**fields))
        assert answer.status_code == 302, answer.context["errors"]

    return save


def test_words_that_move_up_a_place_stay_those_of_their_writer(people, save):
    """The writer appends a step, a colleague deletes the first."""
    document = first_edition(people["ann"], people["sue"])
    document.steps.create(sequence="recovery", heading="Old", body="Old step.", position=1)
    document.steps.create(sequence="recovery", heading="Home", body="You go home.", position=2)
    revisions.record(document, people["ann"])
    submit(document, people["ann"])
    signed_by(document, people["sue"])
    step = {"sequence": "recovery", "heading": "Medicine", "body": "Take twice the dose."}
    typed = {f"steps-0-{name}": value for name, value in step.items()}
    save("rita", Document, document, address=part_path(document, "steps"), **typed)
    before = document.revisions.last().content["steps"]
    for gone in list(document.steps.all()[:2]):
        save("bob", Document, document, part_path(document, "steps", gone), **{"steps-0-DELETE": "on"})
    submit(document, people["bob"])
    bodies = [each["body"] for each in document.submission.content["steps"]]
    assert bodies[-1] == "Take twice the dose." and len(bodies) == len(before) - 2, "up in the list"
    assert who_may_sign(document, people) == {"sue"}
    assert signed_by(document, people["sue"]).writers == ["Bob", "Rita"]


def test_a_word_and_a_source_written_before_a_page_names_them_have_their_writer(people, save):
    document = first_edition(people["ann"], people["sue"])
    word = {"term": "lead wire", "slug": "lead-wire", "definition": "A wire that never breaks.", "forms": ""}
    save("rita", GlossaryTerm, **word)
    save("sue", Publication, key="Sue2026", kind="case_series", description="A made-up series")
    section(document, people["bob"], "A lead wire is put in.")
    submit(document, people["bob"])
    assert who_may_sign(document, people) == {"sue"}
    section(document, people["bob"], "A wire is put in.[@Sue2026]")
    submit(document, people["bob"])
    assert who_may_sign(document, people) == {"rita"}
    section(document, people["bob"], "A lead wire is put in.[@Sue2026]")
    submit(document, people["bob"])
    assert who_may_sign(document, people) == set()


def test_what_a_live_edition_says_of_a_word_is_signed_for_every_page(people, save):
    one, other = first_edition(people["ann"], people["sue"]), _second_article(people)
    save("rita", GlossaryTerm, term="lead wire", slug="lead-wire", definition="A thin wire.", forms="")
    for document in (one, other):
        section(document, people["bob"], "A lead wire is put in.")
        submit(document, people["bob"])
        assert who_may_sign(document, people) == {"sue"}
        if document == one:
            signed_by(one, people["sue"])
            section(other, people["bob"], "A lead wire is taken out.")
            submit(other, people["bob"])
            assert who_may_sign(other, people) == {"rita", "sue"}
            withdraw(one, people["sue"], "To be checked.")


def _second_article(people):
    document = make_draft_article(make_procedure("drg-stimulation", name="DRG stimulation"), last_author=None)
    revisions.record(document, people["ann"])
    submit(document, people["ann"])
    signed_by(document, people["sue"])
    return document


@pytest.mark.parametrize("form", [r"root\-zone", "root&#45;zone", "**root-zone**"])
def test_a_word_is_found_as_readers_see_it(people, save, form):
    document = new_draft(people["ann"])
    section(document, people["ann"], f"It lies near the {form} of a nerve.")
    save("rita", GlossaryTerm, term="root-zone", slug="rz", definition="A place.", forms="")
    last = document.revisions.last()
    assert [term["slug"] for term in last.content["terms"]] == ["rz"] and last.saved_by == people["rita"]
    count = document.revisions.count()
    save("rita", GlossaryTerm, GlossaryTerm.objects.get(), forms="nowhere")
    save("rita", GlossaryTerm, term="another", slug="another", definition="In no text.", forms="")
    assert document.revisions.count() == count + 1, "only what changes the words"


def test_a_word_that_is_renamed_changes_the_drafts_that_held_it(people, save):
    document = new_draft(people["ann"])
    section(document, people["ann"], "The root-zone and the other place.")
    save("ann", GlossaryTerm, term="root-zone", slug="rz", definition="A place.", forms="")
    save("rita", GlossaryTerm, GlossaryTerm.objects.get(), term="other place", slug="op")
    last = document.revisions.last()
    assert [term["slug"] for term in last.content["terms"]] == ["op"] and last.saved_by == people["rita"]
    save("rita", GlossaryTerm, GlossaryTerm.objects.get(), language="es")
    assert document.revisions.last().content["terms"] == []
    save("bob", GlossaryTerm, GlossaryTerm.objects.get(), language="en")
    submit(document, people["bob"])
    assert who_may_sign(document, people) == {"sue"}
    assert signed_by(document, people["sue"]).writers == ["Ann", "Bob", "Rita"]


def test_a_meaning_that_no_known_save_left_is_everybodys_who_ever_saved_the_word(people, save):
    document = first_edition(people["ann"], people["sue"])
    save("rita", GlossaryTerm, term="cord", slug="cord", definition="One.", forms="")
    save("ann", GlossaryTerm, GlossaryTerm.objects.get(), definition="Two.")
    GlossaryTerm.objects.update(definition="By a script.")
    section(document, people["bob"], "The cord.")
    submit(document, people["bob"])
    assert who_may_sign(document, people) == {"sue"}
    assert signed_by(document, people["sue"]).writers == ["Ann", "Bob", "Rita"]


def test_a_save_that_changes_nothing_of_a_word_and_a_key_undone_count_for_nobody(people, save):
    document = first_edition(people["ann"], people["sue"])
    save("ann", GlossaryTerm, term="cord", slug="cord", definition="One.", forms="")
    section(document, people["ann"], "The cord.")
    submit(document, people["ann"])
    signed_by(document, people["sue"])
    term = GlossaryTerm.objects.get()
    save("rita", GlossaryTerm, term)
    assert RowRevision.objects.count() == 1
    for definition in ("One.x", "One."):
        save("rita", GlossaryTerm, term, definition=definition)
    save("bob", GlossaryTerm, term, definition="Two.")
    submit(document, people["bob"])
    assert who_may_sign(document, people) == {"rita", "sue"}


def test_withdrawn_words_stay_those_of_their_writer(people, save):
    """A comma by somebody else in another field, and the older edition signed again, bring nothing back."""
    document = first_edition(people["ann"], people["sue"])
    save("rita", Document, document, summary="You can stop all medicine in a day.")
    submit(document, people["rita"])
    signed_by(document, people["sue"])
    save("bob", Document, document, title="About it, now")
    submit(document, people["bob"])
    edition = signed_by(document, people["sue"])
    assert edition.writers == ["Bob"], "her sentence was signed by somebody else"
    withdraw(document, people["sue"], "False: nobody stops in a day.")
    save("bob", Document, document, title="About it, and why")
    submit(document, people["bob"])
    assert who_may_sign(document, people) == {"sue"}
    with pytest.raises(Refused, match="Ask another reviewer"):
        signed_by(document, people["rita"], SignedAgain, edition=edition)
    assert signed_by(document, people["sue"]).writers == ["Ann", "Bob", "Rita"]


def test_words_that_were_replaced_come_back_as_their_writers(people):
    """Long after, and by somebody else's hand."""
    document = first_edition(people["ann"], people["sue"])
    for who, summary in (("rita", "You can stop in a day."), ("ann", "Do not stop.")):
        write(document, people[who], summary=summary)
        submit(document, people[who])
        signed_by(document, people["sue"])
    section(document, people["bob"], "You can stop in a day.")
    submit(document, people["bob"])
    assert who_may_sign(document, people) == {"sue"}


def test_a_key_undone_between_changes_of_others_counts_for_nobody(people):
    document = first_edition(people["ann"], people["sue"])
    section(document, people["bob"], "Bob's text.")
    section(document, people["rita"], "Bob's text.x")
    section(document, people["rita"], "Bob's text.")
    write(document, people["bob"], title="Bob's")
    submit(document, people["bob"])
    assert who_may_sign(document, people) == {"rita", "sue"}


def test_saved_words_are_never_changed_or_deleted(people, save):
    save("rita", GlossaryTerm, term="cord", slug="cord", definition="One.", forms="")
    row = RowRevision.objects.get()
    connection.check_constraints()  # or PostgreSQL empties no table
    for attempt in (
        lambda: RowRevision.objects.update(saved_by=people["bob"]),
        lambda: RowRevision.objects.all()._raw_delete("default"),
        lambda: connection.cursor().execute("TRUNCATE procedures_rowrevision"),
    ):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            attempt()
    GlossaryTerm.objects.all().delete()
    assert list(RowRevision.objects.all()) == [row], "it outlives its row"


def test_a_meaning_that_was_mended_lost_and_brought_back_stays_its_first_writers(people, save):
    document = first_edition(people["ann"], people["sue"])
    save("ann", GlossaryTerm, term="cord", slug="cord", definition="One.", forms="")
    section(document, people["ann"], "The cord.")
    submit(document, people["ann"])
    signed_by(document, people["sue"])
    term = GlossaryTerm.objects.get()
    save("rita", GlossaryTerm, term, definition="It never hurt again")
    save("bob", GlossaryTerm, term, definition="It never hurts again.")
    save("rita", GlossaryTerm, term, definition="One.")
    save("bob", GlossaryTerm, term, definition="It never hurts again.")
    submit(document, people["bob"])
    assert who_may_sign(document, people) == {"sue"}
    assert signed_by(document, people["sue"]).writers == ["Bob", "Rita"]


def test_a_name_and_a_look_written_before_a_page_names_them_have_their_writer(people, save):
    """An administrator names an operation; the author only says whose article it is."""
    people["sue"].groups.remove(*Group.objects.filter(name=Role.AUTHOR))
    people["ann"].groups.add(Group.objects.get(name=Role.ADMINISTRATOR))
    make_procedure("deep-stimulation", name="Deep stimulation", look="drg")
    save("ann", Procedure, Procedure.objects.get(slug="deep-stimulation"), name="Gentle stimulation")
    document = make_draft_article(Procedure.objects.get(), last_author=people["bob"])
    revisions.record(document, people["bob"])
    submit(document, people["bob"])
    assert signed_by(document, people["rita"]).writers == ["Ann", "Bob"]


@pytest.mark.parametrize("fact", ["name", "look", "color"])
def test_who_saved_an_operation_does_not_sign_what_names_it_first(people, fact):
    operation = make_procedure("deep-stimulation", name="Deep stimulation", look="drg", color="blue")
    revisions.record_row(operation, people["ann"])
    Procedure.objects.update(**{fact: {"name": "Gentle stimulation", "look": "drez", "color": "plum"}[fact]})
    revisions.record_row(Procedure.objects.get(), people["rita"])
    revisions.record_row(Procedure.objects.get(), people["sue"])
    assert RowRevision.objects.count() == 2, "a save that changes nothing is none"
    document = make_draft_findings(last_author=people["bob"])
    document.findings.update(procedure=Procedure.objects.get(slug="deep-stimulation"))
    revisions.record(document, people["bob"])
    submit(document, people["bob"])
    assert who_may_sign(document, people) == {"sue"}
