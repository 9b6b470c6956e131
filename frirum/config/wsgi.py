"""The door for the web server. Stays shut on a hole in the wall, or keys that do not fit."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "frirum.config.settings")
application = get_wsgi_application()

from django.urls import get_resolver  # noqa: E402  (all of these need the apps loaded)

from frirum.foundation.vault.masters import verify_keys  # noqa: E402
from frirum.foundation.wall.checks import verify_wall  # noqa: E402

verify_wall()
verify_keys()
_ = get_resolver().url_patterns  # every page's code now, so that the first visitor need not wait
