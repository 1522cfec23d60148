"""Small pure modules named by one noun; no models, no HTTP, no clock."""
