"""Every text of every model, in exactly one class: what stands between what somebody types and a patient.

* closed: a pattern, a list of choices or an address holds it; no sentence fits in.
* name: public at once; a grammar of names, degrees or hours holds it, and the check of claims.
* approved: sentences; public in the words that a reviewer approved. The check of claims comes before.
* signed: public only in, or with, what a clinician signed.
* unseen: no page for patients ever prints it, like a note for the office or the key of a session.

Whatever has choices, or is an address of the web or of e-mail, is closed by its kind and needs no line here.
A row of history is of the class of the row it keeps.
"""

from collections.abc import Iterator
from enum import Enum, auto

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models


class TextClass(Enum):
    CLOSED = auto()
    NAME = auto()
    APPROVED = auto()
    SIGNED = auto()
    UNSEEN = auto()


# Apps of others: their rows are for staff and machines alone.
OTHERS = {"admin", "auth", "axes", "contenttypes", "otp_totp", "sessions"}

CLOSED = {
    "clinic.clinicprofile": "phone urgent_phone fax coordinator_phone rights_phone tty states_served"
    " privacy_practices_url health_data_states",
    "clinic.clinicplace": "state zip_code phone",
    "clinic.languagenotice": "language",
    "procedures.procedure": "slug look",
    "procedures.option": "kind look",
    "procedures.procedureaddress": "slug",
    "procedures.publication": "key doi pmid pmcid",
    "procedures.document": "slug",
    "procedures.glossaryterm": "slug",
    "providers.specialty": "code",
    "providers.language": "code",
    "providers.provider": "slug npi",
    "providers.statelicense": "state",
    "providers.location": "slug state zip_code phone",
    "providers.practice": "phone",
}
NAMES = {
    "clinic.clinicprofile": "name hours coordinator_name coordinator_role award_by rights_coordinator",
    "clinic.clinicplace": "name street city opening_hours",
    "clinic.clinictext": "checked_by",
    "clinic.noticetranslation": "checked_by",
    "clinic.languagenotice": "name checked_by",
    "procedures.procedure": "name",
    "providers.specialty": "label official_name",
    "providers.language": "name endonym",
    "providers.provider": "honorific given_name family_name credentials former_names",
    "providers.boardcertification": "board",
    "staff.staffmember": "full_name credentials",
    "staff.nameproposal": "full_name credentials",
    "providers.location": "name street city hours",
}
APPROVED = {
    "clinic.announcement": "text translations",
    "clinic.clinicprofile": "award records_to_bring insurance travel accessibility_gaps",
    "clinic.clinicreason": "heading text",
    "clinic.clinicplace": "directions",
    "clinic.clinictext": "words",
    "clinic.languagenotice": "text call",
    "providers.provider": "biography biography_translations education education_translations",
    "providers.location": "getting_in getting_in_translations parking parking_translations",
    "providers.photo": "digest",  # stands for the picture
}
SIGNED = {
    "foundation.approvedwords": "subject_table field words reviewer_name reviewer_credentials",
    # A citation that a reviewer accepted; and what staff typed about a source, with its signed summary.
    "procedures.publication": "title authors affiliations journal publisher volume issue pages description"
    " follow_up keywords funding conflicts_of_interest",
    "procedures.citation": "facts",
    "procedures.document": "title full_name pronunciation summary body translator",
    "procedures.edition": "content reviewer_name reviewer_credentials reviewer_conflicts what_changed"
    " writers",
    "procedures.glossaryterm": "term definition forms",
    "procedures.abstract": "limits introduction methods results conclusion",
    "procedures.section": "heading body",
    "procedures.keypoint": "text",
    "procedures.glancefact": "value label",
    "procedures.step": "heading body",
    "procedures.figure": "sentence follow_up",
    "procedures.urgentsign": "text",
    "procedures.question": "text",
    "procedures.saying": "text",
    "procedures.standing": "place reason",
    "procedures.phrase": "place text",
    "procedures.option": "name",
    "procedures.gridrow": "question",
    "procedures.answer": "text",
    "procedures.finding": "indication label outcome follow_up",
    "procedures.strengthrule": "rule",
    "procedures.disagreement": "question one other why",
    "procedures.passage": "language anchor heading words",  # as signed: the database writes them
    "staff.staffmember": "conflicts_of_interest",  # only the reviewer writes them, and editions quote them
}
UNSEEN = {
    "clinic.clinictext": "checked_against",  # kept to see when the English changes
    "assembly.checkedlink": "answered",
    "delivery.requestcount": "form network",
    "foundation.waitingwords": "subject_table field words",  # what waits, as the database wrote it
    "foundation.returnedwords": "subject_table field words comment",  # what a reviewer says to staff
    "staff.staffmember": "username password",
    "staff.passkey": "name credential_id key",
    "staff.recoverycodes": "name hashes",
    "procedures.document": "source_digest left_in_english translated_so_far",
    "procedures.submission": "content content_hash writer_accounts",
    "procedures.comment": "place label text",
    "procedures.sitting": "place typed",
    "procedures.revision": "content content_hash saved_as",
    "procedures.rowrevision": "content saved_as",
    "procedures.edition": "content_hash writer_accounts",
    "procedures.withdrawal": "reason",
    "procedures.calledoff": "reason",
    "procedures.picture": "digest",
    "procedures.citation": "citing_table",
    "procedures.passageword": "language word",
    "providers.call": "said",
    # From a list that is loaded, and typed by nobody
    "providers.place": "name state zip_code search_name county",
    "providers.proposal": "npi value key",  # from files of the register, for staff
    "providers.report": "code details contact note",  # the page of a report prints none of its words
    "providers.searchentry": "sort_name",
    "providers.searchname": "word",
}
TABLE = {
    TextClass.CLOSED: CLOSED,
    TextClass.NAME: NAMES,
    TextClass.APPROVED: APPROVED,
    TextClass.SIGNED: SIGNED,
    TextClass.UNSEEN: UNSEEN,
}
TEXTS = (models.CharField, models.TextField, models.JSONField, ArrayField)
ADDRESSES = (models.URLField, models.EmailField)


def texts() -> Iterator[models.Field]:
    """Every field of every model of ours that can hold words; history repeats them, and is left out."""
    for model in apps.get_models():
        if model._meta.app_label not in OTHERS and not hasattr(model, "history_type"):
            yield from (field for field in model._meta.local_concrete_fields if isinstance(field, TEXTS))


def classes_of(field: models.Field) -> list[TextClass]:
    """The classes of a field: exactly one, or the table is wrong."""
    found = [name for name, rows in TABLE.items() if field.name in rows.get(label(field), "").split()]
    is_closed_by_kind = bool(field.choices) or isinstance(field, ADDRESSES)
    return found + [TextClass.CLOSED] * is_closed_by_kind


def label(field: models.Field) -> str:
    return field.model._meta.label_lower


def claims_checked() -> list[models.Field]:
    """Those that staff write and no signed page holds; what a picture says only its reviewer reads."""
    return [
        field
        for field in texts()
        if field.editable and {TextClass.NAME, TextClass.APPROVED} & {*classes_of(field)}
    ]


def to_approve() -> dict[str, tuple[str, ...]]:
    """The free texts of which patients read what a reviewer approved, by model."""
    return {model: tuple(names.split()) for model, names in APPROVED.items()}
