"""Deadlines with an append-only ledger, reckoned over the dated calendar."""
