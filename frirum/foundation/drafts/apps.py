from django.apps import AppConfig


class DraftsConfig(AppConfig):
    name = "frirum.foundation.drafts"
    label = "drafts"
