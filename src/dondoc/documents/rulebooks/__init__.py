"""The rules on documents, one module per legal instrument."""
