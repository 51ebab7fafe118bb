"""A table brought in by a browser: shown first, done by a button, refused when something changed."""

import io
import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from drez_site.foundation.history import versions as history
from drez_site.foundation.write_lock import WRITE_LOCK
from providers.admin import importing
from providers.importing import import_table, open_table
from providers.models import Provider
from tests.kit.directory import make_doctor, make_location, recorded
from tests.kit.staff_accounts import make_staff

pytestmark = pytest.mark.django_db
PAGE = "admin:providers_provider_import"


@pytest.fixture
def editor(client):
    person = make_staff("dee", group="Directory editor")
    client.force_login(person)
    client.person = person
    return client


def send(client, content: bytes, name="doctors.csv") -> str:
    return _text(client.post(reverse(PAGE), {"file": SimpleUploadedFile(name, content)}))


def press(client, page: str) -> str:
    packed = re.search(r'name="packed" value="([^"]+)"', page).group(1)
    return _text(client.post(reverse(PAGE), {"packed": packed}))


def _text(answer) -> str:
    assert answer.status_code == 200
    return unescape(b"".join(answer.streaming_content).decode() if answer.streaming else answer.text)


def test_it_is_shown_first_and_done_by_a_button(editor):
    doctor = recorded(make_doctor("Peña", slug="ines"))
    page = send(editor, b"doctor,credentials\nines,DO\n")
    assert "0 lines would be added, 1 changed" in page and "credentials: MD → DO" in page
    assert "1 line read" in page and "0 lines read" not in page
    assert Provider.objects.get().credentials == "MD"
    done = press(editor, page)
    assert "Done: 0 lines added, 1 changed" in done and "Patients see it now. History" in done
    assert Provider.objects.get().credentials == "DO"
    version = history.versions(doctor)[0]
    assert (version.who, version.reason) == (str(editor.person), "Imported from doctors.csv")
    assert "This table changes nothing" in send(editor, b"doctor,credentials\nines,DO\n")


def test_of_words_that_wait_it_says_so(editor, tmp_path, capsys):
    make_doctor("Peña", make_location(slug="river", parking="Behind."), slug="ines")
    table = b"doctor,place,credentials,about,about_es,parking\nines,river,DO,Kind.,Amable.,-\n"
    done = press(editor, send(editor, table))
    assert "Patients see it now, but for the words under about, about_es: these wait" in done
    assert 'foundation/waitingwords/">Words to approve</a>' in done
    (tmp_path / "doctors.csv").write_bytes(table.replace(b"Kind.", b"Kinder."))
    call_command("import_directory", str(tmp_path / "doctors.csv"))
    assert "Words under about wait for a clinical reviewer." in capsys.readouterr().out


def test_mistakes_are_listed_and_leave_no_button(editor):
    make_doctor("Peña", slug="ines")
    page = send(editor, b"doctor,npi\nines,123\nno body,\n")
    assert "Line 2, column npi: An NPI has ten digits" in page
    assert "Line 3, column family_name: Needed for somebody" in page
    assert "Make these changes" not in page


def test_a_directory_that_changed_since_asks_again(editor):
    make_doctor("Peña", slug="ines")
    page = send(editor, b"doctor,credentials\nines,DO\n")
    Provider.objects.update(credentials="PhD")
    again = press(editor, page)
    assert "Somebody changed the directory meanwhile" in again and "credentials: PhD → DO" in again
    assert Provider.objects.get().credentials == "PhD"
    assert "Done: 0 lines added, 1 changed" in press(editor, again)


@pytest.mark.parametrize("other", ["ann", None])
def test_a_button_is_for_whoever_saw_the_page_and_for_a_day(editor, client, other, monkeypatch):
    make_doctor("Peña", slug="ines")
    page = send(editor, b"doctor,credentials\nines,DO\n")
    if other:
        client.force_login(make_staff(other, group="Directory editor"))
    else:
        monkeypatch.setattr(importing, "GOOD_FOR", -1)
    assert "open for too long" in press(client, page)
    assert Provider.objects.get().credentials == "MD"


def test_too_many_lines_are_for_the_command(editor, monkeypatch):
    monkeypatch.setattr(importing, "MOST_LINES", 1)
    for number in (1, 2):
        make_doctor("Peña", slug=f"d{number}")
    page = send(editor, b"doctor,credentials\nd1,DO\nd2,DO\n")
    assert "Line 3: Here a table has at most 1 lines." in page and "Make these changes" not in page


def test_the_table_is_read_before_anybody_waits_for_it(editor, monkeypatch):
    """As long as somebody reads a file, others save."""
    make_doctor("Peña", slug="ines")
    locks = []

    def watched(lines):
        for line in importing_lines(lines):
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = %s"
                    " AND pid = pg_backend_pid()",
                    [WRITE_LOCK],
                )
                locks.append(cursor.fetchone()[0])
            yield line

    importing_lines = importing._at_most
    monkeypatch.setattr(importing, "_at_most", watched)
    assert "1 line read" in send(editor, b"doctor,credentials\nines,DO\n")
    assert locks == [0]


def test_a_workbook_that_unpacks_to_much_is_refused_unread(editor, monkeypatch):
    monkeypatch.setattr(importing, "MOST_UNPACKED", 5_000)
    page = send(editor, b"".join(editor.get(reverse("admin:providers_provider_template", args=["excel"]))))
    assert "This workbook is too large" in page


COMPUTED = [
    "=1+1",
    "＝1+1",
    " =1+1",
    "Free;=1+1",
    "Free; +1",
    "Two\n-1 lines",
    "a;＠x",
    "-",
    "en; es",
    "-78.9",
]


def test_what_is_taken_out_computes_nothing_and_comes_back(editor):
    for number, text in enumerate(COMPUTED):
        make_doctor("Peña", slug=f"d{number}", biography=text)
    answer = editor.get(reverse("admin:providers_provider_export", args=["csv"]))
    content = b"".join(answer.streaming_content)
    for cell in re.split('[;,\n\r"\t]', content.decode()):
        assert not re.match(r"\s*[=＝@＠]", cell), cell
    with open_table(io.BytesIO(content)) as table:
        outcome = import_table(table, staff=None, reason="A test", is_trial=False)
    assert outcome.problems == [] and outcome.changing <= 1, "a space before a text is none of its words"


def test_what_is_taken_out_comes_back(editor):
    make_doctor("Peña", slug="ines", biography="=1+1")
    for kind in ("csv", "excel"):
        answer = editor.get(reverse("admin:providers_provider_export", args=[kind]))
        file = io.BytesIO(b"".join(answer.streaming_content))
        with open_table(file) as table:
            outcome = import_table(table, staff=None, reason="A test", is_trial=False)
        assert (outcome.lines, outcome.adding, outcome.changing, outcome.problems) == (1, 0, 0, [])
        assert editor.get(reverse("admin:providers_provider_template", args=[kind])).status_code == 200
    assert editor.get(reverse("admin:providers_provider_export", args=["pdf"])).status_code == 404


def test_the_page_names_every_column_and_the_list_leads_there(editor):
    page = _text(editor.get(reverse(PAGE)))
    assert all(f'<th scope="row">{column.name}</th>' in page for column in importing.COLUMNS)
    assert reverse(PAGE) in _text(editor.get(reverse("admin:providers_provider_changelist")))
