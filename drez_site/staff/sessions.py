"""How long staff stay signed in: half an hour without doing anything, ten hours in all."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.utils import timezone
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext as _

from drez_site.foundation.staff_pages import STAFF_PAGES

SIGNED_IN_AT = "signed_in_at"
SEEN_AT = "seen_at"
# Writing the session for every request would be a write for every request.
SECONDS_BETWEEN_SESSION_WRITES = 60


@receiver(user_logged_in, dispatch_uid="drez_site.staff.sessions")
def begin(sender, request, **kwargs):
    request.session[SIGNED_IN_AT] = request.session[SEEN_AT] = _now()


class StaffSessionMiddleware(MiddlewareMixin):
    """End sessions that are too old or were left alone. On staff pages only: reading has no session."""

    def process_request(self, request):
        if not request.path_info.startswith(STAFF_PAGES) or not request.user.is_authenticated:
            return
        session, now = request.session, _now()
        # A session that does not say when it began is over.
        if _is_over(now - session.get(SIGNED_IN_AT, 0), settings.STAFF_SESSION_LONGEST) or _is_over(
            now - session.get(SEEN_AT, 0), settings.STAFF_SESSION_IDLE
        ):
            logout(request)
            messages.info(request, _("You were signed out to keep the site safe. Sign in again to go on."))
        elif now - session[SEEN_AT] >= SECONDS_BETWEEN_SESSION_WRITES:
            session[SEEN_AT] = now


def _is_over(seconds: int, longest: timedelta) -> bool:
    """Also what was in the future: a clock that was ahead has gone back, and nobody knows how long it is."""
    return not -SECONDS_BETWEEN_SESSION_WRITES <= seconds <= longest.total_seconds()


def _now() -> int:
    return int(timezone.now().timestamp())
