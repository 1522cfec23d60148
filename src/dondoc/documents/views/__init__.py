"""Pages of documents, one module for each part of the work."""
