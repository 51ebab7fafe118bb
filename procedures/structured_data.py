"""schema.org descriptions of the reading pages, for machines. Each word in them also stands on the page.

`lastReviewed` and `reviewedBy` only where a clinician signed: a demonstration has neither.
"""

from django.urls import reverse
from django.utils.translation import gettext

from drez_site.foundation.structured_data import absolute, web_page

from .models import Procedure, Publication
from .models.publication import is_organization, printed_name
from .presenters.records import Record
from .presenters.signature import Signature
from .readings.article import Article
from .readings.comparison import Comparison
from .readings.condition import Condition
from .readings.findings import Findings
from .readings.reading import Reading

Kind = Publication.Kind
STUDIES = {
    Kind.RANDOMIZED_TRIAL,
    Kind.TRIAL_SUBSTUDY,
    Kind.SYSTEMATIC_REVIEW,
    Kind.LITERATURE_REVIEW,
    Kind.CASE_SERIES,
    Kind.CASE_REPORT,
}
WORKS = {
    Kind.WEB_PAGE: "WebPage",
    Kind.BOOK_CHAPTER: "Chapter",
    Kind.THESIS: "Thesis",
    Kind.REGULATOR: "Report",
}
# SurgicalProcedure alone has no property for risks; MedicalTherapy has.
OPERATION = ["SurgicalProcedure", "MedicalTherapy"]


def index_page() -> dict:
    return web_page("CollectionPage", gettext("Operations"), reverse("procedures:index"))


def conditions_page() -> dict:
    return web_page("CollectionPage", gettext("Start from your pain"), reverse("procedures:conditions"))


def glossary_page() -> dict:
    return web_page("WebPage", gettext("Words explained"), reverse("procedures:glossary"))


def article_page(
    procedure: Procedure, article: Article, signature: Signature, *, with_sources: bool = True
) -> dict:
    """https://schema.org/MedicalWebPage; in the article's language, which may not be the page's."""
    path = procedure.get_absolute_url()
    about = {"@type": OPERATION, "name": article.title}
    if article.full_name:
        about["alternateName"] = article.full_name
    page = web_page(
        "MedicalWebPage",
        gettext(article.operation),
        path,
        (gettext("Operations"), reverse("procedures:index")),
        description=article.summary,
        audience="https://schema.org/Patient",
        about=about,
    )
    page |= {"name": article.title, "inLanguage": article.language} | _review(signature)
    if (
        with_sources
    ):  # those that stand elsewhere: the list on the page, which is long, leads to our records of all
        papers = [reference.publication for reference in article.references]
        page["citation"] = [paper.source_url for paper in papers if paper.doi or paper.pmid]
    return page


def comparison_page(comparison: Comparison, signature: Signature, *, with_sources: bool = True) -> dict:
    about = [{"@type": "MedicalTherapy", "name": option.name} for option in comparison.all_options]
    page = _signed_page(
        gettext("Compare your options"),
        reverse("procedures:compare"),
        comparison,
        signature,
        (gettext("Operations"), reverse("procedures:index")),
        about=about,
    )
    if not with_sources:
        del page["citation"]
    return page


def clinic_page(path: str, page: Reading, signature: Signature) -> dict:
    return _signed_page(page.title, path, page, signature)


def condition_page(path: str, condition: Condition, signature: Signature) -> dict:
    about = {"@type": "MedicalCondition", "name": condition.title}
    if condition.full_name:
        about["alternateName"] = condition.full_name
    index = (gettext("Start from your pain"), reverse("procedures:conditions"))
    return _signed_page(condition.title, path, condition, signature, index, about=about)


def findings_page(findings: Findings, signature: Signature) -> dict:
    about = [{"@type": OPERATION, "name": operation.name} for operation in findings.operations]
    path = reverse("procedures:findings")
    return _signed_page(gettext("What studies found"), path, findings, signature, about=about)


def _signed_page(
    name: str, path: str, reading: Reading, signature: Signature, *between: tuple[str, str], **more
) -> dict:
    """In the language of its words, which may not be the page's."""
    audience = "https://schema.org/Patient"
    page = web_page(
        "MedicalWebPage", name, path, *between, description=reading.summary, audience=audience, **more
    )
    page |= {"name": reading.title, "inLanguage": reading.language} | _review(signature)
    page["citation"] = [_work(reference.publication) for reference in reading.references]
    return page


def evidence_page() -> dict:
    return web_page("CollectionPage", gettext("Evidence"), reverse("procedures:evidence"))


def record_page(record: Record) -> dict:
    """A page about one source, https://schema.org/MedicalScholarlyArticle if it is one."""
    page = web_page(
        "MedicalWebPage",
        record.heading,
        record.publication.get_absolute_url(),
        (gettext("Evidence"), reverse("procedures:evidence")),
        mainEntity=_source(record),
    )
    if record.summary:
        page |= {"description": record.summary.summary, "inLanguage": record.summary.language}
        page |= _review(record.signature)
    return page


def _source(record: Record) -> dict:
    source = record.publication
    kind = "MedicalScholarlyArticle" if source.journal or source.kind in STUDIES else WORKS.get(source.kind)
    work = {
        "@type": kind or "CreativeWork",
        "name": source.title,
        "author": [_author(name, record) for name in source.authors],
        "datePublished": str(source.year or ""),
        "isPartOf": {"@type": "Periodical", "name": source.journal} if source.journal else None,
        "publisher": {"@type": "Organization", "name": source.publisher} if source.publisher else None,
        "pagination": source.pages,
        "identifier": [text for text in (source.doi, source.pmid, source.pmcid) if text],
        "sameAs": source.source_url,
        "keywords": [gettext(keyword) for keyword in source.keywords],
        "creativeWorkStatus": _status(source),
    }
    if source.access_now() != source.Access.UNKNOWN:
        work["isAccessibleForFree"] = source.access_now() == source.Access.OPEN
    return {name: value for name, value in work.items() if value or value is False}


def _status(source: Publication) -> str:
    mark = source.retraction
    return gettext("Retracted") if mark and mark.is_confirmed else ""


def _author(name: str, record: Record) -> dict:
    author = {
        "@type": "Organization" if is_organization(name) else "Person",
        "name": printed_name(name),
    }
    if affiliation := record.publication.affiliations.get(name):
        author["affiliation"] = {"@type": "Organization", "name": affiliation}
    return author


def _work(paper: Publication) -> str:
    """The address that the page links: of the paper, or of our record of it, which has all others."""
    return paper.source_url if paper.doi or paper.pmid else absolute(paper.get_absolute_url())


def _review(signature: Signature) -> dict:
    if signature.is_demonstration:
        return {}
    reviewer = {"@type": "Person", "name": signature.name, "honorificSuffix": signature.credentials}
    return {"lastReviewed": signature.reviewed_on.isoformat(), "reviewedBy": reviewer}
