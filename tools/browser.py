"""Finds the browser that the journeys drive. No tool of ours downloads one."""

import os
import shutil
from pathlib import Path

COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_APPLICATIONS = ("Chromium", "Google Chrome", "Microsoft Edge")


def find_browser() -> str | None:
    """The path of a Chromium: E2E_BROWSER if set, else the first one installed."""
    if given := os.environ.get("E2E_BROWSER"):
        return shutil.which(given)
    for command in COMMANDS:
        if path := shutil.which(command):
            return path
    for name in MAC_APPLICATIONS:
        application = Path(f"/Applications/{name}.app/Contents/MacOS/{name}")
        if application.exists():
            return str(application)
    return None
