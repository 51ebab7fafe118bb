"""`/styleguide/`: every component with an example, beside what it needs. Development only."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import SimpleNamespace

from django.conf import settings
from django.shortcuts import render
from django.template import RequestContext
from django.template.loader import render_to_string
from django.urls import translate_url
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from drez_site.clinic.current import current_clinic
from drez_site.foundation.colors import COLORS
from drez_site.foundation.paging import Pager
from procedures.catalogue import Catalogue
from procedures.models import Color, KeyPoint, Procedure, Publication
from procedures.models.publication import Mark
from procedures.readings.article import FigureView, KeyPointView
from procedures.templatetags.operations import drawing
from providers.models import Practice
from providers.presenters import DoctorCard
from providers.presenters.facts import Fact

COMPONENTS = settings.BASE_DIR / "templates/components"
LOOKS = settings.BASE_DIR / "templates/procedures/art"
ICONS = re.findall(r'id="i-([a-z-]+)"', (COMPONENTS / "sprite.html").read_text())

# What a component that is never alone stands in.
FRAMES = {
    "doctor_card.html": '<ul role="list">{}</ul>',
    "procedure_card.html": '<ul role="list">{}</ul>',
}
# What a drawing of an operation stands in.
DRAWING_FRAMES = {
    "card": '<div class="pcard"><div class="pcard__art">{}</div></div>',
    "header": '<div class="phead"><p class="wrap phead__in">The head of a page</p>{}</div>',
}


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing of a look, in the color of the operation that has it."""

    look: str
    name: str
    color: str
    html: SafeString

    @classmethod
    def every(cls, request) -> list["Drawing"]:
        colors = dict(Procedure.objects.values_list("look", "color"))
        drawings = []
        for path in sorted(LOOKS.glob("[!_]*/*.html")):
            look, name = path.parent.name, path.stem
            html = format_html(DRAWING_FRAMES.get(name, "{}"), drawing(RequestContext(request), look, name))
            drawings.append(cls(look, name, colors.get(look, Color.GRAY), html))
        return drawings


@dataclass(frozen=True, slots=True)
class Sample:
    """A component as it looks, and the comment that says what it needs."""

    name: str
    needs: str
    html: SafeString

    @classmethod
    def of(cls, name: str, context: dict) -> "Sample":
        source = (COMPONENTS / name).read_text()
        needs = source.partition("{% comment %}")[2].partition("{% endcomment %}")[0]
        html = render_to_string(f"components/{name}", context)
        if name in FRAMES:
            html = format_html(FRAMES[name], html)
        return cls(Path(name).stem, needs.strip(), html)


WORDS = mark_safe("<p>One plain sentence about one idea.</p>")
LINK = SimpleNamespace(text="DREZ lesioning", url="#chips", heading="What it is", anchor="contents")
STEPS = [SimpleNamespace(heading=heading, body=WORDS) for heading in ("You go to sleep", "You wake up")]
FACTS = [
    SimpleNamespace(value="Not reversible", label="for good", icon="oneway"),
    SimpleNamespace(value="5 to 7 hours", label="in surgery", icon="clock"),
    SimpleNamespace(value="5 to 7 days", label="in the hospital", icon="bed"),
    SimpleNamespace(value="Several months", label="of recovery", icon="calendar"),
]
SIGNATURE = SimpleNamespace(
    edition=1,
    number=2,
    name="Dr. Sample Reviewer",
    credentials="MD",
    conflicts="None declared",
    reviewed_on=date(2026, 10, 1),
    review_due=date(2027, 10, 1),
    translator="",
    is_demonstration=False,
    is_overdue=False,
    history=[
        SimpleNamespace(number=2, published_on=date(2026, 10, 1), words="A clearer sentence on recovery.")
    ],
)


def contexts(clinic) -> dict[str, dict]:
    """An example for each component, by its name: made-up words, and rows of the demonstration."""
    examples = _of_every_page() | _of_the_clinic(clinic) | _of_documents(clinic) | _of_doctors()
    return dict(sorted(examples.items()))


def _of_every_page() -> dict[str, dict]:
    return {
        "brand_mark.html": {},
        "breadcrumbs.html": {
            "here": "DREZ lesioning",
            "parent_url": "#breadcrumbs",
            "parent_text": "Operations",
        },
        "call_now.html": {"despair": True},
        "callout.html": {"icon": "info", "heading": "Ask your team", "text": "One sentence of advice."},
        "chips.html": {"filters": [LINK], "clear_url": "#chips"},
        "contents.html": {"sections": [LINK]},
        "error_summary.html": {"heading": "There is a problem", "errors": [LINK]},
        "icon.html": {"name": "phone"},
        "language_link.html": {
            "alternates": [(code, translate_url("/", code)) for code, _ in settings.LANGUAGES],
            "language": "en",
            "query": "",
        },
        "pager.html": {"pager": Pager.of(1, 9, lambda number: "#pager", more_text="Show 3 more doctors")},
        "search_box.html": {},
        "qr_code.html": {"url": settings.PUBLIC_ORIGIN + "/", "origin": settings.PUBLIC_ORIGIN},
    }


def _of_the_clinic(clinic) -> dict[str, dict]:
    return {
        "ask_the_clinic.html": {"phone": clinic.phone},
        "button_call.html": {"phone": clinic.phone, "look": "call"},
        "clinic_text.html": {"text": None, "phone": clinic.phone},
        "lifeline.html": {},
        "postal_address.html": {"name": clinic.name, "place": clinic.shown_places[0]},
        "hours.html": {"clinic": clinic, "language": "en"},
        "what_to_send.html": {"clinic": clinic, "language": "en"},
        "urgent.html": {
            "heading": "When to get help fast",
            "anchor": "urgent-help",
            "body": WORDS,
            "signs": {"emergency": ["One sign"], "same_day": ["Another sign"], "call_office": []},
            "clinic": clinic,
            "language": "en",
            "words_language": "en",
        },
    }


def _of_documents(clinic) -> dict[str, dict]:
    publication = Publication.objects.exclude(title="").exclude(doi="").first()
    operation = Catalogue.of("en").cards[0]
    return {
        "cost_page.html": {"page": Catalogue.of("en").cost_page, "language": "en"},
        "contents_tab.html": {},
        "glance.html": {"facts": FACTS, "color": "plum"},
        "key_points.html": {"points": [KeyPointView(about, WORDS) for about in KeyPoint.About.values]},
        "review_line.html": {"signature": SIGNATURE, "minutes": 12},
        "in_100.html": {
            "figure": FigureView("benefit", 41, 100, people=692, follow_up="12 months", sentence=WORDS)
        },
        "notes.html": {"terms": [SimpleNamespace(slug="example", term="Example word", definition=WORDS)]},
        "overdue.html": {"signature": SIGNATURE},
        "procedure_card.html": {"card": operation, "language": "en"},
        "references.html": {"references": [SimpleNamespace(number=1, publication=publication)]},
        "retraction.html": {"mark": Mark(date(2026, 10, 1), "https://example.org/notice", True)},
        "sheet_line.html": {"title": "DREZ lesioning", "clinic": clinic, "signature": SIGNATURE},
        "signed.html": {"heading_level": 3, "signature": SIGNATURE},
        "steps.html": {"steps": STEPS},
        "tag.html": {"procedure": operation.procedure, "text": operation.title},
        "timeline.html": {"stages": STEPS},
    }


def _of_doctors() -> dict[str, dict]:
    card = DoctorCard.of(Practice.objects.public().for_cards("en").by_name().first())
    return {
        "doctor_card.html": {
            "card": card,
            "level": 3,
            "distance": card.distance_text,
            "miles": card.data_miles,
        },
        "doctor_list.html": {"cards": [card], "level": 3},
        "find_box.html": {},
        "find_link.html": {},
        "pill.html": {"fact": Fact("unknown", "New patients: ask the clinic", None)},
        "use_my_location.html": {},
    }


@require_safe
def styleguide(request):
    """Needs the demonstration's content, which `make dev` loads."""
    samples = [Sample.of(name, context) for name, context in contexts(current_clinic(request)).items()]
    context = {"samples": samples, "drawings": Drawing.every(request), "tokens": list(COLORS), "icons": ICONS}
    return render(request, "assembly/styleguide.html", context)
