"""A draft as one JSON document: every word its readers will see, and nothing that can change under them."""

from django.forms.models import model_to_dict

from drez_site.foundation.markdown.citation_keys import cited_keys

from ..models import Abstract, Document, Finding, GlossaryTerm, Option, Publication
from ..readings.article import Article
from ..readings.comparison import Comparison
from ..readings.findings import Findings
from ..readings.reading import Reading, texts
from ..readings.summary import Summary

READINGS = {
    Document.Kind.ARTICLE: Article,
    Document.Kind.COMPARISON: Comparison,
    Document.Kind.FINDINGS: Findings,
    Document.Kind.EVIDENCE: Summary,
}

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
    "options": ("options", ["kind", "name"]),
    "rows": ("gridrows", ["question", *Option.Kind.values]),
    "strength_rules": ("strengthrules", ["strength", "rule"]),
    "disagreements": ("disagreements", ["question", "one", "other", "why"]),
    "abstracts": ("abstracts", list(Abstract.PARTS)),
}
# Kinds that have few parts; the others may have any.
PARTS_OF_KIND = {Document.Kind.EVIDENCE: ("abstracts",), Document.Kind.GLOSSARY: ()}
OF_FINDING = [
    "indication",
    "meaning",
    "label",
    "outcome",
    "happened",
    "out_of",
    "people",
    "follow_up",
    "strength",
]
OF_TERM = ["slug", "term", "definition", "forms"]
OF_SOURCE = [
    "key",
    "title",
    "description",
    "authors",
    "et_al",
    "journal",
    "publisher",
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
]


def freeze(document: Document) -> dict:
    """The content of a submission. A key that no publication has is in the texts, but not in the sources."""
    content = model_to_dict(document, OF_DOCUMENT)
    content["procedure"] = document.procedure.slug if document.procedure else None
    for name, (related, fields) in OF_PARTS.items():
        parts = getattr(document, related).all() if name in PARTS_OF_KIND.get(document.kind, OF_PARTS) else ()
        content[name] = [model_to_dict(part, fields) for part in parts]
    findings = document.findings.select_related("procedure").order_by(
        "procedure__position", *Finding._meta.ordering
    )
    content["findings"] = [
        model_to_dict(finding, OF_FINDING)
        | {
            "procedure": finding.procedure.slug,
            "operation": finding.procedure.name,
            "identity": finding.procedure.identity,
        }
        for finding in findings
    ]
    keys = {key for text in texts(content) for key in cited_keys(text)}
    sources = Publication.objects.filter(key__in=keys).order_by("key")
    terms = GlossaryTerm.objects.filter(language=document.language).order_by("term", "slug")
    content["sources"] = [model_to_dict(source, OF_SOURCE) for source in sources]
    content["terms"] = [model_to_dict(term, OF_TERM) for term in terms]
    if document.kind == Document.Kind.GLOSSARY:
        return content
    explained = {term.slug for term in read(content).explained}
    content["terms"] = [term for term in content["terms"] if term["slug"] in explained]
    return content


def read(content: dict, retracted=()) -> Reading:
    """The words as the page of their kind of document needs them."""
    return READINGS.get(content["kind"], Reading)(content, retracted)


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
    found |= _grid_words(content) | _finding_words(content)
    for abstract in content.get("abstracts", []):
        for part in Abstract.PARTS:
            found[("abstract", part)] = abstract[part]
    for term in content["terms"]:
        found[("glossary", term["slug"])] = f"{term['term']}: {term['definition']}"
    for source in content["sources"]:
        label = [source["title"], source["description"], source["journal"], source.get("publisher", "")]
        label += [str(source["year"] or ""), ", ".join(source["authors"]), str(source["level"] or "")]
        label += [source["doi"], source.get("note", "")]
        found[("source", source["key"])] = " ".join(filter(None, label))
    return found


def _grid_words(content: dict) -> dict[tuple[str, ...], str]:
    options = content.get("options", [])
    found = {("option", option["kind"]): option["name"] for option in options}
    for number, row in enumerate(content.get("rows", []), 1):
        found[("row", str(number), "question")] = row["question"]
        for kind in Option.Kind:
            found[("row", str(number), str(kind.label))] = row[kind]
    return found


def _finding_words(content: dict) -> dict[tuple[str, ...], str]:
    found = {("rule for", rule["strength"]): rule["rule"] for rule in content.get("strength_rules", [])}
    for number, finding in enumerate(content.get("findings", []), 1):
        place = ("finding", finding["operation"], str(number))
        counted = f"{finding['happened']} of {finding['out_of']}." if finding["out_of"] else ""
        people = f"{finding['people']} people." if finding["people"] else ""
        parts = [finding["indication"], finding["label"], counted, people, finding["follow_up"]]
        parts.append(f"{finding['meaning']}. Evidence: {finding['strength']}.")
        found[place] = " ".join(filter(None, [*parts, finding["outcome"]]))
    for number, two in enumerate(content.get("disagreements", []), 1):
        for part in ("question", "one", "other", "why"):
            found[("disagreement", str(number), part)] = two[part]
    return found
