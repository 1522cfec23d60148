"""The URL map: one prefix per app."""

from django.urls import include, path

from dondoc.config.api import api

urlpatterns = [
    path("", include("dondoc.portal.urls")),
    path("", include("dondoc.organization.urls")),
    path("", include("dondoc.notifications.urls")),
    path("", include("dondoc.documents.urls")),
    path("", include("dondoc.tasks.urls")),
    path("api/", api.urls),
]
