"""Keeping what the installation holds: backup, restore, and the export with which one can leave."""
