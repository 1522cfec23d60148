"""Paths of the first pages."""

from django.urls import path

from dondoc.portal import views

app_name = "portal"

urlpatterns = [
    path("", views.home, name="home"),
    path("journal", views.journal, name="journal"),
    path("system/", views.system, name="system"),
    path("system/jobs/<uuid:run>/retry", views.retry_job, name="retry_job"),
    path("health", views.health, name="health"),
    path("metrics", views.metrics, name="metrics"),
    path("export/<slug:name>", views.export, name="export"),
    path("exports/<int:pk>", views.export_progress, name="export_progress"),
    path("exports/<int:pk>/file", views.export_file, name="export_file"),
    path("setup", views.setup, name="setup"),
    path("setup/communes", views.furnish_communes, name="furnish_communes"),
    path("search", views.search, name="search"),
]
