"""The length of texts: what does not fit into its column is told, never cut and never an error of the database."""

from dondoc.lib.folding import normalise
from dondoc.lib.rules import Finding


def too_long(field: str, text: str, limit: int) -> list[Finding]:
    """One finding when the text, in the form in which it is stored, is longer than its column."""
    if len(normalise(text)) <= limit:
        return []
    return [Finding(f"Nội dung dài quá {limit} ký tự.", field=field, code="too_long")]
