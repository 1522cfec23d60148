"""The app's registration with Django."""

from django.apps import AppConfig


class DemoApp(AppConfig):
    name = "dondoc.demo"
    label = "demo"
    default_auto_field = "django.db.models.BigAutoField"
