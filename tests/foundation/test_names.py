"""Names, titles and degrees: what real ones look like is taken, a sentence is not."""

import pytest
from django.core.exceptions import ValidationError

from drez_site.foundation.names import degrees_alone, name_alone, title_alone

NAMES = [
    "Example Tower",
    "St. Mary's Hospital",
    "Mt. Example Med. Ctr., Bldg. 4",
    "Sample University Hospital - North Campus",
    "Clinic 2B / Pain Center",
    "Hospital Clínico (Torre B)",
    "Department of Physical Medicine and Rehabilitation, Example University",
    "Pain Medicine (Anesthesiology) Physician",
    "Doctor for nerves and brain (neurologist)",
    "American Sign Language (ASL)",
    "中文（简体）",
    "हिन्दी",
    "Tiếng Việt",
    "1500 Example Park",
]
SENTENCES = [
    "Example Tower. Numb legs are normal.",
    "Example Tower: call us first",
    "98% of people go home",
    "Is it safe?",
    "See <b>here</b>",
    "One two three four five six seven eight nine ten eleven twelve thirteen",
    "Example Tower\nStop your pills",
]
DEGREES = [
    "MD",
    "MD, PhD",
    "MD, PhD, FAANS",
    "M.D., Ph.D.",
    "DO, MPH",
    "MBBS, FRCS (SN)",
    "DNP, APRN, FNP-BC",
    "PharmD, BCPS",
    "Dr. med., MSc",
    "BSc (Hons), MBChB",
]
NO_DEGREES = ["cures pain", "MD, the best", "Stop your pills", "MD. Numb legs are normal", "MD 911", "Doctor"]
TITLES = ["Dr.", "Prof. Dr.", "Dra.", "Mr", "Señora", "Prof. Dr. med."]
NO_TITLES = ["Dr. 98%", "The best doctor here is", "Stop. Your. Pills. Now.", "Dr.\n"]


@pytest.mark.parametrize(
    ("check", "good", "bad"),
    [
        (name_alone, NAMES, SENTENCES),
        (degrees_alone, DEGREES, NO_DEGREES),
        (title_alone, TITLES, NO_TITLES),
    ],
)
def test_a_name_is_taken_and_a_sentence_is_not(check, good, bad):
    for text in good:
        check(text)
    for text in bad:
        with pytest.raises(ValidationError, match="Write .* alone"):
            check(text)
