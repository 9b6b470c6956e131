from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "frirum.foundation.accounts"
    label = "accounts"
