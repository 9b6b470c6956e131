"""All settings. Safe for production by default; DEMO loosens only what localhost needs."""

import secrets
from pathlib import Path

from csp.constants import NONCE, NONE, SELF

from . import env

BASE_DIR = Path(__file__).resolve().parents[2]
DEMO = env.flag("DEMO")
TESTING = env.flag("FRIRUM_TESTING")
LOCAL = DEMO or TESTING

# ---- where things lie -------------------------------------------------------------------------
DATA_DIR = env.folder("FRIRUM_DATA", BASE_DIR / "var" / ("demo" if DEMO else "data"))
KEY_DIR = BASE_DIR / "var" / "keys" if LOCAL else Path("~/.config/frirum").expanduser()
KEY_FILE = env.folder("FRIRUM_KEY_FILE", KEY_DIR / ("demo.json" if DEMO else "keys.json"))
KEY_COMMAND = env.text("FRIRUM_KEY_COMMAND")
CHECKPOINT_DIR = env.folder("FRIRUM_CHECKPOINTS", KEY_FILE.parent / f"{KEY_FILE.stem}-checkpoints")
FILE_DIR = DATA_DIR / "files"
DATA_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)
if not LOCAL and KEY_FILE.resolve().is_relative_to(DATA_DIR.resolve()):
    env.refuse("FRIRUM_KEY_FILE", "the keys may not lie in the data folder, whose copy they open")


def _local_secret() -> str:
    """A secret for this machine alone, drawn at the first start; only demo and tests use it."""
    path = KEY_FILE.parent / "secret.txt"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48), encoding="utf-8")
    return path.read_text(encoding="utf-8")


SECRET_KEY = (
    env.text("FRIRUM_SECRET_KEY", _local_secret())
    if LOCAL
    else env.required("FRIRUM_SECRET_KEY", "50 or more random characters, kept secret", at_least=50)
)
DEBUG = False
ALLOWED_HOSTS = env.words("FRIRUM_HOSTS", "localhost 127.0.0.1 [::1] testserver" if LOCAL else "")
if not ALLOWED_HOSTS:
    env.required("FRIRUM_HOSTS", "the names this site answers to, such as sag.centret.dk")
CSRF_TRUSTED_ORIGINS = env.words("FRIRUM_ORIGINS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "frirum.foundation.ui",  # before django.forms: its field templates win
    "django.forms",
    "django_htmx",
    "template_partials",
    "frirum.foundation.country",
    "frirum.foundation.vault",
    "frirum.foundation.wall",
    "frirum.foundation.accounts",
    "frirum.foundation.drafts",
    "frirum.foundation.jobs",
    "frirum.casefile.matters",
    "frirum.casefile.tasks",
    "frirum.casefile.matching",
    "frirum.casefile.people",
    "frirum.casefile.intake",
    "frirum.casefile.agencies",
    "frirum.casefile.consents",
    "frirum.casefile.outgoing",
    "frirum.work.bookings",
    "frirum.work.incidents",
    "frirum.work.safety",
    "frirum.work.casework",
    "frirum.work.letters",
    "frirum.work.meetings",
    "frirum.work.desk",
]
if DEMO or TESTING:
    INSTALLED_APPS.append("frirum.demo")

MIDDLEWARE = [
    "frirum.foundation.wall.middleware.quiet_errors",
    "django.middleware.security.SecurityMiddleware",
    "frirum.foundation.wall.middleware.headers",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",  # below the headers, which files carry too
    "django.contrib.sessions.middleware.SessionMiddleware",
    "frirum.foundation.ui.middleware.chosen_language",
    "frirum.foundation.ui.middleware.form_limit",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "frirum.foundation.accounts.middleware.who_asks",
    "frirum.foundation.wall.middleware.DoorMiddleware",
]
ROOT_URLCONF = "frirum.config.urls"
WSGI_APPLICATION = "frirum.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "frirum.config.frame.frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "template_partials.templatetags.partials",
                "frirum.foundation.ui.templatetags.ui",
            ],
        },
    }
]
FORM_RENDERER = "frirum.foundation.ui.forms.Renderer"

# ---- database: decisions 15 and the measurements in performance notes -------------------------
DATABASES = {
    "default": env.database("FRIRUM_DATABASE_URL", f"sqlite:///{DATA_DIR / 'frirum.sqlite3'}")
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Evidence and ledger must survive a power cut (FULL), and a reader that turns writer must
    # wait its turn instead of failing (IMMEDIATE).
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
            "PRAGMA temp_store=MEMORY; PRAGMA secure_delete=ON; PRAGMA cache_size=-16000;"
        ),
    }
else:
    # A search reads some hundred rows: a cursor on the server would cost more than the read, and
    # does not pass through a pool of connections.
    DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = True
    # Compiling a question costs five times the answer where each page asks for a few rows.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# ---- who signs in -----------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {
        "NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name")},
    },
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
]
HANDOVER_MINUTES = 15  # how long a code handed over in person counts
LOGIN_URL = "demo:cards" if DEMO else "accounts:sign_in"
LOGIN_REDIRECT_URL = "/"
IDLE_LIMIT_MINUTES = 15 if not LOCAL else 12 * 60
SESSION_COOKIE_AGE = 10 * 60 * 60
SESSION_COOKIE_NAME = "frirum" if LOCAL else "__Host-frirum"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not LOCAL
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = "frirum-form" if LOCAL else "__Host-frirum-form"
CSRF_FAILURE_VIEW = "frirum.foundation.ui.views.expired_form"
# A passing sentence such as "the incident is in the log", never a name: in a signed cookie, so
# that no page has to read the session for it.
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

# ---- what a browser may do --------------------------------------------------------------------
SECURE_CONTENT_TYPE_NOSNIFF = True
# Not "no-referrer": Chromium then says `Origin: null` with every form, which looks like forgery.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0 if LOCAL else 63_072_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not LOCAL
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "require-trusted-types-for": ["'script'"],
        "trusted-types": ["htmx default"],
    }
}

# ---- what comes in ----------------------------------------------------------------------------
FORM_POST_LIMIT = 50 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = FORM_POST_LIMIT
FILE_UPLOAD_HANDLERS = ["frirum.foundation.vault.uploads.SealingUploadHandler"]

# ---- the centre, as it names itself on what leaves the house ----------------------------------
CENTRE_NAME = env.text("FRIRUM_CENTRE_NAME", "Frirum")
CENTRE_CONTACT = env.text("FRIRUM_CENTRE_CONTACT")

# ---- ways out by machine; without an address there is none -------------------------------------
MAIL_HOST = env.text("FRIRUM_MAIL_HOST")
MAIL_PORT = env.number("FRIRUM_MAIL_PORT", 587)
MAIL_USER = env.text("FRIRUM_MAIL_USER")
MAIL_PASSWORD = env.text("FRIRUM_MAIL_PASSWORD")
MAIL_FROM = env.text("FRIRUM_MAIL_FROM")
# Off only in the tests, whose server is this very machine.
MAIL_TLS = not TESTING
MAIL_TIMEOUT = 20
SMS_URL = env.text("FRIRUM_SMS_URL")
SMS_TOKEN = env.text("FRIRUM_SMS_TOKEN")

# ---- the conflict check ----------------------------------------------------------------------
# It waits a random moment, so that its time tells nothing; nobody waits in the tests.
CHECK_DELAY_SECONDS = 0 if TESTING else 2 if DEMO else 8
CHECK_SAMPLE_ONE_IN = 10

# ---- language and time ------------------------------------------------------------------------
LANGUAGE_CODE = "da"
LANGUAGES = [("da", "Dansk"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "sprog"
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "Europe/Copenhagen"
USE_I18N = USE_TZ = True
LOCALE_PATHS = [BASE_DIR / "frirum" / "config" / "locale"]

# ---- static files, straight from the rooms; no collect step -----------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

# ---- logs: an allow-list of facts, never a path, a name or an exception text -------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "plain"},
        "silence": {"class": "logging.NullHandler"},
    },
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "frirum": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        # Django names paths, which can name a case, and prints exception texts.
        "django.request": {"handlers": ["silence"], "propagate": False},
        "django.security": {"handlers": ["silence"], "propagate": False},
    },
}
SILENCED_SYSTEM_CHECKS = [
    "security.W002",  # our own middleware says that nobody may frame a page
    "security.W008",  # TLS ends at the proxy, which redirects
]

env.finish()
