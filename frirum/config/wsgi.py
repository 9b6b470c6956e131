"""The door for the web server. Refuses to open when the keys do not fit the data."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "frirum.config.settings")
application = get_wsgi_application()

from frirum.foundation.vault.masters import verify_keys  # noqa: E402  (needs the apps loaded)

verify_keys()
