"""Paths of documents: the URL is the map of the verbs."""

from django.urls import path

from dondoc.documents import views
from dondoc.documents.views import pending, printing

app_name = "documents"

urlpatterns = [
    path("documents/arrivals", views.arrivals, name="arrivals"),
    path("documents/arrivals/<int:pk>/register", views.register_arrival, name="register_arrival"),
    path("documents/arrivals/<int:pk>/return", views.return_arrival, name="return_arrival"),
    path("documents/pending", pending.add_pending, name="add_pending"),
    path("documents/pending/join", pending.join_pending, name="join_pending"),
    path("documents/pending/<int:pk>/register", pending.register_pending, name="register_pending"),
    path("documents/pending/<int:pk>/pages/<int:number>", pending.pending_page, name="pending_page"),
    path("documents/pending/<int:pk>/file", pending.pending_file, name="pending_file"),
    path("documents/pending/<int:pk>/answer", pending.answer_pending, name="answer_pending"),
    path("documents/pending/<int:pk>/split", pending.split_pending, name="split_pending"),
    path("documents/pending/<int:pk>/set-aside", pending.set_aside_pending, name="set_aside_pending"),
    path("documents/pending/<int:pk>/bring-back", pending.bring_back_pending, name="bring_back_pending"),
    path("documents/scan-folders", pending.set_scan_folder, name="set_scan_folder"),
    path("documents/late", views.late, name="late"),
    path("documents/incoming", views.incoming, name="incoming"),
    path("documents/outgoing", views.outgoing, name="outgoing"),
    path("documents/register-incoming", views.register_incoming, name="register_incoming"),
    path("documents/examine-file", views.examine_file, name="examine_file"),
    path("documents/issue", views.issue, name="issue"),
    path("documents/secret", views.record_pointer, name="record_pointer"),
    path("documents/<int:pk>", views.detail, name="detail"),
    path("documents/<int:pk>/files/<int:file_pk>", views.file, name="file"),
    path("documents/<int:pk>/files/<int:file_pk>/pages/<int:number>", views.page, name="page"),
    path("documents/<int:pk>/forward", views.forward, name="forward"),
    path("documents/<int:pk>/close", views.close, name="close"),
    path("documents/<int:pk>/correct", views.correct, name="correct"),
    path("documents/<int:pk>/expunge", views.expunge, name="expunge"),
    path("documents/expunges/<int:pk>/settle", views.settle_expunge, name="settle_expunge"),
    path("documents/<int:pk>/relate", views.relate, name="relate"),
    path("documents/routings/<int:pk>/withdraw", views.withdraw, name="withdraw"),
    path("documents/routings/<int:pk>/answer", views.answer_withdrawal, name="answer_withdrawal"),
    path("documents/<int:pk>/files/<int:file_pk>/copy", printing.copy, name="copy"),
    path("documents/<int:pk>/stamp", printing.stamp, name="stamp"),
    path("documents/<int:pk>/delivery", printing.delivery, name="delivery"),
    path("registers/<int:pk>/print", printing.print_register, name="print_register"),
    path("registers/<int:pk>/books/<slug:kind>", printing.book, name="book"),
    path("registers", views.registers, name="registers"),
    path("registers/create", views.create_register, name="create_register"),
    path("registers/<int:pk>/open", views.open_register, name="open_register"),
    path("registers/<int:pk>/reserve", views.reserve_numbers, name="reserve_numbers"),
    path("registers/<int:pk>/<int:year>", views.proof, name="proof"),
]
