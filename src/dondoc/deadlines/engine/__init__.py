"""The pure machinery of deadlines."""
