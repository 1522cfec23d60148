"""The app's registration with Django."""

from django.apps import AppConfig


class DocumentsApp(AppConfig):
    name = "dondoc.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"
