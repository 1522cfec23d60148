"""The composing app; it owns the product's commands."""

from django.apps import AppConfig


class ConfigApp(AppConfig):
    name = "dondoc.config"
    label = "config"
    verbose_name = "Dondoc"
