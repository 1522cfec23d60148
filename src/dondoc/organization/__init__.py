"""Agencies, units, posts, people, the calendar; who may see and do what."""
