"""What differs between installations comes from the environment, read once, typed, here."""

import os
from pathlib import Path

_missing: list[str] = []


class SettingsIncomplete(Exception):
    """One message that names everything missing and what to set."""


def _given(name: str) -> str | None:
    """The value of NAME, or the stripped content of the file that NAME_FILE points to."""
    if value := os.environ.get(name):
        return value
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text(encoding="utf-8").strip()
    return None


def text(name: str, default: str = "") -> str:
    return _given(name) or default


def required(name: str, what: str) -> str:
    value = _given(name)
    if value is None:
        _missing.append(f"  {name} (or {name}_FILE): {what}")
    return value or ""


def flag(name: str) -> bool:
    return text(name).lower() in {"1", "true", "yes", "on"}


def number(name: str, default: int) -> int:
    value = text(name)
    try:
        return int(value) if value else default
    except ValueError:
        _missing.append(f"  {name}: a whole number is needed")
        return default


def words(name: str, default: str = "") -> list[str]:
    return [word for word in text(name, default).replace(",", " ").split() if word]


def folder(name: str, default: Path) -> Path:
    return Path(text(name, str(default))).expanduser()


def finish() -> None:
    """Called when all settings are read.

    Raises:
        SettingsIncomplete: names every value that is missing or unreadable, at once.
    """
    if _missing:
        raise SettingsIncomplete(
            "Frirum cannot start. Set these in the environment:\n" + "\n".join(_missing)
        )
