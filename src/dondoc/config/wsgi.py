"""The WSGI entry that the web server loads."""

import os

from django.core.wsgi import get_wsgi_application

from dondoc.lib.lifeline import end_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dondoc.config.settings")

# A web worker whose master was killed would go on serving on the same port, beside the next one's.
end_with_parent()

application = get_wsgi_application()
