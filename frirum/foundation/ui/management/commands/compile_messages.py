"""Writes the compiled message file beside each room's Danish texts; nobody needs gettext to run."""

from pathlib import Path
from typing import Any

import polib
from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand


def message_files() -> list[Path]:
    """Every message file of our own rooms."""
    ours = [room for room in apps.get_app_configs() if room.name.startswith("frirum.")]
    folders = [Path(room.path) / "locale" for room in ours] + [*map(Path, settings.LOCALE_PATHS)]
    return sorted(po for folder in folders for po in folder.glob("*/LC_MESSAGES/django.po"))


class Command(BaseCommand):
    help = "Compile the Danish texts of every room."

    def handle(self, *args: Any, **options: Any) -> None:
        for source in message_files():
            target = source.with_suffix(".mo")
            if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
                polib.pofile(str(source)).save_as_mofile(str(target))
