"""Stylesheets and scripts as they leave the house."""

import re

from django.core.files.base import ContentFile, File
from rcssmin import cssmin
from whitenoise.storage import CompressedManifestStaticFilesStorage

# rcssmin takes the space out of “.foot :focus-visible”, which then means the foot itself.
DESCENDANT = re.compile(r"(?<=[\w\])]) :(?=[a-z])")
SCRIPT_OF_PAGES = re.compile(r"js/[^/]+\.js")
# A comment has its line to itself, or follows its statement after one space: “"https://” has none.
COMMENT_OF_SCRIPT = re.compile(r"^ *//.*\n|(?<=[;{}]) // .*$", re.MULTILINE)


def minified(css: str) -> str:
    """The same rules without comments and spare white space."""
    shorter: str = cssmin(DESCENDANT.sub(" *:", css))
    return shorter


def uncommented(script: str) -> str:
    """The same statements without comments and indentation."""
    return re.sub(r"^ +", "", COMMENT_OF_SCRIPT.sub("", script), flags=re.MULTILINE)


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
