"""The product's settings with a throw-away data directory and database; nothing else differs but the password hash.

`DONDOC_TEST_ENGINE=sqlite` chooses SQLite; otherwise a PostgreSQL cluster is started, once for all test processes.
"""

import atexit
import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
os.environ["DONDOC_DATA_DIR"] = tempfile.mkdtemp(prefix="dondoc-test-")
os.environ.setdefault("DONDOC_LOG_LEVEL", "ERROR")

if os.environ.get("DONDOC_TEST_ENGINE") == "sqlite":
    os.environ.pop("DATABASE_URL", None)
elif "DATABASE_URL" not in os.environ:
    from tests import postgres

    _cluster = postgres.cluster()
    os.environ["DATABASE_URL"] = _cluster.__enter__()
    atexit.register(_cluster.__exit__, None, None, None)

from dondoc.config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DONDOC_UPLOAD_LIMIT = 20 * 1024 * 1024
DEMO = False
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
WHITENOISE_AUTOREFRESH = True
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file, not memory: browser tests and threads share it.
    DATABASES["default"]["TEST"] = {"NAME": os.environ["DONDOC_DATA_DIR"] + "/test.sqlite3"}  # noqa: F405
