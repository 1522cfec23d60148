"""Notices in the product; each says why one gets it."""
