"""The form of a source, filled from a paste or by asking: never over what was typed, and never saved."""

import json
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from procedures.models import Citation, Publication, Revision
from procedures.pasted_sources import looking_up
from tests.kit.browser_forms import Form
from tests.kit.documents import author, make_cited_paper, make_paper, reviewer
from tests.kit.pasted_sources import BIBTEX, CSL, RIS

pytestmark = pytest.mark.django_db
ADD = "/admin/procedures/publication/add/"


@pytest.fixture
def desk(client):
    client.force_login(author())
    return client


def filled(desk, address=ADD, **typed):
    """Press the button with these fields typed; the page that comes back."""
    data = Form(desk.get(address).text, "title").data(**typed, _fill="")
    data.pop("_save", None)
    page = desk.post(address, data)
    assert page.status_code == 200
    return page


def fields(page) -> dict:
    form = page.context["adminform"].form
    return {name: form[name].value() for name in form.fields}


def test_a_paste_fills_the_form_and_saves_nothing(desk):
    page = filled(desk, pasted=BIBTEX)
    said = fields(page)
    assert said["key"] == "Chalil2021"
    assert said["title"].startswith("Outcomes of DREZ lesioning & spinal")
    assert said["author_lines"].splitlines()[:2] == ["Chalil A", "Staudt MD"]
    assert (said["year"], said["month"], said["et_al"], said["pasted"]) == ("2021", "9", True, "")
    assert "Nothing is saved yet" in page.text and "Filled in: " in page.text
    assert not Publication.objects.exists() and not Revision.objects.exists()


def test_what_was_filled_in_is_saved_as_if_it_were_typed_and_nobody_reads_it(desk, client):
    page = filled(desk, pasted=BIBTEX, kind="case_series")
    sent = Form(page.text, "title").data(_continue="1")
    answer = desk.post(ADD, {name: each for name, each in sent.items() if name not in ("_fill", "_save")})
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    source = Publication.objects.get()
    assert (source.key, source.pmid, source.et_al) == ("Chalil2021", "35295462", True)
    assert source.authors[3] == "{Centers for Disease Control and Prevention}"
    assert (source.description, source.level, source.participants, source.keywords) == ("", None, None, [])
    assert not Citation.objects.exists()
    assert client.get(source.get_absolute_url()).status_code == 404


def test_a_file_is_read_like_a_paste(desk):
    for name, text in (("a.bib", BIBTEX), ("a.ris", RIS), ("a.json", "\ufeff" + json.dumps(CSL))):
        page = filled(desk, pasted_file=SimpleUploadedFile(name, text.encode()))
        assert fields(page)["key"] == "Chalil2021", name
    for wrong in (b"\xff\xfe\x00", b"x" * 900_000):
        page = filled(desk, pasted_file=SimpleUploadedFile("a.bib", wrong), title="Typed")
        assert "This file is" in page.context["adminform"].form.errors["pasted"][0]
        assert fields(page)["title"] == "Typed"


def test_what_was_typed_stays(desk):
    page = filled(desk, pasted=RIS, title="My own title", year="2020", key="Mine", journal=" ")
    said = fields(page)
    assert (said["title"], said["year"], said["key"]) == ("My own title", "2020", "Mine")
    assert said["journal"] == "Frontiers in Pain Research"
    assert (said["month"], said["day"]) == ("", ""), "a month of another year"
    assert "what was typed stays: Title, Year." in page.text
    again = filled(
        desk, pasted=RIS, title="outcomes of  DREZ", year="2021", doi="doi:10.3389/fpain.2021.749801"
    )
    assert "what was typed stays" not in again.text and fields(again)["month"] == "9"


def test_a_paste_about_another_source_fills_nothing(desk):
    page = filled(desk, pasted=RIS, pmid="PMID: 1")
    assert "another source" in page.context["adminform"].form.errors["pasted"][0]
    assert (fields(page)["title"], fields(page)["pasted"]) == ("", RIS)


def test_a_source_that_is_here_is_named_with_its_link(desk):
    there = make_paper("Chalil2021", doi="10.3389/FPAIN.2021.749801")
    address = reverse("admin:procedures_publication_change", args=[there.pk])
    page = filled(desk, pasted=BIBTEX)
    assert f'<a href="{address}">Open Chalil2021</a>' in page.text and "already, as Chalil2021." in page.text
    own = filled(desk, address, pasted=BIBTEX)
    assert fields(own)["title"].startswith("Outcomes of DREZ"), "it is this one"
    assert Publication.objects.get().title == ""


def test_a_key_that_is_taken_gets_a_letter(desk):
    make_paper("CHALIL2021")
    make_paper("Chalil2021b")
    assert fields(filled(desk, pasted=CSL_TEXT))["key"] == "Chalil2021c"


CSL_TEXT = json.dumps(CSL)


def test_a_paste_is_never_lost_without_a_word(desk):
    typed = Form(desk.get(ADD).text, "title").data(pasted=BIBTEX, key="Mine", kind="case_series")
    answer = desk.post(ADD, typed)
    assert answer.status_code == 200 and not Publication.objects.exists()
    assert "Fill in what is empty" in answer.context["adminform"].form.errors["pasted"][0]
    for pasted in ("", "Chalil 2021"):
        page = filled(desk, pasted=pasted, title="Typed")
        assert "Paste a DOI" in page.context["adminform"].form.errors["pasted"][0]
        assert fields(page)["title"] == "Typed"


def test_a_save_by_others_meanwhile_is_still_noticed(desk):
    source = make_paper("Chalil2021")
    address = reverse("admin:procedures_publication_change", args=[source.pk])
    opened = Form(desk.get(address).text, "title").data(pasted=BIBTEX, _fill="")
    opened.pop("_save", None)
    Publication.objects.filter(pk=source.pk).update(journal="By somebody else")
    page = desk.post(address, opened)
    sent = Form(page.text, "title").data()
    answer = desk.post(address, {name: each for name, each in sent.items() if name != "_fill"})
    assert "Nothing is saved yet" in answer.text and "By somebody else" in answer.text
    assert Publication.objects.get().journal == "By somebody else"


def test_numbers_are_read_however_they_are_typed(desk):
    typed = Form(desk.get(ADD).text, "title").data(
        key="New2026",
        kind="case_series",
        doi="https://doi.org/10.1000/abc",
        pmid="PMID: 28030470",
        pmcid="https://pmc.ncbi.nlm.nih.gov/articles/PMC7079258/",
    )
    assert desk.post(ADD, typed).status_code == 302
    source = Publication.objects.get()
    assert (source.doi, source.pmid, source.pmcid) == ("10.1000/abc", "28030470", "PMC7079258")


def test_who_may_not_write_fills_nothing(client):
    source = make_cited_paper()
    client.force_login(reviewer())
    address = reverse("admin:procedures_publication_change", args=[source.pk])
    assert 'name="_fill"' not in client.get(address).text
    assert client.post(address, {"pasted": BIBTEX, "_fill": ""}).status_code == 403


# Asking Crossref and PubMed, or what stands in for them


class StandIn(BaseHTTPRequestHandler):
    """Answers what the test wants, and remembers what it was asked."""

    answer: tuple[int, bytes] = (200, b"")
    seconds = 0.0
    asked: list[str] = []

    def do_GET(self):
        type(self).asked.append(self.path)
        time.sleep(self.seconds)
        status, body = self.answer
        self.send_response(status)
        self.send_header("Location", "/elsewhere")
        self.end_headers()
        with suppress(OSError):  # whoever asked has gone
            self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture
def stand_in(settings):
    server = ThreadingHTTPServer(("127.0.0.1", 0), StandIn)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    here = f"http://127.0.0.1:{server.server_address[1]}"
    settings.LOOK_UP_SOURCES = True
    settings.SOURCE_LOOKUPS = {"doi": f"{here}/works/{{}}/csl", "pmid": f"{here}/pubmed?id={{}}"}
    StandIn.answer, StandIn.seconds, StandIn.asked = (200, json.dumps(CSL).encode()), 0.0, []
    yield StandIn
    server.shutdown()
    server.server_close()


def test_nothing_is_asked_unless_the_clinic_switched_it_on(desk, stand_in, settings):
    settings.LOOK_UP_SOURCES = False
    said = fields(filled(desk, pasted="https://doi.org/10.3389/fpain.2021.749801"))
    assert (said["doi"], said["title"], stand_in.asked) == ("10.3389/fpain.2021.749801", "", [])


@pytest.mark.parametrize(
    ("pasted", "asked"),
    [
        ("https://doi.org/10.3389/fpain.2021.749801", "/works/10.3389%2Ffpain.2021.749801/csl"),
        ("PMID: 35295462", "/pubmed?id=35295462"),
    ],
)
def test_a_number_is_looked_up(desk, stand_in, pasted, asked):
    said = fields(filled(desk, pasted=pasted, title="Typed"))
    assert stand_in.asked == [asked]
    assert (said["title"], said["journal"], said["key"]) == (
        "Typed",
        "Frontiers in Pain Research",
        "Chalil2021",
    )


def test_what_is_pasted_whole_is_not_looked_up(desk, stand_in):
    filled(desk, pasted=BIBTEX)
    filled(desk, pasted="PMC7079258")
    assert stand_in.asked == []


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ((404, b""), "does not know 10.1000/abc"),
        ((500, b""), "does not answer now"),
        ((302, b""), "does not answer now"),
        ((200, b"<html>"), "that we cannot read"),
        ((200, b"\xff"), "that we cannot read"),
        ((200, b'{"title": "T"}' + b" " * 1_000_001), "that we cannot read"),
        ((200, json.dumps(CSL).encode()), "about another source"),
    ],
)
def test_without_an_answer_the_number_alone_is_filled_in(desk, stand_in, answer, sentence):
    stand_in.answer = answer
    page = filled(desk, pasted="10.1000/abc")
    said = fields(page)
    assert sentence in page.text
    assert (said["doi"], said["title"]) == ("10.1000/abc", "")
    assert len(stand_in.asked) == 1, "no redirect is followed"


def test_nobody_waits_long_for_an_answer(desk, stand_in, monkeypatch):
    monkeypatch.setattr(looking_up, "SECONDS", 0.05)
    stand_in.seconds = 0.4
    assert "does not answer now" in filled(desk, pasted="10.3389/fpain.2021.749801").text
