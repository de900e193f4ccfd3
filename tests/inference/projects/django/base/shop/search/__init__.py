"""The app search."""
