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
    path("search", views.search, name="search"),
]
