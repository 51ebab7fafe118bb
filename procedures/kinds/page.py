"""A page of the clinic's own, like what an operation costs: free text below a heading."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from ..models import Document
from ..signed_content import Content
from .declaration import Address, Kind
from .parts import SECTIONS


def _says_something(content: Content) -> Iterator[str]:
    if not content["body"].strip() and not content["sections"]:
        yield _("Write the text: it is empty.")


PAGE = Kind(
    kind=Document.Kind.PAGE,
    declaration=1,
    parts=(SECTIONS,),
    route="procedures:page",
    address=Address.SLUG,
    template="procedures/page.html",
    file="pages/*.toml",
    checks=(_says_something,),
    cites_every_number=True,
)
