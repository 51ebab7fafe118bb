"""A link that no reader can follow is refused where it is written, with what to write."""

import pytest
from django.core.exceptions import ValidationError

from drez_site.clinic.models import ClinicProfile
from drez_site.foundation.markdown.dead_links import refuse_dead_links, refuse_links
from providers.models import Location, Provider
from tests.kit.directory import make_doctor, make_location


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A [map](http://maps.example.org).", "Write https://maps.example.org."),
        ("The [site](www.example.org/x).", "Write https://www.example.org/x."),
        ("[Here](//maps.example.org)", "Write https://maps.example.org."),
        ("[Here](maps.example.org 'A map')", "Write https://maps.example.org."),
        ("[Here]()", "Patients cannot follow “”."),
        ("[Here](javascript:alert)", "Patients cannot follow “javascript:alert”."),
        ("[good](/contact/) and [bad](ftp://x.example)", "Patients cannot follow “ftp://x.example”."),
    ],
)
def test_a_link_without_a_target_says_what_to_write(text, said):
    with pytest.raises(ValidationError, match="Patients cannot follow") as refused:
        refuse_dead_links(text)
    assert said in refused.value.messages[0]


@pytest.mark.parametrize(
    "text",
    [
        "[map](https://maps.example.org/x)",
        "[us](/contact/)",
        "[mail](mailto:a@example.org) or [call](tel:+19195550134)",
        "In brackets [2] (see below)",
        "https://maps.example.org",
        "",
    ],
)
def test_what_leads_somewhere_is_taken(text):
    refuse_dead_links(text)


def test_a_plain_text_has_no_links():
    refuse_links("Door [2] (the red one)")
    with pytest.raises(ValidationError, match="Links are not made here"):
        refuse_links("[map](https://maps.example.org)")


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["[map](http://maps.example.org)", "[site](www.example.org)"])
def test_every_free_text_refuses_it(text):
    make_doctor("Ames", make_location())
    seen = 0
    for row in (
        Provider.objects.get(),
        Location.objects.get(),
        ClinicProfile(name="A", phone="+19195550100"),
    ):
        for name in row.TO_APPROVE:
            if not isinstance(getattr(row, name), str):
                continue
            before = getattr(row, name)
            setattr(row, name, text)
            with pytest.raises(ValidationError) as refused:
                row.clean()
            assert name in refused.value.message_dict
            setattr(row, name, before)
            seen += 1
    assert seen >= 5
