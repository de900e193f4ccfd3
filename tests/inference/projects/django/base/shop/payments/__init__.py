"""The app payments."""
