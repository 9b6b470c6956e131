"""Loaded before anything else (`-p tests.environment`): the settings must know they are tested."""

import os

os.environ.setdefault("FRIRUM_TESTING", "1")
if url := os.environ.get("FRIRUM_TEST_DATABASE_URL"):
    os.environ["FRIRUM_DATABASE_URL"] = url
