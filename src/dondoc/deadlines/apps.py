"""The app's registration with Django."""

from django.apps import AppConfig


class DeadlinesApp(AppConfig):
    name = "dondoc.deadlines"
    label = "deadlines"
    default_auto_field = "django.db.models.BigAutoField"
