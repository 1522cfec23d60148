"""Paths of directions and tasks."""

from django.urls import path

from dondoc.tasks import views
from dondoc.tasks.views import printing

app_name = "tasks"

urlpatterns = [
    path("tasks/", views.task_list, name="list"),
    path("tasks/<int:pk>", views.detail, name="detail"),
    path("tasks/<int:pk>/acknowledge", views.acknowledge, name="acknowledge"),
    path("tasks/<int:pk>/report-progress", views.report_progress, name="report_progress"),
    path("tasks/<int:pk>/submit", views.submit, name="submit"),
    path("tasks/<int:pk>/accept", views.accept, name="accept"),
    path("tasks/<int:pk>/send-back", views.send_back, name="send_back"),
    path("tasks/<int:pk>/return", views.return_task, name="return"),
    path("tasks/<int:pk>/reassign", views.reassign, name="reassign"),
    path("tasks/<int:pk>/split", views.split, name="split"),
    path("tasks/<int:pk>/cancel", views.cancel, name="cancel"),
    path("tasks/<int:pk>/evidence/<int:evidence_pk>", views.evidence, name="evidence"),
    path("documents/<int:pk>/slip", printing.slip, name="slip"),
    path("registers/<int:pk>/follow-up", printing.follow_up, name="follow_up"),
    path("documents/<int:pk>/assign", views.assign, name="assign"),
    path("holdings/<int:pk>/hand-over", views.hand_over, name="hand_over"),
    path("hand-overs/<int:pk>", views.hand_over_record, name="hand_over_record"),
    path("units/<int:pk>/close", views.close_unit, name="close_unit"),
    path("directions/", views.directions, name="directions"),
    path("directions/prepare", views.prepare_direction, name="prepare_direction"),
    path("directions/paper/<int:pk>", views.enter_paper_direction, name="enter_paper_direction"),
    path("directions/<int:pk>", views.give_direction, name="give_direction"),
    path("directions/<int:pk>/decline", views.decline_direction, name="decline_direction"),
]
