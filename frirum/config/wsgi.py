"""The door for the web server. Stays shut on a hole in the wall, or keys that do not fit."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "frirum.config.settings")
application = get_wsgi_application()

from frirum.foundation.vault.masters import verify_keys  # noqa: E402  (needs the apps loaded)
from frirum.foundation.wall.checks import verify_wall  # noqa: E402

verify_wall()
verify_keys()
