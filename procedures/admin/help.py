"""What stands beside each field of a document, in plain words, where the model does not say it itself."""

from collections.abc import Mapping


class HelpTextMixin:
    """For the admin of a document or of its parts, which names its sentences in `beside`."""

    beside: Mapping[str, str] = {}

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and not field.help_text:
            field.help_text = self.beside.get(db_field.name, "")
        return field
