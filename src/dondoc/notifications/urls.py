"""Paths of notices."""

from django.urls import path

from dondoc.notifications import views

app_name = "notifications"

urlpatterns = [path("notices", views.notices, name="list")]
