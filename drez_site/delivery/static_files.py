"""Stylesheets and scripts as they leave the house."""

import re

from django.core.files.base import ContentFile, File
from rcssmin import cssmin
from whitenoise.storage import CompressedManifestStaticFilesStorage

# rcssmin takes the space out of “.foot :focus-visible”, which then means the foot itself.
DESCENDANT = re.compile(r"(?<=[\w\])]) :(?=[a-z])")


def minified(css: str) -> str:
    """The same rules without comments and spare white space."""
    shorter: str = cssmin(DESCENDANT.sub(" *:", css))
    return shorter


class MinifiedStaticFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Collects stylesheets without comments and spare white space, then hashes and compresses as usual."""

    support_js_module_import_aggregation = True

    def _save(self, name: str, content: "File[bytes]") -> str:
        if name.endswith(".css"):
            content.seek(0)
            content = ContentFile(minified(content.read().decode()).encode())
        saved_as: str = super()._save(name, content)
        return saved_as
