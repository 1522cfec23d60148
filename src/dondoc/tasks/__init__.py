"""Directions (bút phê) and assigned work, from the sentence that gives it to the accepted result."""
