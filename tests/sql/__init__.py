"""Raw SQL."""
