"""What is too long is refused unread: Django counts no files, and would write each to a disk."""

from io import BytesIO

import pytest
from django.conf import settings
from django.test import Client

from tests.kit.directory import make_doctor

pytestmark = pytest.mark.django_db
FORM = "multipart/form-data; boundary=x"


class Unread(BytesIO):
    """A body of which nothing may be read."""

    def read(self, *args):
        raise AssertionError("read")

    readline = read


def send(client, path, length):
    request = {"wsgi.input": Unread(), "CONTENT_LENGTH": str(length), "CONTENT_TYPE": FORM}
    return client.post(path, **request).status_code


@pytest.fixture
def visitor():
    return Client(enforce_csrf_checks=True)


def test_a_stranger_sends_no_file_anywhere(visitor):
    paths = [f"/doctors/{make_doctor().slug}/report/", "/admin/login/", "/admin/providers/provider/", "/"]
    too_long = settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1
    assert [send(visitor, path, too_long) for path in paths] == [400] * len(paths)


def test_staff_send_as_much_as_nginx_lets_through(visitor):
    visitor.cookies[settings.SESSION_COOKIE_NAME] = "x"
    assert send(visitor, "/admin/login/", settings.MOST_BYTES_OF_STAFF + 1) == 400
    assert send(visitor, "/doctors/x/report/", settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1) == 400
    visitor.cookies[settings.CSRF_COOKIE_NAME] = "a" * 32
    with pytest.raises(AssertionError, match="read"):
        send(visitor, "/admin/login/", settings.MOST_BYTES_OF_STAFF)
    assert "client_max_body_size 16m" in (settings.BASE_DIR / "deploy/nginx.conf").read_text()


@pytest.mark.parametrize("length", ["-1", "1e9", "²", "9" * 30, ""])
def test_a_length_that_is_no_number_is_none(visitor, length):
    assert visitor.post("/admin/login/", CONTENT_LENGTH=length, CONTENT_TYPE=FORM).status_code in (400, 403)
