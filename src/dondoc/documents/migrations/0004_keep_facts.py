"""Registers, their rules and the types of documents are closed, never removed."""

from django.db import migrations

from dondoc.lib.triggers import lose_nothing


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_types")]
    operations = [lose_nothing("documents_register", "documents_seriesrule", "documents_documenttype")]
