"""What axe looks for on every page, and what it finds."""

from axe_playwright_python.sync_playwright import Axe

AXE = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],
}
# Only these rules look at colours, so the dark scheme is checked for nothing else. They take half the time.
COLOUR_RULES = ["color-contrast", "link-in-text-block"]
COLOURS = AXE | {"runOnly": {"type": "rule", "values": COLOUR_RULES}}
ALL_BUT_COLOURS = AXE | {"rules": {rule: {"enabled": False} for rule in COLOUR_RULES}}
SCRIPT = Axe().axe_script


def rules_for(scheme: str, nightly: bool) -> dict:
    """At night every rule in both schemes; else the dark one is asked only about its colors."""
    return COLOURS if scheme == "dark" and not nightly else AXE


def violations(page, options=AXE) -> list[tuple[str, list[str]]]:
    """Each rule that the page breaks, with the markup of up to three places."""
    if not page.evaluate("'axe' in window"):  # half a megabyte, read once for each page
        page.evaluate(SCRIPT)
    found = page.evaluate("options => axe.run(options)", options)["violations"]
    return [(each["id"], [node["html"][:120] for node in each["nodes"][:3]]) for each in found]
