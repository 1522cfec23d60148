"""The app's registration with Django."""

from django.apps import AppConfig


class TasksApp(AppConfig):
    name = "dondoc.tasks"
    label = "tasks"
    default_auto_field = "django.db.models.BigAutoField"
