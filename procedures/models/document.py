"""Everything medical that a clinician signs, as its authors write it: one document, one language."""

from functools import reduce
from operator import or_

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.demonstration import Demonstrable
from drez_site.foundation.markdown.field import MarkdownField

from .evidence import Publication
from .procedure import Procedure
from .waiting import WaitingQuerySet


class DocumentQuerySet(WaitingQuerySet):
    """A document is a draft, so nothing here says what is public: editions do."""

    def articles(self):
        return self.filter(kind=Document.Kind.ARTICLE)

    def resting_on(self, publication):
        """Drafts that cite it, pages that were ever signed with it, and the summary of it."""
        citation = rf"@{publication.key}(?![A-Za-z0-9-])"
        cited = Q(kind=Document.Kind.EVIDENCE, slug=publication.key)
        for model in (Document, *Part.__subclasses__()):
            texts = [field.name for field in model._meta.fields if isinstance(field, MarkdownField)]
            found = reduce(or_, (Q(**{f"{text}__regex": citation}) for text in texts), Q(pk__in=[]))
            rows = model.objects.filter(found)
            cited |= Q(pk__in=rows.values("pk" if model is Document else "document"))
        return self.filter(
            cited | Q(editions__content__sources__contains=[{"key": publication.key}])
        ).distinct()

    def translations_of(self, document: "Document"):
        """The same document in other languages."""
        return self.filter(kind=document.kind, procedure=document.procedure_id, slug=document.slug).exclude(
            language=document.language
        )


class Document(Demonstrable):
    """Always a draft. An article is the document of a procedure."""

    class Kind(models.TextChoices):
        ARTICLE = "article", _("procedure article")
        COMPARISON = "comparison", _("comparison")
        FINDINGS = "findings", _("findings")
        GLOSSARY = "glossary", _("glossary")
        EVIDENCE = "evidence", _("evidence summary")
        PAGE = "page", _("page")

    kind = models.CharField(_("kind"), max_length=16, choices=Kind, default=Kind.ARTICLE)
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES, default="en")
    procedure = models.ForeignKey(
        Procedure,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("procedure"),
        related_name="documents",
        help_text=_("For an article, and for nothing else."),
    )
    slug = models.SlugField(
        _("address"),
        blank=True,
        help_text=_("For a page; for an evidence summary the key of its publication; for nothing else."),
    )
    title = models.CharField(_("title"), max_length=120)
    full_name = models.CharField(
        _("full name"),
        max_length=160,
        blank=True,
        help_text=_("The name without its short form, in small letters."),
    )
    pronunciation = models.CharField(
        _("say it like"), max_length=80, blank=True, help_text=_("Like “drez LEE-zhun-ing”.")
    )
    summary = models.TextField(_("summary"), help_text=_("One or two plain sentences under the title."))
    body = MarkdownField(_("text"), blank=True, help_text=_("Of every document but an article."))
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
                    "This procedure already has an article in this language: change that one."
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
                violation_error_message=_("An article has a procedure, and no other document has one."),
            ),
            models.CheckConstraint(
                name="pages_and_summaries_of_evidence_have_an_address",
                condition=(Q(kind__in=["page", "evidence"]) & ~Q(slug=""))
                | (~Q(kind__in=["page", "evidence"]) & Q(slug="")),
                violation_error_message=_(
                    "A page has an address, an evidence summary the key of its publication, "
                    "and no other document has one."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.title} ({self.get_language_display()})"

    def clean(self):
        """The database refuses most of this too; here each field says so."""
        if self.kind == self.Kind.EVIDENCE and not Publication.objects.filter(key=self.slug).exists():
            raise ValidationError(
                {"slug": _("Give the key of the publication that this summarises: none has this one.")}
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


class Part(models.Model):
    """One ordered piece of a document."""

    document = models.ForeignKey(
        Document, models.CASCADE, related_name="%(class)ss", verbose_name=_("document")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]


class Section(Part):
    """A heading and the Markdown below it. The kinds stand in the order in which a patient asks."""

    class Kind(models.TextChoices):
        DIFFERENT = "different", _("these two operations are different")
        WHAT_IT_IS = "what_it_is", _("what it is")
        WHO_IT_MAY_HELP = "who_it_may_help", _("who it may help")
        WHO_IT_MAY_NOT_SUIT = "who_it_may_not_suit", _("who it may not suit")
        ALTERNATIVES = "alternatives", _("other options, including doing nothing")
        TESTS = "tests", _("tests before")
        ON_THE_DAY = "on_the_day", _("what happens on the day")
        RECOVERY = "recovery", _("recovery")
        BENEFITS_AND_RISKS = "benefits_and_risks", _("benefits and risks")
        URGENT_HELP = "urgent_help", _("when to get help at once")
        WHERE_IT_IS_DONE = "where_it_is_done", _("where it is done")
        FIND_A_DOCTOR = "find_a_doctor", _("find a doctor")
        COST = "cost", _("cost and insurance")
        QUESTIONS = "questions", _("questions to ask")
        EVIDENCE = "evidence", _("the evidence")
        # Of a comparison or of findings
        DECISION = "decision", _("the decision")
        HOW_TO_READ = "how_to_read", _("how to read the numbers")
        NOT_KNOWN = "not_known", _("what is not known")
        LEFT_OUT = "left_out", _("what is left out, and why")
        UPDATES = "updates", _("how the page is kept right")
        FUNDING = "funding", _("who paid")

    kind = models.CharField(_("section"), max_length=24, choices=Kind)
    heading = models.CharField(_("heading"), max_length=120)
    body = MarkdownField(
        _("text"),
        blank=True,
        help_text=_(
            "Markdown: a blank line between paragraphs, “- ” before a list item, ### before a small heading. "
            "Cite a paper after the sentence, like [@Chalil2021]."
        ),
    )

    class Meta(Part.Meta):
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        constraints = [
            models.UniqueConstraint(
                fields=["document", "kind"],
                name="document_has_each_section_once",
                violation_error_message=_("This document already has that section."),
            ),
        ]

    def __str__(self):
        return self.heading

    @classmethod
    def kinds_of(cls, document_kind: str) -> list["Section.Kind"]:
        """The sections that a document of this kind must have, in reading order."""
        kinds = list(cls.Kind)
        first_of_others = kinds.index(cls.Kind.DECISION)
        others = kinds[first_of_others:]
        return {
            Document.Kind.ARTICLE: kinds[:first_of_others],
            Document.Kind.COMPARISON: others,
            Document.Kind.FINDINGS: [kind for kind in others if kind != cls.Kind.DECISION],
        }.get(document_kind, [])


class GlanceFact(Part):
    """One of the few facts at a glance."""

    class Icon(models.TextChoices):
        CLOCK = "clock", _("clock")
        BED = "bed", _("bed")
        HOME = "home", _("home")
        ONE_WAY = "oneway", _("one way: cannot be undone")
        TRY_FIRST = "tryfirst", _("can be tried first")
        DEVICE = "device", _("device")
        CALENDAR = "calendar", _("calendar")

    value = models.CharField(_("fact"), max_length=60, help_text=_("Like “5 to 7 hours”."))
    label = models.CharField(_("what it is about"), max_length=80, help_text=_("Like “in surgery”."))
    icon = models.CharField(_("drawing"), max_length=12, choices=Icon)

    class Meta(Part.Meta):
        verbose_name = _("fact at a glance")
        verbose_name_plural = _("facts at a glance")

    def __str__(self):
        return f"{self.value} {self.label}"


class Step(Part):
    """One step on the day, or one stage of the recovery."""

    class Sequence(models.TextChoices):
        DAY = "day", _("on the day")
        RECOVERY = "recovery", _("recovery")

    sequence = models.CharField(_("part of"), max_length=12, choices=Sequence)
    heading = models.CharField(_("heading"), max_length=120)
    body = MarkdownField(_("text"), blank=True)

    class Meta(Part.Meta):
        verbose_name = _("step")
        verbose_name_plural = _("steps")

    def __str__(self):
        return self.heading


class Figure(Part):
    """A result as people: what happened to how many of how many."""

    class Meaning(models.TextChoices):
        BENEFIT = "benefit", _("a good result")
        HARM = "harm", _("a harm")

    meaning = models.CharField(_("shows"), max_length=8, choices=Meaning)
    happened = models.PositiveSmallIntegerField(_("happened to"))
    out_of = models.PositiveSmallIntegerField(_("of"))
    sentence = MarkdownField(
        _("sentence"), help_text=_("Who, how many, how long they were followed, and the citation.")
    )

    class Meta(Part.Meta):
        verbose_name = _("result in people")
        verbose_name_plural = _("results in people")
        constraints = [
            models.CheckConstraint(
                name="figure_counts_people_within_its_group",
                condition=Q(out_of__gt=0, happened__lte=F("out_of")),
                violation_error_message=_("It cannot have happened to more people than there were."),
            ),
        ]

    def __str__(self):
        return f"{self.happened} of {self.out_of}"


class UrgentSign(Part):
    """A sign after which to get help. The lists are shown whole."""

    class Urgency(models.TextChoices):
        EMERGENCY = "emergency", _("call 911")
        SAME_DAY = "same_day", _("call the same day")
        CALL_OFFICE = "call_office", _("call the office")

    urgency = models.CharField(_("what to do"), max_length=12, choices=Urgency)
    text = models.CharField(_("sign"), max_length=200)

    class Meta(Part.Meta):
        verbose_name = _("urgent sign")
        verbose_name_plural = _("urgent signs")

    def __str__(self):
        return self.text


class Question(Part):
    """A question to take along."""

    text = models.CharField(_("question"), max_length=240)

    class Meta(Part.Meta):
        verbose_name = _("question to ask")
        verbose_name_plural = _("questions to ask")

    def __str__(self):
        return self.text
