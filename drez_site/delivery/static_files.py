"""Stylesheets and scripts as they leave the house."""

import re

from django.core.files.base import ContentFile
from rcssmin import cssmin
from whitenoise.storage import CompressedManifestStaticFilesStorage

# rcssmin takes the space out of “.foot :focus-visible”, which then means the foot itself.
DESCENDANT = re.compile(r"(?<=[\w\])]) :(?=[a-z])")


def minified(css: str) -> str:
    """The same rules without comments and spare white space."""
    return cssmin(DESCENDANT.sub(" *:", css))


class MinifiedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Collects stylesheets without comments and spare white space, then hashes and compresses as usual."""

    support_js_module_import_aggregation = True

    def _save(self, name, content):
        if name.endswith(".css"):
            content.seek(0)
            content = ContentFile(minified(content.read().decode()).encode())
        return super()._save(name, content)
