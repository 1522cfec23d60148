"""The rules on tasks, one module per legal instrument."""
