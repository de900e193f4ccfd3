"""Orchestration: workflows over several modules, and the composition root."""
