"""Paths of documents: the URL is the map of the verbs."""

from django.urls import path

from dondoc.documents.views import document, pending, printing, queues, registering, registers

app_name = "documents"

urlpatterns = [
    path("documents/arrivals", queues.arrivals, name="arrivals"),
    path("documents/arrivals/<int:pk>/register", queues.register_arrival, name="register_arrival"),
    path("documents/arrivals/<int:pk>/return", queues.return_arrival, name="return_arrival"),
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
    path("documents/late", queues.late, name="late"),
    path("documents/incoming", queues.incoming, name="incoming"),
    path("documents/outgoing", queues.outgoing, name="outgoing"),
    path("documents/register-incoming", registering.register_incoming, name="register_incoming"),
    path("documents/examine-file", registering.examine_file, name="examine_file"),
    path("documents/issue", registering.issue, name="issue"),
    path("documents/secret", registering.record_pointer, name="record_pointer"),
    path("documents/<int:pk>", document.detail, name="detail"),
    path("documents/<int:pk>/files/<int:file_pk>", document.file, name="file"),
    path("documents/<int:pk>/files/<int:file_pk>/pages/<int:number>", document.page, name="page"),
    path("documents/<int:pk>/forward", document.forward, name="forward"),
    path("documents/<int:pk>/close", document.close, name="close"),
    path("documents/<int:pk>/correct", document.correct, name="correct"),
    path("documents/<int:pk>/expunge", document.expunge, name="expunge"),
    path("documents/expunges/<int:pk>/settle", document.settle_expunge, name="settle_expunge"),
    path("documents/<int:pk>/relate", document.relate, name="relate"),
    path("documents/routings/<int:pk>/withdraw", document.withdraw, name="withdraw"),
    path("documents/routings/<int:pk>/answer", document.answer_withdrawal, name="answer_withdrawal"),
    path("documents/<int:pk>/files/<int:file_pk>/copy", printing.copy, name="copy"),
    path("documents/<int:pk>/stamp", printing.stamp, name="stamp"),
    path("documents/<int:pk>/delivery", printing.delivery, name="delivery"),
    path("registers/<int:pk>/print", printing.print_register, name="print_register"),
    path("registers/<int:pk>/books/<slug:kind>", printing.book, name="book"),
    path("registers", registers.registers, name="registers"),
    path("registers/create", registers.create_register, name="create_register"),
    path("registers/<int:pk>/open", registers.open_register, name="open_register"),
    path("registers/<int:pk>/reserve", registers.reserve_numbers, name="reserve_numbers"),
    path("registers/<int:pk>/<int:year>", registers.proof, name="proof"),
]
