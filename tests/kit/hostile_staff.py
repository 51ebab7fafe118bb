"""Somebody with a role who types false claims wherever that role can type, and remembers every door."""

from dataclasses import dataclass, field
from itertools import cycle

from django.contrib import admin
from django.test import Client
from django.urls import reverse

from procedures import kinds
from procedures.models import Document
from tests.kit.browser_forms import Form
from tests.kit.claims import FALSE_CLAIMS
from tests.kit.document_desk import part_path, path
from tests.kit.unwritten_pages import unwritten_pages

PASSWORD = "correct horse battery"
TYPED = (None, "text", "url", "email", "tel", "search")
# What opens an account or a lock says nothing to readers, and would end the test.
LEFT_ALONE = ("csrfmiddlewaretoken", "username", "password", "otp", "_save", "_addanother", "_continue")


@dataclass
class Hostile:
    person: object
    claims: object = field(default_factory=lambda: cycle(sum(FALSE_CLAIMS.values(), [])))
    doors: dict[str, str] = field(default_factory=dict)  # what became of each
    used: set[str] = field(default_factory=set)

    def __post_init__(self):
        self.client = Client()
        self.client.force_login(self.person)

    def claim(self) -> str:
        claim = next(self.claims)
        self.used.add(claim)
        return claim

    def knock(self, door: str, **data) -> int:
        """Send what a form would, or what none has; the status of the answer, of which nothing is read."""
        with unwritten_pages():
            answer = self.client.post(door, data)
        words = " ".join(str(data[name]) for name in ("kind", "note", "verdict", "notice") if name in data)
        self.doors[f"POST {door} {words}".strip()] = str(answer.status_code)
        return answer.status_code

    def type_everywhere(self, rows_of=lambda model: model._default_manager.order_by("pk")[:1], models=None):
        """Into each text of each form that opens of these models, or all: of new rows, and of these."""
        for model in models or admin.site._registry:
            name = f"{model._meta.app_label}_{model._meta.model_name}"
            self.type_into(reverse(f"admin:{name}_add"))
            for row in rows_of(model):
                change = reverse(f"admin:{name}_change", args=[row.pk])
                for address in forms_of(row) if model is Document else [change]:
                    self.type_into(address)

    def type_into(self, address: str):
        page = self.client.get(address)
        if page.status_code != 200 or b'name="_save"' not in page.content:
            self.doors[f"GET {address}"] = str(page.status_code)
            return
        form = Form(page.content.decode(), "_save")
        typed = {name: self.claim() for name in text_fields(form)}
        self.doors |= {f"{address} {name}": "refused" for name in typed}
        kept = dict(typed)
        while kept:
            with unwritten_pages():
                answer = self.client.post(address, form.data(**kept))
            if answer.status_code == 302:
                self.doors |= {f"{address} {name}": "saved" for name in kept}
                return
            wrong = names_in_error(answer.context_data)
            if not wrong & kept.keys():
                return
            kept = {name: text for name, text in kept.items() if name not in wrong}

    def report(self) -> str:
        lines = [f"{outcome:8} {door}" for door, outcome in self.doors.items()]
        return "\n".join([*lines, f"{len(lines)} doors tried by {self.person}", ""])


def forms_of(document: Document) -> list[str]:
    """The addresses of all forms of a document that anybody can type into."""
    parts = [part for part in kinds.of(document).parts if part.form]
    rows = [(part.name, row) for part in parts for row in (None, *part.rows_of(document)[:1])]
    return [path(document, "top"), *(part_path(document, name, row) for name, row in rows)]


def text_fields(form: Form) -> list[str]:
    """The names of all boxes of a form that take words."""
    names = []
    for element in form.element.iter():
        name, kind = element.get("name"), element.get("type")
        if not name or "__prefix__" in name or name.split("-")[-1] in LEFT_ALONE:
            continue
        if element.get("disabled") is not None or element.get("readonly") is not None:
            continue
        if element.tag == "textarea" or (element.tag == "input" and kind in TYPED):
            names.append(name)
    return names


def names_in_error(context) -> set[str]:
    forms = [context["adminform"].form]
    forms += [form for each in context["inline_admin_formsets"] for form in each.formset.forms]
    return {form.add_prefix(name) for form in forms for name in form.errors}
