"""The module content."""
