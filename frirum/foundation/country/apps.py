from django.apps import AppConfig


class CountryConfig(AppConfig):
    name = "frirum.foundation.country"
    label = "country"
