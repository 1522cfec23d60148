"""The app's registration with Django."""

from django.apps import AppConfig


class SearchApp(AppConfig):
    name = "dondoc.search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"
