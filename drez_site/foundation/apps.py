from django.apps import AppConfig


class FoundationConfig(AppConfig):
    name = "drez_site.foundation"

    def ready(self) -> None:
        from .languages import checks as languages  # noqa: F401 - they register themselves
        from .sql import checks as sql  # noqa: F401
