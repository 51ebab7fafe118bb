"""What the view of a page that everybody reads has in common with every other."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from .content_version import snapshot

Parameters = ParamSpec("Parameters")
View = Callable[Concatenate[HttpRequest, Parameters], HttpResponse]

# In request.META: the `Version` of an answer that depends on nothing besides but its address.
READ_AS_OF = "drez_site.foundation.read_as_of"

# The parameters in which readers type: kept nowhere, by no page of ours.
TYPED_WORDS = ("near", "q")


def reading_page(*choices: str) -> Callable[[View[Parameters]], View[Parameters]]:
    """A page for reading: GET and HEAD alone, and all that it says is true as of one content version.

    `choices` are the parameters of the address that readers choose from lists. An answer to these, or to
    none, may be stored (`delivery/page_store.py`); one to anything else that the address asks never is.
    """

    def decorated(view: View[Parameters]) -> View[Parameters]:
        @require_safe
        @wraps(view)
        def read(
            request: HttpRequest, /, *args: Parameters.args, **kwargs: Parameters.kwargs
        ) -> HttpResponse:
            with snapshot() as version:
                response = view(request, *args, **kwargs)
            if version and request.GET.keys() <= set(choices):
                request.META[READ_AS_OF] = version
            return response

        return read

    return decorated
