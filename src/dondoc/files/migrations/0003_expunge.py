"""Which files were destroyed; that is never taken back."""

import django.db.models.deletion
from django.db import migrations, models

from dondoc.lib.triggers import only_grow


class Migration(migrations.Migration):

    dependencies = [
        ('files', '0002_only_grows'),
    ]

    operations = [
        migrations.CreateModel(
            name='Destruction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('stored', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='destruction', to='files.storedfile')),
            ],
        ),
        only_grow("files_destruction"),
    ]
