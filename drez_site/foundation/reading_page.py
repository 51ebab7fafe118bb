"""What the view of a page that everybody reads has in common with every other."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from .content_version import snapshot

Parameters = ParamSpec("Parameters")
View = Callable[Concatenate[HttpRequest, Parameters], HttpResponse]

# In request.META: the `Version` of an answer that depends on nothing besides but its address.
READ_AS_OF = "drez_site.foundation.read_as_of"

# The parameters in which readers type: kept nowhere, by no page of ours.
TYPED_WORDS = ("near", "q")


@dataclass(frozen=True, slots=True)
class Choice:
    """Of a parameter of the address: the values that our own links and forms give it, in their order."""

    values: Callable[[HttpRequest], Iterable[str]]
    takes_several: bool = False

    def taken(self, request: HttpRequest, name: str) -> list[tuple[str, str]]:
        """As our own links would write what this request chose of them."""
        given = request.GET.getlist(name)
        found = [(name, value) for value in self.values(request) if value in given]
        return found if self.takes_several else found[:1]


def one_of(values: Iterable[str]) -> Choice:
    """A choice from what never changes."""
    fixed = tuple(values)
    return Choice(lambda request: fixed)


def reading_page(**choices: Choice) -> Callable[[View[Parameters]], View[Parameters]]:
    """A page for reading: GET and HEAD alone, and all that it says is true as of one content version.

    `choices` are the parameters of the address that readers choose from lists, in the order in which our
    links write them. An answer to these, or to none, may be stored (`delivery/page_store.py`). One to any
    other never is: not to other values, nor to the same ones twice or in another order, of which strangers
    could send as many as the store has room for.
    """

    def decorated(view: View[Parameters]) -> View[Parameters]:
        @require_safe
        @wraps(view)
        def read(
            request: HttpRequest, /, *args: Parameters.args, **kwargs: Parameters.kwargs
        ) -> HttpResponse:
            with snapshot() as version:
                response = view(request, *args, **kwargs)
                if version and _is_one_of_ours(request, choices):
                    request.META[READ_AS_OF] = version
            return response

        return read

    return decorated


def _is_one_of_ours(request: HttpRequest, choices: Mapping[str, Choice]) -> bool:
    """Whether the address asks nothing, or what a link of ours asks, to the letter."""
    taken = [pair for name, choice in choices.items() for pair in choice.taken(request, name)]
    return urlencode(taken) == str(request.META.get("QUERY_STRING", ""))
