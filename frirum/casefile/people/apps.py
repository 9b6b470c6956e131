from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "frirum.casefile.people"
    label = "people"
