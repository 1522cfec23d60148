"""Benchmarks: a loader of invented documents, and what measures the product on them (see docs/benchmarks.md)."""
