"""A part of a page looks the same on every page: its rules stand in the file that its page loads."""

import re
from pathlib import Path

STYLES = Path(__file__).resolve().parents[1] / "static/css"
ELEMENT = re.compile(r"\.([a-z][a-z0-9-]*)__[a-z]")
BLOCK = re.compile(r"\.([a-z][a-z0-9-]*)(?![\w-])")


def test_what_is_inside_a_block_is_styled_where_the_block_is():
    """`.doc__why` in the file of the search alone was squeezed on every other page with a `.doc`."""
    sources = {path.name: path.read_text() for path in STYLES.glob("*.css")}
    blocks = {block for css in sources.values() for block in ELEMENT.findall(css)}
    for block in blocks:
        (file,) = {name for name, css in sources.items() if block in ELEMENT.findall(css)}
        own = {name for name, css in sources.items() if block in BLOCK.findall(css)}
        assert not own or file in own, block
    assert len(blocks) > 20
