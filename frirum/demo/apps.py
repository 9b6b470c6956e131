from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "frirum.demo"
    label = "demo"
