"""A passkey in the place of a code: it is added, answers, is refused, and is taken away."""

import json
import time
from html import unescape

import pytest
from django.contrib.admin.models import LogEntry
from django.core import signing
from django.db import IntegrityError, transaction
from django.test import Client

from drez_site.assembly import nightly
from drez_site.staff import passkeys, phone_secrets, second_factor
from drez_site.staff.models import Passkey
from drez_site.staff.one_time_links import new_sign_in_link
from procedures.models import Document, Edition
from tests.kit.authenticator import Authenticator
from tests.kit.document_desk import signature
from tests.kit.documents import author, make_draft_article
from tests.kit.signing_in import PASSWORD, REFUSED, add_phone, code_of, is_signed_in, sign_in
from tests.kit.staff_accounts import make_reviewer, make_staff

pytestmark = pytest.mark.django_db
OLD, NEW = "the older key, which is long enough", "the newer key, which is long enough"


@pytest.fixture(autouse=True)
def as_in_production(settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = True
    settings.PHONE_KEYS = [OLD]


def add_passkey(staff, name="key on my badge", **kind) -> Authenticator:
    key = Authenticator(**kind)
    invitation = passkeys.invitation(staff, "Test Clinic")
    assert passkeys.added(staff, name, invitation, key.become(invitation))
    return key


def question(client) -> dict:
    answer = client.get("/admin/passkeys/question/")
    assert answer.headers["Cache-Control"].count("no-store") and "Set-Cookie" not in answer.headers
    return answer.json()


def test_somebody_adds_one_signs_in_with_it_and_takes_it_away(client):
    staff = make_staff()
    phone = add_phone(staff)
    sign_in(client, code=code_of(phone))
    # Added: once more who this is, then the device answers
    refused = client.post("/admin/passkeys/", {"name": "laptop", "password": "wrong wrong"})
    assert "This is neither your password" in refused.text
    added = client.post("/admin/passkeys/", {"name": "laptop", "password": PASSWORD})
    assert added.headers["Location"] == "/admin/passkeys/new/"
    page = client.get("/admin/passkeys/new/").text
    invitation = json.loads(unescape(page.split('data-invitation="')[1].split('"')[0]))
    assert invitation["rp"]["id"] == "clinic.example"
    assert invitation["authenticatorSelection"]["userVerification"] == "required"
    key = Authenticator()
    done = client.post("/admin/passkeys/new/", {"answer": key.become(invitation)}, follow=True)
    assert "The passkey is added." in done.text and "laptop" in done.text and "Not used yet." in done.text
    # It signs in, beside the password
    other = Client()
    assert sign_in(other, code=key.answer(question(other))).status_code == 302
    assert is_signed_in(other)
    assert "Last used" in other.get("/admin/passkeys/").text
    # Taken away, and with it the session that it opened
    passkey = Passkey.objects.get()
    path = f"/admin/passkeys/{passkey.pk}/remove/"
    assert client.post(path, {"password": "wrong wrong"}).status_code == 200 and Passkey.objects.exists()
    gone = client.post(path, {"password": PASSWORD}, follow=True)
    assert "The passkey is removed." in gone.text and not Passkey.objects.exists()
    assert not is_signed_in(other) and is_signed_in(client)
    sign_in(other, code=key.answer(question(other)))
    assert not is_signed_in(other)
    said = [entry.get_change_message() for entry in LogEntry.objects.filter(object_id=str(staff.pk))]
    assert {"Added a passkey: laptop.", "Removed a passkey: laptop."} <= {*said}


def test_nobody_removes_what_is_somebody_elses(client):
    add_passkey(make_staff("robin"))
    sign_in(client, code=code_of(add_phone(make_staff())))
    path = f"/admin/passkeys/{Passkey.objects.get().pk}/remove/"
    assert client.post(path, {"password": PASSWORD}).status_code == 404 and Passkey.objects.count() == 1


def test_an_answer_works_once_and_none_older_works_after_it(client):
    key = add_passkey(make_staff())
    earlier, now = question(client), question(client)
    answer, old_answer = key.answer(now), key.answer(earlier)
    assert sign_in(client, code=answer).status_code == 302
    for used in (answer, old_answer):
        stranger = Client()
        assert REFUSED in sign_in(stranger, code=used).text and not is_signed_in(stranger)
    assert sign_in(Client(), code=key.answer(question(client))).status_code == 302


def test_the_password_is_still_asked(client):
    key = add_passkey(make_staff())
    page = sign_in(client, password="wrong wrong wrong", code=key.answer(question(client))).text
    assert REFUSED in page and "clientDataJSON" not in page


@pytest.mark.parametrize(
    "fault",
    [
        "other site",
        "other host",
        "no finger",
        "a frame of another site",
        "an invitation",
        "other key",
        "other person",
        "no challenge of ours",
        "long ago",
    ],
)
def test_what_is_not_the_right_answer_is_refused_in_the_same_words(client, monkeypatch, fault):
    staff, robin = make_staff(), make_staff("robin")
    key, asked = add_passkey(staff), question(client)
    if fault == "other site":
        key.origin = "https://clinic.example.evil.example"
    elif fault == "other host":
        key.host = "evil.example"
    elif fault == "no finger":
        key.verifies = False
    elif fault == "a frame of another site":
        key.framed = True
    elif fault == "an invitation":
        asked["challenge"] = passkeys.invitation(staff, "Test Clinic")["challenge"]
    elif fault == "other key":
        key.key = Authenticator().key
    elif fault == "other person":
        key = add_passkey(robin)
    elif fault == "no challenge of ours":
        asked["challenge"] = "bm8gY2hhbGxlbmdlIG9mIG91cnM"
    elif fault == "long ago":
        later = time.time() + passkeys.SECONDS_TO_ANSWER + 1
        monkeypatch.setattr(signing.time, "time", lambda: later)
    assert REFUSED in sign_in(client, code=key.answer(asked)).text
    assert not is_signed_in(client)


def test_a_key_that_counts_and_counts_back_was_copied(client):
    key = add_passkey(make_staff(), counts=True)
    assert sign_in(client, code=key.answer(question(client))).status_code == 302
    key.answers -= 1
    assert REFUSED in sign_in(Client(), code=key.answer(question(client))).text


def test_texts_that_no_browser_sends_are_refused(client):
    staff = make_staff()
    key = add_passkey(staff)
    right = json.loads(key.answer(question(client)))
    broken = [
        json.dumps(right | {name: value})
        for name in right
        for value in (None, 5, "", "é", "\0", [], {}, "A" * 5000)
    ] + [
        key.answer(question(client), **{name: value})
        for name in right["response"]
        for value in (None, 5, "", "é", "\0", "e30", "AAAA", "bnVsbA", "W10", "A" * 5000)
    ]
    broken += [
        '{"clientDataJSON"',
        '{"clientDataJSON": 1}',
        "[" * 4000 + '"clientDataJSON"',
        '{"x":' * 1500 + '"clientDataJSON"',
    ]
    assert len(broken) > 50
    taken = [text for text in broken if second_factor.accepting(staff, text)]
    assert taken == []
    assert second_factor.accepting(staff, json.dumps(right))


def test_wrong_answers_lock_as_wrong_codes_do(client):
    key = add_passkey(make_staff())
    key.verifies = False
    answers = [sign_in(client, code=key.answer(question(client))).status_code for _ in range(6)]
    assert answers == [200] * 5 + [429]
    key.verifies = True
    assert sign_in(client, code=key.answer(question(client))).status_code == 429


def test_a_signature_takes_one_instead_of_the_password(client, settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    document = make_draft_article()
    client.force_login(author())
    client.post(f"/admin/procedures/document/{document.pk}/submit/")
    reviewer = make_reviewer("dana")
    client.force_login(reviewer)
    key, strangers = add_passkey(reviewer), add_passkey(make_staff("sam"))
    path = f"/admin/procedures/document/{document.pk}/sign/"
    assert 'data-passkey="/admin/passkeys/question/"' in client.get(path).text
    said = signature(Document.objects.get())
    refused = client.post(path, said | {"password": strangers.answer(question(client))})
    assert refused.status_code == 200 and not Edition.objects.exists()
    assert client.post(path, said | {"password": key.answer(question(client))}).status_code == 302
    assert Edition.objects.count() == 1


def test_only_who_has_one_is_offered_one_again(client):
    sign_in(client, code=code_of(add_phone(make_staff())))
    assert "data-passkey=" not in client.get("/admin/recovery-codes/").text
    assert "data-passkey=" in Client().get("/admin/login/").text, "nobody knows yet who signs in"


def test_a_lost_one_is_stood_in_for_by_paper_and_by_the_phone(client):
    staff = make_staff()
    add_passkey(staff)
    paper, phone = second_factor.new_recovery_codes(staff), add_phone(staff)
    add_passkey(staff)
    paper = second_factor.new_recovery_codes(staff)
    assert sign_in(client, code=paper[0]).status_code == 302
    assert sign_in(Client(), code=code_of(phone)).status_code == 302


def test_a_new_link_ends_them_and_holds_a_signature_for_a_day(client):
    boss, dana = make_staff("boss", is_superuser=True), make_reviewer("dana")
    key = add_passkey(dana)
    sign_in(client, "dana", code=key.answer(question(client)))
    assert is_signed_in(client)
    new_sign_in_link(dana, by=boss)
    assert not Passkey.objects.exists() and not is_signed_in(client)
    assert dana.waits_until is not None


def test_a_passkey_alone_makes_an_account_one_that_a_link_resets():
    boss, pat = make_staff("boss", is_superuser=True), make_staff()
    pat.set_unusable_password()
    pat.save()
    add_passkey(pat)
    new_sign_in_link(pat, by=boss)
    assert pat.sign_in_resets.count() == 1


def test_nobody_gets_in_by_a_copied_row(client):
    pat, robin = make_staff("pat"), make_staff("robin")
    key = add_passkey(pat)
    Passkey.objects.update(user=robin)
    assert REFUSED in sign_in(client, "robin", code=key.answer(question(client))).text


def test_keys_are_sealed_and_the_night_seals_them_again(client, settings):
    key = add_passkey(make_staff())
    before = Passkey.objects.get()
    with pytest.raises(IntegrityError, match="key_of_passkey_is_sealed"), transaction.atomic():
        Passkey.objects.update(key=before.public_key.hex())
    settings.PHONE_KEYS = [NEW, OLD]
    assert nightly.seal_phones_again() == "Sealed the secrets of 1 phones and passkeys again."
    settings.PHONE_KEYS = [NEW]
    assert phone_secrets.is_under_newest_key(Passkey.objects.get().key)
    assert sign_in(client, code=key.answer(question(client))).status_code == 302
    settings.PHONE_KEYS = [OLD]
    assert REFUSED in sign_in(Client(), code=key.answer(question(client))).text


@pytest.mark.parametrize("name", ["", "laptop", "LAPTOP", "x" * 65])
def test_each_has_a_name_of_its_own(client, name):
    staff = make_staff()
    sign_in(client, code=code_of(add_phone(staff)))
    add_passkey(staff, "laptop")
    page = client.post("/admin/passkeys/", {"name": name, "password": PASSWORD})
    assert page.status_code == 200 and 'aria-invalid="true"' in page.text


def test_one_person_has_ten_at_most(client):
    staff = make_staff()
    sign_in(client, code=code_of(add_phone(staff)))
    for number in range(passkeys.MOST_OF_ONE_PERSON):
        add_passkey(staff, f"key {number}")
    assert "Remove one first." in client.post("/admin/passkeys/", {"name": "more", "password": PASSWORD}).text


def test_a_device_that_does_not_answer_rightly_adds_nothing(client):
    staff = make_staff()
    sign_in(client, code=code_of(add_phone(staff)))
    assert client.get("/admin/passkeys/new/").headers["Location"] == "/admin/passkeys/"
    for answer in (
        "",
        "{}",
        "null",
        Authenticator(id=b"x" * 1_100),
        Authenticator(verifies=False),
        Authenticator(framed=True),
        Authenticator(origin="https://evil.example"),
    ):
        client.post("/admin/passkeys/", {"name": "laptop", "password": PASSWORD})
        invitation = client.session["new_passkey"]["invitation"]
        text = answer if isinstance(answer, str) else answer.become(invitation)
        assert (
            "No passkey was added." in client.post("/admin/passkeys/new/", {"answer": text}, follow=True).text
        )
    assert not Passkey.objects.exists()


def test_the_question_of_a_sign_in_invites_nobody():
    staff, key = make_staff(), Authenticator()
    asked = passkeys.invitation(staff, "Clinic") | {"challenge": passkeys.question()["challenge"]}
    assert passkeys.added(staff, "key", asked, key.become(asked)) is None


def test_the_same_device_is_not_added_to_two_accounts():
    pat, robin, key = make_staff(), make_staff("robin"), Authenticator()
    for staff, expected in ((pat, True), (robin, False)):
        invitation = passkeys.invitation(staff, "Clinic")
        assert bool(passkeys.added(staff, "key", invitation, key.become(invitation))) is expected
    assert Passkey.objects.get().user_id == pat.pk


def test_at_a_number_of_the_network_none_are_offered(client, settings):
    settings.PUBLIC_ORIGIN = "http://127.0.0.1:8000"
    assert "data-passkey=" not in client.get("/admin/login/").text
    sign_in(client, code=code_of(add_phone(make_staff())))
    page = client.post("/admin/passkeys/", {"name": "laptop", "password": PASSWORD})
    assert "number of the network" in page.text and "new_passkey" not in client.session


def test_the_question_tells_nothing_of_who_works_here(client):
    before = question(client)
    add_passkey(make_staff())
    after = question(client)
    assert {**before, "challenge": ""} == {**after, "challenge": ""}
    assert before["rpId"] == "clinic.example" and not before.get("allowCredentials")
    assert client.post("/admin/passkeys/question/").status_code == 405
