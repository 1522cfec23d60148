"""The URL map: one prefix per app."""

from django.urls import include, path, re_path

from dondoc.config.api import api
from dondoc.config.api.answers import not_found

urlpatterns = [
    path("", include("dondoc.portal.urls")),
    path("", include("dondoc.organization.urls")),
    path("", include("dondoc.notifications.urls")),
    path("", include("dondoc.deadlines.urls")),
    path("", include("dondoc.documents.urls")),
    path("", include("dondoc.tasks.urls")),
    path("api/", api.urls),
    re_path(r"^api/", not_found),
]

handler500 = "dondoc.config.errors.failed"
