"""Django's settings: read from the environment and the home folder, safe unless told otherwise.

`MAKEWHOLE_HOME` names the home folder, `DATABASE_URL` a PostgreSQL server instead of the embedded
one, and `MAKEWHOLE_URLS` the public addresses (`https://claims.example.com`), comma between two.
How mail is sent is read where it is sent (`gateways/mail/server.py`).
"""

import os
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from makewhole.config.databases import databases
from makewhole.config.secret import secret_key
from makewhole.embedded.address import address_of

MAKEWHOLE_HOME = Path(os.environ.get("MAKEWHOLE_HOME", ".makewhole")).absolute()
_PUBLIC_URLS = [url.strip() for url in os.environ.get("MAKEWHOLE_URLS", "").split(",") if url]
_IS_HTTPS = bool(_PUBLIC_URLS) and all(url.startswith("https://") for url in _PUBLIC_URLS)

SECRET_KEY = secret_key(MAKEWHOLE_HOME)
# Cookies know no ports: two homes served on one machine must not sign each other out.
_HOME_MARK = sha256(SECRET_KEY.encode()).hexdigest()[:8]
DEBUG = False
ALLOWED_HOSTS = [
    "localhost",
    "127.0.0.1",
    "[::1]",
    *(host for url in _PUBLIC_URLS if (host := urlsplit(url).hostname)),
]

DATABASES = databases(address_of(MAKEWHOLE_HOME, os.environ))
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "makewhole.apps.tenancy",
    "makewhole.apps.journal",
    "makewhole.apps.parties",
    "makewhole.apps.orders",
    "makewhole.apps.insurance",
    "makewhole.apps.ledger",
    "makewhole.apps.programme",
    "makewhole.apps.claims",
    "makewhole.apps.payouts",
    "makewhole.apps.appeals",
    "makewhole.apps.privacy",
    "makewhole.apps.notices",
    "makewhole.apps.reporting",
    "makewhole.surfaces.shared",
    "makewhole.surfaces.buyer",
    "makewhole.surfaces.seller",
    "makewhole.surfaces.handler",
    "makewhole.surfaces.programme",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "makewhole.config.headers.strict_headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "makewhole.surfaces.shared.away.DatabaseAway",
]

ROOT_URLCONF = "makewhole.config.urls"
WSGI_APPLICATION = "makewhole.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
# Pages are English so far; notices, mails and letters are written in all of these.
LANGUAGES = [("en", "English"), ("de", "Deutsch"), ("es", "Español"), ("fr", "Français")]
LOCALE_PATHS = [Path(__file__).parents[1] / "locale"]
CONTACT = os.environ.get("MAKEWHOLE_CONTACT", "").strip()  # Where letters are answered.
PUBLIC_URL = _PUBLIC_URLS[0].rstrip("/") if _PUBLIC_URLS else ""  # Where mails lead to.

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True  # Straight from the packages: nothing is copied, nothing goes stale.

# The session is a signed cookie: who is signed in costs no row and no query.
SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
SESSION_COOKIE_NAME = f"makewhole_{_HOME_MARK}"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = _IS_HTTPS
CSRF_COOKIE_NAME = f"csrf_{_HOME_MARK}"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = _IS_HTTPS
CSRF_TRUSTED_ORIGINS = _PUBLIC_URLS
CSRF_FAILURE_VIEW = "makewhole.surfaces.shared.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = _IS_HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if _IS_HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _IS_HTTPS else None

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"errors": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["errors"], "level": "WARNING"},
}
