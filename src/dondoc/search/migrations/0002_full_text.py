"""The engine's own full text over our tokens: a tsvector with GIN on PostgreSQL, FTS5 on SQLite.

Both are kept in step by the database itself, so that no path of writing can forget them.
"""

from django.db import migrations

POSTGRESQL = [
    "ALTER TABLE search_searchrow ADD COLUMN vector tsvector "
    "GENERATED ALWAYS AS (array_to_tsvector(string_to_array(tokens, ' '))) STORED",
    "CREATE INDEX search_vector ON search_searchrow USING gin (vector)",
]
SQLITE = [
    "CREATE VIRTUAL TABLE search_fts USING fts5(tokens, content='search_searchrow', content_rowid='id', "
    "tokenize='ascii')",
    "CREATE TRIGGER search_fts_insert AFTER INSERT ON search_searchrow BEGIN "
    "INSERT INTO search_fts(rowid, tokens) VALUES (new.id, new.tokens); END",
    "CREATE TRIGGER search_fts_update AFTER UPDATE ON search_searchrow BEGIN "
    "INSERT INTO search_fts(search_fts, rowid, tokens) VALUES ('delete', old.id, old.tokens); "
    "INSERT INTO search_fts(rowid, tokens) VALUES (new.id, new.tokens); END",
    "CREATE TRIGGER search_fts_delete AFTER DELETE ON search_searchrow BEGIN "
    "INSERT INTO search_fts(search_fts, rowid, tokens) VALUES ('delete', old.id, old.tokens); END",
]
UNDO_POSTGRESQL = ["DROP INDEX search_vector", "ALTER TABLE search_searchrow DROP COLUMN vector"]
UNDO_SQLITE = [
    "DROP TRIGGER search_fts_insert",
    "DROP TRIGGER search_fts_update",
    "DROP TRIGGER search_fts_delete",
    "DROP TABLE search_fts",
]


def run(schema_editor, postgresql, sqlite):
    for statement in postgresql if schema_editor.connection.vendor == "postgresql" else sqlite:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [
        migrations.RunPython(
            lambda apps, editor: run(editor, POSTGRESQL, SQLITE),
            lambda apps, editor: run(editor, UNDO_POSTGRESQL, UNDO_SQLITE),
        )
    ]
