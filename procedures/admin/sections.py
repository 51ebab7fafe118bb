"""The sections of a document: those that its kind has, in the order in which patients ask."""

from django.utils.translation import gettext_lazy as _

from procedures import kinds

EACH_ONCE = _("This kind of document has each of these once, in this order.")
NONE_REQUIRED = _("At most one of each. None of them is required.")


class WithSections:
    """For the inline of the sections of one kind of document, its `kind`."""

    kind: kinds.Kind

    def get_formset(self, request, obj=None, **kwargs):
        """Offers what the kind declares, anything where it declares nothing, and what is there already."""
        formset = super().get_formset(request, obj, **kwargs)
        if field := formset.form.base_fields.get("kind"):
            field.help_text = EACH_ONCE if self.kind.sections else NONE_REQUIRED
            if self.kind.sections:
                there = set(obj.sections.values_list("kind", flat=True)) if obj else set()
                offered = {"", *self.kind.sections, *there}
                field.choices = [(value, label) for value, label in field.choices if value in offered]
        return formset
