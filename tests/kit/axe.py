"""What axe looks for on every page, and what it finds.

Measuring the contrast of every text takes axe longer than all else. By day it measures one text of each look:
of those that share color, size and all that lies behind them. At night it measures every text.
"""

from axe_playwright_python.sync_playwright import Axe

AXE = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],
    "preload": False,  # or it writes a style of its own, which our policy refuses; no rule of these needs it
}
# Only these rules look at colors, so the dark scheme is checked for nothing else.
COLOR_RULES = ["color-contrast", "link-in-text-block"]
COLORS = AXE | {"runOnly": {"type": "rule", "values": COLOR_RULES}}
SCRIPT = Axe().axe_script

measures_every_text = False  # tests/system/conftest.py says otherwise at night

RUN = "options => axe.run(options).then(answer => answer.violations)"
# Only on the visible texts of a page, one of each look.
RUN_ON_LOOKS = """options => {
    const behind = new Map([[null, '']]), looks = new Map();
    const backdrop = e => {
        if (!behind.has(e)) {
            const {backgroundColor, backgroundImage, opacity} = getComputedStyle(e);
            const own = `${backgroundColor} ${backgroundImage} ${opacity}`;
            behind.set(e, backdrop(e.parentElement) + (own === 'rgba(0, 0, 0, 0) none 1' ? '' : `, ${own}`));
        }
        return behind.get(e);
    };
    const hasText = e => [...e.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
    for (const e of document.body.querySelectorAll('*')) {
        if (!hasText(e) && !e.matches('input, select, textarea')) continue;
        if (!e.checkVisibility() || e.getBoundingClientRect().width <= 1) continue;
        const {color, fill, fontSize, fontWeight, textDecoration} = getComputedStyle(e);
        const type = [e.tagName, color, fill, fontSize, fontWeight, textDecoration];
        const look = [...type, getComputedStyle(e.parentElement).color, backdrop(e)].join();
        if (!looks.has(look)) looks.set(look, e);
    }
    if (!looks.size) return [];
    return axe.run({include: [...looks.values()]}, options).then(answer => answer.violations);
}"""


def violations(page, options=AXE) -> list[tuple[str, list[str]]]:
    """Each rule that the page breaks, with the markup of up to three places."""
    if not page.evaluate("'axe' in window"):  # half a megabyte, read once for each page
        page.evaluate(SCRIPT)
    if measures_every_text:
        found = page.evaluate(RUN, options)
    else:
        other_rules = {"rules": options.get("rules", {}) | dict.fromkeys(COLOR_RULES, {"enabled": False})}
        found = page.evaluate(RUN, options | other_rules)
        found += page.evaluate(RUN_ON_LOOKS, options | {"runOnly": COLORS["runOnly"]})
    return [(each["id"], [node["html"][:120] for node in each["nodes"][:3]]) for each in found]
