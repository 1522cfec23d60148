"""Paths of the first pages."""

from django.urls import path

from dondoc.portal import views

app_name = "portal"

urlpatterns = [
    path("", views.home, name="home"),
    path("journal", views.journal, name="journal"),
    path("search", views.search, name="search"),
]
