"""The app's registration with Django."""

from django.apps import AppConfig


class AuditApp(AppConfig):
    name = "dondoc.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
