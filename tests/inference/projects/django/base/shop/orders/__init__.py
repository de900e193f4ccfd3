"""The app orders."""
