"""Somebody of the staff at work, page by page, with all that was on the screen."""

import html
import re
from datetime import timedelta
from urllib.parse import urljoin

from django.test import Client
from django.utils import timezone

from drez_site.staff.models import StaffMember
from tests.kit.browser_forms import Form
from tests.kit.signing_in import PASSWORD


class Desk:
    """Somebody at work: remembers all that was on the screen."""

    def __init__(self, person: StaffMember, screens: list[str]):
        self.client, self.screens = Client(), screens
        self.client.force_login(person)
        self.open("/admin/")

    def open(self, address: str) -> str:
        return self._seen(self.client.get(address, follow=True))

    def save(self, address: str, having: str = "", change=lambda form: {}, **fields) -> str:
        """Open a page, change some fields of its form, and send it; what the next page says."""
        form = Form(self.open(address), having)
        extra = change(form)
        target = urljoin(address, form.element.get("action") or address)
        answer = self.client.post(target, form.data(**fields, **extra), follow=True)
        said = self._seen(answer)
        errors = re.findall(r'<ul class="errorlist"[^>]*>(.*?)</ul>', said, re.DOTALL)
        assert errors == [], errors
        return said

    def open_from_list(self, address: str, name: str) -> str:
        """Open a list, and follow its link with this name; the address of that page."""
        found = re.search(rf'<a href="([^"]+)">{re.escape(html.escape(name))}</a>', self.open(address))
        assert found, f"{name} is not in {address}"
        return html.unescape(found[1])

    def _seen(self, answer) -> str:
        assert answer.status_code == 200, answer.status_code
        self.screens.append(answer.text)
        return answer.text


def seen_by_patients(address: str, status: int = 200) -> str:
    answer = Client().get(address)
    assert answer.status_code == status
    return " ".join(answer.text.partition("<main")[2].split())


def sign(desk: Desk, address: str, **fields) -> str:
    due = (timezone.localdate() + timedelta(days=365)).isoformat()
    fields = {"note": "A word was wrong.", "review_due": due, "checked": "on", "password": PASSWORD} | fields
    return desk.save(address, "note", **fields)
