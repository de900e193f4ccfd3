"""One file per rule: documentation, example, check and fix."""
