from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "frirum.foundation.vault"
    label = "vault"
