"""Everything medical that a clinician signs, as its authors write it: one document, one language."""

from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.demonstration import Demonstrable, DemonstrableQuerySet
from drez_site.foundation.languages.packs import SOURCE_LANGUAGE

from ..markdown_field import MarkdownField
from .procedure import Procedure, no_claim_in_an_address
from .publication import Publication

PageKey = tuple[str, int | None, str]


class DocumentQuerySet(DemonstrableQuerySet["Document"]):
    """A document is a draft, so nothing here says what is public: editions do."""

    def articles(self) -> Self:
        return self.filter(kind=Document.Kind.ARTICLE)

    def resting_on(self, publication: Publication) -> Self:
        """Drafts that cite it, pages that were ever signed with it, and the summary of it."""
        return self.filter(citations__publication=publication).distinct()

    def translations_of(self, document: "Document") -> Self:
        """The same document in other languages."""
        same_page = dict(zip(("kind", "procedure", "slug"), document.page_key, strict=True))
        return self.filter(**same_page).exclude(language=document.language)


class Document(Demonstrable):
    """Always a draft. An article is the document of a procedure."""

    class Kind(models.TextChoices):
        ARTICLE = "article", _("article about an operation")
        CONDITION = "condition", _("kind of pain")
        COMPARISON = "comparison", _("comparison")
        FINDINGS = "findings", _("findings")
        GLOSSARY = "glossary", _("glossary")
        EVIDENCE = "evidence", _("evidence summary")
        PAGE = "page", _("page")
        SITE_WORDS = "site_words", _("words of the site")

    kind = models.CharField(_("kind"), max_length=16, choices=Kind, default=Kind.ARTICLE)
    language = models.CharField(
        _("language"), max_length=8, choices=settings.LANGUAGES, default=SOURCE_LANGUAGE
    )
    procedure = models.ForeignKey(
        Procedure,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("operation"),
        related_name="documents",
        help_text=_("Only for an article."),
    )
    slug = models.SlugField(
        _("page address"),
        blank=True,
        help_text=_(
            "Only for a page, for a kind of pain, or for an evidence summary: there it is the key of the "
            "publication."
        ),
    )
    title = models.CharField(_("title"), max_length=120)
    full_name = models.CharField(
        _("full name"),
        max_length=160,
        blank=True,
        help_text=_("The name without its short form, in small letters."),
    )
    pronunciation = models.CharField(
        _("pronunciation"), max_length=80, blank=True, help_text=_("Like “drez LEE-zhun-ing”.")
    )
    summary = models.TextField(_("summary"), help_text=_("One or two plain sentences under the title."))
    body = MarkdownField(_("text"), blank=True, help_text=_("What stands before its sections and lists."))
    translator = models.CharField(
        _("translator"),
        max_length=150,
        blank=True,
        help_text=_("Who translated it, by name. Shown on the page; required in every language but English."),
    )
    translates_edition = models.PositiveIntegerField(
        _("translates edition"),
        null=True,
        blank=True,
        help_text=_("The number of the English edition that was translated."),
    )
    left_in_english = models.TextField(
        _("left in English"),
        blank=True,
        help_text=_(
            "Names and sentences that stay English on purpose, one on each line, as they stand in the text. "
            "Nothing else may be English when it is submitted."
        ),
    )
    translated_so_far: "models.JSONField[Any, Any]" = models.JSONField(
        null=True,
        editable=False,
    )
    last_author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("last author"),
    )
    source_digest = models.CharField(max_length=64, blank=True, editable=False)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    FIXED_ONCE_SIGNED = ("kind", "language", "slug", "procedure")

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["procedure", "language"]
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = [
            models.UniqueConstraint(
                F("procedure"),
                F("language"),
                name="procedure_has_one_article_per_language",
                condition=Q(kind="article"),
                violation_error_message=_(
                    "This operation already has an article in this language: change that one."
                ),
            ),
            models.UniqueConstraint(
                fields=["kind", "language", "slug"],
                name="site_has_one_document_of_a_kind_per_language",
                condition=~Q(kind="article"),
                violation_error_message=_(
                    "There is already such a document in this language: change that one."
                ),
            ),
            models.CheckConstraint(
                name="articles_and_only_articles_have_a_procedure",
                condition=Q(kind="article", procedure__isnull=False)
                | (~Q(kind="article") & Q(procedure__isnull=True)),
                violation_error_message=_("An article has an operation, and no other document has one."),
            ),
            models.CheckConstraint(
                name="pages_and_summaries_of_evidence_have_an_address",
                condition=(Q(kind__in=["page", "condition", "evidence"]) & ~Q(slug=""))
                | (~Q(kind__in=["page", "condition", "evidence"]) & Q(slug="")),
                violation_error_message=_(
                    "A page and a kind of pain have an address, an evidence summary the key of its "
                    "publication, and no other document has one."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.get_language_display()})"

    @property
    def page_key(self) -> PageKey:
        """The same for each language of one page: kind, operation, address."""
        return self.kind, self.procedure_id, self.slug

    def clean(self) -> None:
        """The database refuses most of this too; here each field says so."""
        try:
            no_claim_in_an_address(self.slug)
        except ValidationError as claim:
            raise ValidationError({"slug": claim}) from claim
        if self.kind == self.Kind.EVIDENCE and not Publication.objects.filter(key=self.slug).exists():
            raise ValidationError(
                {
                    "slug": _(
                        "Enter the key of the publication that this summarizes: no publication has this one."
                    )
                }
            )
        if self.pk and self.editions.exists():
            signed = Document.objects.get(pk=self.pk)
            refusal = _(
                "Patients have read signed editions of this document, so this stays as it is. "
                "Write a new document."
            )
            changed = [f for f in self.FIXED_ONCE_SIGNED if getattr(self, f) != getattr(signed, f)]
            if changed:
                raise ValidationError(dict.fromkeys(changed, refusal))
