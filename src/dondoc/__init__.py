"""Dondoc: the system by which Vietnamese state agencies get assigned work done."""
