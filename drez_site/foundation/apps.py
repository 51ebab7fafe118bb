from django.apps import AppConfig


class FoundationConfig(AppConfig):
    name = "drez_site.foundation"
