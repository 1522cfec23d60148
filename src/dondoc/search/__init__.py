"""The full-text index over our own tokens; what a person may see of its hits, the owning app decides."""
