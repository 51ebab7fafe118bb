"""The clinic that a request asks about, and the one this process read last.

Error pages must not ask the database, so they show the phone of the clinic that was read last.
"""

from drez_site.foundation.content_version import once_per_content_version

from .models import ClinicProfile

_last: ClinicProfile | None = None


def current_clinic(request) -> ClinicProfile:
    """Read once per request, and kept as `request.clinic`."""
    global _last
    if not hasattr(request, "clinic"):
        request.clinic = _last = _saved_profile()
    return request.clinic


@once_per_content_version
def _saved_profile() -> ClinicProfile:
    return ClinicProfile.current()


def last_known() -> ClinicProfile | None:
    """The profile of this process's latest page; None until it has made one. No query."""
    return _last
