"""The pieces of an article; other kinds of document have some of them, too."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ...markdown_field import MarkdownField
from .part import Part


class Section(Part):
    """A heading and the Markdown below it. The kinds stand in the order in which a patient asks."""

    class Kind(models.TextChoices):
        DIFFERENT = "different", _("how it differs from other operations")
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
        # Of a kind of pain
        TOLD_APART = "told_apart", _("how it is told apart")
        TRIED_FIRST = "tried_first", _("what is usually tried first")
        OPERATIONS = "operations", _("where each operation stands")
        REFERRAL = "referral", _("when to ask for a referral")
        # Of a comparison or of findings
        DECISION = "decision", _("the decision")
        HOW_TO_READ = "how_to_read", _("how to read the numbers")
        NOT_KNOWN = "not_known", _("what is not known")
        LEFT_OUT = "left_out", _("what is left out, and why")
        UPDATES = "updates", _("how this page is kept up to date")
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


class KeyPoint(Part):
    """What somebody reads who reads nothing else: one point of each kind, above all sections."""

    class About(models.TextChoices):
        WHAT = "what", _("what it is")
        WHOM = "whom", _("whom it is for")
        UNDONE = "undone", _("whether it can be undone")
        RESULT = "result", _("what studies found, and the worst harm")

    about = models.CharField(_("about"), max_length=12, choices=About)
    text = MarkdownField(_("text"))

    class Meta(Part.Meta):
        verbose_name = _("key point")
        verbose_name_plural = _("key points")
        constraints = [
            models.UniqueConstraint(
                fields=["document", "about"],
                name="document_has_each_key_point_once",
                violation_error_message=_("This document already has that key point."),
            ),
        ]

    def __str__(self):
        return self.get_about_display()


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


# A result in so many people or more may be told, and drawn, as a share of a hundred.
DRAWN_AS_A_HUNDRED = 100


def draws_nobody_uncounted(name: str) -> models.CheckConstraint:
    """Few people never look like many: what was seen in 26 people is drawn as 26, not as a hundred."""
    return models.CheckConstraint(
        name=name,
        condition=Q(people__isnull=True) | Q(out_of__isnull=True) | Q(out_of__lte=F("people")),
        violation_error_message=_(
            "It is drawn as more people than were counted: give a small group as it is, like 20 of 26."
        ),
    )


class Figure(Part):
    """A result as people: what happened to how many of how many, who was counted, and for how long."""

    class Meaning(models.TextChoices):
        BENEFIT = "benefit", _("a good result")
        HARM = "harm", _("a harm")

    meaning = models.CharField(_("shows"), max_length=8, choices=Meaning)
    happened = models.PositiveSmallIntegerField(_("happened to"))
    out_of = models.PositiveSmallIntegerField(_("of"))
    people = models.PositiveIntegerField(
        _("people counted"),
        null=True,
        blank=True,
        help_text=_("In this very count: the arm or the group, not the whole study. Needed for a signature."),
    )
    follow_up = models.CharField(
        _("followed for"),
        max_length=60,
        blank=True,
        help_text=_("The people of this very count. Write “not known to us” where it is not."),
    )
    sentence = MarkdownField(_("sentence"), help_text=_("What happened, to whom, and the citation."))

    class Meta(Part.Meta):
        verbose_name = _("result in people")
        verbose_name_plural = _("results in people")
        constraints = [
            models.CheckConstraint(
                name="figure_counts_people_within_its_group",
                condition=Q(out_of__gt=0, happened__lte=F("out_of")),
                violation_error_message=_("It cannot have happened to more people than there were."),
            ),
            draws_nobody_uncounted("figure_draws_nobody_uncounted"),
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
