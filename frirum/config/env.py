"""What differs between installations comes from the environment, read once, typed, here."""

import os
from pathlib import Path
from typing import Any

import dj_database_url

_DATABASES = ("sqlite:", "postgres:", "postgresql:")
_wrong: list[str] = []


class SettingsIncomplete(SystemExit):
    """One message that names everything missing and what to set.

    It ends the process by itself: whoever starts a server needs the sentence, not the way there.
    """


def _given(name: str) -> str | None:
    """The value of NAME, or the stripped content of the file that NAME_FILE points to."""
    if value := os.environ.get(name):
        return value
    if path := os.environ.get(f"{name}_FILE"):
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            refuse(f"{name}_FILE", f"the file {path} cannot be read")
            return ""
    return None


def refuse(name: str, why: str) -> None:
    """Remember what is missing or wrong, for the one message."""
    _wrong.append(f"  {name}: {why}")


def text(name: str, default: str = "") -> str:
    return _given(name) or default


def required(name: str, what: str, *, at_least: int = 1) -> str:
    value = _given(name)
    if value is None or 0 < len(value) < at_least:
        refuse(f"{name} (or {name}_FILE)", what)
    return value or ""


def database(name: str, default: str) -> dict[str, Any]:
    """The database behind an address; only those that the tests run on."""
    address = text(name, default)
    if not address.startswith(_DATABASES):
        refuse(name, "an address that begins with sqlite: or postgres: is needed")
        address = default
    return {**dj_database_url.parse(address, conn_max_age=600)}


def flag(name: str) -> bool:
    return text(name).lower() in {"1", "true", "yes", "on"}


def number(name: str, default: int) -> int:
    value = text(name)
    try:
        return int(value) if value else default
    except ValueError:
        refuse(name, "a whole number is needed")
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
    if _wrong:
        raise SettingsIncomplete(
            "Frirum cannot start. Set these in its environment (see .env.example):\n"
            + "\n".join(_wrong)
        )
