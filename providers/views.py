"""Find a doctor: the search, a doctor's page, a location's page.

What the templates get. Every text is ready to print, translated, and already honest about what is not known;
every `..._url` is a path; "" means "print nothing". Nothing here costs a query when a template reads it.

DoctorCard  `<article class="doctor-card" data-doctor="{{ card.slug }}" data-miles="{{ card.data_miles }}">`
    name, credentials   "Dr. Alex Example", and "MD, PhD" or ""
    slug, url           of the doctor's page
    specialty_text      "Neurosurgeon", "Neurosurgeon, Pain medicine doctor", ""
    miles, data_miles   float or None, and "12.3" or ""
    distance_text       "12 miles away", "1 mile away", "Less than 1 mile away", "Same ZIP area",
                        "Distance unknown"; "" when the patient gave no place
    why, why_text       tuple of reasons, and "Shown because: speaks Spanish, 12 miles away."; empty unless
                        the card answers a search
    location            LocationLine: name, city, state, city_state ("Durham, NC"), url, is_approximate
    phone               PhoneNumber or None: text "(919) 555-0134", href "tel:+19195550134",
                        label "Call Dr. Alex Example at (919) 555-0134"
    languages           tuple of LanguageName: name, endonym, code
    languages_text      "English, Spanish" or ""
    accepting           Fact: "Accepting new patients", "Not accepting new patients",
                        "New patients: ask the clinic"
    video               Fact: "First visit by video is possible", "No first visit by video",
                        "Video visits: ask the clinic"
    procedures          tuple of ProcedureFact: slug, identity ("drez" or "drg"), name, url,
                        confirmed_on (date or None), is_confirmed (within 365 days),
                        text "Confirmed with Dr. Alex Example's office in October 2026" or "Call to check",
                        short_text "Confirmed October 2026" or "Call to check",
                        performs_text "Performs DREZ lesioning"
    is_demonstration    bool
Fact    state ("yes", "no" or "unknown", which an old answer is too), text, checked_on (date or None),
        checked_text ("Checked October 2026"; "" when unknown)
Link    text, url, detail ("7 doctors" or "")

GET /doctors/  (providers:search) chooses one of four templates. All four get
    form        FindADoctorForm, bound, for {% crispy %} with helper (near) or filters_helper (the rest);
                neither writes a form tag
    outcome     the page object below
    title       for <title>; begins with "Error: " where it should
  providers/results.html: ResultsPage
    place               Place or None (place.label is "Durham, NC 27710")
    heading             "Doctors near Durham, NC 27710", "All doctors"
    status              for #results-count: "3 doctors near Durham, NC 27710.", or with pages
                        "Showing 10 of 12 doctors near Durham, NC 27710.", "Showing 11 to 12 of 12 ..."
    status_in_place     the same when the pages before this one are shown above it
    total_text          "12 doctors", "1,000+ doctors"
    namesakes           tuple of Link: other cities of the name, after not_this_place "Not this Boston? ..."
    name_note           "We list nobody called “...”. These doctors have a name like it.", or ""
    order_text          "Nearest first. Distances are in a straight line from the middle of ZIP code 27710."
    cards               tuple of DoctorCard: distance known, or all when the patient gave no place
    unplaced            tuple of DoctorCard after them, under
    unplaced_heading    "Distance unknown", and
    unplaced_text       "We do not know exactly where these doctors see patients. Call to ask."
    filters             tuple of Link, one for each filter that is on: "DREZ lesioning", url = without it
    clear_url           without any filter; "" when none is on
    pages               tuple of PageLink: number, url, is_current, is_gap (print "…", it leads nowhere);
                        empty when there is one page
    previous_url, next_url, more_text       "" at the ends; more_text "Show 3 more doctors" is for next_url
    all_url, all_text   "Show all 23 doctors on one page"; "" when they are
  providers/none_match.html: NoneMatchPage
    place, filters, clear_url, order_text   as above
    heading             "No doctors within 50 miles of Asheville, NC 28801", "We list no doctors yet"
    status              the same as a sentence, for #results-count
    ways                tuple of Link, only those that find somebody: text "Look at any distance",
                        detail "7 doctors"
    nearest             tuple of up to three DoctorCard, at any distance
    nearest_heading     "The nearest doctors who match your other filters",
                        "The nearest doctors for any operation"
    directory_is_empty  bool: nobody at all is listed, so there are no ways and no nearest
  providers/which_place.html: WhichPlacePage
    heading             "Which Springfield do you mean?", "Where in North Carolina are you?"
    status              "25 places match “Springfield”."
    note                "Not in the list? Type the ZIP code above."
    choices             tuple of Link: "Springfield, IL", url = the same search there
  providers/unrecognised_place.html: UnrecognisedPage, also for any other field error
    heading             "We could not find that place", "There is a problem with your search"
    errors              tuple of Link for the error summary: the message, url "#id_near"
    suggestions         tuple of Link: "Durham, NC", under
    suggestions_heading "Did you mean one of these?", or ""

GET /doctors/<slug>/  (providers:doctor) providers/doctor.html
    title               "Dr. Alex Example, MD"
    provider            DoctorPage: name, credentials, name_with_credentials, initials, photo (Photo or None),
                        slug, url, specialty_text, specialties (name, official_name, code), languages,
                        languages_text, languages_checked_text, biography (tuple of paragraphs), education
                        (tuple of lines), education_checked_text, boards and licensed_in (text,
                        checked_text), publications (title, source, url), procedures, video, referral (Fact:
                        "You need a referral", "No referral needed", "Referral: ask the clinic"), practices,
                        is_demonstration
      practices         tuple of PracticeLines: location (LocationLine), address_lines (tuple), phone,
                        accepting (Fact), hours, getting_in, parking (tuples of lines), wheelchair (Fact),
                        checked_text
GET /locations/<slug>/  (providers:location) providers/location.html
    title               "Sample Nerve Clinic, Durham, NC"
    location            LocationPage: name, kind ("hospital" or "clinic"), kind_text, address_lines,
                        city_state, phone, hours, getting_in, parking (tuples of lines), wheelchair (Fact),
                        checked_text, map_url ("" when we know only the ZIP code), is_approximate,
                        is_demonstration, slug, url
    doctors             tuple of DoctorCard by family name, without distances

{% load find_a_doctor %}{% nearest_doctors procedure anchor=section.anchor as panel %}: FindPanel
    form                NearForm (near only), for {% crispy %} and a GET to the same page
    place               Place or None
    cards               tuple of the nearest three DoctorCard; empty without a place
    total, total_text   12, "12 doctors on our list do this operation."
    error               the message when the place is not known, or ""
    choices             tuple of Link to the same page (#anchor): which place did you mean?
    see_all_url, see_all_text   the search with this procedure and place: "See all of them, nearest first"
"""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from .forms import FindADoctorForm
from .models import Location, Photo, Practice, Provider
from .presenters import (
    DoctorCard,
    DoctorPage,
    LocationPage,
    UnrecognisedPage,
    WhichPlacePage,
    doctors_for_page,
    page_for,
)
from .search import NoSuchPage, answer
from .structured_data import doctor_page, list_page, location_page


@require_safe
def search(request):
    """Near where? Then the doctors, or what to ask instead."""
    form = FindADoctorForm(request.GET)
    if form.asks_for_no_page:
        raise Http404
    if not form.is_valid():
        outcome = UnrecognisedPage.of(form)
    elif form.which_place:
        outcome = WhichPlacePage.of(form.which_place, form.query())
    else:
        try:
            outcome = page_for(answer(form.query()))
        except NoSuchPage as past_the_end:
            raise Http404 from past_the_end
    return render(
        request,
        outcome.template,
        {
            "form": form,
            "outcome": outcome,
            "title": outcome.title,
            # The form has asked for the operations already.
            "procedures": [each for each in form.options.procedures.values() if each.is_readable],
            "structured_data": list_page(getattr(outcome, "cards", ())),
        },
    )


@require_safe
def doctor(request, slug):
    """All about one doctor."""
    page = DoctorPage.of(get_object_or_404(doctors_for_page(Provider.objects.public()), slug=slug))
    return render(
        request,
        "providers/doctor.html",
        {
            "provider": page,
            "title": page.name_with_credentials,
            "structured_data": doctor_page(page),
        },
    )


@require_safe
def location(request, slug):
    """All about one place, and who practises there."""
    place = get_object_or_404(Location.objects.public(), slug=slug)
    page = LocationPage.of(place)
    practices = Practice.objects.public().at(place).for_cards().by_name()
    doctors = tuple(DoctorCard.of(practice) for practice in practices)
    return render(
        request,
        "providers/location.html",
        {
            "location": page,
            "doctors": doctors,
            "title": page.title,
            "structured_data": location_page(place),
        },
    )


@require_safe
def photo(request, digest):
    """A doctor's portrait. Its address changes with what it shows, so it may be kept for ever."""
    shown = Photo.objects.public().with_digest(digest).first()
    if shown is None:
        raise Http404
    return HttpResponse(
        bytes(shown.content),
        content_type="image/jpeg",
        headers={"Cache-Control": "public, max-age=31536000, immutable"},
    )
