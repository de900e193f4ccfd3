"""The module delivery."""
