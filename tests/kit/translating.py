"""A translation of an article, and what its page asks a translator for."""

from procedures.models import Document
from procedures.publishing.beside_original import BesideOriginal
from tests.kit.documents import make_draft_article, make_edition


def make_translation(english: Document) -> Document:
    """In Spanish: every text of it is its own, and follows edition 1."""
    document = make_draft_article(english.procedure, language="es", title="Lesión DREZ", summary="Una frase.")
    for model in ("sections", "steps"):
        for row in getattr(document, model).all():
            row.heading, row.body = f"Sobre {row.heading}", f"Texto {row.body}"
            row.save()
    for model in ("keypoints", "urgentsigns", "questions"):
        for row in getattr(document, model).all():
            row.text = f"Texto {row.text}"
            row.save()
    document.figures.update(sentence="En una serie.[@Paper2020]", follow_up="27 meses")
    return document


def address(document: Document) -> str:
    return f"/admin/procedures/document/{document.pk}/translate/"


def sign_again(document: Document) -> None:
    make_edition(Document.objects.get(pk=document.pk))


def to_do(document: Document) -> list[str]:
    return [text.name for text in BesideOriginal(Document.objects.get(pk=document.pk)).texts_to_do]
