"""Paths of deadlines."""

from django.urls import path

from dondoc.deadlines import views

app_name = "deadlines"

urlpatterns = [path("rhythms", views.rhythms, name="rhythms")]
