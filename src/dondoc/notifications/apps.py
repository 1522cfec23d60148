"""The app's registration with Django."""

from django.apps import AppConfig


class NotificationsApp(AppConfig):
    name = "dondoc.notifications"
    label = "notifications"
    default_auto_field = "django.db.models.BigAutoField"
