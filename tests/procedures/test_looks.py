"""What an operation looks like: its folder of drawings, its color, the picture that goes with a link."""

import re

import pytest
from django.conf import settings
from django.template import Context
from django.utils.translation import override

from procedures.models import Color, Option, Procedure
from procedures.templatetags.operations import drawing, social_card

STYLE = (settings.BASE_DIR / "static/css/site.css").read_text()
LIGHT, DARK = STYLE.split("@layer base")[0].split("@media (prefers-color-scheme: dark)")
READABLE = 4.5  # WCAG 2.2, 1.4.3


def value(name: str, rules: str) -> str:
    (found,) = re.findall(rf"--{name}: (#[0-9a-f]{{3,6}});", rules)
    return found if len(found) == 7 else "#" + "".join(2 * digit for digit in found[1:])


def luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_every_color_is_a_row_of_the_table():
    assert sorted(re.findall(r"\.is-(\w+) +\{ --tx:", STYLE)) == sorted(Color.values)


@pytest.mark.parametrize("color", [color for color in Color.values if color != Color.GRAY])
@pytest.mark.parametrize("rules", [LIGHT, DARK], ids=["light", "dark"])
def test_words_in_a_color_can_be_read(color, rules):
    ink = value(color, rules)
    grounds = [value(f"{color}-soft", rules), value("surface", rules), value("ground", rules)]
    assert min(contrast(ink, ground) for ground in grounds) >= READABLE


def test_a_look_without_a_drawing_draws_nothing():
    assert "<svg" in drawing(Context(), "drez", "card") and "<svg" in drawing(Context(), "drg", "device")
    for look, name in (("drez", "device"), ("scs", "card"), ("unknown", "glyph"), ("", "card"), ("..", "x")):
        assert drawing(Context(), look, name) == ""


def test_drawings_that_looks_share_are_no_look():
    assert drawing(Context(), "", "_header") == drawing(Context(), "", "_cross_section") == ""


@pytest.mark.parametrize("model", [Procedure, Option])
def test_a_look_is_the_name_of_a_folder(model):
    for look in ("../../admin", "a/b", "."):
        with pytest.raises(Exception, match="valid “slug”"):
            model._meta.get_field("look").clean(look, None)


@pytest.mark.parametrize(
    ("language", "look", "card"),
    [
        ("en", "drez", "drez.en"),
        ("es", "drg", "drg.es"),
        ("es", "unknown", "site.es"),
        ("en", "", "site.en"),
    ],
)
def test_a_link_shows_the_looks_picture_or_the_sites(language, look, card):
    with override(language):
        assert social_card(look) == f"/static/img/cards/{card}.png"


def test_a_drawing_takes_its_color_from_the_operation():
    """Staff choose the color: a drawing that named one would keep it."""
    named = re.compile(rf"var\(--(?:{'|'.join(Color.values)})(?:-soft|-line)?[,)]")
    rules = [rule for rule in re.findall(r"[^{}]+\{[^{}]*\}", STYLE) if re.search(r"\.(?:art|roots)\b", rule)]
    assert len(rules) >= 25
    assert [rule for rule in rules if named.search(rule)] == []
    for template in (settings.BASE_DIR / "templates/procedures/art").rglob("*.html"):
        markup = re.sub(r"\{%.*?%\}", "", template.read_text(), flags=re.DOTALL)
        assert not named.search(markup) and "#" not in re.sub(r'href="#\w+"', "", markup), template


@pytest.mark.parametrize(
    ("look", "own", "other"), [("drez", ["204"], ["312"] * 2), ("drg", ["312"] * 2, ["204"])]
)
def test_a_cross_section_fills_what_its_operation_treats(look, own, other):
    """The name of the strip stands at 204, that of the ganglion, in two lines, at 312."""
    drawn = drawing(Context(), look, "cross_section")
    assert drawn.count('class="art-own"') == drawn.count('class="art-other"') == 1
    assert re.findall(r'art-name--own" x="(\d+)"', drawn) == own
    assert re.findall(r'art-name--other" x="(\d+)"', drawn) == other
