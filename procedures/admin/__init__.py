"""Staff pages: writing, and the way from a draft to a signed edition."""

from . import writing  # noqa: F401 - registers its models
