"""The app marketing."""
