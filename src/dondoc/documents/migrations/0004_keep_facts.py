"""What was registered is never edited, whatever else of a row moves on; registers and types are never removed."""

from django.db import migrations

from dondoc.lib.triggers import keep, lose_nothing


class Migration(migrations.Migration):
    dependencies = [("documents", "0003_arriving_types")]
    operations = [
        lose_nothing("documents_register", "documents_seriesrule", "documents_documenttype"),
        keep("documents_number", "register_id", "year", "number", "taken_at", "taken_by_id"),
        keep("documents_counter", "register_id", "year", "opened_with"),
        keep(
            "documents_entry", "document_id", "agency_id", "direction", "number_id", "arrived_on",
            "registered_at", "registered_by_id", "registered_post_id",
        ),
        keep("documents_recipient", "document_id", "position", "name", "unit_id"),
        keep(
            "documents_routing", "entry_id", "from_post_id", "from_user_id", "to_unit_id", "to_post_id", "role", "at"
        ),
    ]  # fmt: skip
