"""Expunging: its table, and the only way in which a registered document's texts may become empty."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from dondoc.lib.triggers import keep, let_become_empty, lose_nothing

BY_DOCUMENT = (
    "EXISTS (SELECT 1 FROM documents_expunge WHERE documents_expunge.document_id = OLD.{} "
    "AND documents_expunge.state IN ('confirmed', 'destroyed'))"
)


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0008_clocks'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Expunge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ground', models.CharField(choices=[('secret', 'Phát hiện nội dung bí mật nhà nước'), ('recall', 'Thu hồi văn bản gửi nhầm'), ('disposal', 'Hủy tài liệu hết thời hạn lưu trữ')], max_length=10)),
                ('clause', models.CharField(max_length=200)),
                ('reason', models.CharField(max_length=500)),
                ('state', models.CharField(choices=[('asked', 'Chờ người thứ hai xác nhận'), ('refused', 'Không đồng ý'), ('confirmed', 'Đã xác nhận, đang tiêu hủy'), ('destroyed', 'Đã tiêu hủy')], default='asked', max_length=10)),
                ('asked_at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(null=True)),
                ('answer', models.CharField(blank=True, max_length=500)),
                ('destroyed_at', models.DateTimeField(null=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='expunges', to='documents.document')),
                ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'refused'), _negated=True), fields=('document',), name='expunge_once_per_document'), models.CheckConstraint(condition=models.Q(models.Q(('settled_at', None), ('settled_by', None), ('state', 'asked')), models.Q(models.Q(('state', 'asked'), _negated=True), ('settled_at__isnull', False), models.Q(('settled_by', models.F('asked_by')), _negated=True)), _connector='OR'), name='expunge_is_settled_by_another'), models.CheckConstraint(condition=models.Q(models.Q(('destroyed_at__isnull', False), ('state', 'destroyed')), models.Q(models.Q(('state', 'destroyed'), _negated=True), ('destroyed_at', None)), _connector='OR'), name='expunge_destroyed_has_time')],
            },
        ),
        lose_nothing("documents_expunge"),
        keep("documents_expunge", "document_id", "ground", "clause", "reason", "asked_at", "asked_by_id"),
        let_become_empty("documents_document", "abstract", "note", where=BY_DOCUMENT.format("id")),
        let_become_empty("documents_documentfile", "name", where=BY_DOCUMENT.format("document_id")),
        let_become_empty("documents_correction", "old", "new", "reason", where=BY_DOCUMENT.format("document_id")),
    ]
