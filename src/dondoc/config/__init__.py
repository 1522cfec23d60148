"""Composition: settings, URLs, API, roles, panels, schedules and the pages of the three errors."""
