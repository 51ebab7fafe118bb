"""JSON-LD of a page, and what of it no reader would see."""

import json
import re

from django.utils.html import escape

from tests.kit.elements import parse

ORIGIN = "https://clinic.example"
NOT_WORDS = {"@context", "@type", "@id"}


def json_ld(page: str) -> dict:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert len(found) == 1
    return json.loads(found[0])


def leaves(data, key=""):
    if isinstance(data, dict):
        for name, value in data.items():
            yield from leaves(value, name)
    elif isinstance(data, list):
        for value in data:
            yield from leaves(value, key)
    else:
        yield key, data


def visible_text(page: str) -> str:
    body = parse(page).find("body")
    for script in list(body.iter("script")):
        script.drop_tree()
    return " ".join("".join(body.itertext()).split())


def unseen(page: str) -> list[tuple[str, str]]:
    """What a machine would be told and a reader would not."""
    text = visible_text(page)
    hidden = []
    for key, value in leaves(json_ld(page)):
        if key in NOT_WORDS or isinstance(value, bool | int):
            continue
        if key == "inLanguage":
            seen = f'lang="{value}"' in page
        elif key == "telephone":
            seen = f'href="tel:{value}"' in page
        elif value.startswith("https://"):
            ours = value.startswith((f"{ORIGIN}/", "https://schema.org/"))
            seen = ours or f'href="{escape(value)}"' in page
        else:
            seen = " ".join(value.split()) in text
        if not seen:
            hidden.append((key, value))
    return hidden
