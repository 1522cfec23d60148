"""What was handed over: rows only come."""

import django.db.models.deletion
from django.db import migrations, models

from dondoc.lib.triggers import only_grow


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0005_form_key'),
        ('organization', '0005_hand_over'),
        ('tasks', '0003_lists'),
    ]

    operations = [
        migrations.CreateModel(
            name='HandOverItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('task', 'Nhiệm vụ'), ('direction', 'Chờ cho ý kiến'), ('entry', 'Văn bản')], max_length=10)),
                ('entry', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.entry')),
                ('hand_over', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='organization.handover')),
                ('task', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tasks.task')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('task__isnull', True), ('entry__isnull', True), _connector='XOR'), name='hand_over_item_is_one')],
            },
        ),
        only_grow("tasks_handoveritem"),
    ]
