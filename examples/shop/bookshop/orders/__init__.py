"""What somebody wants to have."""
