"""Headers that more than one room asks for: each is written here alone."""

from django.http import HttpResponse


def ask_to_wait(response: HttpResponse, seconds: int) -> None:
    """Say when it is worth trying again."""
    response.headers["Retry-After"] = str(seconds)


def hide_from_search_engines(response: HttpResponse) -> None:
    """Whatever it says, no search engine lists it."""
    response.headers["X-Robots-Tag"] = "noindex"


def kept_as(name: str) -> dict[str, str]:
    """Headers of an answer that a browser keeps as a file of this name."""
    return {"Content-Disposition": f'attachment; filename="{name}"'}
