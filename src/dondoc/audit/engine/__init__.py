"""The verifier: pure, so that it also runs on an export with no database."""
