"""The first pages: home by role, search, what a visitor sees."""
