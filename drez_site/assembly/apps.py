from django.apps import AppConfig


class AssemblyConfig(AppConfig):
    name = "drez_site.assembly"

    def ready(self):
        from . import checks  # noqa: F401 - they register themselves
