"""Django's settings, composed from the operator's environment. Safe by default; no second file."""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONE, SELF

from cairn.access.marking import marking_named
from cairn.project.database import database
from cairn.project.environment import Environment
from cairn.project.mail import mail_settings

CAIRN = Environment()
marking_named(CAIRN.marking)  # a marking without handling instructions stops the start
DEBUG = CAIRN.debug
SECRET_KEY = CAIRN.signing_key()
# Still read, never written with: see docs/operators/secrets.md.
SECRET_KEY_FALLBACKS = CAIRN.old_secret_keys
ALLOWED_HOSTS = CAIRN.allowed_hosts


# `default` is the application role, which row-level security binds; `owner` owns the tables, and is
# used by `cairn migrate` and the operator's commands only. A site process may run without the second.
_PLAIN = CAIRN.database_plain
DATABASES = {"default": database(CAIRN.database_url, variable="DATABASE_URL", plain=_PLAIN)}
if CAIRN.database_statements:
    # Planning a small question with its policies costs several times its answer: a statement asked for the third
    # time on a connection is kept there, planned. The policies read who asks when it runs (decision 7).
    DATABASES["default"]["OPTIONS"] |= {"server_side_binding": True, "prepare_threshold": 2}
if CAIRN.database_connections:
    # A pooled connection keeps nothing of whoever had it: who asks is set for one transaction, and gone with it.
    DATABASES["default"] |= {"CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": False}
    DATABASES["default"]["OPTIONS"]["pool"] = {
        "min_size": 1,
        "max_size": CAIRN.database_connections,
        "timeout": 30,
    }
if CAIRN.database_owner_url:
    DATABASES["owner"] = database(CAIRN.database_owner_url, variable="DATABASE_OWNER_URL", plain=_PLAIN)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "csp",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "cairn.worker",
    "cairn.ledger",
    "cairn.accounts",
    "cairn.access",
    "cairn.record",
    "cairn.supervision",
    "cairn.plan",
    "cairn.clock",
    "cairn.project",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Before WhiteNoise, so that scripts and style sheets carry the headers too.
    "csp.middleware.CSPMiddleware",
    "cairn.web.base.headers.BrowserHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # After WhiteNoise, whose files are compressed when they are collected; before all that may change a page.
    "cairn.web.base.compression.Compression",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cairn.access.middleware.RequestTransaction",
    "cairn.web.base.errors.Refusals",
    "cairn.web.person.stated.StatedReasons",
    "allauth.account.middleware.AccountMiddleware",
    "cairn.web.signin.session.SessionLimits",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": False,
        "DIRS": [],
        "OPTIONS": {
            "environment": "cairn.web.base.environment.environment",
            "context_processors": ["cairn.web.base.context.page_context"],
        },
    },
    {
        # Only for the parts of libraries that bring templates of their own and that we do not override.
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]

ROOT_URLCONF = "cairn.project.urls"
WSGI_APPLICATION = "cairn.project.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True

# Style sheets and scripts: built once, served with a hash in the name and a year's caching.
STATIC_URL = "/static/"
_BUILD = Path(__file__).resolve().parents[3] / "build"
STATICFILES_DIRS = [path for path in [_BUILD / "static"] if path.exists()]
STATIC_ROOT = _BUILD / "served"
# No other site's page reads even these.
WHITENOISE_ALLOW_ALL_ORIGINS = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Sign-in: password and, outside the demo, a one-time code.
AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 14},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "cairn.accounts.password_rules.strength.NotSoonGuessed"},
    {"NAME": "cairn.accounts.password_rules.breached.NotBreached"},
]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "cairn.accounts.sign_in.adapter.AccountAdapter"
ACCOUNT_LOGOUT_ON_GET = False
# An invitation to choose a password is good for a day.
PASSWORD_RESET_TIMEOUT = 24 * 3600
ACCOUNT_RATE_LIMITS = {
    # Lock-out: five wrong passwords for one account in five minutes, twenty from one address.
    "login": "30/m/ip",
    "login_failed": "20/5m/ip,5/5m/key",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
}
MFA_ADAPTER = "cairn.accounts.sign_in.factors.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_TOTP_ISSUER = "Cairn"
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {"add_webauthn": "cairn.web.signin.passkeys.AddPasskey"}
ACCOUNT_REAUTHENTICATION_TIMEOUT = CAIRN.fresh_minutes * 60

# An agency's identity provider (OpenID Connect): its people only, by our own table and rules.
SOCIALACCOUNT_ADAPTER = "cairn.web.signin.provider.adapter.ProviderAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10

# Whose address is counted: behind proxies not theirs, or one guesser would lock out a whole force.
ALLAUTH_TRUSTED_PROXY_COUNT = CAIRN.proxies

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = CAIRN.idle_minutes * 60
# Written when it was last used, to the minute: cairn.web.signin.session.
SESSION_SAVE_EVERY_REQUEST = False
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = CAIRN.https
# No page of another host, nor one without TLS, can set a cookie of this name (RFC 6265bis s.4.1.3.2).
_COOKIE = "__Host-" if CAIRN.https else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{_COOKIE}sessionid", f"{_COOKIE}csrftoken"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "cairn.web.base.errors.csrf_failure"

# Rate limits must hold across processes, so the cache lives in the database.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # The default, 300, would let a flood of invented usernames push out a real account's count.
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    },
    # In this process alone: how often an address asks the public page, of which nothing is written down.
    "near": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "near",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}

SECURE_SSL_REDIRECT = CAIRN.https
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if CAIRN.https else None
SECURE_HSTS_SECONDS = 31_536_000 if CAIRN.https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = CAIRN.https
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

# What is uploaded (a photograph, up to 5 MB) is held in memory and never in a file; a larger one is let go of.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024

# Messages to those who sign in, sent by the worker (cairn.accounts.messages).
globals().update(mail_settings(CAIRN.mail, CAIRN.mail_from))

# A scheduled job whose time passed while no worker ran is done when one starts: a machine that was off at midnight
# has its duties brought to the day all the same.
PROCRASTINATE_PERIODIC_DEFAULTS = {"max_delay": 24 * 3600}

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    # No personal data in logs: see cairn.project.console_log.
    "formatters": {
        "lines": {"()": "cairn.project.console_log.Line"},
        "json": {"()": "cairn.project.console_log.Json"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": CAIRN.log}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
