"""The secrets of phones: sealed under a key of the environment, each for one account alone."""

import logging

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from drez_site.assembly import nightly
from drez_site.assembly.nightly import NeedsSomebody
from drez_site.foundation.sql.installing import scripts
from drez_site.staff import checks, phone_secrets, second_factor
from drez_site.staff.models import Phone
from drez_site.staff.one_time_links import new_sign_in_link
from tests.kit.signing_in import add_phone, code_of, go_through, is_signed_in, sign_in
from tests.kit.staff_accounts import make_staff

pytestmark = pytest.mark.django_db
OLD, NEW = "the older key, which is long enough", "the newer key, which is long enough"


@pytest.fixture(autouse=True)
def keys(settings):
    settings.PHONE_KEYS = [OLD]
    settings.STAFF_SECOND_FACTOR_REQUIRED = True


def texts_of_the_database() -> str:
    """Every row of every table that holds a phone or a session."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(t)::text FROM otp_totp_totpdevice t")
        found = [text for (text,) in cursor.fetchall()]
        cursor.execute("SELECT session_data FROM django_session")
        return " ".join([*found, *(text for (text,) in cursor.fetchall())])


def test_no_secret_is_in_the_database(client):
    staff = make_staff()
    secret = second_factor.new_secret()
    phone = second_factor.set_up(staff, secret, used_step=-1)
    assert phone.bin_key.hex() == secret
    assert secret not in texts_of_the_database() and len(phone.key) <= 80
    assert sign_in(client, code=code_of(phone)).status_code == 302 and is_signed_in(client)


def test_none_waits_in_a_session_while_somebody_sets_up(client, monkeypatch):
    made = second_factor.new_secret()
    monkeypatch.setattr(second_factor, "new_secret", lambda: made)
    staff = make_staff()
    link = new_sign_in_link(staff).removeprefix("https://clinic.example")
    client.get(link)
    client.post(link)
    waiting = client.session["set_up"]["secret"]
    assert made not in waiting and phone_secrets.opened(waiting, staff.pk) == made
    go_through(client, new_sign_in_link(staff))
    assert Phone.objects.get().bin_key.hex() == made


def test_the_same_secret_looks_different_each_time():
    secret = second_factor.new_secret()
    assert len({phone_secrets.sealed(secret, 1) for _ in range(3)}) == 3


def test_nobody_gets_in_by_a_copied_row(client, caplog):
    pat, robin = make_staff("pat"), make_staff("robin")
    mine, hers = add_phone(pat), add_phone(robin)
    Phone.objects.filter(pk=hers.pk).update(key=mine.key)
    with caplog.at_level(logging.ERROR):
        sign_in(client, "robin", code=code_of(mine))
    assert not is_signed_in(client)
    assert (
        f"The phone of account {robin.pk} cannot be asked: it was sealed for another account" in caplog.text
    )


def test_an_older_key_opens_until_the_night_has_sealed_everything_again(client, settings):
    phone = add_phone(make_staff())
    before = phone.key
    settings.PHONE_KEYS = [NEW, OLD]
    assert sign_in(client, code=code_of(phone)).status_code == 302 and is_signed_in(client)
    assert nightly.seal_phones_again() == "Sealed the secrets of 1 phones and passkeys again."
    assert nightly.seal_phones_again() == "Sealed the secrets of 0 phones and passkeys again."
    settings.PHONE_KEYS = [NEW]
    again = Phone.objects.get()
    assert again.key != before and again.bin_key == phone_secrets_of(before, [OLD], settings)


def phone_secrets_of(kept, keys, settings):
    settings.PHONE_KEYS = keys
    return bytes.fromhex(phone_secrets.opened(kept, Phone.objects.get().user_id))


def test_what_was_kept_before_there_were_keys_works_and_is_sealed(client):
    staff = make_staff()
    secret = second_factor.new_secret()
    with connection.cursor() as cursor:
        install, take_away = scripts("staff", "phones_are_sealed", {})
        cursor.execute(take_away)
        phone = Phone.objects.create(user=staff, name="phone", key=secret)
        cursor.execute(install)
    assert sign_in(client, code=code_of(phone)).status_code == 302
    with pytest.raises(IntegrityError, match="is kept sealed"), transaction.atomic():
        Phone.objects.update(user=make_staff("another"))
    nightly.seal_phones_again()
    assert secret not in texts_of_the_database()
    assert Phone.objects.get().bin_key.hex() == secret


@pytest.mark.parametrize("write", ["create", "update"])
def test_nothing_unsealed_comes_in_any_more(write):
    phone, secret = add_phone(make_staff()), second_factor.new_secret()
    with pytest.raises(IntegrityError, match="is kept sealed"), transaction.atomic():
        if write == "create":
            Phone.objects.create(user=make_staff("another"), name="phone", key=secret)
        else:
            Phone.objects.filter(pk=phone.pk).update(key=secret)


def test_without_its_key_no_code_is_right_and_somebody_is_told(client, settings, caplog):
    phone = add_phone(make_staff())
    code = code_of(phone)
    settings.PHONE_KEYS = [NEW]
    with caplog.at_level(logging.ERROR):
        answer = sign_in(client, code=code)
    assert answer.status_code == 200 and not is_signed_in(client)
    assert "PHONE_KEYS lacks the key that it is under" in caplog.text
    with pytest.raises(NeedsSomebody, match="1 phones and passkeys are under a key"):
        nightly.seal_phones_again()
    settings.PHONE_KEYS = [OLD]
    assert phone.bin_key


def test_a_short_key_is_refused(settings):
    assert checks.keys_of_phones_are_long(None) == []
    settings.PHONE_KEYS = [NEW, "short"]
    assert [error.id for error in checks.keys_of_phones_are_long(None)] == ["drez_site.E014"]


def test_a_demonstration_needs_no_key(settings):
    settings.PHONE_KEYS = []
    assert add_phone(make_staff()).bin_key
    call_command("check")
