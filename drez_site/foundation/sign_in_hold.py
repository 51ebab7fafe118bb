"""How long somebody signs nothing after a colleague made her a new sign-in link."""

from datetime import timedelta

HOLD_HOURS = 24
HOLD = timedelta(hours=HOLD_HOURS)
