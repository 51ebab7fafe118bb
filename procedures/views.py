"""Reading pages."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from .article import Article
from .models import Document, GlossaryTerm, Procedure
from .structured_data import article_page, glossary_page, index_page


@require_safe
def index(request):
    """The operations the clinic offers."""
    return render(request, "procedures/index.html", {"structured_data": index_page()})


@require_safe
def article(request, slug):
    """The article in the page's language, or in English when there is none yet, which the page then says."""
    procedure = get_object_or_404(Procedure, slug=slug)
    document = Document.objects.public().articles().best_for(procedure, get_language())
    if document is None:
        raise Http404
    return render(
        request,
        "procedures/article.html",
        {
            "procedure": procedure,
            "document": document,
            "article": Article(document),
            "is_untranslated": document.language != get_language(),
            "structured_data": article_page(procedure, document),
            "social_card": procedure.social_card,
        },
    )


@require_safe
def glossary(request):
    """Every word explained, in the page's language or else in English, which the page then says."""
    terms = GlossaryTerm.objects.best_for(get_language())
    return render(
        request,
        "procedures/glossary.html",
        {
            "terms": terms,
            "is_untranslated": bool(terms) and terms[0].language != get_language(),
            "structured_data": glossary_page(),
        },
    )
