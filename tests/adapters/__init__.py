"""What is on disk: finding files, reading them, and remembering what was read."""
