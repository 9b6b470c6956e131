from django.apps import AppConfig


class SafetyConfig(AppConfig):
    name = "frirum.work.safety"
    label = "safety"
