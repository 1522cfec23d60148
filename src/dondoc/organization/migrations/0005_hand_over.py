"""Former names, and that work was handed over: rows only come."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from dondoc.lib.triggers import only_grow


class Migration(migrations.Migration):

    dependencies = [
        ('organization', '0004_accounts'),
    ]

    operations = [
        migrations.CreateModel(
            name='FormerName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('abbreviation', models.CharField(blank=True, max_length=30)),
                ('from_day', models.DateField()),
                ('until_day', models.DateField()),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='former_names', to='organization.unit')),
            ],
            options={
                'ordering': ['from_day'],
                'constraints': [models.CheckConstraint(condition=models.Q(('until_day__gte', models.F('from_day'))), name='former_name_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='HandOver',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('last_day', models.DateField()),
                ('made_at', models.DateTimeField()),
                ('holding', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='hand_over', to='organization.holding')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('to_post', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organization.post')),
                ('to_unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organization.unit')),
                ('to_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='hand_over', to='organization.unit')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('holding__isnull', True), ('unit__isnull', True), _connector='XOR'), name='hand_over_of_one')],
            },
        ),
        only_grow("organization_formername", "organization_handover"),
    ]
