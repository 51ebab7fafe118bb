"""Somebody with a mouse in the admin: every click counts, what is typed does not.

A link, a button and a box to tick are one click, a choice from a list two.
"""

from string import ascii_lowercase
from urllib.parse import urljoin, urlsplit

from django.test import Client

from tests.kit.browser_forms import Form
from tests.kit.elements import parse

OPENS_AND_CHOOSES = 2


class Mouse:
    def __init__(self, person):
        self.client, self.clicks, self.typed = Client(), 0, {}
        self.client.force_login(person)
        self._arrive(self.client.get("/admin/", follow=True), "/admin/")

    def click(self, words: str):
        """Follow the first link with these words."""
        links = [link for link in self.page.iter("a") if words in _text(link)]
        assert links, f"no link says {words!r} at {self.address}"
        self.clicks += 1
        address = urljoin(self.address, links[0].get("href"))
        self._arrive(self.client.get(address, follow=True), address)

    def type(self, **fields: str):
        """Into fields whose names end like this."""
        for name, words in fields.items():
            self.typed[self._fields(name)[0]] = words

    def fill(self, name: str, words: str):
        """Into the field with this name of every row in which nothing stands there yet."""
        rows = [field for field in self._fields(name, empty=True) if "-" in field]
        for letter, field in zip(ascii_lowercase, rows, strict=False):
            self.typed[field] = f"{words} {letter}."

    def choose(self, **fields: str):
        self.type(**fields)
        self.clicks += OPENS_AND_CHOOSES * len(fields)

    def tick(self, name: str, values: list[str]):
        self.typed[name] = values
        self.clicks += len(values)

    def press(self, words: str):
        """The first button with these words, which sends its form with what was typed there."""
        button = next(
            (each for each in self._buttons() if words in (each.get("value") or "", _text(each))), None
        )
        assert button is not None, f"no button says {words!r} at {self.address}"
        form = self._form_of(button)
        own = Form.of(form)
        sent = own.data(**{name: value for name, value in self.typed.items() if name in _names(form)})
        if button.get("name"):
            sent[button.get("name")] = button.get("value") or ""
        self.clicks += 1
        where = button.get("formaction") or form.get("action")
        address = urljoin(self.address, where or self.address)
        self._arrive(self.client.post(address, sent, follow=True), address)

    def _arrive(self, answer, address: str):
        assert answer.status_code == 200, (answer.status_code, address)
        chain = getattr(answer, "redirect_chain", [])
        self.address = urlsplit(urljoin(address, chain[-1][0])).path if chain else address
        self.text, self.page, self.typed = answer.text, parse(answer.text), {}

    def _fields(self, name: str, *, empty: bool = False) -> list[str]:
        found = [
            field.get("name")
            for field in self.page.iter("input", "textarea", "select")
            if (field.get("name") or "").split("-")[-1] == name and "__prefix__" not in field.get("name")
            if not (empty and (field.get("value") or _text(field)))
        ]
        assert found, f"no field is called {name!r} at {self.address}"
        return found

    def _buttons(self):
        yield from (each for each in self.page.iter("button"))
        yield from (each for each in self.page.iter("input") if each.get("type") == "submit")

    def _form_of(self, button):
        if name := button.get("form"):
            return next(form for form in self.page.iter("form") if form.get("id") == name)
        return next(form for form in self.page.iter("form") if button in list(form.iter()))


def _text(element) -> str:
    return " ".join("".join(element.itertext()).split())


def _names(form) -> set[str]:
    return {field.get("name") for field in form.iter() if field.get("name")}
