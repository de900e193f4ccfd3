"""The app catalogue."""
