"""Stored content: bytes by their hash, never altered; inspected before they are kept; previews of pages."""
