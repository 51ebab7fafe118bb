"""Find a doctor: the search, doctors, places. `providers.presenters` has their words."""

from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import cache_control

from drez_site.foundation.approved_words import with_approved_words
from drez_site.foundation.content_version import once_per_content_version
from drez_site.foundation.paging import NoSuchPage
from drez_site.foundation.reading_page import Choice, one_of, reading_page
from procedures.catalogue import catalogue_of

from .former_addresses import Gone, lead_on
from .forms import FindADoctorForm
from .models import Location, Photo, Practice, Provider
from .presenters import (
    DoctorCard,
    DoctorPage,
    LocationPage,
    MapPage,
    NoneMatchPage,
    Office,
    ResultsPage,
    SearchProblem,
    SideBySide,
    UnrecognizedPage,
    WhichPlacePage,
    back_to_results,
    doctors_for_page,
    page_for,
    state_at,
)
from .search import MOST_RANKS, PAGE_SIZE, DirectoryQuery, answer, options_in
from .structured_data import doctor_page, list_page, location_page, map_page

A_DAY = 86_400  # seconds


@reading_page(
    procedure=Choice(lambda request: options_in(get_language()).procedures),
    page=one_of(map(str, range(2, MOST_RANKS // PAGE_SIZE + 1))),
)
def search(request):
    """Near where? Then the doctors, or what to ask instead.

    Whoever gives a place gets an answer, whatever else stands in the address: a link may be years old.
    """
    form = FindADoctorForm(request.GET)
    is_page_missing = form.has_invalid_page_number
    if is_page_missing and not form.names_a_place:
        raise Http404
    outcome: UnrecognizedPage | WhichPlacePage | ResultsPage | NoneMatchPage
    if "near" in form.errors:
        outcome = UnrecognizedPage.of(form)
    elif form.which_place:
        outcome = WhichPlacePage.of(form.which_place, form.query())
    else:
        query = form.query()
        try:
            outcome = page_for(answer(query))
        except NoSuchPage as past_the_end:
            if not query.place:
                raise Http404 from past_the_end
            is_page_missing = True
            outcome = page_for(answer(query.on_page(1)))
    problem = SearchProblem.of(form)
    return render(
        request,
        outcome.template,
        {
            "form": form,
            "outcome": outcome,
            "problem": problem,
            "is_page_missing": is_page_missing,
            "title": gettext("Error: %(heading)s") % {"heading": outcome.title} if problem else outcome.title,
            "structured_data": list_page(getattr(outcome, "cards", ())),
        },
    )


@reading_page()
def doctor(request, slug):
    """All about one doctor. An address that says what was searched also says how far, and leads back."""
    try:
        page = _doctor_page(slug, catalogue_of(request).articles)
    except Http404:
        return _led_on(request, Provider, slug)
    asked = _asked(request)
    office = Office.of(page, asked.place)
    return render(
        request,
        "providers/doctor.html",
        {
            "provider": page,
            "office": office,
            "back": back_to_results(asked),
            "calls_elsewhere": bool(office and office.phone),
            "title": page.name_with_credentials,
            "structured_data": doctor_page(page),
        },
    )


def _asked(request) -> DirectoryQuery:
    """What could be read of the search that this address carries along."""
    if not request.GET:
        return DirectoryQuery()
    form = FindADoctorForm(request.GET)
    form.full_clean()
    return form.query()


@reading_page()
def compare(request):
    """The doctors whom the address names, side by side; with `near`, how far each is. Nothing is kept."""
    asked = _asked(request)
    page = SideBySide.of(request.GET.getlist("d"), asked.place, catalogue_of(request).articles)
    return render(request, "providers/compare.html", {"page": page, "back": back_to_results(asked)})


@once_per_content_version
def _doctor_page(slug: str, articles: frozenset[str]) -> DoctorPage:
    """Raises Http404, which is not kept."""
    provider = get_object_or_404(doctors_for_page(Provider.objects.public()), slug=slug)
    return DoctorPage.of(provider, articles=articles)


def _led_on(request, model: type[Provider] | type[Location], slug: str) -> HttpResponse:
    """From an address that somebody printed or shared. Raises Http404 for one that nobody ever had."""
    found = lead_on(model, slug)
    if found is None:
        raise Http404
    if isinstance(found, Gone):
        return render(request, "providers/gone.html", {"gone": found}, status=410)
    asked = request.META.get("QUERY_STRING", "")
    address = found.get_absolute_url()
    return HttpResponsePermanentRedirect(f"{address}?{asked}" if asked else address)


@reading_page()
def location(request, slug):
    """All about one place, and who practices there."""
    place = with_approved_words(Location.objects.public().filter(slug=slug)).first()
    if place is None:
        return _led_on(request, Location, slug)
    page = LocationPage.of(place)
    practices = Practice.objects.public().at(place).for_cards(get_language()).by_name()
    doctors = tuple(DoctorCard.of(practice) for practice in practices)
    return render(
        request,
        "providers/location.html",
        {
            "location": page,
            "doctors": doctors,
            "calls_elsewhere": bool(page.getting_there.phone),
            "title": page.title,
            "structured_data": location_page(place),
        },
    )


def _operations(request) -> frozenset[str]:
    """Those that patients may know, as addresses name them."""
    return catalogue_of(request).articles


@reading_page(procedure=Choice(_operations))
def map_of_the_country(request):
    """Where the doctors on the list are, on our own drawing; `procedure` asks for those of one operation."""
    return _map(request, MapPage.of_the_country(_operation(request)))


@reading_page(procedure=Choice(_operations))
def map_of_a_state(request, address):
    """The same of one state; `address` is its two letters, "nc"."""
    state = state_at(address)
    if state is None:
        raise Http404
    return _map(request, MapPage.of_a_state(state, _operation(request)))


def _operation(request) -> str:
    """The slug that the address names, if it is that of an operation that patients may know; else ""."""
    asked = request.GET.get("procedure", "")
    return asked if asked in _operations(request) else ""


def _map(request, page: MapPage) -> HttpResponse:
    return render(request, "providers/map.html", {"map": page, "structured_data": map_page(page)})


@reading_page()
@cache_control(public=True, max_age=A_DAY)
def photo(request, digest):
    """A doctor's portrait that a reviewer approved. One that comes down is gone from browsers after a day."""
    shown = Photo.objects.public().with_digest(digest).first()
    if shown is None:
        raise Http404
    return HttpResponse(bytes(shown.content), content_type="image/jpeg")
