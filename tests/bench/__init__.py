"""Benchmarks: ringfence beside ruff, tach and import-linter on one big real project."""
