"""Reading `boundaries.yaml`: what it means, and what is said about every mistake in it."""
