"""Stylesheets and scripts as they leave the house."""

from django.core.files.base import ContentFile
from rcssmin import cssmin
from whitenoise.storage import CompressedManifestStaticFilesStorage


class MinifiedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Collects stylesheets without comments and spare white space, then hashes and compresses as usual."""

    support_js_module_import_aggregation = True

    def _save(self, name, content):
        if name.endswith(".css"):
            content.seek(0)
            content = ContentFile(cssmin(content.read().decode()).encode())
        return super()._save(name, content)
