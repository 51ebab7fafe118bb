"""Staff pages: writing, and the way from a draft to a signed edition."""

from . import kept_pictures, publications, writing  # noqa: F401 - they register their models
