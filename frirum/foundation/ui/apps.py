from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "frirum.foundation.ui"
    label = "ui"
