"""The app's registration with Django."""

from django.apps import AppConfig


class OrganizationApp(AppConfig):
    name = "dondoc.organization"
    label = "organization"
    default_auto_field = "django.db.models.BigAutoField"
