"""Fill in a page's form as a browser does: what is not changed is sent back as it stands."""

from tests.kit.elements import parse


class Form:
    """The form of a page that has a field or button by this name or, without a name, the page's main form."""

    def __init__(self, html: str, having: str = ""):
        forms = [form for form in parse(html).iter("form") if _method(form) == "post"]
        forms = [form for form in forms if not having or having in _names(form)]
        assert forms, f"no form has {having!r}"
        # The largest one: pages of the admin also have a form to sign out.
        self._read(max(forms, key=lambda form: len(_names(form))))

    @classmethod
    def of(cls, element) -> "Form":
        """A form that was found already."""
        form = cls.__new__(cls)
        form._read(element)
        return form

    def _read(self, element):
        self.element = element
        self.fields = {}
        for name, value in _fields(element):
            before = self.fields.get(name)
            if before is None:
                self.fields[name] = value
            else:  # boxes to tick that share a name
                self.fields[name] = [*(before if isinstance(before, list) else [before]), value]

    def label_of(self, name: str) -> str:
        """What the page calls a field."""
        ids = {field.get("id") for field in self.element.iter() if field.get("name") == name}
        labels = [_text(label) for label in self.element.iter("label") if label.get("for") in ids]
        return labels[0].rstrip(":") if labels else ""

    def add_row(self, prefix: str, **fields) -> str:
        """One more row below the others, as the button “Add another” makes it; return its prefix."""
        number = int(self.fields[f"{prefix}-TOTAL_FORMS"])
        empty = f"{prefix}-__prefix__-"
        row = {
            name.replace("__prefix__", str(number)): value
            for name, value in self.fields.items()
            if name.startswith(empty)
        }
        self.fields |= row | {f"{prefix}-{number}-{name}": value for name, value in fields.items()}
        self.fields[f"{prefix}-TOTAL_FORMS"] = str(number + 1)
        return f"{prefix}-{number}"

    def row_where(self, prefix: str, **fields) -> str:
        """The prefix of the row that has these values."""
        for number in range(int(self.fields[f"{prefix}-TOTAL_FORMS"])):
            row = f"{prefix}-{number}"
            if all(self.fields.get(f"{row}-{name}") == str(value) for name, value in fields.items()):
                return row
        raise AssertionError(f"no row of {prefix} has {fields}")

    def data(self, **changed) -> dict:
        """What would be sent. A value of None leaves the field out, like an empty box."""
        sent = {name: value for name, value in self.fields.items() if "__prefix__" not in name} | changed
        return {name: value for name, value in sent.items() if value is not None}


def _method(form) -> str:
    return (form.get("method") or "get").lower()


def _names(form) -> set[str]:
    return {field.get("name") for field in form.iter() if field.get("name")}


def _text(element) -> str:
    return " ".join("".join(element.itertext()).split())


def _fields(form):
    for field in form.iter():
        name = field.get("name")
        if not name or field.get("disabled") is not None:
            continue
        if field.tag == "textarea":
            yield name, (field.text or "").removeprefix("\n")
        elif field.tag == "select":
            chosen = [option for option in field.iter("option") if option.get("selected") is not None]
            values = [option.get("value", _text(option)) for option in chosen]
            if field.get("multiple") is not None:
                yield name, values
            else:
                options = list(field.iter("option"))
                yield name, values[0] if values else (options[0].get("value", "") if options else "")
        elif field.tag == "input" and field.get("type") in ("checkbox", "radio"):
            if field.get("checked") is not None:
                yield name, field.get("value", "on")
        elif field.tag == "input" and field.get("type") not in ("submit", "button", "file"):
            yield name, field.get("value", "")
