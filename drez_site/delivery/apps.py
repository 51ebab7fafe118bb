from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "drez_site.delivery"
