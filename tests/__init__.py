"""All tests: `python -m pytest`."""
