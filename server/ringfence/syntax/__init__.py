"""Text to facts: pure and error-tolerant, never raises on user code."""
