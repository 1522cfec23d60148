"""The app's registration with Django."""

from django.apps import AppConfig


class PortalApp(AppConfig):
    name = "dondoc.portal"
    label = "portal"
    default_auto_field = "django.db.models.BigAutoField"
