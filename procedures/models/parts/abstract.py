"""What a source says, in our own words: signed like every other medical text."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ...markdown_field import MarkdownField
from .part import Part


class Abstract(Part):
    """The text of a document of evidence; its plain-language summary is the document's own `summary`.

    A part that was not seen stays empty; one sentence of the page names these parts.
    """

    PARTS = ("limits", "introduction", "methods", "results", "conclusion")  # in reading order

    limits = MarkdownField(
        _("what it does not show"),
        blank=True,
        help_text=_("Needed for a signature. Start each point with “- ”."),
    )
    introduction = MarkdownField(_("introduction"), blank=True, help_text=_("Why it was done."))
    methods = MarkdownField(_("methods"), blank=True, help_text=_("In whom, how many, and how."))
    results = MarkdownField(_("results"), blank=True, help_text=_("What was found, as people: “6 of 7”."))
    conclusion = MarkdownField(_("conclusion"), blank=True, help_text=_("What its authors concluded."))

    class Meta(Part.Meta):
        verbose_name = _("structured abstract")
        verbose_name_plural = _("structured abstract")
        constraints = [
            models.UniqueConstraint(fields=["document"], name="document_has_one_structured_abstract"),
        ]

    def __str__(self):
        return str(self.document)
