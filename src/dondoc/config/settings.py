"""One settings module; everything that differs between installations comes from the environment."""

from pathlib import Path

import environ

from dondoc.config.roles import PERMISSIONS as DONDOC_PERMISSIONS  # noqa: F401
from dondoc.lib import keys

env = environ.Env()

CHECKOUT = Path(__file__).resolve().parents[3]
PACKAGE = Path(__file__).resolve().parents[1]
DATA_DIR = Path(env.str("DONDOC_DATA_DIR", default=str(CHECKOUT / "data"))).resolve()
KEYS_DIR = DATA_DIR / "keys"
SEALS_DIR = DATA_DIR / "seals"
# Below it each agency has the folder into which its scanner saves; it may lie on a share of the network.
SCANS_DIR = Path(env.str("DONDOC_SCANS_DIR", default=str(DATA_DIR / "scans"))).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = env.bool("DONDOC_DEBUG", default=False)
SECRET_KEY = keys.secret(KEYS_DIR, "django-secret")
ALLOWED_HOSTS = env.list("DONDOC_ALLOWED_HOSTS", default=["*"])
CSRF_TRUSTED_ORIGINS = env.list("DONDOC_ORIGINS", default=[])
# A data directory once started as a demo stays one: its accounts have published passwords, whoever serves it.
DEMO_MARK = DATA_DIR / "demo"
DEMO = env.bool("DONDOC_DEMO", default=DEMO_MARK.exists())
DEMO_OPEN = env.bool("DONDOC_DEMO_OPEN", default=False)
DEMO_PASSWORD = "dondoc-trinh-dien"

INSTALLED_APPS = [
    "dondoc.config",
    "dondoc.demo",
    "dondoc.portal",
    "dondoc.tasks",
    "dondoc.documents",
    "dondoc.deadlines",
    "dondoc.files",
    "dondoc.search",
    "dondoc.notifications",
    "dondoc.organization",
    "dondoc.audit",
    "dondoc.workers",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "dondoc.config.middleware.RequestId",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "dondoc.config.middleware.ActingPost",
    "dondoc.config.errors.ExpiredSession",
    "dondoc.config.errors.DenialPages",
]

ROOT_URLCONF = "dondoc.config.urls"
WSGI_APPLICATION = "dondoc.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "libraries": {"ui": "dondoc.lib.ui"},
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "dondoc.config.shell.shell",
            ],
        },
    }
]

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'dondoc.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Without IMMEDIATE, two writers that both began by reading fail at once instead of waiting.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("DONDOC_CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # A server that is away is told within seconds, not when the network gives up.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "organization.User"
LOGIN_URL = "organization:sign_in"
LOGIN_REDIRECT_URL = "portal:home"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "dondoc.organization.passwords.LongEnough"},
    {"NAME": "dondoc.organization.passwords.NotCommon"},
]

# Accounts that were not used for so many days are closed (QCVN 12:2026/BCA 3.7.2); 0 closes none.
DONDOC_IDLE_DAYS = env.int("DONDOC_IDLE_DAYS", default=45)
# Kinds of posts whose holders sign in with a second factor only, such as administrator,registry_clerk.
DONDOC_SECOND_FACTOR_ROLES = env.list("DONDOC_SECOND_FACTOR_ROLES", default=[])

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_NAME = "dondoc_session"
CSRF_COOKIE_NAME = "dondoc_csrf"
CSRF_FAILURE_VIEW = "dondoc.config.errors.csrf_failed"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_PROXY = env.bool("DONDOC_HTTPS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_PROXY
if SECURE_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'self'"],
        "form-action": ["'self'"],
    }
}

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]

LANGUAGE_CODE = "vi"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
# A thousands separator by default would also cut ids in addresses; numbers for people use a filter.
USE_THOUSAND_SEPARATOR = False
FORMAT_MODULE_PATH = "dondoc.config.formats"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [PACKAGE / "static"]
MEDIA_ROOT = DATA_DIR / "files"


def _file_storage(name: str) -> dict[str, object]:
    """A folder of the data directory, or a bucket of an S3-compatible store when one is set."""
    bucket = env.str("DONDOC_S3_BUCKET", default="")
    if not bucket:
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(DATA_DIR / name), "base_url": None, "file_permissions_mode": 0o600},
        }
    options = {
        "bucket_name": bucket,
        "location": name,
        "endpoint_url": env.str("DONDOC_S3_ENDPOINT", default="") or None,
        "access_key": env.str("DONDOC_S3_KEY", default="") or None,
        "secret_key": env.str("DONDOC_S3_SECRET", default="") or None,
        "default_acl": "private",
        "file_overwrite": True,
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}


STORAGES = {
    "default": _file_storage("files"),
    "previews": _file_storage("previews"),
    "exports": _file_storage("exports"),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MANIFEST_STRICT = False
FILE_UPLOAD_HANDLERS = ["dondoc.files.upload.SpoolHandler"]
DONDOC_UPLOAD_LIMIT = env.int("DONDOC_UPLOAD_LIMIT", default=200 * 1024 * 1024)
METRICS_TOKEN = env.str("DONDOC_METRICS_TOKEN", default="")
# A list longer than this is made into a file in the background.
DONDOC_EXPORT_LIMIT = env.int("DONDOC_EXPORT_LIMIT", default=10_000)
# A folder of the agency's own fonts for printed forms; a Times New Roman in it comes before the font shipped.
DONDOC_FONTS = env.str("DONDOC_FONTS", default="")
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["quick", "heavy"],
    }
}

# Mail goes through SMTP when a server is named; the demo prints it; otherwise none is made.
_MAIL = env.str("DONDOC_EMAIL_URL", default="")
DONDOC_MAIL = bool(_MAIL) or DEMO
if _MAIL:
    vars().update(environ.Env.email_url_config(_MAIL))
else:
    EMAIL_BACKEND = "dondoc.notifications.providers.console.EmailBackend"
DEFAULT_FROM_EMAIL = env.str("DONDOC_EMAIL_FROM", default="Dondoc <dondoc@localhost>")
EMAIL_TIMEOUT = 20
# The address under which people reach the product: the links in mail and webhooks begin with it.
DONDOC_URL = env.str("DONDOC_URL", default="http://127.0.0.1:8000").rstrip("/")
# Networks of the administration's own in which a webhook's receiver may stand; public addresses always may.
DONDOC_WEBHOOK_NETWORKS = env.list("DONDOC_WEBHOOK_NETWORKS", default=[])

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "dondoc.config.logs.JsonLines"}},
    "filters": {"jobs": {"()": "dondoc.config.logs.QuietJobs"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["jobs"]}},
    "root": {"handlers": ["console"], "level": env.str("DONDOC_LOG_LEVEL", default="WARNING")},
}

# The lists that can be taken out as a file: functions (actor, query string, today) -> Table, or None for a 404.
DONDOC_EXPORTS = {
    "documents-incoming": "dondoc.documents.lists.incoming",
    "documents-outgoing": "dondoc.documents.lists.outgoing",
    "register": "dondoc.documents.prints.register_list",
    "follow-up": "dondoc.tasks.prints.follow_up_list",
    "tasks": "dondoc.tasks.lists.whole",
    "journal": "dondoc.portal.lists.whole",
}

# What the pages of lower apps show of higher ones: functions (request, record) -> Panel or None.
DONDOC_PANELS = {
    "document": ["dondoc.tasks.panels.on_document"],
    "print_document": ["dondoc.tasks.panels.to_print"],
    "register": ["dondoc.tasks.panels.on_register"],
}
