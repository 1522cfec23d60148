"""Paths of the first pages."""

from django.urls import path

from dondoc.portal import views

app_name = "portal"

urlpatterns = [
    path("", views.home, name="home"),
    path("journal", views.journal, name="journal"),
    path("setup", views.setup, name="setup"),
    path("setup/communes", views.furnish_communes, name="furnish_communes"),
    path("search", views.search, name="search"),
]
