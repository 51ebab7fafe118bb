"""The words of the site that belong to no page of their own: of the home page, of drawings, of tables."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .part import Part


class Phrase(Part):
    """What stands at one place of a template. The place is named by the words that stood there first."""

    place = models.CharField(
        _("place"), max_length=600, help_text=_("As the site names it: leave it as it is.")
    )
    text = models.TextField(_("text"), help_text=_("What patients read there. No Markdown."))

    class Meta(Part.Meta):
        verbose_name = _("phrase")
        verbose_name_plural = _("phrases")
        constraints = [
            models.UniqueConstraint(
                fields=["document", "place"],
                name="phrase_stands_at_its_place_once",
                violation_error_message=_("This place has a phrase already."),
            ),
        ]

    def __str__(self):
        return self.place[:80]
