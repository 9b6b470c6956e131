"""The door for the web server. Stays shut on a hole in the wall, or keys that do not fit."""

import gc

# Nothing of what is loaded now is garbage: looking for it took a tenth of the start.
gc.disable()

import os  # noqa: E402

from django.core.wsgi import get_wsgi_application  # noqa: E402

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "frirum.config.settings")
application = get_wsgi_application()

from django.urls import get_resolver  # noqa: E402  (all of these need the apps loaded)

from frirum.foundation.vault.masters import verify_keys  # noqa: E402
from frirum.foundation.wall.checks import verify_wall  # noqa: E402

verify_wall()
verify_keys()
_ = get_resolver().url_patterns  # every page's code now, so that the first visitor need not wait

# What is loaded by now stays until the process ends: it is looked through for garbage no more, and
# what a request makes is mostly gone before a collection would find it.
gc.freeze()
gc.set_threshold(5_000, 20, 20)
gc.enable()
