"""Paths of notices and of what leaves the product."""

from django.urls import path

from dondoc.notifications import views

app_name = "notifications"

urlpatterns = [
    path("notices", views.notices, name="list"),
    path("notices/preferences", views.preferences, name="preferences"),
    path("notices/deliveries", views.deliveries, name="deliveries"),
    path("notices/deliveries/<int:pk>/send-again", views.send_again, name="send_again"),
    path("notices/webhooks", views.webhooks, name="webhooks"),
    path("notices/webhooks/<int:pk>/test", views.test_webhook, name="test_webhook"),
    path("notices/webhooks/<int:pk>/end", views.end_webhook, name="end_webhook"),
]
