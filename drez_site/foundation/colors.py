"""The colors of the site, by the names that static/css/site.css gives them, on a light screen."""

import re

from django.conf import settings

DECLARATION = re.compile(r"(?<![a-z-])--([a-z-]+): (#[0-9a-f]+)")

COLORS: dict[str, str] = {}
for _name, _color in DECLARATION.findall((settings.BASE_DIR / "static/css/site.css").read_text()):
    COLORS.setdefault(_name, _color)  # those of a dark screen come later
