"""Stylesheets and scripts as they leave the house."""

import re

from django.core.files.base import ContentFile, File
from rcssmin import cssmin
from whitenoise.storage import CompressedManifestStaticFilesStorage

# rcssmin takes the space out of “.foot :focus-visible”, which then means the foot itself.
DESCENDANT = re.compile(r"(?<=[\w\])]) :(?=[a-z])")
SCRIPT_OF_PAGES = re.compile(r"js/[^/]+\.js")
# After which a comment follows on the same line: “"https://” has no space.
BEFORE_A_COMMENT = ("; // ", "{ // ", "} // ")


def minified(css: str) -> str:
    """The same rules without comments and spare white space."""
    shorter: str = cssmin(DESCENDANT.sub(" *:", css))
    return shorter


def uncommented(script: str) -> str:
    """The same statements without comments and indentation."""
    statements = (_statement(line) for line in script.splitlines() if not line.lstrip(" ").startswith("//"))
    return "".join(f"{statement}\n" for statement in statements)


def _statement(line: str) -> str:
    for end in BEFORE_A_COMMENT:
        statement, comment, _words = line.partition(end)
        line = statement + comment[:1]
    return line.lstrip(" ")


class MinifiedStaticFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Collects our styles and scripts without comments and spare white space, then hashes and compresses."""

    support_js_module_import_aggregation = True

    def _save(self, name: str, content: "File[bytes]") -> str:
        shorten = (
            minified if name.endswith(".css") else uncommented if SCRIPT_OF_PAGES.fullmatch(name) else None
        )
        if shorten:
            content.seek(0)
            content = ContentFile(shorten(content.read().decode()).encode())
        saved_as: str = super()._save(name, content)
        return saved_as
