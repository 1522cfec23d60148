"""The composing app; it owns the product's commands."""

from django.apps import AppConfig


class ConfigApp(AppConfig):
    name = "dondoc.config"
    label = "config"
    verbose_name = "Dondoc"

    def ready(self) -> None:
        """Importing the schedules registers every job: whoever serves pages puts jobs into the queue too."""
        from dondoc.config import schedules  # noqa: F401
