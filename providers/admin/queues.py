"""What the directory's lists have waiting for somebody."""

from django.utils.translation import gettext_lazy as _

from drez_site.foundation.work_queues import Queue

DOCTORS = [
    Queue(
        "confirm", _("Operations to confirm with the office"), lambda doctors, person: doctors.to_confirm()
    ),
    Queue("ask", _("Ask again about new patients"), lambda doctors, person: doctors.to_ask_again()),
    Queue("no-place", _("Doctors without a place"), lambda doctors, person: doctors.without_practice()),
]
PLACES = [
    Queue(
        "coordinates",
        _("Places without coordinates"),
        lambda places, person: places.without_coordinates(),
    )
]
REPORTS = [
    Queue("open", _("Mistakes that readers reported"), lambda reports, person: reports.open(), is_urgent=True)
]
