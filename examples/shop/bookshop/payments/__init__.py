"""Money that comes and goes."""
