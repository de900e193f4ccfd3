"""The app core."""
