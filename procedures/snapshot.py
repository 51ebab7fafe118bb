"""A draft as one JSON document: every word its readers will see, and nothing that can change under them."""

from django.forms.models import model_to_dict

from .article import Article, texts
from .markup import cited_keys
from .models import Document, GlossaryTerm, Publication

OF_DOCUMENT = [
    "kind",
    "language",
    "title",
    "full_name",
    "pronunciation",
    "summary",
    "body",
    "translator",
    "translates_edition",
]
OF_PARTS = {
    "facts": ("glancefacts", ["value", "label", "icon"]),
    "sections": ("sections", ["kind", "heading", "body"]),
    "steps": ("steps", ["sequence", "heading", "body"]),
    "figures": ("figures", ["meaning", "happened", "out_of", "sentence"]),
    "urgent_signs": ("urgentsigns", ["urgency", "text"]),
    "questions": ("questions", ["text"]),
}
OF_TERM = ["slug", "term", "definition", "forms"]
OF_SOURCE = [
    "key",
    "title",
    "description",
    "authors",
    "et_al",
    "journal",
    "year",
    "volume",
    "issue",
    "pages",
    "doi",
    "pmid",
    "url",
    "kind",
    "participants",
    "level",
    "note",
]


def freeze(document: Document) -> dict:
    """The content of a submission. A key that no publication has is in the texts, but not in the sources."""
    content = model_to_dict(document, OF_DOCUMENT)
    content["procedure"] = document.procedure.slug if document.procedure else None
    for name, (related, fields) in OF_PARTS.items():
        content[name] = [model_to_dict(part, fields) for part in getattr(document, related).all()]
    keys = {key for text in texts(content) for key in cited_keys(text)}
    sources = Publication.objects.filter(key__in=keys).order_by("key")
    terms = GlossaryTerm.objects.filter(language=document.language).order_by("term", "slug")
    content["sources"] = [model_to_dict(source, OF_SOURCE) for source in sources]
    content["terms"] = [model_to_dict(term, OF_TERM) for term in terms]
    if document.kind == Document.Kind.GLOSSARY:
        return content
    explained = {term.slug for term in Article(content).explained}
    content["terms"] = [term for term in content["terms"] if term["slug"] in explained]
    return content


def words(content: dict) -> dict[tuple[str, ...], str]:
    """Every word that patients read, by the place where it stands, in reading order."""
    found = {
        (name,): content[name] or "" for name in ("title", "full_name", "pronunciation", "summary", "body")
    }
    found[("translator",)] = content["translator"]
    for number, fact in enumerate(content["facts"], 1):
        found[("fact", str(number))] = f"{fact['value']} {fact['label']}"
    for section in content["sections"]:
        found[("section", section["kind"], "heading")] = section["heading"]
        found[("section", section["kind"], "text")] = section["body"]
    for number, step in enumerate(content["steps"], 1):
        found[("step", step["sequence"], str(number), "heading")] = step["heading"]
        found[("step", step["sequence"], str(number), "text")] = step["body"]
    for number, figure in enumerate(content["figures"], 1):
        people = f"{figure['meaning']}: {figure['happened']} of {figure['out_of']}."
        found[("figure", str(number))] = f"{people} {figure['sentence']}"
    for number, sign in enumerate(content["urgent_signs"], 1):
        found[("urgent sign", sign["urgency"], str(number))] = sign["text"]
    for number, question in enumerate(content["questions"], 1):
        found[("question", str(number))] = question["text"]
    for term in content["terms"]:
        found[("glossary", term["slug"])] = f"{term['term']}: {term['definition']}"
    for source in content["sources"]:
        label = [source["title"], source["description"], source["journal"], str(source["year"] or "")]
        label += [", ".join(source["authors"]), str(source["level"] or ""), source["doi"], source["note"]]
        found[("source", source["key"])] = " ".join(filter(None, label))
    return found
