"""The journal: what was done, by whom, in which post, refused or not; sealed, and checked from outside."""
