"""The app shipping."""
