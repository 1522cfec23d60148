"""The organisation's pure machinery: one-time codes, and browsers in words."""
