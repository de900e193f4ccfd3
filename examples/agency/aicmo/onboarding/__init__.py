"""Onboarding: from the first call to a complete intake."""
