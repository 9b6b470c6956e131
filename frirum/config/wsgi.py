"""The door for the web server. Refuses to open when the keys do not fit the data."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "frirum.config.settings")
application = get_wsgi_application()

from django.urls import get_resolver  # noqa: E402  (both need the apps loaded)

from frirum.foundation.vault.masters import verify_keys  # noqa: E402

verify_keys()
_ = get_resolver().url_patterns  # every page's code now, so that the first visitor need not wait
