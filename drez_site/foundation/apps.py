from django.apps import AppConfig


class FoundationConfig(AppConfig):
    name = "drez_site.foundation"

    def ready(self):
        from .sql import checks  # noqa: F401 - they register themselves
