"""Which files there are, what they are called, and what the names in them stand for."""
