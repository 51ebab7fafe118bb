"""The page of the search."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.translation import get_language

from drez_site.clinic.current import current_clinic
from drez_site.foundation.languages.packs import SOURCE_LANGUAGE
from drez_site.foundation.reading_page import reading_page

from .answer import Answer
from .question import MOST_LETTERS, tidy
from .where import finder_at, zip_code


@reading_page()
def search(request: HttpRequest) -> HttpResponse:
    """What our pages say about the words in `q`. Whoever types a ZIP code alone looks for a doctor."""
    typed = request.GET.get("q", "")
    if code := zip_code(tidy(typed[:MOST_LETTERS])):
        return HttpResponseRedirect(finder_at(code))
    if len(typed) > MOST_LETTERS:  # links to this page in other languages repeat what it asks
        request.GET = QueryDict(urlencode({"q": typed[:MOST_LETTERS]}))
    answer = Answer.to(typed, get_language() or SOURCE_LANGUAGE, current_clinic(request))
    return render(request, "assembly/search.html", {"answer": answer, "most_letters": MOST_LETTERS})
