"""Strategy: what to tell whom, and why. No public interface yet."""
