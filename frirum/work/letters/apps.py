from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "frirum.work.letters"
    label = "letters"
