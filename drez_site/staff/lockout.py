"""After six wrong answers: half an hour without that name from that address. Counted by django-axes."""

import math

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control

from drez_site.foundation.response_headers import ask_to_wait


@receiver(pre_save, sender=AccessAttempt, dispatch_uid="drez_site.staff.lockout")
def keep_the_least(sender, instance, **kwargs):
    """Who, from where, when and how often is what a lock needs; what was typed is nobody's business."""
    instance.get_data = instance.post_data = instance.http_accept = ""


def locked_out(request, response=None, credentials=None):
    """What axes shows instead of any answer to one wrong try too many, for sign-in and for signing alike.

    A name that nobody has locks in the same way, so a lock does not tell who works here.
    """
    tries = AccessAttempt.objects.filter(
        username=(credentials or {}).get("username"), ip_address=request.axes_ip_address
    )
    latest = max((each.attempt_time for each in tries), default=timezone.now())
    seconds = max(1, math.ceil((latest + get_cool_off(request) - timezone.now()).total_seconds()))
    page = render(request, "staff/sign_in/locked_out.html", {"minutes": math.ceil(seconds / 60)}, status=429)
    ask_to_wait(page, seconds)
    patch_cache_control(page, no_store=True)
    return page
