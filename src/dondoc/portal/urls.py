"""Paths of the first pages."""

from django.urls import path

from dondoc.portal import views

app_name = "portal"

urlpatterns = [
    path("", views.home, name="home"),
    path("journal", views.journal, name="journal"),
    path("export/<slug:name>", views.export, name="export"),
    path("exports/<int:pk>", views.export_progress, name="export_progress"),
    path("exports/<int:pk>/file", views.export_file, name="export_file"),
    path("search", views.search, name="search"),
]
