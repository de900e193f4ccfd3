"""Ringfence keeps a modular monolith modular while it is being typed."""

__version__ = "0.1.0"
