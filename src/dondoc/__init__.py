"""Dondoc: the system by which Vietnamese state agencies get assigned work done."""

__version__ = "0.1.0"
