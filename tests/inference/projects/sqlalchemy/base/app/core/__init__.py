"""The module core."""
