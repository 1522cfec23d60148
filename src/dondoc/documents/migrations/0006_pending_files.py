"""Files that wait in the registry's queue, what they were made of, and the folders that scanners save into."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from dondoc.lib.triggers import keep, lose_nothing, only_grow


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0005_form_key'),
        ('files', '0002_only_grows'),
        ('organization', '0003_keep_facts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PendingFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=255)),
                ('origin', models.CharField(choices=[('upload', 'Tải lên'), ('folder', 'Thư mục quét'), ('split', 'Tách'), ('join', 'Ghép')], max_length=10)),
                ('folder_key', models.CharField(max_length=64, null=True, unique=True)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('problem', models.CharField(blank=True, max_length=500)),
                ('state', models.CharField(choices=[('asked', 'Chờ xác nhận không mật'), ('waiting', 'Chờ vào sổ'), ('registered', 'Đã vào sổ'), ('replaced', 'Đã tách, ghép thành tệp khác'), ('set_aside', 'Đã để riêng'), ('refused', 'Không nhận được')], max_length=20)),
                ('added_at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(null=True)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organization.unit')),
                ('entry', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pending_file', to='documents.entry')),
                ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('stored', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
            ],
        ),
        migrations.CreateModel(
            name='PendingPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.IntegerField()),
                ('first_page', models.IntegerField(null=True)),
                ('last_page', models.IntegerField(null=True)),
                ('made', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='documents.pendingfile')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='made_of_it', to='documents.pendingfile')),
            ],
        ),
        migrations.CreateModel(
            name='ScanFolder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True)),
                ('is_watched', models.BooleanField(default=True)),
                ('set_at', models.DateTimeField()),
                ('agency', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='scan_folder', to='organization.unit')),
                ('set_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.AddIndex(
            model_name='pendingfile',
            index=models.Index(fields=['agency', 'state', 'id'], name='pending_queue'),
        ),
        migrations.AddConstraint(
            model_name='pendingfile',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('entry__isnull', False), ('state', 'registered')), models.Q(models.Q(('state', 'registered'), _negated=True), ('entry', None)), _connector='OR'), name='pending_registered_has_entry'),
        ),
        migrations.AddConstraint(
            model_name='pendingfile',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'waiting'), _negated=True), ('stored__isnull', False), _connector='OR'), name='pending_waiting_has_bytes'),
        ),
        migrations.AddConstraint(
            model_name='pendingpart',
            constraint=models.UniqueConstraint(fields=('made', 'position'), name='pending_part_position'),
        ),
        lose_nothing("documents_pendingfile", "documents_scanfolder"),
        only_grow("documents_pendingpart"),
        keep("documents_pendingfile", "agency_id", "origin", "folder_key", "added_at", "added_by_id"),
    ]
