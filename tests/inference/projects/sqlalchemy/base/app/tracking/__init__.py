"""The module tracking."""
