"""Where the links of a text lead: into this site, or away from it. Nothing is fetched."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.translation import gettext as _

from drez_site.foundation.markdown.rendering import ALLOWED_SCHEMES, PLAIN_PARSER
from drez_site.foundation.staff_pages import STAFF_PAGES

from . import kinds
from .kinds.declaration import Address
from .models import Document, Procedure, ProcedureAddress, Publication
from .pictures import problems_of_pictures, without_pictures


def addresses(text: str) -> Iterator[str]:
    """Of each link in the text, in order."""
    for block in PLAIN_PARSER.parse(without_pictures(text)):
        for token in block.children or ():
            if token.type == "link_open":
                yield str(token.attrs["href"])


def no_dead_links(text: str) -> None:
    """Validator: raises ValidationError, a sentence for each link or picture that is not there."""
    sentences = [sentence for address in addresses(text) if (sentence := why_dead(address))]
    sentences += problems_of_pictures(text)
    if sentences:
        raise ValidationError([ValidationError(each, code="dead_link") for each in dict.fromkeys(sentences)])


def why_dead(address: str) -> str:
    """What is wrong with an address, and what to do; "" for one that readers can follow."""
    parts, shown = urlsplit(address), {"address": address}
    if parts.netloc and not parts.scheme:
        return _("“%(address)s” leads away from this site. Write it with https:// in front.") % shown
    if parts.scheme == "http":
        return _("“%(address)s”: write https:// instead of http://. Patients get no other link.") % shown
    if parts.scheme:
        if parts.scheme in ALLOWED_SCHEMES and (parts.netloc or parts.path):
            return ""
        return _("Patients cannot follow “%(address)s”. Write https://, mailto: or tel:.") % shown
    if not parts.path:
        return "" if parts.fragment else _("A link has no address. Choose a page with “Link”.")
    return _why_dead_here(parts.path, shown)


def _why_dead_here(path: str, shown: dict[str, str]) -> str:
    """The same of a path of this site."""
    if not path.startswith("/"):
        return (
            _("“%(address)s” is no whole address. Choose a page with “Link”, or write https:// in front.")
            % shown
        )
    if path.startswith(STAFF_PAGES):
        return _("“%(address)s” is a page for staff. Choose one that patients can open.") % shown
    if is_there(path):
        return ""
    return _("This site has no page “%(address)s”. Choose one with “Link”.") % shown


def is_there(path: str) -> bool:
    """Whether this site has a page there, or a draft that may become one; of doctors, whether it could."""
    match = _resolved(path)
    if match is None:
        return False
    kind = next((kind for kind in kinds.ALL if kind.route == match.view_name), None)
    if kind is None or not match.kwargs:
        return True
    (name,) = match.kwargs.values()
    if kind.address is Address.PROCEDURE:
        procedures, once = Procedure.objects.filter(slug=name), ProcedureAddress.objects.filter(slug=name)
        return procedures.exists() or once.exists()
    if kind.sums_up_a_source:
        return Publication.objects.filter(key=name).exists()
    return Document.objects.filter(kind=kind.kind, slug=name).exists()


def _resolved(path: str) -> ResolverMatch | None:
    """In any language of the site: addresses of one stand below its prefix."""
    bare = path
    for language, _name in settings.LANGUAGES:
        if path.startswith(f"/{language}/"):
            bare = path.removeprefix(f"/{language}")
    for each in dict.fromkeys((path, bare)):
        try:
            return resolve(each)
        except Resolver404:
            continue
    return None
