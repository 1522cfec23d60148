"""Absences are ended, never removed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from dondoc.lib.triggers import lose_nothing


class Migration(migrations.Migration):

    dependencies = [
        ('organization', '0005_hand_over'),
    ]

    operations = [
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_day', models.DateField()),
                ('until_day', models.DateField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('made_at', models.DateTimeField()),
                ('deputy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deputizes', to=settings.AUTH_USER_MODEL)),
                ('holding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='absences', to='organization.holding')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['from_day'],
                'constraints': [models.CheckConstraint(condition=models.Q(('until_day__gte', models.F('from_day'))), name='absence_ends_after_it_begins')],
            },
        ),
        lose_nothing("organization_absence"),
    ]
