"""The operations a clinic offers."""

from django.db import models
from django.db.models import Exists, OuterRef, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

HAVE_SOCIAL_CARDS = ("drez-lesioning", "drg-stimulation")


class ProcedureQuerySet(models.QuerySet):
    def titled(self, language: str):
        """Every procedure with a `title`: the public article's in this language, or the plain name."""
        from .edition import Edition

        articles = (
            Edition.objects.public()
            .articles()
            .filter(document__procedure=OuterRef("pk"), document__language=language)
        )
        title = articles.annotate(title=KT("content__title")).values("title")[:1]
        return self.annotate(title=Coalesce(Subquery(title), "name", output_field=models.TextField()))

    def compared(self, language: str):
        """With `is_compared` and `has_findings`: whether these pages of the site are up, to link to."""
        from .document import Document
        from .edition import Edition

        public = Edition.objects.public().filter(document__language__in=(language, "en"))
        return self.annotate(
            is_compared=Exists(public.filter(document__kind=Document.Kind.COMPARISON)),
            has_findings=Exists(public.filter(document__kind=Document.Kind.FINDINGS)),
        )

    def readable(self, language: str):
        """Only procedures whose page is up, with the signed `title`, `summary` and `facts` of a card.

        The words are in `words_language`: English where this language has no article yet.
        """
        from .edition import Edition

        here = Edition.objects.standing().articles().filter(document__procedure=OuterRef("pk"))
        here = here.in_language(language)
        return (
            self.titled(language)
            .compared(language)
            .annotate(
                edition=Subquery(here.values("pk")[:1]),
                summary=Subquery(here.annotate(words=KT("content__summary")).values("words")[:1]),
                facts=Subquery(here.values("content__facts")[:1]),
                words_language=Subquery(here.values("document__language")[:1]),
            )
            .filter(edition__in=Edition.objects.public().values("pk"))
        )


class Procedure(models.Model):
    """An operation, in no language: its words live in its articles."""

    class Identity(models.TextChoices):
        """Colour and glyph, everywhere the same: the names look alike."""

        DREZ = "drez", _("plum, dotted strip")
        DRG = "drg", _("blue, ganglion")

    slug = models.SlugField(_("address"), unique=True, help_text=_("The last part of the page's address."))
    name = models.CharField(
        _("name"), max_length=80, unique=True, help_text=_("In full, like “DREZ lesioning”.")
    )
    identity = models.CharField(_("look"), max_length=8, choices=Identity)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = ProcedureQuerySet.as_manager()

    class Meta:
        ordering = ["position", "slug"]
        verbose_name = _("procedure")
        verbose_name_plural = _("procedures")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("procedures:article", args=[self.slug])

    @property
    def social_card(self) -> str:
        """The static picture for links to its page, or "": drawn only for the operations we ship."""
        return f"img/cards/{self.slug}.{get_language()}.png" if self.slug in HAVE_SOCIAL_CARDS else ""
