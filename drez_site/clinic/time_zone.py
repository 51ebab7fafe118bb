"""What people call the zone in which the clinic answers its phone; its patients may live in another one."""

import re

from django.conf import settings
from django.utils.translation import gettext_lazy as _

EASTERN, CENTRAL, MOUNTAIN = _("Eastern time"), _("Central time"), _("Mountain time")
ALASKA = _("Alaska time")
NAMES = {
    "America/New_York": EASTERN,
    "America/Detroit": EASTERN,
    "America/Kentucky/Louisville": EASTERN,
    "America/Indiana/Indianapolis": EASTERN,
    "America/Chicago": CENTRAL,
    "America/Indiana/Knox": CENTRAL,
    "America/Indiana/Tell_City": CENTRAL,
    "America/Menominee": CENTRAL,
    "America/North_Dakota/Center": CENTRAL,
    "America/Denver": MOUNTAIN,
    "America/Boise": MOUNTAIN,
    "America/Phoenix": _("Arizona time"),
    "America/Los_Angeles": _("Pacific time"),
    "America/Anchorage": ALASKA,
    "America/Juneau": ALASKA,
    "Pacific/Honolulu": _("Hawaii time"),
    "America/Puerto_Rico": _("Atlantic time"),
    "Pacific/Guam": _("Guam time"),
}


NAMES_A_ZONE = re.compile(r"\b(?:time|hora|[ECMP][SD]?T)\b", re.IGNORECASE)


def zone_of(hours: str) -> str:
    """Like "Eastern time"; "" where the hours name their zone, or ours has no name here."""
    return "" if NAMES_A_ZONE.search(hours) else str(NAMES.get(settings.TIME_ZONE, ""))
