"""The app's registration with Django."""

from django.apps import AppConfig


class FilesApp(AppConfig):
    name = "dondoc.files"
    label = "files"
    default_auto_field = "django.db.models.BigAutoField"
