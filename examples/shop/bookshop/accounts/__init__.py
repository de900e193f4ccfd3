"""People: who logs in and who buys."""
