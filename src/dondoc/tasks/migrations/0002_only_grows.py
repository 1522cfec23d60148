"""No task, direction or part in one is ever removed; what was said and proved only grows."""

from django.db import migrations

from dondoc.lib.triggers import lose_nothing, only_grow


class Migration(migrations.Migration):
    dependencies = [("tasks", "0001_initial")]
    operations = [
        only_grow("tasks_tasknote", "tasks_evidence", "tasks_participant"),
        lose_nothing("tasks_task", "tasks_direction", "tasks_directionitem", "tasks_taskaccess"),
    ]
