#!/usr/bin/env python
"""Django's own commands, with Frirum's settings."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import OperationalError

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "frirum.config.settings")
    if sys.argv[1:2] == ["match_file"]:  # it asks nothing of this house, and makes one of its own
        os.environ["FRIRUM_TESTING"] = "1"
    os.umask(0o077)  # what it writes is for the eyes of the user it runs as
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as reason:
        sys.exit(f"Frirum cannot start. {reason}")
    except OperationalError as reason:
        sys.exit(f"The database does not answer as it should: {reason}")
