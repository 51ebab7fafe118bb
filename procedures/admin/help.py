"""What stands beside each field of a document, in plain words, where the model does not say it itself."""

from django.utils.translation import gettext_lazy as _

from procedures.models import (
    Disagreement,
    Document,
    Figure,
    Finding,
    GlanceFact,
    GridRow,
    Option,
    Question,
    Section,
    Step,
    StrengthRule,
    UrgentSign,
)

ORDER = _("The smallest number comes first.")
MARKDOWN = _(
    "A blank line between paragraphs, “- ” before a list item. Cite a paper after the sentence, like "
    "[@Chalil2021]."
)

HELP = {
    Document: {
        "kind": _("What patients find it under. It stays as it is once somebody has signed."),
        "language": _("Each language is a document of its own, with its own signature."),
        "title": _("The heading of the page, in words that patients use."),
        "body": MARKDOWN,
    },
    Section: {
        "kind": _("Every article has each of these once, in this order."),
        "heading": _("A question or a few words, as a patient would ask."),
    },
    Step: {
        "sequence": _("Whether it is about the day of the operation or about getting well."),
        "heading": _("What happens, in a few words, like “You go to sleep”."),
        "body": MARKDOWN,
    },
    Figure: {
        "meaning": _("A good result and a harm look different on the page."),
        "happened": _("How many people."),
        "out_of": _("Of how many people in that study."),
    },
    GlanceFact: {"icon": _("A small drawing before the fact.")},
    UrgentSign: {
        "urgency": _("Patients see the three lists one below the other, this word first."),
        "text": _("What somebody notices, in a few words, like “You cannot move a leg”."),
    },
    Option: {"kind": _("Its colour and drawing follow from this.")},
    GridRow: {
        "question": _("As a patient would ask it."),
        **dict.fromkeys(Option.Kind.values, _("One or two short sentences, with the citation after them.")),
    },
    Finding: {
        "procedure": _("The operation that was studied."),
        "indication": _("In words that patients use, like “pain after a brachial plexus injury”."),
        "meaning": _("A good result and a harm look different on the page."),
        "out_of": _("Of how many people in that study."),
        "strength": _("By the rules on this page."),
    },
    StrengthRule: {"strength": _("Each strength once."), "rule": _("What evidence has this strength.")},
    Disagreement: {
        "question": _("What studies do not agree on."),
        "one": MARKDOWN,
        "other": MARKDOWN,
        "why": _("Different patients, methods, or lengths of time. Empty when nobody knows."),
    },
    Question: {"text": _("One that a patient can read aloud at the visit.")},
}


class HelpBesideEachField:
    """For the admin of a document or of its parts."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and not field.help_text:
            beside = {"position": ORDER} | HELP.get(self.model, {})
            field.help_text = beside.get(db_field.name, "")
        return field
