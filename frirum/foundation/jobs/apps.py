from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "frirum.foundation.jobs"
    label = "jobs"
