"""The app's registration with Django."""

from django.apps import AppConfig


class WorkersApp(AppConfig):
    name = "dondoc.workers"
    label = "workers"
    default_auto_field = "django.db.models.BigAutoField"
