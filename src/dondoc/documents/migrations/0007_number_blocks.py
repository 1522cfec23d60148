"""Numbers that are kept free, in blocks with a reason and a last day."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from dondoc.lib.triggers import only_grow


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0006_pending_files'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='NumberBlock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.IntegerField()),
                ('first', models.IntegerField()),
                ('last', models.IntegerField()),
                ('reason', models.CharField(max_length=500)),
                ('expires_on', models.DateField()),
                ('reserved_at', models.DateTimeField()),
                ('register', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='blocks', to='documents.register')),
                ('reserved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('first__gte', 1), ('last__gte', models.F('first')), models.Q(('reason', ''), _negated=True)), name='block_is_not_empty')],
            },
        ),
        only_grow("documents_numberblock"),
    ]
